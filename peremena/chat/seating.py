"""Which seats the roster gives: the table of docs/membership.md as code. Reads only; chat.actions_seats writes.

One row of the roster gives one seat; a guardian's seat comes from the child's enrolment together with the guardianship.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from peremena import clock
from peremena.chat import rights
from peremena.chat.models import Kind, MemberRole, Reason
from peremena.database import raw


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation named by its unit (a class, a subject group; the staff room has none), made yet or not."""

    kind: str
    school: int
    unit: int | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One seat that the roster gives, with the moments between which it holds."""

    place: Place
    person: int
    role: str
    reason: str
    affiliation: int
    guardianship: int | None
    starts_at: datetime
    ends_at: datetime | None


_OWN = """
SELECT a.id, a.person_id, s.id, s.timezone, a.role, a.school_class_id, a.subject_group_id, a.starts_on, a.ends_on
FROM roster_affiliation a JOIN roster_person p ON p.id = a.person_id JOIN roster_school s ON s.id = p.school_id
WHERE a.person_id IN ({persons})
"""
_SCHOOLS_OF_CLASSES = """
SELECT c.id, y.school_id FROM roster_schoolclass c
JOIN roster_grade gr ON gr.id = c.grade_id JOIN roster_schoolyear y ON y.id = gr.year_id WHERE c.id IN ({classes})
"""
_SCHOOLS_OF_GROUPS = """
SELECT g.id, y.school_id FROM roster_subjectgroup g JOIN roster_schoolclass c ON c.id = g.school_class_id
JOIN roster_grade gr ON gr.id = c.grade_id JOIN roster_schoolyear y ON y.id = gr.year_id WHERE g.id IN ({groups})
"""
_LEARNERS = """
SELECT DISTINCT a.person_id FROM roster_affiliation a
JOIN roster_subjectgroup g ON g.school_class_id = a.school_class_id AND g.part = ''
WHERE a.role = 'pupil' AND g.id IN ({groups})
"""
_WHOLE_CLASS = """
SELECT a.id, a.person_id, s.id, s.timezone, g.id, a.starts_on, a.ends_on
FROM roster_affiliation a JOIN roster_person p ON p.id = a.person_id JOIN roster_school s ON s.id = p.school_id
JOIN roster_subjectgroup g ON g.school_class_id = a.school_class_id AND g.part = ''
WHERE a.role = 'pupil' AND a.person_id IN ({persons})
"""
_GUARDIANS = """
SELECT a.id, w.id, w.guardian_id, s.id, s.timezone, a.school_class_id, a.starts_on, a.ends_on, w.starts_on, w.ends_on
FROM roster_guardianship w JOIN roster_person p ON p.id = w.child_id JOIN roster_school s ON s.id = p.school_id
JOIN roster_affiliation a ON a.person_id = w.child_id AND a.role = 'pupil' AND a.school_class_id IS NOT NULL
WHERE w.guardian_id IN ({persons})
"""


def with_guardians(persons: Collection[int]) -> set[int]:
    """Return the persons and all guardians of those among them who are children: their seats move together."""
    found = raw.rows(f"SELECT guardian_id FROM roster_guardianship WHERE child_id IN ({raw.numbers(persons)})")
    return set(persons) | {guardian for (guardian,) in found}


def places_of_units(schools: Collection[int], classes: Collection[int], subject_groups: Collection[int]) -> list[Place]:
    """Return the conversations that units have by themselves: a school its staff room, a class its two chats."""
    found = [Place(Kind.STAFF, school, None) for school in schools]
    for unit, school in raw.rows(_SCHOOLS_OF_CLASSES.format(classes=raw.numbers(classes))):
        found += [Place(Kind.CLASS, school, unit), Place(Kind.GUARDIANS, school, unit)]
    for unit, school in raw.rows(_SCHOOLS_OF_GROUPS.format(groups=raw.numbers(subject_groups))):
        found.append(Place(Kind.SUBJECT, school, unit))
    return found


def pupils_of_places(places: Collection[Place]) -> set[int]:
    """Return the pupils whose class learns one of these subjects as a whole: they sit there without a row of theirs."""
    groups = [place.unit for place in places if place.kind == Kind.SUBJECT and place.unit is not None]
    return {pupil for (pupil,) in raw.rows(_LEARNERS.format(groups=raw.numbers(groups)))} if groups else set()


def wanted_seats(persons: Collection[int]) -> list[Wanted]:
    """Return every seat that the roster gives these persons, past and future ones too. Three queries."""
    inside = raw.numbers(persons)
    return [
        *_own_seats(raw.rows(_OWN.format(persons=inside))),
        *_whole_class_seats(raw.rows(_WHOLE_CLASS.format(persons=inside))),
        *_guardian_seats(raw.rows(_GUARDIANS.format(persons=inside))),
    ]


def end_of_belonging(kind: str, wanted: Collection[Wanted], at: datetime) -> datetime | None:
    """Return until when whoever has these seats by the roster may sit in a chat of `kind` by hand; None is for good.

    A moment that is not after `at` says that they may not: since then.
    """
    windows = [one for one in wanted if _belongs(kind, one)]
    end = rights.end_of_run(windows, at)
    if end != at:
        return end
    return max((one.ends_at for one in windows if one.ends_at is not None and one.ends_at <= at), default=at)


def _belongs(kind: str, one: Wanted) -> bool:
    works = one.place.kind == Kind.STAFF
    if kind == Kind.STAFF:
        return works
    return works or one.guardianship is not None if kind == Kind.GUARDIANS else True


def _own_seats(found: list[raw.Row]) -> Iterator[Wanted]:
    for affiliation, person, school, zone, role, in_class, in_group, starts, ends in found:
        window = _window(zone, [starts], [ends])
        for place, seat_role in _places(role, school, in_class, in_group):
            reason = Reason.ROSTER if role == "pupil" else Reason.ROLE
            yield Wanted(place, person, seat_role, reason, affiliation, None, *window)


def _places(role: str, school: int, in_class: int | None, in_group: int | None) -> list[tuple[Place, str]]:
    """Return where one affiliation seats its person, and in which role there."""
    staff_room = Place(Kind.STAFF, school, None)
    admin, member = MemberRole.ADMIN, MemberRole.MEMBER
    if role == "pupil":
        place = Place(Kind.CLASS, school, in_class) if in_class else Place(Kind.SUBJECT, school, in_group)
        return [(place, member)]
    if role == "class_teacher":
        of_class = [(Place(kind, school, in_class), admin) for kind in (Kind.CLASS, Kind.GUARDIANS)]
        return [*of_class, (staff_room, member)]
    if role == "teacher":
        return [(Place(Kind.SUBJECT, school, in_group), admin), (staff_room, member)]
    return [(staff_room, admin if role in {"head", "administrator"} else member)]


def _whole_class_seats(found: list[raw.Row]) -> Iterator[Wanted]:
    for affiliation, person, school, zone, group, starts, ends in found:
        place = Place(Kind.SUBJECT, school, group)
        window = _window(zone, [starts], [ends])
        yield Wanted(place, person, MemberRole.MEMBER, Reason.ROSTER, affiliation, None, *window)


def _guardian_seats(found: list[raw.Row]) -> Iterator[Wanted]:
    for affiliation, guardianship, guardian, school, zone, in_class, a_starts, a_ends, w_starts, w_ends in found:
        window = _window(zone, [a_starts, w_starts], [a_ends, w_ends])
        place = Place(Kind.GUARDIANS, school, in_class)
        yield Wanted(place, guardian, MemberRole.MEMBER, Reason.ROSTER, affiliation, guardianship, *window)


def _window(zone: str, starts: list[date | str], ends: list[date | str | None]) -> tuple[datetime, datetime | None]:
    """Return the moments between which all the intervals of days hold; an empty window begins and ends at once."""
    start = max(_day(one) for one in starts)
    closed = [_day(one) for one in ends if one is not None]
    starts_at = clock.midnight(start, zone)
    return starts_at, max(clock.midnight(min(closed), zone), starts_at) if closed else None


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
