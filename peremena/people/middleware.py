"""Whose session a request is of: the cookie that names it, and the note that it is in use."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from peremena.people import actions
from peremena.people.sessions import session_topic

# allauth's own tracking writes at every request, and every write makes the messages wait for a moment.
_EVERY_SECONDS = 300


class Sessions(SessionMiddleware):
    """Django's, but an answer touches the cookie only to name a session that has just begun.

    Django deletes the cookie of a session that has ended. On a slow line such an answer comes when the next person has
    signed in at the same browser, and would take theirs. The name of a session that has ended opens nothing, so it
    stays until the next one takes its place.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        name = settings.SESSION_COOKIE_NAME
        asked = request.COOKIES.get(name)
        answer: HttpResponse = super().process_response(request, response)
        if name in answer.cookies and answer.cookies[name].value in {"", asked}:
            del answer.cookies[name]
        return answer


class SessionActivity:
    """Notes which sessions are in use, for the list "my sessions"."""

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
