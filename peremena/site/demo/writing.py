"""Writes a drafted school in bulk, into an empty installation only: real people go through the actions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.contrib.auth.hashers import make_password
from django.db import transaction

from peremena.people import actions as people
from peremena.people import actions_demo
from peremena.people.actions import Name
from peremena.people.models import Account, CastMember, Profile
from peremena.roster import actions as roster
from peremena.roster.models import (
    Affiliation,
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
from peremena.site.demo.draft import CastDraft, ClassDraft, GroupDraft, PersonDraft, SchoolDraft
from peremena.site.demo.school_year import Span

# Everybody of the invented school has it, for those who want to try signing in without the door.
PASSWORD = "peremena-demo"  # noqa: S105 it protects nobody: there is nothing real behind it
_SOURCE = "demo"
# So many people are seated in one transaction, about 200 ms.
_SLICE = 150


@dataclass
class Written:
    """The rows of a drafted school, by the keys of the draft."""

    school: School
    year: SchoolYear
    since: date
    persons: dict[str, Person] = field(default_factory=dict)
    profiles: dict[str, Profile] = field(default_factory=dict)
    classes: dict[str, SchoolClass] = field(default_factory=dict)
    # By class, subject and part.
    groups: dict[tuple[str, str, str], SubjectGroup] = field(default_factory=dict)


def write_school(draft: SchoolDraft, span: Span, name: str) -> Written:
    """Write school, people, accounts and links, then let the chats arise; messages come afterwards."""
    written = open_school(name, span)
    with transaction.atomic():
        write_persons(written, draft.people)
        write_accounts(written, draft.people, pupils={key for one in draft.classes for key in one.pupils})
        for school_class in draft.classes:
            _write_class(written, school_class)
        _write_roster(written, draft)
    seat(sorted(person.pk for person in written.persons.values()))
    write_cast(written, draft.cast)
    return written


def open_school(name: str, span: Span) -> Written:
    actions_demo.mark_demo()
    school = roster.create_school(by=None, name=name)
    year = roster.open_year(by=None, school=school, title=span.title, starts_on=span.starts_on, ends_on=span.ends_on)
    return Written(school, year, span.starts_on)


def seat(persons: Sequence[int]) -> None:
    """Tell of the people in slices; seats and memberships follow."""
    rest = iter(persons)
    while part := list(islice(rest, _SLICE)):
        with transaction.atomic():
            affiliations_changed.send(sender=None, persons=frozenset(part), by=None)


def write_persons(written: Written, drafts: Sequence[PersonDraft]) -> None:
    made = Person.objects.bulk_create(
        Person(
            school=written.school,
            surname=draft.surname,
            first_name=draft.first_name,
            patronymic=draft.patronymic,
            sex=draft.sex,
            birth_date=draft.birth_date,
            phone=draft.phone,
        )
        for draft in drafts
    )
    written.persons.update(zip((draft.key for draft in drafts), made, strict=True))


def write_accounts(written: Written, drafts: Sequence[PersonDraft], *, pupils: set[str]) -> None:
    """Give everybody who has registered an account, a profile and the link to their card."""
    registered = [draft for draft in drafts if draft.has_account]
    # One hash for all: hashing 2,500 passwords apart would take a minute.
    hashed = make_password(PASSWORD)
    accounts = Account.objects.bulk_create(
        Account(phone=draft.phone, phone_verified=True, password=hashed) for draft in registered
    )
    named = [
        (
            Name(draft.surname, draft.first_name, draft.patronymic, with_patronymic=draft.key not in pupils),
            account,
        )
        for draft, account in zip(registered, accounts, strict=True)
    ]
    profiles = people.create_profiles(by=None, people=named)
    keys = [draft.key for draft in registered]
    written.profiles.update(zip(keys, profiles, strict=True))
    Link.objects.bulk_create(
        Link(person=written.persons[key], profile=profile, how=_SOURCE)
        for key, profile in zip(keys, profiles, strict=True)
    )


def _write_class(written: Written, draft: ClassDraft) -> None:
    made = roster.open_class(by=None, year=written.year, number=draft.number, letter=draft.letter)
    written.classes[draft.title] = made
    for group in draft.groups:
        written.groups[draft.title, group.subject, group.part] = roster.open_subject_group(
            by=None, school_class=made, subject=group.subject, part=group.part
        )


def _write_roster(written: Written, draft: SchoolDraft) -> None:
    rows = [
        Affiliation(person=written.persons[post.person], role=post.role, position=post.position) for post in draft.posts
    ]
    for school_class in draft.classes:
        rows += class_affiliations(written, school_class)
    write_affiliations(written, rows)
    Guardianship.objects.bulk_create(
        Guardianship(
            guardian=written.persons[guardian], child=written.persons[child], starts_on=written.since, source=_SOURCE
        )
        for guardian, child in draft.guardianships
    )


def write_affiliations(written: Written, rows: Sequence[Affiliation]) -> None:
    """Write roles that have held since the school year began; whoever has them is seated afterwards."""
    for row in rows:
        row.starts_on, row.source = written.since, _SOURCE
    Affiliation.objects.bulk_create(rows)


def class_affiliations(written: Written, draft: ClassDraft) -> list[Affiliation]:
    """Everybody of one class: its leader, its pupils, those who teach it and the parts of its groups."""
    made = written.classes[draft.title]
    persons = written.persons
    rows = [Affiliation(person=persons[draft.leader], role=Role.CLASS_TEACHER, school_class=made)]
    rows += [Affiliation(person=persons[pupil], role=Role.PUPIL, school_class=made) for pupil in draft.pupils]
    for group in draft.groups:
        rows += _group_affiliations(written, draft.title, group)
    return rows


def _group_affiliations(written: Written, title: str, group: GroupDraft) -> list[Affiliation]:
    unit = written.groups[title, group.subject, group.part]
    return [
        Affiliation(person=written.persons[group.teacher], role=Role.TEACHER, subject_group=unit),
        *(Affiliation(person=written.persons[pupil], role=Role.PUPIL, subject_group=unit) for pupil in group.pupils),
    ]


def write_cast(written: Written, cast: Sequence[CastDraft]) -> None:
    """Say as whom the door signs in; a part that nobody plays is left out."""
    actions_demo.write_cast(
        [
            CastMember(
                key=one.key,
                account=written.profiles[one.key].account,
                name=written.profiles[one.key].display_name,
                role_label=one.role_label,
                hint=one.hint,
            )
            for one in cast
            if one.key in written.profiles
        ]
    )
