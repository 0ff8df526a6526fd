"""The roads of a call that are open to guests, and to the media server."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from peremena import clock
from peremena.calls import access, actions_away, actions_join, actions_links, actions_visits, queries
from peremena.calls.asking import address_of, anybody, described_nothing, nothing, person_or_guest
from peremena.calls.links import GUEST_COOKIE
from peremena.calls.refusals import NotFound
from peremena.calls.schemas import (
    CallAnswer,
    CallPreview,
    GuestRequest,
    HandRequest,
    JoinAnswer,
    JoinRequest,
    LinkTokenRequest,
)
from peremena.people import wire

# All roads of calls belong to this one router; `api` adds those for whoever is signed in.
router = Router()

_GUEST_SECONDS = 24 * 3600


@router.post(
    "/calls/preview",
    auth=None,
    operation_id="previewCall",
    openapi_extra=wire.described(CallPreview, LinkTokenRequest),
)
def preview_call(request: HttpRequest) -> HttpResponse:
    """Where a link leads, for anybody who has it; whoever is signed in may join from then on. Some six queries."""
    caller = anybody(request)
    token = wire.heard(request, LinkTokenRequest).token
    return wire.said(actions_links.look_at_link(by=caller, token=token, address=address_of(request)))


@router.post(
    "/calls/guest", auth=None, operation_id="comeAsGuest", openapi_extra=wire.described(CallAnswer, GuestRequest)
)
def come_as_guest(request: HttpRequest) -> HttpResponse:
    """Become a guest of the call to which a link leads, under a name. Some fifteen queries."""
    by = anybody(request)
    wanted = wire.heard(request, GuestRequest)
    welcome = actions_links.come_as_guest(by=by, wanted=wanted, address=address_of(request))
    caller = access.Caller(guest=welcome.guest)
    answer = wire.said(CallAnswer(call=queries.call_out(access.someone(caller, welcome.call, clock.now()))))
    answer.set_cookie(
        GUEST_COOKIE,
        welcome.cookie,
        max_age=_GUEST_SECONDS,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return answer


@router.post(
    "/calls/{call}/join", auth=None, operation_id="joinCall", openapi_extra=wire.described(JoinAnswer, JoinRequest)
)
def join_call(request: HttpRequest, call: int) -> HttpResponse:
    """Come in, or wait: ask again every two seconds. Some thirty queries, two questions to the media server."""
    caller = person_or_guest(request)
    return wire.said(actions_join.join(by=caller, call=call, move=wire.heard(request, JoinRequest).move))


@router.post("/calls/{call}/leave", auth=None, operation_id="leaveCall", openapi_extra=described_nothing())
def leave_call(request: HttpRequest, call: int) -> HttpResponse:
    """Go, or stop waiting. Some twelve queries, and one question to the media server."""
    actions_join.leave(by=person_or_guest(request), call=call)
    return nothing()


@router.post("/calls/{call}/away", auth=None, operation_id="goAwayFromCall", openapi_extra=described_nothing())
def go_away(request: HttpRequest, call: int) -> HttpResponse:
    """Say that the page is being reloaded or closed: who is back in a moment has not left. Some ten queries."""
    actions_away.go_away(by=person_or_guest(request), call=call)
    return nothing()


@router.post("/calls/{call}/hand", auth=None, operation_id="raiseHand", openapi_extra=described_nothing(HandRequest))
def raise_hand(request: HttpRequest, call: int) -> HttpResponse:
    """Put the own hand up or down. Some twenty queries, three questions to the media server."""
    caller = person_or_guest(request)
    actions_join.raise_hand(by=caller, call=call, up=wire.heard(request, HandRequest).up)
    return nothing()


@router.post("/calls/livekit-webhook", auth=None, operation_id="hearLiveKit", include_in_schema=False)
def hear_livekit(request: HttpRequest) -> HttpResponse:
    """What the media server tells; its own signature is the only key to this road."""
    if not actions_visits.hear(request.body, request.headers.get("Authorization", "")):
        raise NotFound
    return nothing()
