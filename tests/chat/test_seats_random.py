"""A school year in disorder: after any changes on any days, everybody sits where a plain reading of the roster says."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime, timedelta
from random import Random

import pytest

from peremena import clock
from peremena.chat import actions_seats
from peremena.chat.models import Kind, Membership, Stay
from peremena.roster import actions as roster
from peremena.roster.actions import RosterConflict
from peremena.roster.models import Affiliation, Guardianship, Link, Role, SubjectGroup
from tests import world as worlds
from tests.databases import Database
from tests.world import World

ZONE = "Europe/Moscow"
Sitting = tuple[str, int, str]


def holds(row: Affiliation | Guardianship, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day < row.ends_on)


def by_the_roster(day: date) -> set[Sitting]:
    """Say who should be a member of what, person by person, without any of the code under test."""
    found: set[Sitting] = set()
    for link in Link.objects.filter(ended_at=None).select_related("person__school"):
        school = link.person.school_id
        for row in Affiliation.objects.filter(person=link.person).select_related("school_class", "subject_group"):
            if holds(row, day):
                found |= {(title, link.profile_id, role) for title, role in _places(row, school)}
        for guardianship in Guardianship.objects.filter(guardian=link.person):
            lessons = Affiliation.objects.filter(
                person=guardianship.child, role=Role.PUPIL, school_class__isnull=False
            ).select_related("school_class")
            for row in lessons:
                if holds(guardianship, day) and holds(row, day) and row.school_class is not None:
                    found.add((f"{row.school_class.title} Родители", link.profile_id, "member"))
    admins = {(title, profile) for title, profile, role in found if role == "admin"}
    return {(title, profile, "admin" if (title, profile) in admins else "member") for title, profile, _ in found}


def _places(row: Affiliation, school: int) -> list[tuple[str, str]]:
    title = row.school_class.title if row.school_class else row.subject_group.title if row.subject_group else ""
    staff_room = f"Учительская {school}"
    if row.role == Role.PUPIL:
        whole = SubjectGroup.objects.filter(school_class=row.school_class_id, part="") if row.school_class else []
        return [(title, "member"), *((group.title, "member") for group in whole)]
    if row.role == Role.CLASS_TEACHER:
        return [(title, "admin"), (f"{title} Родители", "admin"), (staff_room, "member")]
    if row.role == Role.TEACHER:
        return [(title, "admin"), (staff_room, "member")]
    return [(staff_room, "member" if row.role == Role.STAFF else "admin")]


def as_written() -> set[Sitting]:
    rows = Membership.objects.filter(is_current=True).select_related("conversation")
    return {
        (
            f"Учительская {row.conversation.school_id}"
            if row.conversation.kind == Kind.STAFF
            else row.conversation.title,
            row.profile_id,
            row.role,
        )
        for row in rows
    }


class Office:
    """Does something at random, on some day around today; half of it is refused."""

    def __init__(self, world: World, chance: Random) -> None:
        self._world = world
        self._chance = chance
        english = roster.open_subject_group(by=None, school_class=world.class_3a, subject="Английский", part="группа 1")
        self._groups = [world.maths_3a, english]
        self._persons = [actor.person for name, actor in world.cast.items() if name != "fyodor"]
        self._profiles = [actor.id for actor in world.cast.values() if actor.profile is not None]

    def act(self) -> None:
        one, other = self._chance.sample(self._persons, 2)
        on = clock.today(ZONE) + timedelta(days=self._chance.choice([-3, 0, 0, 0, 1, 2]))
        school_class = self._chance.choice([self._world.class_3a, self._world.class_3b])
        group = self._chance.choice(self._groups)
        deed: Callable[[], object] = self._chance.choice(
            [
                lambda: roster.enrol(by=None, person=one, school_class=school_class, on=on),
                lambda: roster.transfer(by=None, person=one, school_class=school_class, on=on),
                lambda: roster.expel(by=None, person=one, on=on),
                lambda: roster.join_group(by=None, person=one, subject_group=group, on=on),
                lambda: roster.leave_group(by=None, person=one, subject_group=group, on=on),
                lambda: roster.hire(by=None, person=one, position="учитель", on=on),
                lambda: roster.hire(by=None, person=one, position="завуч", role=Role.ADMINISTRATOR, on=on),
                lambda: roster.dismiss(by=None, person=one, on=on),
                lambda: roster.lead(by=None, person=one, school_class=school_class, on=on),
                lambda: roster.teach(by=None, person=one, subject_group=group, on=on),
                lambda: roster.stop_teaching(by=None, person=one, subject_group=group, on=on),
                lambda: roster.add_guardian(by=None, guardian=one, child=other, on=on),
                lambda: roster.end_guardianship(by=None, guardian=one, child=other, on=on),
                lambda: roster.unlink(by=None, person=one),
                lambda: roster.link(by=None, person=one, profile=self._chance.choice(self._profiles), how="test"),
            ]
        )
        with suppress(RosterConflict):
            deed()


def check() -> None:
    assert as_written() == by_the_roster(clock.today(ZONE))
    current = set(Membership.objects.filter(is_current=True).values_list("id", flat=True))
    assert set(Stay.objects.filter(to_no=None).values_list("membership", flat=True)) == current
    assert actions_seats.refresh(clock.now()) == 0, "nothing is left to bring up to date"


@pytest.mark.parametrize("seed", range(4))
def test_any_changes_on_any_days(database: Database, set_clock: Callable[[datetime], None], seed: int) -> None:
    chance = Random(seed)
    office = Office(worlds.build(), chance)
    check()
    for _ in range(60):
        if chance.random() < 0.15:
            set_clock(clock.now() + timedelta(days=1))
            actions_seats.refresh(clock.now())
        office.act()
        check()
