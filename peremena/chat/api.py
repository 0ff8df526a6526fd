"""Chats over HTTP: the start state, history, members, who read it, and opening a direct chat."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from peremena import clock
from peremena.chat import access, actions_direct, members, queries, queries_sync, start
from peremena.chat.queries_sync import Ask
from peremena.chat.schemas import (
    Contacts,
    DirectAnswer,
    DirectRequest,
    HistoryPage,
    Me,
    Members,
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
    limit: int = queries.PAGE,
) -> HttpResponse:
    """A page of history: the newest messages, those below `before`, or those above `after`."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    limit = max(1, min(limit, LONGEST_PAGE))
    return wire.said(queries.history_page(place.conversation, place.profile, before=before, after=after, limit=limit))


@router.get("/conversations/{conversation}/members", operation_id="getMembers", openapi_extra=wire.described(Members))
def get_members(request: HttpRequest, conversation: int) -> HttpResponse:
    """Who sits in the conversation, in which role and why, those not linked yet included."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    return wire.said(members.members(place, clock.now()))


@router.get("/conversations/{conversation}/readers", operation_id="getReaders", openapi_extra=wire.described(Readers))
def get_readers(request: HttpRequest, conversation: int, no: int) -> HttpResponse:
    """Who has read message `no`, and who has not."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    return wire.said(queries.readers(place.conversation, place.profile, no, clock.now()))


@router.get("/contacts", operation_id="getContacts", openapi_extra=wire.described(Contacts))
def get_contacts(request: HttpRequest, q: str = "") -> HttpResponse:
    """People to whom I may write first."""
    return wire.said(members.contacts(wire.profile_of(request).id, q, clock.now()))


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
