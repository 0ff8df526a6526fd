"""What the media server tells: lines that stand and fall. It may come twice, late, in any order, or never."""

import logging
from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from peremena import clock
from peremena.calls import telling
from peremena.calls.actions_telling import end_visits
from peremena.calls.contract import LiveKitAway, Notice
from peremena.calls.contract import Participant as Present
from peremena.calls.models import Call, Participant, State, Visit
from peremena.calls.refusals import CallsAway

_log = logging.getLogger("peremena.calls")


def hear(body: bytes, authorization: str) -> bool:
    """Take a webhook; says whether the media server itself signed it. Three queries."""
    try:
        notice = telling.server().notice_of(body, authorization)
    except (CallsAway, LiveKitAway):
        return False
    if notice is None:
        return False
    apply(notice)
    return True


def apply(notice: Notice) -> None:
    """Apply one notice. Told twice it changes nothing, and a line that fell before it was told of stays fallen."""
    call = Call.objects.filter(room=notice.room).first()
    if call is None:
        return
    if notice.event == "participant_joined" and notice.participant is not None:
        came(call, notice.participant)
    elif notice.event in {"participant_left", "participant_connection_aborted"} and notice.participant is not None:
        _went(call, notice.participant, int(notice.at * 1000))
    elif notice.event == "room_finished":
        with transaction.atomic():
            end_visits(call, clock.now_ms())


def came(call: Call, one: Present) -> None:
    """Write that a line stands; whoever should not be there is sent out."""
    participant = _participant(call, one)
    if participant is None or participant.state != State.IN or call.ended_at_ms is not None:
        _send_out(call, one)
        return
    at_ms = _within(int(one.joined_at * 1000))
    with transaction.atomic():
        visit, is_new = Visit.objects.get_or_create(
            line=one.sid, defaults={"participant": participant, "came_at_ms": at_ms}
        )
        if is_new:
            _end_what_was_replaced(visit)
    if is_new and visit.went_at_ms is None:
        telling.follow_newcomer(call.pk, participant.pk, one)


def _end_what_was_replaced(visit: Visit) -> None:
    """One person stands there once: of two lines the earlier has fallen when the later came, though nobody told us."""
    others = Visit.objects.filter(participant=visit.participant_id).exclude(pk=visit.pk)
    _end(others.filter(went_at_ms__isnull=True, came_at_ms__lt=visit.came_at_ms), visit.came_at_ms)
    later = others.filter(came_at_ms__gte=visit.came_at_ms).order_by("came_at_ms").first()
    if later is not None:
        visit.went_at_ms = later.came_at_ms
        visit.save(update_fields=["went_at_ms"])


def _participant(call: Call, one: Present) -> Participant | None:
    number = telling.participant_of(one.identity)
    return None if number is None else Participant.objects.filter(pk=number, call=call).first()


def _went(call: Call, one: Present, at_ms: int) -> None:
    participant = _participant(call, one)
    if participant is None:
        return
    came_at, went_at = _within(int(one.joined_at * 1000)), _within(at_ms)
    with transaction.atomic():
        visit, is_new = Visit.objects.get_or_create(
            line=one.sid,
            defaults={"participant": participant, "came_at_ms": came_at, "went_at_ms": max(came_at, went_at)},
        )
        # What is told is true; an end that was only concluded may be later than that.
        if not is_new and (visit.went_at_ms is None or went_at < visit.went_at_ms):
            visit.went_at_ms = max(visit.came_at_ms, went_at)
            visit.save(update_fields=["went_at_ms"])


def _end(visits: QuerySet[Visit], at_ms: int) -> None:
    for visit in visits:
        visit.went_at_ms = max(visit.came_at_ms, at_ms)
        visit.save(update_fields=["went_at_ms"])


def _within(at_ms: int) -> int:
    """Return a moment of the media server's clock, not later than now by ours."""
    now = clock.now_ms()
    return min(at_ms, now) if at_ms > 0 else now


def _send_out(call: Call, one: Present) -> None:
    _log.warning("somebody who was not let in is sent out of call %d: %s", call.pk, one.identity)
    telling.send_out_identity(call, one.identity)


def keep_only(call: Call, lines: Collection[str], at_ms: int) -> None:
    """End the visits of a call whose lines do not stand any more, for the media server knows of those in `lines`."""
    with transaction.atomic():
        _end(Visit.objects.filter(participant__call=call, went_at_ms__isnull=True).exclude(line__in=lines), at_ms)
