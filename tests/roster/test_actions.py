"""Each change of the roster beside what it refuses, with its audit row."""

import threading
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection

from peremena import clock
from peremena.audit.models import AuditEvent
from peremena.chat import queries as chat
from peremena.chat import seating
from peremena.roster import actions as roster
from peremena.roster import queries
from peremena.roster.actions import RosterConflict
from peremena.roster.models import Affiliation, Guardianship, Role
from tests import world as worlds
from tests.databases import Database


def open_roles(person: int) -> set[str]:
    return set(Affiliation.objects.filter(person=person, ends_on=None).values_list("role", flat=True))


def test_enrolling_and_what_it_refuses(database: Database) -> None:
    world = worlds.build()
    tom = roster.add_person(by=None, school=world.school, surname="Ус", first_name="Том", patronymic="Ильич", sex="m")
    with pytest.raises(RosterConflict, match="не в учебном году этого класса"):
        roster.enrol(by=None, person=tom, school_class=world.class_3a, on=worlds.LONG_AGO - timedelta(days=100))
    with pytest.raises(RosterConflict, match="слишком далеко"):
        roster.enrol(by=None, person=tom, school_class=world.class_3a, on=worlds.LONG_AGO - timedelta(days=3000))
    with pytest.raises(RosterConflict, match="другой школы"):
        roster.enrol(by=None, person=world.fyodor.person, school_class=world.class_3a)
    assert open_roles(tom.pk) == set()
    roster.enrol(by=world.elena.id, person=tom, school_class=world.class_3a)
    assert open_roles(tom.pk) == {Role.PUPIL}
    with pytest.raises(RosterConflict, match="Уже учится: 3 А"):
        roster.enrol(by=None, person=tom, school_class=world.class_3b)
    event = AuditEvent.objects.get(action="roster.enrolment.begun", by_profile=world.elena.id)
    assert (event.target, event.details) == (f"person:{tom.pk}", {"school_class": world.class_3a.pk})


def test_expelling_and_transferring_and_what_they_refuse(database: Database) -> None:
    world = worlds.build()
    masha = world.masha.person
    with pytest.raises(RosterConflict, match="Уже учится: 3 А"):
        roster.transfer(by=None, person=masha, school_class=world.class_3a)
    with pytest.raises(RosterConflict, match="раньше начала"):
        roster.expel(by=None, person=masha, on=worlds.LONG_AGO - timedelta(days=1))
    with pytest.raises(RosterConflict, match="слишком далеко"):
        roster.expel(by=None, person=masha, on=worlds.LONG_AGO - timedelta(days=1000))
    assert open_roles(masha.pk) == {Role.PUPIL}
    roster.transfer(by=None, person=masha, school_class=world.class_3b)
    roster.expel(by=None, person=masha)
    with pytest.raises(RosterConflict, match="нигде не учится"):
        roster.expel(by=None, person=masha)
    with pytest.raises(RosterConflict, match="нигде не учится"):
        roster.transfer(by=None, person=masha, school_class=world.class_3a)
    roster.enrol(by=None, person=masha, school_class=world.class_3a)
    assert Affiliation.objects.filter(person=masha).count() == 3


def test_a_planned_enrolment_can_be_called_off(database: Database) -> None:
    world = worlds.build()
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b, on=worlds.tomorrow())
    roster.expel(by=None, person=world.masha.person)
    planned = Affiliation.objects.get(person=world.masha.person, school_class=world.class_3b)
    assert planned.ends_on == planned.starts_on == worlds.tomorrow()


def test_work_and_what_it_refuses(database: Database) -> None:
    world = worlds.build()
    boris = world.boris.person
    for stranger in (boris, world.masha.person):
        with pytest.raises(RosterConflict, match="не работает в школе"):
            roster.lead(by=None, person=stranger, school_class=world.class_3a)
        with pytest.raises(RosterConflict, match="не работает в школе"):
            roster.teach(by=None, person=stranger, subject_group=world.maths_3a)
    with pytest.raises(RosterConflict, match="не работает в школе"):
        roster.dismiss(by=None, person=boris)
    with pytest.raises(RosterConflict, match="Уже ведёт: 3А - Математика"):
        roster.teach(by=None, person=world.ivan.person, subject_group=world.maths_3a)
    with pytest.raises(RosterConflict, match="уже классный руководитель: 3 А"):
        roster.lead(by=None, person=world.elena.person, school_class=world.class_3a)
    with pytest.raises(RosterConflict, match="уже работает в школе в этой роли"):
        roster.hire(by=None, person=world.ivan.person, position="учитель")
    roster.hire(by=None, person=boris, position="учитель")
    roster.teach(by=None, person=boris, subject_group=world.maths_3a)
    roster.lead(by=None, person=boris, school_class=world.class_3a)
    assert open_roles(world.elena.person.pk) == {Role.STAFF}
    roster.stop_teaching(by=None, person=boris, subject_group=world.maths_3a)
    assert open_roles(boris.pk) == {Role.STAFF, Role.CLASS_TEACHER}
    roster.dismiss(by=None, person=boris)
    assert open_roles(boris.pk) == set()


