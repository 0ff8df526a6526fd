"""Chats over HTTP: the start state, history, members, who read it, and opening a direct chat."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router

from peremena import clock
from peremena.chat import access, actions_direct, members, queries, queries_messages, queries_sync, start
from peremena.chat.queries_messages import Edge
from peremena.chat.queries_sync import Ask
from peremena.chat.schemas import (
    DirectAnswer,
    DirectRequest,
    HistoryPage,
    ImportantPage,
    Me,
    Members,
    Mentions,
    Pins,
    Readers,
    StartState,
    SyncAnswer,
    SyncRequest,
)
from peremena.live.contract import encode
from peremena.people import wire

router = Router()

LONGEST_PAGE = 100


@router.get("/start", operation_id="getStart", openapi_extra=wire.described(StartState))
def get_start(request: HttpRequest) -> HttpResponse:
    """All that the first screen needs."""
    # The page itself may come out of the browser's own store, without the cookie that writing needs.
    get_token(request)
    return wire.said(start.state(wire.profile_of(request)))


@router.get("/me", operation_id="getMe", openapi_extra=wire.described(Me))
def get_me(request: HttpRequest) -> HttpResponse:
    """Who I am here, in which roles."""
    return wire.said(start.me(wire.profile_of(request), clock.now()))


@router.get(
    "/conversations/{conversation}/messages", operation_id="getMessages", openapi_extra=wire.described(HistoryPage)
)
def get_messages(
    request: HttpRequest,
    conversation: int,
    before: int | None = None,
    after: int | None = None,
    around: int | None = None,
    limit: int = queries_messages.PAGE,
) -> HttpResponse:
    """A page of history: the newest messages, those below `before`, above `after`, or on both sides of `around`."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    limit = max(1, min(limit, LONGEST_PAGE))
    edge = Edge(before=before, after=after, around=around)
    return wire.said(queries_messages.history_page(place.conversation, place.profile, edge, limit))


@router.get("/conversations/{conversation}/pins", operation_id="getPins", openapi_extra=wire.described(Pins))
def get_pins(request: HttpRequest, conversation: int) -> HttpResponse:
    """The pinned messages, the last pinned first."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    return wire.said(queries_messages.pins(place.conversation, place.profile))


@router.get(
    "/conversations/{conversation}/mentions", operation_id="getMentions", openapi_extra=wire.described(Mentions)
)
def get_mentions(request: HttpRequest, conversation: int, after: int = 0) -> HttpResponse:
    """Which messages above `after` name me."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    return wire.said(queries_messages.mentions(place.conversation, place.profile, after))


@router.get("/important", operation_id="getImportant", openapi_extra=wire.described(ImportantPage))
def get_important(request: HttpRequest, before: int | None = None) -> HttpResponse:
    """What I marked as important in my chats, the last marked first; `before` is the last `mark` of the page before."""
    return wire.said(queries_messages.important(wire.profile_of(request).id, before, clock.now()))


@router.get("/conversations/{conversation}/members", operation_id="getMembers", openapi_extra=wire.described(Members))
def get_members(request: HttpRequest, conversation: int) -> HttpResponse:
    """Who sits in the conversation, in which role and why, those not linked yet included."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    return wire.said(members.members(place, clock.now()))


@router.get("/conversations/{conversation}/readers", operation_id="getReaders", openapi_extra=wire.described(Readers))
def get_readers(request: HttpRequest, conversation: int, no: int) -> HttpResponse:
    """Who has read message `no`, and who has not."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    return wire.said(queries_messages.readers(place.conversation, place.profile, no, clock.now()))


@router.post("/direct", operation_id="openDirect", openapi_extra=wire.described(DirectAnswer, DirectRequest))
def open_direct(request: HttpRequest) -> HttpResponse:
    """Open the chat of two people, or find the one there is."""
    profile = wire.profile_of(request).id
    wanted = wire.heard(request, DirectRequest)
    conversation = actions_direct.open_direct(by=profile, addressee=wanted.profile)
    rows = queries.rows_of_pairs([(conversation, profile)], clock.now())
    return wire.said(DirectAnswer(conversation=rows[conversation, profile]))


@router.post("/sync", operation_id="sync", openapi_extra=wire.described(SyncAnswer, SyncRequest))
def sync(request: HttpRequest) -> HttpResponse:
    """What changed since the positions given: the command `sync` for answers too large for the socket."""
    ask = Ask(wire.profile_of(request).id, wire.heard(request, SyncRequest).topics)
    answer = queries_sync.answers([ask], clock.now(), queries_sync.HTTP_BYTES)[0]
    return HttpResponse(encode(answer), content_type="application/json")
