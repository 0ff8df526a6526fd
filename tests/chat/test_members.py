"""«Почему я здесь?»: the reasons of a seat and since when, for oneself and for others."""

import pytest

from peremena import clock
from peremena.chat import members
from peremena.chat.access import Place
from peremena.chat.models import Conversation
from peremena.roster import actions as roster
from tests import world as worlds
from tests.databases import Database
from tests.world import Actor, World


@pytest.fixture
def world(sqlite_database: Database) -> World:
    return worlds.build()


def why(actor: Actor, title: str) -> list[tuple[str, str | None]]:
    found = Conversation.objects.get(title=title, school__name="Школа № 7")
    listed = members.members(Place(found.id, actor.id, found.kind), clock.now())
    return [(reason.text, reason.since) for reason in listed.me_reasons]


def said_of(actor: Actor, title: str, reader: Actor) -> tuple[str, str, list[str]]:
    found = Conversation.objects.get(title=title, school__name="Школа № 7")
    listed = members.members(Place(found.id, reader.id, found.kind), clock.now())
    [one] = [one for one in listed.members if one.profile == actor.id]
    return one.badge, one.role, [reason.text for reason in one.reasons]


def test_each_reason_is_said_with_its_day(world: World) -> None:
    since = worlds.LONG_AGO.isoformat()
    today = clock.today("Europe/Moscow").isoformat()
    assert why(world.masha, "3 А") == [("Вы учитесь в 3 А", since)]
    assert why(world.ivan, "3А - Математика") == [("Вы ведёте уроки в группе «3А - Математика»", since)]
    assert why(world.olga, "Учительская") == [("Вы директор школы", since)]
    assert why(world.anna, "3 Б Родители") == [("Ваш ребёнок учится здесь: Кузнецов Николай", since)]
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    assert sorted(why(world.anna, "3 Б Родители")) == [
        ("Ваш ребёнок учится здесь: Кузнецов Николай", since),
        ("Ваш ребёнок учится здесь: Кузнецова Мария", today),
    ]


def test_a_teacher_who_is_a_parent_has_both_reasons_and_the_badge_of_the_chat(world: World) -> None:
    roster.add_guardian(by=None, guardian=world.elena.person, child=world.petya.person)
    assert said_of(world.elena, "3 А Родители", world.vera) == (
        "классный руководитель",
        "admin",
        ["Классный руководитель: 3 А", "Родитель. Ребёнок: Дюма Пётр"],
    )
    assert said_of(world.vera, "3 А Родители", world.elena)[0] == "родитель: Пётр"
    assert said_of(world.vera, "Учительская", world.elena)[0] == "библиотекарь"
    assert said_of(world.masha, "3 А", world.petya) == ("ученица", "member", ["Учится в 3 А"])


def test_as_many_are_linked_on_the_card_as_the_row_says(world: World) -> None:
    awaited = 0
    for chat in Conversation.objects.exclude(kind="direct").filter(memberships__is_current=True).distinct():
        reader = chat.memberships.filter(is_current=True).values_list("profile", flat=True)[0]
        listed = members.members(Place(chat.id, reader, chat.kind), clock.now()).members
        assert sum(one.linked for one in listed) == chat.member_count, chat.title
        awaited += sum(not one.linked for one in listed)
    assert awaited > 0
