"""Looking after calls that go on: nobody alone where children may be, and no call that nobody is in.

`look` is asked each second and writes only when something has changed; `reconcile` compares with the media server.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from peremena import clock
from peremena.audit import actions as audit
from peremena.calls import queries_inside, rules, telling
from peremena.calls.actions_join import take_out
from peremena.calls.actions_telling import end, hush_chat, locked, tell_chat
from peremena.calls.actions_visits import came, keep_only
from peremena.calls.contract import LiveKitAway
from peremena.calls.models import Call, EndedBy, Kind, Participant, State, Visit
from peremena.calls.refusals import CallsAway
from peremena.calls.rules import Watch
from peremena.calls.standing import standings_of

if TYPE_CHECKING:
    from peremena.calls.livekit import LiveKit

_log = logging.getLogger("peremena.calls")

# Who made a call by link and never came: a day after its time it is not to come any more.
_FORGOTTEN_AFTER_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Presence:
    """Whose lines stand in a call at this moment, and where it is: not known of a chat's when nobody is inside."""

    participants: frozenset[int]
    has_host: bool
    place: rules.Place | None


def open_calls() -> list[Call]:
    """Return the calls that go on. One query."""
    rows = Call.objects.filter(ended_at_ms__isnull=True, started_at_ms__isnull=False)
    return list(rows.select_related("started_by"))


def present(calls: Collection[Call], at: datetime) -> dict[int, Presence]:
    """Return who is inside each of some calls: their visit stands, and so does their line at our door.

    The door knows within moments what the media server tells after half a minute. Some five queries for all calls.
    """
    lines = {call.pk: telling.ports.lines(call.room) for call in calls}
    standing = Visit.objects.filter(went_at_ms__isnull=True, participant__call__in=[one.pk for one in calls])
    inside = list(
        Participant.objects.select_related("guest__link__made_by", "call").filter(
            pk__in=standing.values("participant"), state=State.IN
        )
    )
    inside = [one for one in inside if _line_stands(one, lines[one.call_id])]
    # Of hundreds of viewers nobody asks whether they run the broadcast.
    perhaps = [one for one in inside if _may_run(one)]
    standings = [
        (one.call_id, its) for one, its in zip(perhaps, standings_of(perhaps, at), strict=True) if its is not None
    ]
    hosts = {call for call, its in standings if its.part == "host"}
    # Where a chat's call is tells whoever is inside; when nobody is, there is nothing to mind.
    places = {call.pk: rules.Place(call.kind) for call in calls if call.kind != Kind.CHAT}
    places |= {call: its.place for call, its in standings}
    return {
        call.pk: Presence(
            frozenset(one.pk for one in inside if one.call_id == call.pk), call.pk in hosts, places.get(call.pk)
        )
        for call in calls
    }


def _may_run(one: Participant) -> bool:
    return one.call.kind == Kind.CHAT or one.is_cohost or one.profile_id == one.call.started_by_id


def _line_stands(one: Participant, lines: Mapping[str, int] | None) -> bool:
    return lines is None or telling.identity_of(one.pk) in lines


def look(call: Call, inside: Presence, at: datetime) -> bool:
    """Do what is due in one call; says whether anything was. No query where nothing is."""
    at_ms = clock.to_ms(at)
    why = _why_over(call, inside, at_ms)
    if why is not None:
        _end(call, why, at_ms)
        return True
    return _mind_hosts(call, inside, at_ms)


def _why_over(call: Call, inside: Presence, at_ms: int) -> EndedBy | None:
    if inside.participants and not _rings_in_vain(call, at_ms):
        return None
    if inside.participants:
        return EndedBy.UNANSWERED
    last = Visit.objects.filter(participant__call=call).aggregate(at=Max("went_at_ms"))["at"] or 0
    asked = Participant.objects.filter(call=call, state=State.IN).aggregate(at=Max("asked_at_ms"))["at"] or 0
    since = max(call.started_at_ms or 0, last, asked)
    if at_ms - since < rules.EMPTY_AFTER_MS:
        return EndedBy.UNANSWERED if _rings_in_vain(call, at_ms) else None
    return EndedBy.UNANSWERED if _came(call) < _TWO and call.kind == Kind.CHAT else EndedBy.EMPTY


_TWO = 2


def _came(call: Call) -> int:
    return Participant.objects.filter(call=call, state__in=[State.IN, State.LEFT, State.REMOVED]).count()


