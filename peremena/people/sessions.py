"""Sessions in the database; whoever ends one, its sockets close with it. Named by settings.SESSION_ENGINE."""

from hashlib import sha256

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from peremena.live import publishing


def session_topic(session_key: str) -> str:
    """Return the name under which the live road knows a session; the key itself never travels."""
    return sha256(session_key.encode()).hexdigest()[:32]


class SessionStore(DatabaseStore):
    """Sign-out, a fresh key at sign-in, and ending another device's session all come through `delete`."""

    def delete(self, session_key: str | None = None) -> None:
        ended = session_key or self.session_key
        super().delete(session_key)
        if ended:
            publishing.close_session(session_topic(ended))
