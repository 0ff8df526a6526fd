"""Chats arise with their unit, and people come and go in each of the ways that a school knows."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest

from peremena import clock
from peremena.chat import actions_direct, actions_seats, actions_send, queries
from peremena.chat.actions_direct import MayNotStart
from peremena.chat.drafts import Draft, Refused, Stored
from peremena.chat.models import Conversation, Kind, Membership, Seat
from peremena.chat.rules import ADULTS_APART, GUARDIANS_APART, PUPILS_APART
from peremena.live import publishing
from peremena.live.contract import Published
from peremena.roster import actions as roster
from peremena.roster.models import Affiliation, Role
from tests import world as worlds
from tests.databases import Database
from tests.world import Actor


def chats_of(actor: Actor) -> set[str]:
    return {row.title for row in queries.rows_of(actor.id, clock.now())}


def test_chats_arise_with_their_unit(database: Database) -> None:
    world = worlds.build()
    year = world.class_3a.grade.year
    made = roster.open_class(by=None, year=year, number=11, letter="В")
    roster.open_subject_group(by=None, school_class=made, subject="Физика")
    found = Conversation.objects.filter(school=world.school, title__startswith="11").order_by("title")
    assert [(one.title, one.kind, one.member_count) for one in found] == [
        ("11 В", Kind.CLASS, 0),
        ("11 В Родители", Kind.GUARDIANS, 0),
        ("11В - Физика", Kind.SUBJECT, 0),
    ]
    assert Conversation.objects.filter(kind=Kind.STAFF).count() == 2


def test_a_subject_of_the_whole_class_seats_the_class(database: Database) -> None:
    world = worlds.build()
    roster.open_subject_group(by=None, school_class=world.class_3a, subject="Музыка")
    assert "3А - Музыка" in chats_of(world.masha)
    assert "3А - Музыка" not in chats_of(world.kolya)


def test_the_first_teacher_brings_the_whole_class_into_a_subject_that_had_no_chat(database: Database) -> None:
    world = worlds.build()
    music = roster.open_subject_group(by=None, school_class=world.class_3a, subject="Музыка")
    # As an import leaves it: the group is there, its chat is not.
    membership = Membership.objects.filter(conversation__subject_group=music)
    for one in membership:
        one.stays.all().delete()
    membership.delete()
    Seat.objects.filter(conversation__subject_group=music).delete()
    Conversation.objects.filter(subject_group=music).delete()
    roster.teach(by=None, person=world.ivan.person, subject_group=music)
    assert "3А - Музыка" in chats_of(world.masha)
    assert "3А - Музыка" in chats_of(world.ivan)


def test_a_part_of_a_class_seats_those_enrolled_in_it(database: Database) -> None:
    world = worlds.build()
    english = roster.open_subject_group(by=None, school_class=world.class_3a, subject="Английский", part="группа 1")
    roster.join_group(by=None, person=world.masha.person, subject_group=english)
    title = "3А - Английский (группа 1)"
    assert title in chats_of(world.masha)
    assert title not in chats_of(world.petya)
    with pytest.raises(roster.RosterConflict, match="не учится в классе 3 А"):
        roster.join_group(by=None, person=world.kolya.person, subject_group=english)
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    assert chats_of(world.masha) == {"3 Б"}


def test_hiring_opens_the_staff_room_and_dismissal_closes_all_that_came_with_work(database: Database) -> None:
    world = worlds.build()
    roster.hire(by=None, person=world.boris.person, position="учитель музыки")
    assert chats_of(world.boris) == {"3 А Родители", "Учительская"}
    roster.lead(by=None, person=world.boris.person, school_class=world.class_3b)
    assert chats_of(world.boris) == {"3 А Родители", "3 Б", "3 Б Родители", "Учительская"}
    roster.dismiss(by=None, person=world.boris.person)
    assert chats_of(world.boris) == {"3 А Родители"}
    left = Membership.objects.get(profile=world.boris.profile, conversation__title="3 Б")
    assert left.left_why == f"class_teacher:{clock.today('Europe/Moscow')}"
    assert Conversation.objects.get(title="3 Б").id == left.conversation_id


def test_a_second_parent_comes_and_a_guardianship_ends(database: Database) -> None:
    world = worlds.build()
    roster.add_guardian(by=None, guardian=world.boris.person, child=world.petya.person)
    # Anna's right ends with her, not with Masha, who stays in the class.
    roster.end_guardianship(by=None, guardian=world.anna.person, child=world.masha.person)
    assert chats_of(world.anna) == {"3 Б Родители"}
    left = Membership.objects.get(profile=world.anna.profile, conversation__title="3 А Родители")
    assert left.left_why.startswith("guardianship:")
    roster.end_guardianship(by=None, guardian=world.boris.person, child=world.masha.person)
    assert chats_of(world.boris) == {"3 А Родители"}


def test_a_future_hiring_waits_for_its_day(database: Database, set_clock: Callable[[datetime], None]) -> None:
    world = worlds.build()
    roster.hire(by=None, person=world.boris.person, position="сторож", on=worlds.tomorrow())
    assert "Учительская" not in chats_of(world.boris)
    roster.dismiss(by=None, person=world.boris.person, on=worlds.tomorrow())
    set_clock(clock.midnight(worlds.tomorrow(), "Europe/Moscow") + timedelta(hours=1))
    actions_seats.refresh(clock.now())
    assert "Учительская" not in chats_of(world.boris)
    hired = Affiliation.objects.get(person=world.boris.person, role=Role.STAFF)
    assert hired.ends_on == hired.starts_on


def write(author: Actor, addressee: Actor) -> Stored | Refused:
    conversation = actions_direct.open_direct(by=author.id, addressee=addressee.id)
    key = f"{author.id}-{addressee.id}-{clock.now_ms()}"
    return actions_send.send_messages([Draft(author.id, conversation, key, "здравствуйте")])[0]


def test_a_direct_chat_lasts_as_long_as_the_relation(database: Database) -> None:
    world = worlds.build()
    assert isinstance(write(world.masha, world.ivan), Stored)
    assert isinstance(write(world.ivan, world.masha), Stored)
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    for author, addressee in ((world.masha, world.ivan), (world.ivan, world.masha)):
        refused = write(author, addressee)
        assert isinstance(refused, Refused)
        assert refused.code == "may_not_post"
        [row] = [row for row in queries.rows_of(author.id, clock.now()) if row.kind == Kind.DIRECT]
        assert (row.may_post, row.closed_because) == (False, refused.message)
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3a)
    assert isinstance(write(world.ivan, world.masha), Stored)


def test_strangers_cannot_begin(database: Database) -> None:
    world = worlds.build()
    for author, addressee, why in (
        (world.masha, world.petya, PUPILS_APART),
        (world.boris, world.anna, GUARDIANS_APART),
        (world.fyodor, world.olga, ADULTS_APART),
        (world.fyodor, world.masha, None),
        (world.olga, world.masha, None),
        (world.nina, world.masha, None),
    ):
        for one, other in ((author, addressee), (addressee, author)):
            with pytest.raises(MayNotStart) as refused:
                actions_direct.open_direct(by=one.id, addressee=other.id)
            assert why is None or str(refused.value) == why
    assert not Conversation.objects.filter(kind=Kind.DIRECT).exists()
    for author, addressee in ((world.olga, world.anna), (world.boris, world.masha), (world.anna, world.elena)):
        assert isinstance(write(author, addressee), Stored)
        assert isinstance(write(addressee, author), Stored)


def test_both_are_told_when_a_direct_chat_closes_and_opens(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.build()
    write(world.masha, world.ivan)
    told: list[tuple[str, bool]] = []

    def hear(news: Sequence[object]) -> None:
        for one in news:
            if isinstance(one, Published):
                event = json.loads(one.payload)
                if event["on"] == "membership.changed" and event["row"]["kind"] == "direct":
                    told.append((one.topic, event["row"]["may_post"]))

    monkeypatch.setattr(publishing.ports, "sink", hear)
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    assert sorted(told) == sorted([(f"p{world.masha.id}", False), (f"p{world.ivan.id}", False)])
    told.clear()
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3a)
    assert sorted(told) == sorted([(f"p{world.masha.id}", True), (f"p{world.ivan.id}", True)])
