"""Seats and memberships follow the roster: from the change to what the chat list shows."""

from collections.abc import Callable
from datetime import datetime, timedelta

from peremena import clock
from peremena.chat import actions_seats, members, queries
from peremena.chat.access import Place
from peremena.chat.models import Conversation, Membership, Seat
from peremena.roster import actions as roster
from peremena.roster.models import Person
from tests import world as worlds
from tests.databases import Database
from tests.world import Actor


def chats_of(actor: Actor) -> set[str]:
    """Return the titles in somebody's chat list now."""
    return {row.title for row in queries.rows_of(actor.id, clock.now())}


def test_the_school_has_its_chats(database: Database) -> None:
    world = worlds.build()
    assert chats_of(world.elena) == {"3 А", "3 А Родители", "Учительская"}
    assert chats_of(world.ivan) == {"3А - Математика", "Учительская"}
    assert chats_of(world.olga) == {"Учительская"}
    assert chats_of(world.masha) == {"3 А", "3А - Математика"}
    assert chats_of(world.anna) == {"3 А Родители", "3 Б Родители"}
    assert chats_of(world.vera) == {"3 А Родители", "Учительская"}
    assert chats_of(world.fyodor) == {"Учительская"}
    assert not Membership.objects.filter(conversation__school__name="Школа № 8", profile=world.elena.profile).exists()


def test_a_transfer_takes_the_guardians_along(database: Database) -> None:
    world = worlds.build()
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    assert chats_of(world.masha) == {"3 Б"}
    assert chats_of(world.boris) == {"3 Б Родители"}
    assert chats_of(world.anna) == {"3 Б Родители"}
    ended = Membership.objects.get(profile=world.boris.profile, conversation__title="3 А Родители")
    assert (ended.is_current, ended.left_why) == (False, f"guardian:{clock.today('Europe/Moscow')}")


def test_a_mother_of_two_stays_while_one_reason_holds(database: Database) -> None:
    world = worlds.build()
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    assert chats_of(world.anna) == {"3 А Родители"}
    roster.expel(by=None, person=world.masha.person)
    assert chats_of(world.anna) == {"3 А Родители"}
    assert chats_of(world.boris) == set()
    roster.expel(by=None, person=world.kolya.person)
    assert chats_of(world.anna) == set()


def test_the_chat_survives_a_change_of_the_class_teacher(database: Database) -> None:
    world = worlds.build()
    before = Conversation.objects.get(title="3 А").id
    roster.lead(by=None, person=world.ivan.person, school_class=world.class_3a)
    assert Conversation.objects.get(title="3 А").id == before
    assert "3 А" in chats_of(world.ivan)
    assert "3 А" not in chats_of(world.elena)
    assert Membership.objects.get(profile=world.ivan.profile, conversation=before).role == "admin"


def test_who_is_dismissed_loses_the_staff_room_but_stays_a_parent(database: Database) -> None:
    world = worlds.build()
    roster.dismiss(by=None, person=world.vera.person)
    assert chats_of(world.vera) == {"3 А Родители"}


def test_what_begins_tomorrow_gives_nothing_today_and_everything_tomorrow(
    database: Database, set_clock: Callable[[datetime], None]
) -> None:
    world = worlds.build()
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b, on=worlds.tomorrow())
    assert chats_of(world.masha) == {"3 А", "3А - Математика"}
    boundary = actions_seats.next_boundary(clock.now())
    assert boundary == clock.midnight(worlds.tomorrow(), "Europe/Moscow")
    set_clock(boundary - timedelta(seconds=1))
    assert actions_seats.refresh(clock.now()) == 0
    set_clock(boundary)
    assert chats_of(world.masha) == set()
    assert actions_seats.refresh(clock.now()) > 0
    assert chats_of(world.masha) == {"3 Б"}
    assert chats_of(world.boris) == {"3 Б Родители"}
    assert actions_seats.refresh(clock.now()) == 0


def test_an_unlinked_person_sits_in_the_list_marked(database: Database) -> None:
    world = worlds.build()
    chat = Conversation.objects.get(title="3 А")
    listed = members.members(Place(chat.id, world.elena.id, chat.kind), clock.now())
    marks = {one.name: (one.linked, one.badge, one.role) for one in listed.members}
    assert marks["Зоя Ким"] == (False, "ученица", "member")
    assert marks["Елена Викторовна Павлова"] == (True, "классный руководитель", "admin")
    assert marks["Пётр Дюма"] == (True, "ученик", "member")
    assert [reason.text for reason in listed.me_reasons] == ["Вы классный руководитель: 3 А"]


def test_linking_seats_at_once_and_unlinking_ends_it(database: Database) -> None:
    world = worlds.build()
    stranger = Person.objects.get(pk=world.fyodor.person.pk)
    roster.unlink(by=None, person=stranger)
    assert chats_of(world.fyodor) == set()
    roster.link(by=None, person=world.zoya.person, profile=world.fyodor.id, how="test")
    assert chats_of(world.fyodor) == {"3 А", "3А - Математика"}
    assert Seat.objects.filter(person=stranger).exists()


def test_a_dismissed_teacher_is_told_of_the_post_in_the_staff_room_and_of_the_lessons_elsewhere(
    database: Database,
) -> None:
    world = worlds.build()
    roster.dismiss(by=None, person=world.ivan.person)
    left = dict(
        Membership.objects.filter(profile=world.ivan.profile, is_current=False).values_list(
            "conversation__title", "left_why"
        )
    )
    assert left["Учительская"].startswith("staff:")
    assert left["3А - Математика"].startswith("teacher:")
