"""Notes which sessions are in use, for the list "my sessions"."""

from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from peremena.people import actions
from peremena.people.sessions import session_topic

# allauth's own tracking writes at every request, and every write makes the messages wait for a moment.
_EVERY_SECONDS = 300


class SessionActivity:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        key = request.session.session_key
        # Only what asked who is there counts as use; a picture or a page does not.
        is_used = key and request.session.accessed and request.user.is_authenticated
        if key and is_used and cache.add(f"in-use:{session_topic(key)}", value=True, timeout=_EVERY_SECONDS):
            actions.note_activity(session_key=key)
        return response
