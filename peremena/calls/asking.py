"""From a request to who asks: a person who is signed in, or a guest of one call by their cookie."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse

from peremena.calls import access
from peremena.calls.access import Caller
from peremena.calls.links import GUEST_COOKIE
from peremena.people import access as people
from peremena.people import wire

# Guests come from one browser at a time, so one word is enough for what a session is to others.
_GUEST_SESSION = "guest"
_NOTHING: dict[str, Any] = {"responses": {204: {"description": "Done"}}}


def signed_in(request: HttpRequest) -> Caller:
    """Return whoever `SignedIn` let in."""
    return Caller(profile=wire.profile_of(request).id, session=people.session_of(request))


def anybody(request: HttpRequest) -> Caller:
    """Return whoever asks on an open route, a stranger too. Refuses what our own pages did not send."""
    wire.check_csrf(request)
    if request.user.is_authenticated:
        return Caller(profile=people.profile_of(request).id, session=people.session_of(request))
    return Caller(guest=access.guest_of(request.COOKIES.get(GUEST_COOKIE, "")), session=_GUEST_SESSION)


def person_or_guest(request: HttpRequest) -> Caller:
    """Return who asks on an open route; raises SignedOut for a stranger."""
    caller = anybody(request)
    if caller.profile is None and caller.guest is None:
        raise people.SignedOut
    return caller


def address_of(request: HttpRequest) -> str:
    """Return from where somebody asks, to count their tries by."""
    return str(request.META.get("REMOTE_ADDR", ""))


def nothing() -> HttpResponse:
    return HttpResponse(status=204)


def described_nothing(question: type[msgspec.Struct] | None = None) -> dict[str, Any]:
    """Return the OpenAPI description of a route that answers with nothing."""
    return _NOTHING if question is None else wire.described_empty(question)
