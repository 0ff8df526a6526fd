"""What the roster holds already: the other side of the comparison. Only this module of the import reads it."""

from dataclasses import dataclass, field
from datetime import date

from peremena.roster.importing.names import FullName
from peremena.roster.importing.values import ClassName
from peremena.roster.models import Affiliation, Guardianship, Person, Role, SchoolClass, SubjectGroup


@dataclass(frozen=True)
class HeldPerson:
    id: int
    surname: str
    first_name: str
    patronymic: str
    birth_date: date | None
    phone: str
    sex: str
    external_key: str
    is_pupil: bool

    @property
    def name_key(self) -> str:
        return FullName(self.surname, self.first_name, self.patronymic).key


@dataclass
class Holding:
    """One school's roster as the plan compares it."""

    people: dict[int, HeldPerson] = field(default_factory=dict)
    classes: dict[ClassName, int] = field(default_factory=dict)
    groups: dict[tuple[ClassName, str, str], int] = field(default_factory=dict)
    # Where each pupil learns on the day of the plan or is going to: the class and its number in the table, because the
    # class of the same name in another year is another class.
    enrolled: dict[int, tuple[ClassName, int]] = field(default_factory=dict)
    # (person, role, class or group id or 0, starts_on, ends_on) of every affiliation.
    affiliations: set[tuple[int, str, int, date, date | None]] = field(default_factory=set)
    # (guardian, child) pairs that hold, and all pairs with their days.
    families: set[tuple[int, int]] = field(default_factory=set)
    dated_families: set[tuple[int, int, date, date | None]] = field(default_factory=set)


def read_holding(school: int | None, year: int | None, today: date) -> Holding:
    """Read a school's roster on a day. Six queries; a school that is not there yet holds nothing."""
    held = Holding()
    if school is None:
        return held
    _read_units(held, year)
    _read_affiliations(held, school, today)
    _read_people(held, school)
    for row in Guardianship.objects.filter(child__school=school):
        held.dated_families.add((row.guardian_id, row.child_id, row.starts_on, row.ends_on))
        if row.ends_on is None or row.ends_on > today:
            held.families.add((row.guardian_id, row.child_id))
    return held


def _read_units(held: Holding, year: int | None) -> None:
    for one in SchoolClass.objects.filter(grade__year=year).select_related("grade"):
        held.classes[ClassName(one.grade.number, one.letter)] = one.pk
    for group in SubjectGroup.objects.filter(school_class__grade__year=year).select_related("school_class__grade"):
        name = ClassName(group.school_class.grade.number, group.school_class.letter)
        held.groups[name, group.subject, group.part] = group.pk


def _read_affiliations(held: Holding, school: int, today: date) -> None:
    rows = Affiliation.objects.filter(person__school=school).select_related("school_class__grade")
    for row in rows.order_by("starts_on"):
        unit = row.school_class_id or row.subject_group_id or 0
        held.affiliations.add((row.person_id, row.role, unit, row.starts_on, row.ends_on))
        is_open = row.ends_on is None or row.ends_on > today
        if row.role == Role.PUPIL and row.school_class is not None and is_open:
            name = ClassName(row.school_class.grade.number, row.school_class.letter)
            held.enrolled[row.person_id] = (name, row.school_class.pk)


def _read_people(held: Holding, school: int) -> None:
    pupils = {person for person, role, *_ in held.affiliations if role == Role.PUPIL}
    for one in Person.objects.filter(school=school).order_by("pk"):
        held.people[one.pk] = HeldPerson(
            one.pk,
            one.surname,
            one.first_name,
            one.patronymic,
            one.birth_date,
            one.phone,
            one.sex,
            one.external_key,
            one.pk in pupils,
        )
