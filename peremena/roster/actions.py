"""The only writers of the roster. Each action is one short transaction with its audit row and its news.

Days are half-open: `on` is the first day on which the new state holds. Whoever is concerned is told through
`roster.signals.affiliations_changed`, inside the transaction, so that chats follow or nothing happens at all.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from peremena import clock
from peremena.audit import actions as audit
from peremena.roster import queries, rules
from peremena.roster.models import (
    Affiliation,
    Grade,
    Guardianship,
    Link,
    Person,
    Role,
    School,
    SchoolClass,
    SchoolYear,
    SubjectGroup,
)
from peremena.roster.signals import affiliations_changed

HAND = "hand"


class RosterConflict(Exception):
    """The roster cannot be changed so; the message is a Russian sentence that says why."""


@contextmanager
def _change(by: int | None, action: str, target: str, persons: set[int], **details: object) -> Iterator[None]:
    """Do one change: a transaction, its audit row, and the news of it to the packages above.

    The cards concerned are locked first, so that what is checked inside still holds when it is written. Whoever turns
    out to be concerned as well is added to `persons` on the way.
    """
    try:
        with transaction.atomic():
            _lock(persons)
            yield
            audit.record(by=by, action=action, target=target, **details)
            affiliations_changed.send(sender=None, persons=frozenset(persons), by=by)
    except IntegrityError as error:
        # Two offices at once, or a rule of the database that no check above has words for.
        raise RosterConflict("Не получилось: такая запись уже есть или противоречит другой.") from error


def _lock(persons: Iterable[int]) -> None:
    # Not the keys: others may make rows that point to these cards meanwhile, as seats do.
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=persons).order_by("pk").values_list("pk"))


def _refuse(why: str) -> None:
    if why:
        raise RosterConflict(why)


# --- Units ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_school(*, by: int | None, name: str, timezone: str = "Europe/Moscow") -> School:
    school = School.objects.create(name=name, timezone=timezone)
    audit.record(by=by, action="roster.school.created", target=f"school:{school.pk}")
    affiliations_changed.send(sender=None, persons=frozenset(), by=by, schools=frozenset({school.pk}))
    return school


@transaction.atomic
def open_year(*, by: int | None, school: School, title: str, starts_on: date, ends_on: date) -> SchoolYear:
    year = SchoolYear.objects.create(school=school, title=title, starts_on=starts_on, ends_on=ends_on)
    audit.record(by=by, action="roster.year.opened", target=f"year:{year.pk}")
    return year


@transaction.atomic
def open_class(*, by: int | None, year: SchoolYear, number: int, letter: str) -> SchoolClass:
    """Open «3 А» in a year, with its two chats."""
    grade, _ = Grade.objects.get_or_create(year=year, number=number)
    made = SchoolClass.objects.create(grade=grade, letter=letter, title=f"{number} {letter}".strip())
    audit.record(by=by, action="roster.class.opened", target=f"class:{made.pk}")
    affiliations_changed.send(sender=None, persons=frozenset(), by=by, classes=frozenset({made.pk}))
    return made


@transaction.atomic
def open_subject_group(*, by: int | None, school_class: SchoolClass, subject: str, part: str = "") -> SubjectGroup:
    """Open «1А - Русский язык» with its chat; without a part all pupils of the class belong to it."""
    title = f"{school_class.title.replace(' ', '')} - {subject}" + (f" ({part})" if part else "")
    made = SubjectGroup.objects.create(school_class=school_class, subject=subject, part=part, title=title)
    audit.record(by=by, action="roster.group.opened", target=f"group:{made.pk}")
    affiliations_changed.send(sender=None, persons=frozenset(), by=by, subject_groups=frozenset({made.pk}))
    return made


def add_person(  # noqa: PLR0913 the parts of a card
    *,
    by: int | None,
    school: School,
    surname: str,
    first_name: str,
    patronymic: str = "",
    sex: str = "",
    birth_date: date | None = None,
    phone: str = "",
) -> Person:
    """Add a card to a school; it is nobody yet."""
    with transaction.atomic():
        person = Person.objects.create(
            school=school,
            surname=surname,
            first_name=first_name,
            patronymic=patronymic,
            sex=sex,
            birth_date=birth_date,
            phone=phone,
        )
        audit.record(by=by, action="roster.person.added", target=f"person:{person.pk}")
    return person


# --- Pupils -----------------------------------------------------------------------------------------------------------


def enrol(
    *, by: int | None, person: Person, school_class: SchoolClass, on: date | None = None, source: str = HAND
) -> Affiliation:
    """Make a person a pupil of a class from a day on; refuses a pupil of another class: that is a transfer."""
    on = on or _today(person)
    _refuse(_why_not_there(person, school_class, on))
    with _change(by, "roster.enrolment.begun", f"person:{person.pk}", {person.pk}, school_class=school_class.pk):
        learning = _enrolments(person).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).first()
        if learning is not None and learning.school_class is not None:
            raise RosterConflict(f"Уже учится: {learning.school_class.title}. Чтобы сменить класс, нужен перевод.")
        return Affiliation.objects.create(
            person=person, role=Role.PUPIL, school_class=school_class, starts_on=on, source=source
        )


def expel(*, by: int | None, person: Person, on: date | None = None) -> None:
    """End everything that the person is as a pupil; `on` is the first day outside the school."""
    on = on or _today(person)
    with _change(by, "roster.enrolment.ended", f"person:{person.pk}", {person.pk}, on=str(on)):
        learning = _holding(Affiliation.objects.filter(person=person, role=Role.PUPIL), on)
        if not learning:
            raise RosterConflict("Этот человек сейчас нигде не учится.")
        _end(learning, on, _today(person))


def transfer(*, by: int | None, person: Person, school_class: SchoolClass, on: date | None = None) -> Affiliation:
    """Move a pupil to another class; groups of the old class end, guardians follow by themselves."""
    on = on or _today(person)
    _refuse(_why_not_there(person, school_class, on))
    with _change(by, "roster.enrolment.moved", f"person:{person.pk}", {person.pk}, school_class=school_class.pk):
        learning = _holding(Affiliation.objects.filter(person=person, role=Role.PUPIL), on)
        if not any(one.school_class_id for one in learning):
            raise RosterConflict("Этот человек сейчас нигде не учится: сначала нужно зачисление.")
        if any(one.school_class_id == school_class.pk for one in learning):
            raise RosterConflict(f"Уже учится: {school_class.title}.")
        _end(learning, on, _today(person))
        return Affiliation.objects.create(
            person=person, role=Role.PUPIL, school_class=school_class, starts_on=on, source=HAND
        )


def join_group(*, by: int | None, person: Person, subject_group: SubjectGroup, on: date | None = None) -> Affiliation:
    """Enrol a pupil in a part of a class, «группа 1»; to a group of the whole class everybody belongs already."""
    on = on or _today(person)
    _refuse(_why_not_there(person, subject_group.school_class, on))
    if not subject_group.part:
        raise RosterConflict(f"«{subject_group.title}» — для всего класса, записывать в неё никого не нужно.")
    with _change(by, "roster.group.joined", f"person:{person.pk}", {person.pk}, group=subject_group.pk):
        if not _holding(_enrolments(person).filter(school_class=subject_group.school_class_id), on):
            raise RosterConflict(f"Этот человек не учится в классе {subject_group.school_class.title}.")
        if _holding(Affiliation.objects.filter(person=person, role=Role.PUPIL, subject_group=subject_group), on):
            raise RosterConflict(f"Уже в группе: {subject_group.title}.")
        return Affiliation.objects.create(
            person=person, role=Role.PUPIL, subject_group=subject_group, starts_on=on, source=HAND
        )


def leave_group(*, by: int | None, person: Person, subject_group: SubjectGroup, on: date | None = None) -> None:
    """End a pupil's place in a part of a class."""
    on = on or _today(person)
    with _change(by, "roster.group.left", f"person:{person.pk}", {person.pk}, group=subject_group.pk):
        learning = Affiliation.objects.filter(person=person, role=Role.PUPIL, subject_group=subject_group)
        if not (holding := _holding(learning, on)):
            raise RosterConflict(f"Этот человек не в группе: {subject_group.title}.")
        _end(holding, on, _today(person))


