"""Who was in a call and when: lines that stood, made into stays."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from peremena import clock
from peremena.calls import gathering, queries_inside
from peremena.calls.models import Call, Kind, Visit
from peremena.calls.queries_inside import Inside
from peremena.calls.schemas import Attendance, Attendee, Stay
from peremena.chat import queries_calls as chat

if TYPE_CHECKING:
    from peremena.calls.standing import PersonOrGuest

# A shorter break is none: a phone changed its network.
SHORT_BREAK_MS = 60_000
_ROLES = {
    "pupil": "ученик",
    "guardian": "родитель",
    "teacher": "учитель",
    "staff": "сотрудник",
    "head": "администрация",
    "guest": "гость",
}
_HEAD = ("Имя", "Кто", "Пришёл", "Ушёл", "Был, мин", "Обрывов связи")

Visits = Sequence[tuple[int, int | None]]


def merged(visits: Visits) -> tuple[list[Stay], int]:
    """Return the stays that visits make, and how many short breaks were closed. Visits may overlap."""
    stays: list[Stay] = []
    breaks = 0
    for came, went in sorted(visits, key=lambda one: one[0]):
        last = stays[-1] if stays else None
        if last is None or (last.went is not None and came - last.went >= SHORT_BREAK_MS):
            stays.append(Stay(came, went))
            continue
        breaks += last.went is not None and came > last.went
        last.went = None if last.went is None or went is None else max(last.went, went)
    return stays, breaks


def attendance(call: Call, at: datetime) -> Attendance:
    """Return everybody who came and, where it is known for whom the call is, the names of those who did not.

    Some twenty queries.
    """
    visits: dict[int, list[tuple[int, int | None]]] = {}
    rows = Visit.objects.filter(participant__call=call).values_list("participant", "came_at_ms", "went_at_ms")
    for participant, came, went in rows:
        visits.setdefault(participant, []).append((came, went))
    people = queries_inside.seen_or_gone(list(queries_inside.participants_of(call).filter(pk__in=visits)), at)
    attendees = [_attendee(one, visits[one.participant.pk], clock.to_ms(at)) for one in people]
    return Attendance(
        started_at=call.started_at_ms,
        ended_at=call.ended_at_ms,
        attendees=sorted(attendees, key=lambda one: one.name),
        absent=_absent(call, {one.profile for one in attendees}, at),
    )


def _attendee(one: Inside, visits: Visits, now_ms: int) -> Attendee:
    stays, breaks = merged(visits)
    return Attendee(
        participant=one.participant.pk,
        profile=one.participant.profile_id,
        name=one.standing.name,
        kind=cast("PersonOrGuest", one.participant.kind or one.standing.kind),
        stays=stays,
        total_ms=sum((now_ms if stay.went is None else stay.went) - stay.came for stay in stays),
        breaks=breaks,
    )


def _absent(call: Call, came: set[int | None], at: datetime) -> list[str]:
    if call.kind == Kind.CHAT and call.conversation_id is not None:
        members = [one.person for one in chat.everybody_in(call.conversation_id, at)]
    elif call.kind == Kind.MEETING and call.school_id is not None:
        members = list(chat.persons(gathering.everybody_for(call, at), call.school_id, at).values())
    else:
        # A link is for whoever has it, and of viewers no list is kept.
        return []
    return sorted(one.name for one in members if one.profile not in came)


def as_csv(told: Attendance, zone: str) -> bytes:
    """Return the table as Russian spreadsheets open it: UTF-8 with a mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    writer.writerows(_lines(told.attendees, ZoneInfo(zone)))
    writer.writerows([_cell(name), "", "не был", "", "0", "0"] for name in told.absent)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _lines(attendees: Iterable[Attendee], zone: ZoneInfo) -> Iterable[list[str]]:
    for one in attendees:
        for stay in one.stays:
            minutes = "" if stay.went is None else str(round((stay.went - stay.came) / 60_000))
            went = "ещё в звонке" if stay.went is None else _moment(stay.went, zone)
            yield [_cell(one.name), _ROLES[one.kind], _moment(stay.came, zone), went, minutes, str(one.breaks)]


def _moment(at_ms: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(at_ms / 1000, zone).strftime("%d.%m.%Y %H:%M:%S")


def _cell(text: str) -> str:
    """Keep a name that a guest chose from being a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
