"""Carries out the plan of an import, in slices short enough that messages never wait for it.

A slice is a transaction that leaves the roster whole: each child in it comes with its place in a class, its guardians
and what binds them. So an import that was cut off is finished by running it again: the plan is a difference, and holds
only what is left. `ImportRun` remembers what was under way.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.roster import actions
from peremena.roster.importing.draft import GroupName, PersonDraft, RosterDraft
from peremena.roster.importing.matching import Correction
from peremena.roster.importing.plan import Beginning, Family, Plan
from peremena.roster.importing.values import ClassName
from peremena.roster.models import (
    Affiliation,
    Guardianship,
    ImportRun,
    Person,
    School,
    SchoolClass,
    SchoolYear,
    SubjectGroup,
)
from peremena.roster.signals import affiliations_changed

# Children (or staff) that one transaction writes with their families and seats: some 50 ms on a slow disk.
SLICE = 10
# Rows that seat nobody are cheaper.
_PLAIN_SLICE = 200

_Item = TypeVar("_Item")


@dataclass
class _Bundle:
    """What one slice must not tear apart: people, by their keys of the draft, with their roles and families."""

    people: list[str] = field(default_factory=list)
    beginnings: list[Beginning] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)


@dataclass
class _Work:
    """What grows while the plan is carried out: the numbers of new rows."""

    by: int | None
    school: School
    year: SchoolYear
    source: str
    # Numbers of cards, by the keys of the draft; and the drafts of cards that are not written yet.
    people: dict[str, int]
    unwritten: dict[str, PersonDraft]
    classes: dict[ClassName, int] = field(default_factory=dict)
    groups: dict[GroupName, int] = field(default_factory=dict)


def apply_plan(*, by: int | None, plan: Plan, draft: RosterDraft, run: ImportRun, told: Callable[[str], None]) -> None:
    """Write everything that the plan holds; `told` hears a sentence after each part.

    Raises `actions.RosterConflict` when somebody else changed the roster meanwhile; what was written stays, and the
    next import does the rest.
    """
    school = School.objects.get(pk=run.school_id)
    year = SchoolYear.objects.get(pk=run.year_id)
    strangers = {one.key: one for one in plan.people}
    work = _Work(by, school, year, f"{draft.source}:{run.pk}", dict(plan.known), strangers)
    _open_units(by, work, plan)
    _correct(by, plan.corrections)
    bundles = _bundles(plan)
    for done, part in enumerate(_slices(bundles, SLICE), start=1):
        _write_bundles(work, part)
        told(f"Записано: {min(done * SLICE, len(bundles))} из {len(bundles)}")
    for move in plan.transfers:
        actions.transfer(by=by, person=_person(work, move.person), school_class=_class(work, move.to), on=move.on)
    for person in plan.expulsions:
        actions.expel(by=by, person=Person.objects.select_related("school").get(pk=person))
    _finish(by, run, plan)


def begin_run(
    *, school: School | None, year: SchoolYear | None, draft: RosterDraft, digest: str, today: date
) -> ImportRun:
    """Write down that an import begins, with the school and the year it is for, made when they are not there."""
    with transaction.atomic():
        if school is None:
            school = actions.create_school(by=None, name=draft.school_name or "Наша школа")
        if year is None:
            title, starts_on, ends_on = year_of(draft, today)
            year = actions.open_year(by=None, school=school, title=title, starts_on=starts_on, ends_on=ends_on)
        return ImportRun.objects.create(school=school, year=year, source=draft.source, digest=digest)


def year_of(draft: RosterDraft, today: date) -> tuple[str, date, date]:
    """Return title and days of the school year of a file: the one it names, or the one that `today` lies in."""
    if draft.year is not None:
        return draft.year.title, draft.year.starts_on, draft.year.ends_on
    # Lists for September are made in summer.
    first = today.year if today.month >= 7 else today.year - 1  # noqa: PLR2004 July
    return f"{first}/{(first + 1) % 100:02}", date(first, 9, 1), date(first + 1, 9, 1)


def _open_units(by: int | None, work: _Work, plan: Plan) -> None:
    for name in plan.classes:
        actions.open_class(by=by, year=work.year, number=name.number, letter=name.letter)
    work.classes = {
        ClassName(one.grade.number, one.letter): one.pk
        for one in SchoolClass.objects.filter(grade__year=work.year).select_related("grade")
    }
    for group in plan.groups:
        actions.open_subject_group(
            by=by, school_class=_class(work, group.school_class), subject=group.subject, part=group.part
        )
    work.groups = {
        GroupName(ClassName(one.school_class.grade.number, one.school_class.letter), one.subject, one.part): one.pk
        for one in SubjectGroup.objects.filter(school_class__grade__year=work.year).select_related(
            "school_class__grade"
        )
    }


def _correct(by: int | None, corrections: Sequence[Correction]) -> None:
    for part in _slices(corrections, _PLAIN_SLICE):
        with transaction.atomic():
            for one in part:
                Person.objects.filter(pk=one.person).update(**one.values)
            audit.record_many(
                by=by,
                rows=[
                    ("roster.person.corrected", f"person:{one.person}", {"fields": sorted(one.values)}) for one in part
                ],
            )


def _bundles(plan: Plan) -> list[_Bundle]:
    """Gather around each child all that is told of it; a guardian of several comes with the first."""
    around: dict[str, _Bundle] = defaultdict(_Bundle)
    for beginning in plan.beginnings:
        around[beginning.person].beginnings.append(beginning)
    for family in plan.families:
        around[family.child].families.append(family)
    for key, bundle in around.items():
        bundle.people = [key, *(family.guardian for family in bundle.families)]
    # A card without any role: nothing binds it to others.
    bound = {person for bundle in around.values() for person in bundle.people}
    alone = [_Bundle(people=[one.key]) for one in plan.people if one.key not in bound]
    return [*around.values(), *alone]


@transaction.atomic
def _write_bundles(work: _Work, bundles: Sequence[_Bundle]) -> None:
    told = _add_people(work, dict.fromkeys(key for bundle in bundles for key in bundle.people))
    begun = Affiliation.objects.bulk_create(_affiliation(work, one) for each in bundles for one in each.beginnings)
    told += [("roster.role.begun", f"person:{one.person_id}", {"role": one.role}) for one in begun]
    bound = Guardianship.objects.bulk_create(_guardianship(work, one) for each in bundles for one in each.families)
    told += [("roster.guardianship.begun", f"person:{one.child_id}", {"guardian": one.guardian_id}) for one in bound]
    audit.record_many(by=work.by, rows=told)
    persons = {one.person_id for one in begun} | {one.guardian_id for one in bound}
    affiliations_changed.send(sender=None, persons=frozenset(persons), by=work.by)


def _add_people(work: _Work, keys: Iterable[str]) -> "list[tuple[str, str, dict[str, object]]]":
    """Write the cards that are not there yet; returns what the audit is told."""
    drafts = [work.unwritten[key] for key in keys if key not in work.people]
    made = Person.objects.bulk_create(
        Person(
            school=work.school,
            surname=one.name.surname,
            first_name=one.name.first_name,
            patronymic=one.name.patronymic,
            sex=one.sex,
            birth_date=one.birth_date,
            phone=one.phone,
            external_key=one.external_key,
        )
        for one in drafts
    )
    work.people |= {draft.key: person.pk for draft, person in zip(drafts, made, strict=True)}
    return [("roster.person.added", f"person:{person.pk}", {"source": work.source}) for person in made]


def _affiliation(work: _Work, one: Beginning) -> Affiliation:
    made = Affiliation(
        person_id=work.people[one.person],
        role=one.role,
        position=one.position,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        source=work.source,
    )
    if isinstance(one.unit, ClassName):
        made.school_class_id = work.classes[one.unit]
    elif one.unit is not None:
        made.subject_group_id = work.groups[one.unit]
    return made


def _guardianship(work: _Work, one: Family) -> Guardianship:
    return Guardianship(
        guardian_id=work.people[one.guardian],
        child_id=work.people[one.child],
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        source=work.source,
    )


def _finish(by: int | None, run: ImportRun, plan: Plan) -> None:
    with transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(finished_at=clock.now())
        audit.record(
            by=by,
            action="roster.import.finished",
            target=f"school:{run.school_id}",
            people=len(plan.people),
            affiliations=len(plan.beginnings),
            families=len(plan.families),
        )


def _person(work: _Work, key: str) -> Person:
    return Person.objects.select_related("school").get(pk=work.people[key])


def _class(work: _Work, name: ClassName) -> SchoolClass:
    return SchoolClass.objects.select_related("grade__year").get(pk=work.classes[name])


def _slices(items: Sequence[_Item], size: int) -> Iterator[list[_Item]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
