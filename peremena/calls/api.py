"""Calls over HTTP, for those who are signed in. Every road goes through `access` and the rules."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from peremena import clock
from peremena.calls import (
    access,
    actions,
    actions_gather,
    actions_govern,
    actions_join,
    actions_links,
    calendar_file,
    queries,
    queries_attendance,
    queries_inside,
    rules,
)
from peremena.calls.access import Someone
from peremena.calls.api_broadcast import router
from peremena.calls.asking import described_nothing, nothing, person_or_guest, signed_in
from peremena.calls.models import Call
from peremena.calls.refusals import NotFound
from peremena.calls.schemas import (
    Attendance,
    CallAnswer,
    Calls,
    ChangeCallRequest,
    GovernRequest,
    Lobby,
    MadeCallAnswer,
    PlanRequest,
    StartRequest,
)
from peremena.people import wire
from peremena.refusals import refuse

# The roads of one address belong to one router; those that are open come first, because their names are no numbers.
__all__ = ["router"]

_FILE = {"responses": {200: {"description": "A file"}}}


@router.post(
    "/conversations/{conversation}/call",
    operation_id="startCall",
    openapi_extra=wire.described(CallAnswer, StartRequest),
)
def start_call(request: HttpRequest, conversation: int) -> HttpResponse:
    """Begin a call in a chat and ring, or get the one that goes on there.

    Some twenty queries, one transaction; a row is made for each whom it rings.
    """
    by = signed_in(request)
    call = actions.start(by=by.profile or 0, conversation=conversation, wanted=wire.heard(request, StartRequest))
    return _call(_someone(request, call))


@router.get("/calls", operation_id="getCalls", openapi_extra=wire.described(Calls))
def get_calls(request: HttpRequest, before: int | None = None) -> HttpResponse:
    """My calls: those that go on, those to come, and those that are over, the last first. Some fifteen queries."""
    return wire.said(queries.calls_of(wire.profile_of(request).id, before, clock.now()))


@router.post("/calls", operation_id="planCall", openapi_extra=wire.described(MadeCallAnswer, PlanRequest))
def plan_call(request: HttpRequest) -> HttpResponse:
    """Make a call by link, a meeting or a broadcast, now or at a time. The link is told this once.

    Some twenty queries; for an audience some fifty, and ten for each chat that is told.
    """
    by, wanted, token = wire.profile_of(request).id, wire.heard(request, PlanRequest), ""
    if wanted.audience is None:
        call, token = actions.plan(by=by, wanted=wanted)
    else:
        call = actions_gather.gather(by=by, wanted=wanted, audience=wanted.audience)
    return wire.said(MadeCallAnswer(call=queries.call_out(_someone(request, call)), token=token))


@router.get("/calls/{call}", auth=None, operation_id="getCall", openapi_extra=wire.described(CallAnswer))
def get_call(request: HttpRequest, call: int) -> HttpResponse:
    """One call as I see it, as a guest too. Some eight queries."""
    return _call(access.someone(person_or_guest(request), call, clock.now()))


@router.patch("/calls/{call}", operation_id="changeCall", openapi_extra=wire.described(CallAnswer, ChangeCallRequest))
def change_call(request: HttpRequest, call: int) -> HttpResponse:
    """Change the name, the time, or what members may, as a host.

    Some fifteen queries, and one question to the media server for each whose rights change.
    """
    actions.change(by=signed_in(request), call=call, wanted=wire.heard(request, ChangeCallRequest))
    return _call(_someone(request, call))


@router.get("/calls/{call}/calendar.ics", operation_id="getCallCalendar", openapi_extra=_FILE)
def get_calendar(request: HttpRequest, call: int) -> HttpResponse:
    """A planned call for the calendar of a phone. Some six queries."""
    who = _someone(request, call)
    if who.call.planned_at_ms is None:
        raise NotFound
    text = calendar_file.calendar_file(
        who.call,
        who.call.planned_at_ms,
        clock.now_ms(),
        host=request.get_host(),
        address=request.build_absolute_uri(f"/calls/{who.call.pk}"),
    )
    return _file(text.encode(), "text/calendar; charset=utf-8", f"call-{who.call.pk}.ics")


@router.post("/calls/{call}/links", operation_id="renewCallLink", openapi_extra=wire.described(MadeCallAnswer))
def renew_link(request: HttpRequest, call: int) -> HttpResponse:
    """A new link, as a host; the former one stops working. Some fifteen queries."""
    token = actions_links.renew_link(by=signed_in(request), call=call)
    return wire.said(MadeCallAnswer(call=queries.call_out(_someone(request, call)), token=token))


@router.delete("/calls/{call}/links", operation_id="revokeCallLink", openapi_extra=described_nothing())
def revoke_link(request: HttpRequest, call: int) -> HttpResponse:
    """Close the link, as a host: nobody new comes by it. Some ten queries."""
    actions_links.revoke_link(by=signed_in(request), call=call)
    return nothing()


@router.post("/calls/{call}/decline", operation_id="declineCall", openapi_extra=described_nothing())
def decline_call(request: HttpRequest, call: int) -> HttpResponse:
    """Say no to a call that rings. Some twelve queries."""
    actions_join.decline(by=signed_in(request), call=call)
    return nothing()


@router.post("/calls/{call}/end", operation_id="endCall", openapi_extra=described_nothing())
def end_call(request: HttpRequest, call: int) -> HttpResponse:
    """End it for all. Some twenty queries, and one question to the media server."""
    actions.end_for_all(by=signed_in(request), call=call)
    return nothing()


@router.post("/calls/{call}/govern", operation_id="governCall", openapi_extra=described_nothing(GovernRequest))
def govern_call(request: HttpRequest, call: int) -> HttpResponse:
    """Do something to one participant, or to all who are no hosts.

    Some twenty queries, and one question to the media server for each whose rights change.
    """
    wanted = wire.heard(request, GovernRequest)
    actions_govern.govern(by=signed_in(request), call=call, what=wanted.what, who=wanted.who)
    return nothing()


@router.get("/calls/{call}/lobby", operation_id="getLobby", openapi_extra=wire.described(Lobby))
def get_lobby(request: HttpRequest, call: int) -> HttpResponse:
    """Who waits to be let in, for hosts. Some fifteen queries."""
    who = _someone(request, call)
    refuse(rules.why_not_governed(who.standing.part))
    return wire.said(queries_inside.lobby(who.call, clock.now()))


@router.get("/calls/{call}/attendance", operation_id="getAttendance", openapi_extra=wire.described(Attendance))
def get_attendance(request: HttpRequest, call: int) -> HttpResponse:
    """Who was there and when, for the staff. Some twenty queries."""
    who = _someone(request, call)
    refuse(rules.why_no_attendance(who.standing.place, who.standing.one))
    return wire.said(queries_attendance.attendance(who.call, clock.now()))


@router.get("/calls/{call}/attendance.csv", operation_id="getAttendanceFile", openapi_extra=_FILE)
def get_attendance_file(request: HttpRequest, call: int) -> HttpResponse:
    """The same as a file for spreadsheets, by the school's clock."""
    who = _someone(request, call)
    refuse(rules.why_no_attendance(who.standing.place, who.standing.one))
    told = queries_attendance.attendance(who.call, clock.now())
    body = queries_attendance.as_csv(told, _zone(who.call))
    return _file(body, "text/csv; charset=utf-8", f"call-{who.call.pk}.csv", shown=f"{who.standing.title}.csv")


def _zone(call: Call) -> str:
    """Return whose clock a table goes by; a chat of two belongs to no school."""
    return "Europe/Moscow" if call.school is None else call.school.timezone


def _someone(request: HttpRequest, call: int) -> Someone:
    return access.someone(signed_in(request), call, clock.now())


def _call(who: Someone) -> HttpResponse:
    return wire.said(CallAnswer(call=queries.call_out(who)))


def _file(body: bytes, kind: str, name: str, shown: str = "") -> HttpResponse:
    named = f"; filename*=UTF-8''{quote(shown)}" if shown else ""
    return HttpResponse(
        body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"{named}'}
    )
