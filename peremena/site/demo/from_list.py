"""`with_roster`: a demo whose pupils and guardians come from a class list, with an invented staff around them.

The people of the list stay as the list tells them; only those whom the door plays get an account, with an invented
phone. Nobody of the list is given a job, so the cast has no teacher who is a mother.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from random import Random

from django.db import transaction

from peremena import clock
from peremena.roster import actions, actions_import
from peremena.roster.importing.draft import RosterDraft
from peremena.roster.importing.run import run_import
from peremena.roster.models import Affiliation, Guardianship, Person, Role, SchoolClass, Sex
from peremena.site.demo import messages, school_year, writing
from peremena.site.demo.draft import CastDraft, ClassDraft, GroupDraft, PersonDraft
from peremena.site.demo.families import Inventor
from peremena.site.demo.school import TIMEZONE, Summary
from peremena.site.demo.school_year import Span
from peremena.site.demo.writing import Written

_SEED = 1
_LAST_GRADE_OF_ONE_TEACHER = 4
_CLASSES_OF_ONE_TEACHER = 6
_LED_SUBJECTS = ("Русский язык", "Математика")
_ENGLISH = "Английский язык"


@transaction.atomic
def with_roster(path: Path) -> Summary:
    """Write a school from a class list into an empty installation, all of it or nothing; raises FileRefused."""
    today = clock.today(TIMEZONE)
    title, _, ends_on = actions_import.year_of(RosterDraft(source="", is_complete=True), today)
    written = writing.open_school("Школа из списка", Span(title, school_year.span(today).starts_on, ends_on))
    run_import(path, school=written.school.pk)
    listed = _Listed(written)
    _Staff(written, listed).hire()
    cast = listed.play(written)
    told = 0
    if listed.stage is not None:
        told = messages.write_talks(written, seed=_SEED, folder="talks_with_list", class_title=listed.stage.title)
    writing.write_cast(written, cast)
    people = Person.objects.filter(school=written.school).count()
    return Summary(written.school.name, people, len(written.profiles), len(written.classes), told)


class _Listed:
    """Who stands in the list, and who of them the door plays."""

    def __init__(self, written: Written) -> None:
        self.classes = list(
            SchoolClass.objects.filter(grade__year=written.year)
            .select_related("grade__year")
            .order_by("grade__number", "letter")
        )
        self._class_of: dict[int, int] = dict(
            Affiliation.objects.filter(role=Role.PUPIL, school_class__in=self.classes, ends_on=None)
            .order_by("person__surname", "person__first_name", "pk")
            .values_list("person", "school_class")
        )
        self._people = {one.pk: one for one in Person.objects.filter(school=written.school).select_related("school")}
        self._children: dict[int, list[int]] = defaultdict(list)
        pairs = Guardianship.objects.filter(child__in=self._class_of, ends_on=None).order_by("pk")
        for guardian, child in pairs.values_list("guardian", "child"):
            self._children[guardian].append(child)
        self.parts = self._choose_parts()
        # The class in which the cast meets.
        pupil = self.parts.get("pupil_1")
        self.stage = None if pupil is None else next(one for one in self.classes if one.pk == self._class_of[pupil.pk])

    def play(self, written: Written) -> list[CastDraft]:
        """Give the chosen accounts and link them; returns the cast with what it is to each other."""
        pupils = {"pupil_1", "pupil_2"}
        drafts = [_draft(key, one, number) for number, (key, one) in enumerate(self.parts.items())]
        with transaction.atomic():
            written.persons.update(self.parts)
            writing.write_accounts(written, drafts, pupils=pupils)
        writing.seat([one.pk for one in self.parts.values()])
        return _cast(self.stage.title if self.stage else "")

    def _choose_parts(self) -> dict[str, Person]:
        """A mother of two, her child, a classmate and the classmate's father, as far as the list has them."""
        mother = self._mother_of_two()
        pupil = self._children[mother][0] if mother else next(iter(self._class_of), None)
        if pupil is None:
            return {}
        parts = {"pupil_1": self._people[pupil]}
        if mother:
            parts["mother_of_two"] = self._people[mother]
        father, classmate = self._father_in(self._class_of[pupil], besides=pupil)
        if classmate:
            parts["pupil_2"] = self._people[classmate]
        if father:
            parts["father"] = self._people[father]
        return parts

    def _mother_of_two(self) -> int | None:
        """The first mother whose children learn in different classes, else any with two."""
        mothers = [
            guardian
            for guardian, children in self._children.items()
            if len(children) > 1 and self._people[guardian].sex == Sex.FEMALE
        ]
        apart = [one for one in mothers if len({self._class_of[child] for child in self._children[one]}) > 1]
        return next(iter(apart or mothers), None)

    def _father_in(self, school_class: int, *, besides: int) -> tuple[int | None, int | None]:
        siblings = {child for children in self._children.values() if besides in children for child in children}
        classmates = [
            one for one, place in self._class_of.items() if place == school_class and one not in siblings | {besides}
        ]
        for guardian, children in self._children.items():
            own = [child for child in children if child in classmates]
            if own and self._people[guardian].sex == Sex.MALE:
                return guardian, own[0]
        return None, next(iter(classmates), None)