def test_families_and_what_is_refused(database: Database) -> None:
    world = worlds.build()
    masha, anna = world.masha.person, world.anna.person
    for guardian, child, why in (
        (masha, masha, "самого себя"),
        (masha, anna, "наоборот"),
        (world.fyodor.person, masha, "разных школ"),
        (anna, masha, "уже законный представитель"),
    ):
        with pytest.raises(RosterConflict, match=why):
            roster.add_guardian(by=None, guardian=guardian, child=child)
    roster.end_guardianship(by=None, guardian=anna, child=masha)
    with pytest.raises(RosterConflict, match="сейчас не законный представитель"):
        roster.end_guardianship(by=None, guardian=anna, child=masha)
    assert Guardianship.objects.filter(guardian=anna, child=masha, ends_on=None).count() == 0


def test_links_and_what_is_refused(database: Database) -> None:
    world = worlds.build()
    with pytest.raises(RosterConflict, match="уже привязана"):
        roster.link(by=None, person=world.masha.person, profile=world.nina.id, how="test")
    roster.unlink(by=None, person=world.anna.person)
    with pytest.raises(RosterConflict, match="не привязана"):
        roster.unlink(by=None, person=world.anna.person)
    with pytest.raises(RosterConflict, match="из той же семьи"):
        roster.link(by=None, person=world.anna.person, profile=world.masha.id, how="test")
    with pytest.raises(RosterConflict, match="Такого учебного профиля нет"):
        roster.link(by=None, person=world.anna.person, profile=10**9, how="test")
    roster.link(by=None, person=world.anna.person, profile=world.anna.id, how="test")


def test_a_refused_change_leaves_no_trace(database: Database) -> None:
    world = worlds.build()
    before = AuditEvent.objects.count()
    with pytest.raises(RosterConflict):
        roster.lead(by=None, person=world.boris.person, school_class=world.class_3a)
    assert AuditEvent.objects.count() == before
    assert open_roles(world.elena.person.pk) == {Role.STAFF, Role.CLASS_TEACHER}


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Do things at the same moment, each in a thread; returns what each said or raised."""
    answers: list[object] = [None] * len(calls)
    barrier = threading.Barrier(len(calls))

    def do(place: int, call: Callable[[], object]) -> None:
        barrier.wait()
        try:
            answers[place] = call()
        except RosterConflict as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(place, call)) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_offices_enrol_one_child_at_once(database: Database) -> None:
    world = worlds.build()
    roster.expel(by=None, person=world.masha.person)
    answers = at_once(
        lambda: roster.enrol(by=None, person=world.masha.person, school_class=world.class_3a),
        lambda: roster.enrol(by=None, person=world.masha.person, school_class=world.class_3b),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Affiliation", "RosterConflict"]
    assert Affiliation.objects.filter(person=world.masha.person, ends_on=None).count() == 1


def test_the_database_refuses_what_no_check_saw(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.build()
    # As if the other office had been quicker between the check and the write.
    monkeypatch.setattr(roster, "_enrolments", lambda person: Affiliation.objects.none())
    with pytest.raises(RosterConflict, match="противоречит другой"):
        roster.enrol(by=None, person=world.masha.person, school_class=world.class_3b)


def test_linking_and_a_transfer_at_once_leave_nobody_out(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.build()
    roster.unlink(by=None, person=world.boris.person)
    both_have_read = threading.Barrier(2)
    wanted_seats = seating.wanted_seats

    def read_together(persons: Collection[int]) -> list[seating.Wanted]:
        found = wanted_seats(persons)
        with suppress(threading.BrokenBarrierError):
            # In one line the second reads only after the first has written, so the first waits here in vain.
            both_have_read.wait(0.5)
        return found

    monkeypatch.setattr(seating, "wanted_seats", read_together)
    at_once(
        lambda: roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b),
        lambda: roster.link(by=None, person=world.boris.person, profile=world.fyodor.id, how="test"),
    )
    chats = [row.title for row in chat.rows_of(world.fyodor.id, clock.now())]
    assert sorted(chats) == ["3 Б Родители", "Учительская"]


def test_roles_are_told_in_words(database: Database) -> None:
    world = worlds.build()
    roster.add_guardian(by=None, guardian=world.elena.person, child=world.petya.person)
    held = queries.roles_of(world.elena.id, clock.now())
    assert [one.label for one in held] == ["Учитель", "Классный руководитель, 3 А", "Родитель. Ребёнок: Дюма Пётр"]
    assert {one.school for one in held} == {"Школа № 7"}
    everybody = [world.masha.id, world.anna.id, world.elena.id, world.olga.id, world.vera.id]
    badges = queries.badges_of(everybody, clock.now())
    assert badges == {
        world.masha.id: "ученица",
        world.anna.id: "родитель: Мария, Николай",
        world.elena.id: "классный руководитель",
        world.olga.id: "директор",
        world.vera.id: "библиотекарь",
    }
