"""From what an operator types, a number or a name, to whom and what it may mean: for the command line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from peremena.database import raw
from peremena.roster import words
from peremena.roster.models import Person, School, SchoolClass, SchoolYear, SubjectGroup
from peremena.roster.queries import holds

# Latin letters that look like Russian ones: «3 A» is typed with either.
_LOOK_ALIKES = str.maketrans("abcehkmoptxy", "авсенкмортху")


def plain(text: str) -> str:
    """Fold what people do not tell apart when they look for a name: case, ё and е, hyphens, spaces."""
    return " ".join(text.casefold().replace("ё", "е").replace("-", " ").split())


def schools(school: int | None) -> list[School]:
    """Return the school with this number, or all of them."""
    everyone = School.objects.order_by("id")
    return list(everyone if school is None else everyone.filter(pk=school))


def persons_named(wanted: str, school: int | None) -> list[Person]:
    """Return the persons meant by a card's number or by words of a name, in any order; ё and е are one letter."""
    persons = Person.objects.select_related("school").order_by("surname", "first_name", "id")
    if school is not None:
        persons = persons.filter(school=school)
    if wanted.strip().isdecimal():
        return list(persons.filter(pk=int(wanted)))
    words_wanted = set(plain(wanted).split())
    # Neither database folds ё and е, so names are compared here; a school has a few thousand.
    return [one for one in persons if words_wanted and words_wanted <= set(plain(full_name(one)).split())]


def classes_named(wanted: str, school: int | None, at: datetime) -> list[SchoolClass]:
    """Return the classes meant by a number of the register or by a title such as «3а», of years that are not over."""
    classes = SchoolClass.objects.select_related("grade__year__school").order_by("id")
    if school is not None:
        classes = classes.filter(grade__year__school=school)
    if wanted.strip().isdecimal():
        return list(classes.filter(pk=int(wanted)))
    return [one for one in classes if _title(one.title) == _title(wanted) and not _is_over(one.grade.year, at)]


def groups_named(wanted: str, school: int | None, at: datetime) -> list[SubjectGroup]:
    """Return the subject groups meant by a number or by a title such as «3А - Математика», of years not over."""
    groups = SubjectGroup.objects.select_related("school_class__grade__year__school").order_by("id")
    if school is not None:
        groups = groups.filter(school_class__grade__year__school=school)
    if wanted.strip().isdecimal():
        return list(groups.filter(pk=int(wanted)))
    return [
        one for one in groups if _title(one.title) == _title(wanted) and not _is_over(one.school_class.grade.year, at)
    ]


def full_name(person: Person) -> str:
    """Return surname, first name and patronymic, as the school writes them."""
    return _joined((person.surname, person.first_name, person.patronymic))


def _title(text: str) -> str:
    return plain(text).replace(" ", "").translate(_LOOK_ALIKES)


def _is_over(year: SchoolYear, at: datetime) -> bool:
    return year.ends_on <= at.astimezone(ZoneInfo(year.school.timezone)).date()


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of `peremena roster list`: a card's number, the name, what the person is, and whether it is linked."""

    person: int
    name: str
    roles: tuple[str, ...]
    is_linked: bool


_PEOPLE = """
SELECT p.id, p.surname, p.first_name, p.patronymic, l.id, s.timezone, a.starts_on, a.ends_on,
 a.role, a.position, c.title, g.title, p.sex
FROM roster_affiliation a JOIN roster_person p ON p.id = a.person_id JOIN roster_school s ON s.id = p.school_id
LEFT JOIN roster_schoolclass c ON c.id = a.school_class_id LEFT JOIN roster_subjectgroup g ON g.id = a.subject_group_id
LEFT JOIN roster_link l ON l.person_id = p.id AND l.ended_at IS NULL
WHERE (%s = 0 OR p.school_id = %s) AND (%s = 0 OR a.school_class_id = %s OR g.school_class_id = %s)
ORDER BY p.surname, p.first_name, p.id, a.id
"""
_PARENTS = """
SELECT p.id, p.surname, p.first_name, p.patronymic, l.id, s.timezone, w.starts_on, w.ends_on,
 child.surname, child.first_name, a.starts_on, a.ends_on
FROM roster_guardianship w JOIN roster_person p ON p.id = w.guardian_id JOIN roster_school s ON s.id = p.school_id
JOIN roster_person child ON child.id = w.child_id
JOIN roster_affiliation a ON a.person_id = child.id AND a.role = 'pupil' AND a.school_class_id IS NOT NULL
LEFT JOIN roster_link l ON l.person_id = p.id AND l.ended_at IS NULL
WHERE (%s = 0 OR p.school_id = %s) AND (%s = 0 OR a.school_class_id = %s)
ORDER BY p.surname, p.first_name, p.id, child.first_name
"""


def people(school: int | None, in_class: int | None, at: datetime) -> list[Listed]:
    """Return everybody who is something at a moment, in the whole school or around one class, sorted by name."""
    cards: dict[int, tuple[str, bool, list[str]]] = {}
    one, unit = school or 0, in_class or 0
    for person, *name, link, zone, starts, ends, role, position, its_class, group, sex in raw.rows(
        _PEOPLE, [one, one, unit, unit, unit]
    ):
        if holds(starts, ends, at, zone):
            label = words.role(role, position, unit=its_class or group or "", sex=sex)
            cards.setdefault(person, (_joined(name), link is not None, []))[2].append(label)
    for person, *name, link, zone, starts, ends, surname, first_name, learns, leaves in raw.rows(
        _PARENTS, [one, one, unit, unit]
    ):
        if holds(starts, ends, at, zone) and holds(learns, leaves, at, zone):
            label = words.guardian_of(surname, first_name)
            cards.setdefault(person, (_joined(name), link is not None, []))[2].append(label)
    listed = [Listed(person, name, tuple(roles), linked) for person, (name, linked, roles) in cards.items()]
    return sorted(listed, key=lambda each: (plain(each.name), each.person))


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def classes(school: int | None, at: datetime) -> list[tuple[int, str]]:
    """Return (number, title) of the classes of years that are not over."""
    found = SchoolClass.objects.select_related("grade__year__school").order_by("grade__number", "letter", "id")
    if school is not None:
        found = found.filter(grade__year__school=school)
    return [(one.pk, one.title) for one in found if not _is_over(one.grade.year, at)]


def names_of_school(school: int) -> list[tuple[str, str, str]]:
    """Return surname, first name and patronymic of everybody in the lists of a school, past and present. One query."""
    sql = "SELECT surname, first_name, patronymic FROM roster_person WHERE school_id = %s"
    return [(surname, first, patronymic) for surname, first, patronymic in raw.rows(sql, [school])]
