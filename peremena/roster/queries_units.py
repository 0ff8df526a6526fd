"""Units of a school and who is in them, for whoever gathers people: classes, grades, families."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from peremena.database import raw
from peremena.roster.queries import holds


@dataclass(frozen=True, slots=True)
class ClassOf:
    """A class of a year that is not over."""

    id: int
    title: str
    grade: int
    # «3» of 3 А.
    number: int
    school: int


@dataclass(frozen=True, slots=True)
class PupilOf:
    """A pupil's card in a class."""

    person: int
    name: str
    school_class: int
    school: int


_CLASSES = """
SELECT c.id, c.title, g.id, g.number, s.id, s.timezone, y.ends_on
FROM roster_schoolclass c JOIN roster_grade g ON g.id = c.grade_id
JOIN roster_schoolyear y ON y.id = g.year_id JOIN roster_school s ON s.id = y.school_id
WHERE s.id IN ({schools}) ORDER BY g.number, c.letter, c.id
"""
_PUPILS = """
SELECT p.id, p.surname, p.first_name, a.school_class_id, s.id, s.timezone, a.starts_on, a.ends_on
FROM roster_affiliation a JOIN roster_person p ON p.id = a.person_id JOIN roster_school s ON s.id = p.school_id
WHERE a.role = 'pupil' AND {which} ORDER BY p.surname, p.first_name, p.id
"""
_GUARDIANS = """
SELECT w.child_id, l.profile_id, s.timezone, w.starts_on, w.ends_on
FROM roster_guardianship w JOIN roster_person p ON p.id = w.child_id JOIN roster_school s ON s.id = p.school_id
JOIN roster_link l ON l.person_id = w.guardian_id AND l.ended_at IS NULL
WHERE w.child_id IN ({children})
"""


def classes_of_schools(schools: Collection[int], at: datetime) -> list[ClassOf]:
    """Return the classes of years that are not over, in the order of their grades. One query."""
    found = raw.rows(_CLASSES.format(schools=raw.numbers(schools)))
    return [
        ClassOf(unit, title, grade, number, school)
        for unit, title, grade, number, school, zone, ends in found
        if _day(ends) > at.astimezone(ZoneInfo(zone)).date()
    ]


def pupils_of_classes(classes: Collection[int], at: datetime) -> list[PupilOf]:
    """Return who learns in some classes at a moment, by name. One query."""
    return _pupils(f"a.school_class_id IN ({raw.numbers(classes)})", at)


def pupil(person: int, at: datetime) -> PupilOf | None:
    """Return a card that learns in a class at a moment. One query."""
    found = _pupils(f"a.school_class_id IS NOT NULL AND p.id IN ({raw.numbers([person])})", at)
    return found[0] if found else None


def guardians_of(children: Collection[int], at: datetime) -> dict[int, set[int]]:
    """Return, by the child's card, the profiles of whoever answers for it at a moment. One query."""
    found: dict[int, set[int]] = {child: set() for child in children}
    for child, profile, zone, starts, ends in raw.rows(_GUARDIANS.format(children=raw.numbers(children))):
        if holds(starts, ends, at, zone):
            found[child].add(profile)
    return found


def classes_of_grades(grades: Collection[int]) -> dict[int, set[int]]:
    """Return the classes of each grade. One query."""
    found: dict[int, set[int]] = {grade: set() for grade in grades}
    inside = raw.numbers(grades)
    for grade, unit in raw.rows(f"SELECT grade_id, id FROM roster_schoolclass WHERE grade_id IN ({inside})"):
        found[grade].add(unit)
    return found


def profiles_of_school(school: int) -> set[int]:
    """Return whoever is registered and has a card in a school, whatever they are at the moment. One query."""
    sql = (
        "SELECT DISTINCT l.profile_id FROM roster_link l JOIN roster_person p ON p.id = l.person_id"
        " WHERE l.ended_at IS NULL AND p.school_id = %s"
    )
    return {profile for (profile,) in raw.rows(sql, [school])}


def names_of_schools(schools: Collection[int]) -> dict[int, str]:
    """Return what schools are called. One query."""
    return dict(raw.rows(f"SELECT id, name FROM roster_school WHERE id IN ({raw.numbers(schools)}) ORDER BY name"))


def _pupils(which: str, at: datetime) -> list[PupilOf]:
    return [
        PupilOf(person, f"{surname} {first_name}", school_class, school)
        for person, surname, first_name, school_class, school, zone, starts, ends in raw.rows(
            _PUPILS.format(which=which)
        )
        if holds(starts, ends, at, zone)
    ]


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