# --- Staff ------------------------------------------------------------------------------------------------------------


def hire(
    *, by: int | None, person: Person, position: str, role: str = Role.STAFF, on: date | None = None
) -> Affiliation:
    """Take a person on as staff, head or administrator of their school."""
    on = on or _today(person)
    _refuse(rules.why_not_hired_on_day(on, _today(person)))
    with _change(by, "roster.employment.begun", f"person:{person.pk}", {person.pk}, role=role):
        if _holding(Affiliation.objects.filter(person=person, role=role), on):
            raise RosterConflict("Этот человек уже работает в школе в этой роли.")
        return Affiliation.objects.create(person=person, role=role, position=position, starts_on=on)


def dismiss(*, by: int | None, person: Person, on: date | None = None) -> None:
    """End every role of staff that the person has; as a guardian they stay."""
    on = on or _today(person)
    with _change(by, "roster.employment.ended", f"person:{person.pk}", {person.pk}, on=str(on)):
        working = _holding(_employments(person), on)
        if not working:
            raise RosterConflict("Этот человек сейчас не работает в школе.")
        _end(working, on, _today(person))


def lead(*, by: int | None, person: Person, school_class: SchoolClass, on: date | None = None) -> Affiliation:
    """Make a member of the staff the class teacher; whoever was it before is it no longer."""
    on = on or _today(person)
    _refuse(_why_not_there(person, school_class, on))
    leaders = Affiliation.objects.filter(role=Role.CLASS_TEACHER, school_class=school_class)
    persons = {person.pk, *leaders.values_list("person", flat=True)}
    with _change(by, "roster.class.led", f"class:{school_class.pk}", persons, person=person.pk):
        leading = _holding(leaders, on)
        if any(one.person_id == person.pk for one in leading):
            raise RosterConflict(f"Этот человек уже классный руководитель: {school_class.title}.")
        _refuse_strangers(person, on)
        _end(leading, on, _today(person))
        return Affiliation.objects.create(
            person=person, role=Role.CLASS_TEACHER, school_class=school_class, starts_on=on
        )


