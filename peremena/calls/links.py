"""Links to a call and the cookies of guests: what travels is secret, what is kept is of no use to whoever reads it."""

import secrets
from hashlib import sha256

GUEST_COOKIE = "peremena_guest"


def make_token() -> str:
    """Return 144 random bits, fit for an address and for a cookie."""
    return secrets.token_urlsafe(18)


def digest_of(token: str) -> str:
    """Return what a table keeps of a token. It is as random as the digest is long, so no salt is needed."""
    return sha256(token.encode()).hexdigest()


def make_room() -> str:
    """Return a name for a room at the media server; nobody outside hears it."""
    return secrets.token_hex(12)