def _rings_in_vain(call: Call, at_ms: int) -> bool:
    """Say whether the only other one of a chat of two has not come while it rang."""
    if call.kind != Kind.CHAT or call.title or at_ms < call.ring_until_ms:
        return False
    return _came(call) < _TWO


def _end(call: Call, why: EndedBy, at_ms: int) -> None:
    with transaction.atomic():
        row = locked(call.pk)
        if row.ended_at_ms is not None:
            return
        end(row, why, at_ms)
    telling.close(row)


def _mind_hosts(call: Call, inside: Presence, at_ms: int) -> bool:
    """Let everybody be still when no host has been there for a while, and go on when one is back."""
    if inside.place is None or not rules.needs_host(inside.place):
        return False
    gone_at = None if inside.has_host else call.hosts_gone_at_ms or at_ms
    due = rules.watch(is_frozen=call.is_frozen, hosts_gone_for_ms=None if gone_at is None else at_ms - gone_at)
    if due == Watch.END:
        _end(call, EndedBy.DESERTED, at_ms)
        return True
    if due == Watch.GO_ON and gone_at == call.hosts_gone_at_ms:
        return False
    with transaction.atomic():
        row = locked(call.pk)
        if row.ended_at_ms is not None:
            return False
        row.hosts_gone_at_ms = gone_at
        row.is_frozen = due == Watch.FREEZE or (row.is_frozen and due != Watch.THAW)
        row.save(update_fields=["hosts_gone_at_ms", "is_frozen"])
        if due != Watch.GO_ON:
            audit.record(by=None, action=f"call.{due.value}", target=f"call:{call.pk}")
            hush_chat(row)
    if due != Watch.GO_ON:
        telling.follow(call.pk)
    return True


def tell_count(call: Call, count: int) -> None:
    """Tell the chat how many are in its call."""
    with transaction.atomic():
        row = locked(call.pk)
        if row.ended_at_ms is None:
            tell_chat(row, count)


def forget_planned(at: datetime) -> None:
    """End calls that were planned and that nobody ever held. One query where there are none."""
    before = clock.to_ms(at) - _FORGOTTEN_AFTER_MS
    rows = Call.objects.filter(ended_at_ms__isnull=True, started_at_ms__isnull=True, created_at_ms__lt=before)
    for call in rows:
        if call.planned_at_ms is None or call.planned_at_ms < before:
            _end(call, EndedBy.EMPTY, clock.to_ms(at))


# --- Truth and repair -------------------------------------------------------------------------------------------------


def reconcile(at: datetime) -> None:
    """Compare every room with the database and mend both sides; quietly does nothing while the media server is away."""
    try:
        server = telling.server()
        rooms = {room.name for room in server.list_rooms()}
        calls = {call.room: call for call in open_calls()}
        for call in calls.values():
            _mend(server, call, at, is_there=call.room in rooms)
        _close_needless(server, rooms - set(calls))
    except CallsAway:
        return
    except LiveKitAway as error:
        _log.warning("calls could not be compared with the media server: %s", error)


def _mend(server: "LiveKit", call: Call, at: datetime, *, is_there: bool) -> None:
    if not is_there:
        # It was lost, with whoever was in it: they come back by themselves, and need the room for that.
        telling.open_room(server, call, at)
        keep_only(call, [], clock.to_ms(at))
        return
    inside = server.list_participants(call.room)
    keep_only(call, [one.sid for one in inside], clock.to_ms(at))
    for one in inside:
        came(call, one)
    _send_out_the_unentitled(call, at)
    telling.follow(call.pk)


def _send_out_the_unentitled(call: Call, at: datetime) -> None:
    """Take out those who have lost the right to the call's chat since they came."""
    rows = list(queries_inside.participants_of(call).filter(state=State.IN))
    for one, its in zip(rows, standings_of(rows, at), strict=True):
        if its is None:
            take_out(call.pk, one.pk, "call.right.ended")


def _close_needless(server: "LiveKit", rooms: Collection[str]) -> None:
    """Close rooms of ours whose call is over. One that no call knows may be of another use, and stays."""
    over: Mapping[str, Call] = {
        call.room: call for call in Call.objects.filter(room__in=rooms, ended_at_ms__isnull=False)
    }
    for call in over.values():
        server.delete_room(call.room)
        keep_only(call, [], call.ended_at_ms or clock.now_ms())