def teach(*, by: int | None, person: Person, subject_group: SubjectGroup, on: date | None = None) -> Affiliation:
    """Give a member of the staff a subject group to teach; others may teach it beside them."""
    on = on or _today(person)
    _refuse(_why_not_there(person, subject_group.school_class, on))
    with _change(by, "roster.teaching.begun", f"person:{person.pk}", {person.pk}, group=subject_group.pk):
        if _holding(Affiliation.objects.filter(person=person, role=Role.TEACHER, subject_group=subject_group), on):
            raise RosterConflict(f"Уже ведёт: {subject_group.title}.")
        _refuse_strangers(person, on)
        return Affiliation.objects.create(person=person, role=Role.TEACHER, subject_group=subject_group, starts_on=on)


def stop_teaching(*, by: int | None, person: Person, subject_group: SubjectGroup, on: date | None = None) -> None:
    """Take a subject group from a teacher."""
    on = on or _today(person)
    with _change(by, "roster.teaching.ended", f"person:{person.pk}", {person.pk}, group=subject_group.pk):
        teaching = Affiliation.objects.filter(person=person, role=Role.TEACHER, subject_group=subject_group)
        if not (holding := _holding(teaching, on)):
            raise RosterConflict(f"Этот человек не ведёт: {subject_group.title}.")
        _end(holding, on, _today(person))


# --- Families and links -----------------------------------------------------------------------------------------------


def add_guardian(
    *, by: int | None, guardian: Person, child: Person, on: date | None = None, source: str = HAND
) -> Guardianship:
    """Write down that an adult answers for a child from a day on; both have a card in the same school."""
    on = on or _today(child)
    _refuse(rules.why_not_hired_on_day(on, _today(child)))
    _refuse(_why_not_family(guardian, child))
    persons = {guardian.pk, child.pk}
    with _change(by, "roster.guardianship.begun", f"person:{child.pk}", persons, guardian=guardian.pk):
        if Guardianship.objects.filter(guardian=guardian, child=child).exclude(ends_on__lte=on).exists():
            raise RosterConflict("Этот человек уже законный представитель ребёнка.")
        return Guardianship.objects.create(guardian=guardian, child=child, starts_on=on, source=source)


