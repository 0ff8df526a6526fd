"""`peremena roster ...`: changes of the roster by hand, until the section «Школа» comes."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model

from peremena import clock
from peremena.chat import queries as chat
from peremena.people import phones
from peremena.people.models import Profile
from peremena.roster import actions, queries_names, words
from peremena.roster.actions import RosterConflict
from peremena.roster.importing.names import read_full_name
from peremena.roster.importing.remarks import Unreadable
from peremena.roster.models import Person, SchoolClass, SubjectGroup
from peremena.roster.queries_names import full_name

_Thing = TypeVar("_Thing", bound=Model)

# Longer lists of candidates help nobody: a second word of the name does.
_MOST_CANDIDATES = 20


class _Unclear(Exception):
    """Nobody, or more than one, is meant; the message lists who might be."""


def run(options: argparse.Namespace) -> int:
    """Do one verb and say in Russian what came of it; 1 when it was refused."""
    try:
        sys.stdout.write(_VERBS[options.verb](options) + "\n")
    except (RosterConflict, Unreadable, _Unclear) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


# --- Pupils -----------------------------------------------------------------------------------------------------------


def _enrol(options: argparse.Namespace) -> str:
    school_class = _class(options)
    person = _person_or_new(options)
    made = actions.enrol(by=None, person=person, school_class=school_class, on=options.on)
    return _told(f"Зачисление в {school_class.title}: {full_name(person)}", made.starts_on, [person])


def _transfer(options: argparse.Namespace) -> str:
    person, school_class = _person(options), _class(options)
    made = actions.transfer(by=None, person=person, school_class=school_class, on=options.on)
    return _told(
        f"Перевод в {school_class.title}: {full_name(person)}", made.starts_on, [person, *_guardians_of(person)]
    )


def _expel(options: argparse.Namespace) -> str:
    person = _person(options)
    actions.expel(by=None, person=person, on=options.on)
    return _told(f"Отчисление: {full_name(person)}", _day(options, person), [person, *_guardians_of(person)])


def _join(options: argparse.Namespace) -> str:
    person, group = _person(options), _group(options)
    if options.end:
        actions.leave_group(by=None, person=person, subject_group=group, on=options.on)
        return _told(f"Больше не в группе «{group.title}»: {full_name(person)}", _day(options, person), [person])
    actions.join_group(by=None, person=person, subject_group=group, on=options.on)
    return _told(f"Запись в группу «{group.title}»: {full_name(person)}", _day(options, person), [person])


# --- Staff ------------------------------------------------------------------------------------------------------------


def _hire(options: argparse.Namespace) -> str:
    person = _person_or_new(options)
    actions.hire(by=None, person=person, position=options.position, role=options.role, on=options.on)
    return _told(f"Приём на работу ({options.position}): {full_name(person)}", _day(options, person), [person])


def _dismiss(options: argparse.Namespace) -> str:
    person = _person(options)
    actions.dismiss(by=None, person=person, on=options.on)
    return _told(f"Увольнение: {full_name(person)}", _day(options, person), [person])


def _lead(options: argparse.Namespace) -> str:
    person, school_class = _person(options), _class(options)
    actions.lead(by=None, person=person, school_class=school_class, on=options.on)
    return _told(f"Классный руководитель {school_class.title}: {full_name(person)}", _day(options, person), [person])


def _teach(options: argparse.Namespace) -> str:
    person, group = _person(options), _group(options)
    if options.end:
        actions.stop_teaching(by=None, person=person, subject_group=group, on=options.on)
        return _told(f"Больше не ведёт «{group.title}»: {full_name(person)}", _day(options, person), [person])
    actions.teach(by=None, person=person, subject_group=group, on=options.on)
    return _told(f"Ведёт «{group.title}»: {full_name(person)}", _day(options, person), [person])


# --- Families and links -----------------------------------------------------------------------------------------------


def _guardian(options: argparse.Namespace) -> str:
    child = _find_person(options.child, options.school)
    if options.end:
        guardian = _person(options)
        actions.end_guardianship(by=None, guardian=guardian, child=child, on=options.on)
        said = f"Больше не законный представитель: {full_name(guardian)} (ребёнок: {full_name(child)})"
        return _told(said, _day(options, child), [guardian])
    guardian = _person_or_new(options)
    actions.add_guardian(by=None, guardian=guardian, child=child, on=options.on)
    said = f"Законный представитель: {full_name(guardian)} (ребёнок: {full_name(child)})"
    return _told(said, _day(options, child), [guardian])


def _link(options: argparse.Namespace) -> str:
    person, profile = _person(options), _profile(options.profile)
    actions.link(by=None, person=person, profile=profile.pk, how="hand")
    said = f"Карточка № {person.pk} ({full_name(person)}) привязана к профилю № {profile.pk} ({profile.display_name})"
    return _told(said, None, [person])


def _unlink(options: argparse.Namespace) -> str:
    person = _person(options)
    actions.unlink(by=None, person=person)
    return f"Карточка № {person.pk} ({full_name(person)}) отвязана от профиля."


def _list(options: argparse.Namespace) -> str:
    now = clock.now()
    in_class = _class(options).pk if options.school_class else None
    lines = []
    if in_class is None:
        lines = [f"{number:>6}  класс {title}" for number, title in queries_names.classes(options.school, now)]
    for one in queries_names.people(options.school, in_class, now):
        mark = "" if one.is_linked else "  (не привязан профиль)"
        lines.append(f"{one.person:>6}  {one.name}: {'; '.join(one.roles)}{mark}")
    return "\n".join(lines) if lines else "В реестре пока никого нет."


_VERBS: dict[str, Callable[[argparse.Namespace], str]] = {
    "enrol": _enrol,
    "transfer": _transfer,
    "expel": _expel,
    "join": _join,
    "hire": _hire,
    "dismiss": _dismiss,
    "lead": _lead,
    "teach": _teach,
    "guardian": _guardian,
    "link": _link,
    "unlink": _unlink,
    "list": _list,
}


# --- What came of it --------------------------------------------------------------------------------------------------


def _told(sentence: str, starts_on: date | None, persons: Sequence[Person]) -> str:
    """Say what was done, from when, and in which chats those concerned sit then."""
    day = f", с {words.day(starts_on)}" if starts_on else ""
    return "\n".join([f"{sentence}{day}.", *(_chats(person, starts_on) for person in persons)])


def _chats(person: Person, starts_on: date | None) -> str:
    at = clock.now()
    if starts_on is not None:
        at = max(at, clock.midnight(starts_on, person.school.timezone))
    chats = ", ".join(chat.titles_of_seats(person.pk, at)) or "ни одного"
    return (
        f"  {full_name(person)}: чаты с этого дня: {chats}" if at > clock.now() else f"  {full_name(person)}: {chats}"
    )


def _day(options: argparse.Namespace, person: Person) -> date:
    return options.on or clock.today(person.school.timezone)


def _guardians_of(child: Person) -> list[Person]:
    return list(Person.objects.filter(wards__child=child, wards__ends_on=None).select_related("school").order_by("id"))


# --- Who and what is meant --------------------------------------------------------------------------------------------


def _person(options: argparse.Namespace) -> Person:
    return _find_person(options.person, options.school)


def _find_person(wanted: str, school: int | None) -> Person:
    return _one(queries_names.persons_named(wanted, school), f"человек «{wanted}»", _with_school)


def _person_or_new(options: argparse.Namespace) -> Person:
    """Return the person meant; with --create, a card made for a name that nobody has yet."""
    found = queries_names.persons_named(options.person, options.school)
    if found or not options.create or options.person.strip().isdecimal():
        return _one(found, f"человек «{options.person}» (новую карточку заводит --create)", _with_school)
    name = read_full_name(options.person)
    school = _one(queries_names.schools(options.school), "школа", lambda one: one.name)
    return actions.add_person(
        by=None, school=school, surname=name.surname, first_name=name.first_name, patronymic=name.patronymic
    )


def _class(options: argparse.Namespace) -> SchoolClass:
    wanted = options.school_class
    found = queries_names.classes_named(wanted, options.school, _noon(options))
    return _one(found, f"класс «{wanted}»", lambda one: f"{one.title}, {one.grade.year.title}, {one.grade.year.school}")


def _group(options: argparse.Namespace) -> SubjectGroup:
    found = queries_names.groups_named(options.group, options.school, _noon(options))
    return _one(found, f"предметная группа «{options.group}»", lambda one: one.title)


def _noon(options: argparse.Namespace) -> datetime:
    """Return a moment of the day that the change is for: «3 А» of next September is another class."""
    on: date | None = getattr(options, "on", None)
    return clock.now() if on is None else clock.midnight(on, "UTC").replace(hour=12)


def _profile(wanted: str) -> Profile:
    profiles = Profile.objects.select_related("account")
    try:
        found = profiles.filter(account__phone=phones.tidy(wanted))
    except phones.NotAPhone:
        found = profiles.filter(pk=int(wanted)) if wanted.strip().isdecimal() else profiles.none()
    return _one(list(found), f"профиль «{wanted}»", lambda one: one.display_name)


def _with_school(person: Person) -> str:
    born = f", {words.day(person.birth_date)}" if person.birth_date else ""
    return f"{full_name(person)}{born}, {person.school.name}"


def _one(found: Sequence[_Thing], wanted: str, name: Callable[[_Thing], str]) -> _Thing:
    """Return the only one found; otherwise say who might be meant, with the numbers that tell them apart."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise _Unclear(f"В реестре не нашлось: {wanted}.")
    lines = [f"{one.pk:>6}  {name(one)}" for one in found[:_MOST_CANDIDATES]]
    more = ["   ..."] if len(found) > _MOST_CANDIDATES else []
    raise _Unclear("\n".join([f"Подходит не один ответ на «{wanted}». Укажите номер:", *lines, *more]))