def _draft(key: str, person: Person, number: int) -> PersonDraft:
    """The account of a person of the list: an invented phone, so that no real one ever hears of the demo."""
    return PersonDraft(
        key=key,
        surname=person.surname,
        first_name=person.first_name,
        patronymic=person.patronymic,
        sex=person.sex,
        birth_date=person.birth_date,
        phone=f"+7900556{number:04d}",
    )


def _cast(title: str) -> list[CastDraft]:
    return [
        CastDraft("head", "Директор", "Учительская и переписка с родителями любого класса"),
        CastDraft("class_teacher", f"Классный руководитель {title}", "Чат класса и родительский чат"),
        CastDraft("subject_teacher", "Учитель английского языка", "Классы не свои"),
        CastDraft("pupil_1", f"Учится в {title}", "Чат класса и предметы"),
        CastDraft("pupil_2", f"Учится в {title}", "Чат класса и предметы"),
        CastDraft("mother_of_two", "Мама двоих учеников", "Родительский чат каждого класса, где учатся её дети"),
        CastDraft("father", f"Папа, {title}", "Родительский чат и переписка с классным руководителем"),
        CastDraft("administrator", "Администратор школы", "Учительская, где он управляет чатом"),
    ]


@dataclass
class _Staff:
    """The invented staff: a head, an administrator, a leader for each class, teachers of subjects."""

    written: Written
    listed: _Listed
    _drafts: list[PersonDraft] = field(default_factory=list)
    _posts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._chance = Random(_SEED)
        self._inventor = Inventor(self._chance, school_year.first_year(clock.today(TIMEZONE)))
        for person in Person.objects.filter(school=self.written.school):
            self._inventor.take((person.surname, person.first_name, person.patronymic))
        self._phones = count()

    def hire(self) -> None:
        self._invent("head", "директор", Role.HEAD)
        self._invent("administrator", "администратор", Role.ADMINISTRATOR)
        classes = self._classes()
        with transaction.atomic():
            writing.write_persons(self.written, self._drafts)
            writing.write_accounts(self.written, self._drafts, pupils=set())
            self._open_groups(classes)
            self._write_posts(classes)
        writing.seat([self.written.persons[one.key].pk for one in self._drafts])

    def _classes(self) -> list[ClassDraft]:
        """The classes of the list with an invented leader and teachers."""
        stage = self.listed.stage
        english = self._teachers_of_english()
        subjects = [self._invent(f"teacher_{subject}", f"учитель: {subject.lower()}") for subject in _LED_SUBJECTS]
        made = []
        for place, one in enumerate(self.listed.classes):
            key = "class_teacher" if one == stage else f"leader_{place}"
            is_young = one.grade.number <= _LAST_GRADE_OF_ONE_TEACHER
            leader = self._invent(key, "учитель начальных классов" if is_young else "учитель")
            speaker = "subject_teacher" if one == stage else next(english)
            teachers = [leader] * len(_LED_SUBJECTS) if is_young else subjects
            groups = [GroupDraft(name, who) for name, who in zip(_LED_SUBJECTS, teachers, strict=True)]
            made.append(ClassDraft(one.grade.number, one.letter, leader, (), (*groups, GroupDraft(_ENGLISH, speaker))))
        return made

    def _teachers_of_english(self) -> "cycle[str]":
        first = self._invent("subject_teacher", "учитель английского языка")
        more = range(len(self.listed.classes) // _CLASSES_OF_ONE_TEACHER)
        return cycle([first, *(self._invent(f"english_{number}", "учитель английского языка") for number in more)])

    def _invent(self, key: str, position: str, role: str = Role.STAFF) -> str:
        human = self._inventor.adult(self._chance.choice("fffm"))
        self._posts[key] = (role, position)
        self._drafts.append(
            PersonDraft(
                key=key,
                surname=human.surname,
                first_name=human.first_name,
                patronymic=human.patronymic,
                sex=human.sex,
                birth_date=human.birth_date,
                phone=f"+7900557{next(self._phones):04d}",
            )
        )
        return key

    def _open_groups(self, drafts: Sequence[ClassDraft]) -> None:
        for draft, one in zip(drafts, self.listed.classes, strict=True):
            self.written.classes[draft.title] = one
            for group in draft.groups:
                self.written.groups[draft.title, group.subject, group.part] = actions.open_subject_group(
                    by=None, school_class=one, subject=group.subject
                )

    def _write_posts(self, drafts: Sequence[ClassDraft]) -> None:
        rows = [
            Affiliation(person=self.written.persons[key], role=role, position=position)
            for key, (role, position) in self._posts.items()
        ]
        for draft in drafts:
            rows += writing.class_affiliations(self.written, draft)
        writing.write_affiliations(self.written, rows)