def end_guardianship(*, by: int | None, guardian: Person, child: Person, on: date | None = None) -> None:
    """End what an adult is to a child; `on` is the first day without the right."""
    on = on or _today(child)
    persons = {guardian.pk, child.pk}
    with _change(by, "roster.guardianship.ended", f"person:{child.pk}", persons, guardian=guardian.pk):
        standing = list(Guardianship.objects.filter(guardian=guardian, child=child).exclude(ends_on__lte=on))
        if not standing:
            raise RosterConflict("Этот человек сейчас не законный представитель ребёнка.")
        _end(standing, on, _today(child))


def link(*, by: int | None, person: Person, profile: int, how: str) -> Link:
    """Say that a profile is this person: every seat of the person becomes a membership of the profile."""
    with _change(by, "roster.link.made", f"person:{person.pk}", {person.pk}, profile=profile):
        if not queries.is_profile(profile):
            raise RosterConflict("Такого учебного профиля нет.")
        if Link.objects.filter(person=person, ended_at__isnull=True).exists():
            raise RosterConflict("Эта карточка уже привязана к профилю.")
        others = Link.objects.filter(profile=profile, ended_at__isnull=True).values_list("person", flat=True)
        if _are_family(person.pk, others):
            # A child's profile on the parent's card would open the parents' chat to the child (features.md, D12).
            raise RosterConflict(
                "Этот профиль уже привязан к карточке из той же семьи: у ребёнка и взрослого они разные."
            )
        return Link.objects.create(person=person, profile_id=profile, how=how)


def unlink(*, by: int | None, person: Person) -> None:
    """Take the profile from a card: its memberships end, the seats stay."""
    with _change(by, "roster.link.ended", f"person:{person.pk}", {person.pk}):
        standing = Link.objects.filter(person=person, ended_at__isnull=True).first()
        if standing is None:
            raise RosterConflict("Эта карточка не привязана к профилю.")
        standing.ended_at = clock.now()
        standing.save(update_fields=["ended_at"])


# --- What is refused --------------------------------------------------------------------------------------------------


def _why_not_there(person: Person, school_class: SchoolClass, on: date) -> str:
    year = school_class.grade.year
    if year.school_id != person.school_id:
        return "Это класс другой школы."
    return rules.why_not_on_day(on, _today(person)) or rules.why_not_in_year(on, year.starts_on, year.ends_on)


def _why_not_family(guardian: Person, child: Person) -> str:
    if guardian.pk == child.pk:
        return "Никто не может быть законным представителем самого себя."
    if guardian.school_id != child.school_id:
        return "Это карточки разных школ: у взрослого в школе ребёнка своя карточка."
    if Guardianship.objects.filter(guardian=child, child=guardian, ends_on=None).exists():
        return "Они записаны наоборот: ребёнок уже законный представитель этого взрослого."
    return ""


def _are_family(person: int, others: Iterable[int]) -> bool:
    others = list(others)
    return Guardianship.objects.filter(
        Q(guardian=person, child__in=others) | Q(child=person, guardian__in=others)
    ).exists()


def _refuse_strangers(person: Person, on: date) -> None:
    if not _holding(_employments(person), on):
        raise RosterConflict("Этот человек не работает в школе: сначала нужен приём на работу.")


# --- Days -------------------------------------------------------------------------------------------------------------


def _today(person: Person) -> date:
    return clock.today(person.school.timezone)


def _enrolments(person: Person) -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(person=person, role=Role.PUPIL, school_class__isnull=False).select_related(
        "school_class"
    )


def _employments(person: Person) -> QuerySet[Affiliation]:
    return Affiliation.objects.filter(person=person).exclude(role=Role.PUPIL)


def _holding(affiliations: QuerySet[Affiliation], on: date) -> list[Affiliation]:
    """Return those that hold on a day or begin after it: all that an ending on that day concerns."""
    return list(affiliations.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)))


def _end(rows: Collection[Affiliation] | Collection[Guardianship], on: date, today: date) -> None:
    _refuse(rules.why_not_on_day(on, today))
    for one in rows:
        _refuse(rules.why_not_ended_on_day(on, one.starts_on, today))
        # What was to begin later never holds: an empty interval, kept as history.
        one.ends_on = max(on, one.starts_on)
        one.save(update_fields=["ends_on"])
