"""Chats made by hand, from the change to the screens: what events make of a screen is what a fresh load shows."""

from collections.abc import Callable

import pytest
from django.db import transaction
from msgspec.structs import replace

from peremena.chat import actions_calls, rules_groups
from peremena.chat.models import Conversation
from peremena.chat.schemas import CallBrief
from peremena.live import publishing
from peremena.live.publishing import News
from peremena.roster import actions as roster
from tests import world as worlds
from tests.chat.conftest import Asking
from tests.chat.groups import add, change, exclude, leave, made, set_role
from tests.databases import Database
from tests.live.client import session_of
from tests.live.conftest import Connect
from tests.live.speaking import say
from tests.live.test_events import check, fresh
from tests.server import Server
from tests.world import Actor, World

Scenario = Callable[[World, list[News]], None]


@pytest.fixture
def commits(monkeypatch: pytest.MonkeyPatch) -> list[News]:
    told: list[News] = []
    monkeypatch.setattr(publishing.ports, "after_commit", transaction.on_commit)
    monkeypatch.setattr(publishing.ports, "sink", told.append)
    return told


def one_is_put_into_a_chat_and_taken_out_again(world: World, told: list[News]) -> None:
    def come() -> None:
        group = made(world.elena, world.olga)
        add(world.elena, group, world.masha)
        say(group, world.olga.id, "раз")

    check(told, world.masha, come, "membership.changed", "message.sent")
    (group,) = [row["id"] for row in fresh(world.masha.id)["rows"].values() if row["kind"] == "group"]
    check(told, world.masha, lambda: exclude(world.elena, group, world.masha), "membership.ended")
    check(told, world.masha, lambda: add(world.elena, group, world.masha), "membership.changed")
    check(told, world.masha, lambda: leave(world.masha, group), "membership.ended")


def others_come_and_go(world: World, told: list[News]) -> None:
    group = made(world.elena, world.olga)

    def happen() -> None:
        add(world.elena, group, world.masha, world.boris)
        exclude(world.elena, group, world.masha)
        leave(world.boris, group)

    check(told, world.olga, happen, "conversation.changed", "message.sent")


def a_chat_changes(world: World, told: list[News]) -> None:
    group = made(world.elena, world.olga, world.masha)

    def happen() -> None:
        change(world.elena, group, title="Другой поход")
        change(world.elena, group, abilities=["edit", "pin"])

    check(told, world.masha, happen, "conversation.changed", "membership.changed", "message.sent")


def one_becomes_administrator(world: World, told: list[News]) -> None:
    group = made(world.elena, world.olga, world.boris)
    check(told, world.boris, lambda: set_role(world.elena, group, world.boris, "admin"), "membership.changed")
    check(told, world.boris, lambda: set_role(world.elena, group, world.boris, "member"), "membership.changed")
    check(told, world.olga, lambda: leave(world.elena, group), "membership.changed", "conversation.changed")
    assert fresh(world.olga.id)["rows"][group]["role"] == "admin"


def the_staff_goes_and_comes_back(world: World, told: list[News]) -> None:
    group = made(world.elena, world.boris, world.masha)

    def why() -> str | None:
        closed: str | None = fresh(world.masha.id)["rows"][group]["closed_because"]
        return closed

    check(told, world.masha, lambda: leave(world.elena, group), "membership.changed")
    assert why() == rules_groups.NEEDS_STAFF
    check(told, world.masha, lambda: add(world.boris, group, world.ivan), "membership.changed")
    assert why() is None
    check(told, world.masha, lambda: roster.dismiss(by=None, person=world.ivan.person), "membership.changed")
    assert why() == rules_groups.NEEDS_STAFF


def one_leaves_the_school(world: World, told: list[News]) -> None:
    made(world.elena, world.ivan, world.olga)
    check(told, world.ivan, lambda: roster.dismiss(by=None, person=world.ivan.person), "membership.ended")
    check(told, world.olga, lambda: roster.dismiss(by=None, person=world.elena.person), "membership.changed")


def a_call_goes_on(world: World, told: list[News]) -> None:
    class_3a = Conversation.objects.get(kind="class", school_class=world.class_3a).id
    brief = CallBrief(id=1, media="video", by=world.elena.id, name="Елена", at=1, ring_until=2, count=1)

    def happen() -> None:
        actions_calls.show_call(class_3a, brief)
        actions_calls.show_call(class_3a, replace(brief, count=2))
        actions_calls.hush(class_3a, "host_gone")

    check(told, world.masha, happen, "conversation.changed", "membership.changed")
    assert fresh(world.masha.id)["rows"][class_3a]["call"]["count"] == 2
    assert not fresh(world.masha.id)["rows"][class_3a]["may_post"]

    def end() -> None:
        actions_calls.hush(class_3a, None)
        actions_calls.show_call(class_3a, None)
        people = [world.elena.id, world.petya.id]
        actions_calls.say_call(class_3a, world.elena.id, media="video", ms=720_000, answered=True, were_in=people)

    check(told, world.masha, end, "conversation.changed", "membership.changed", "message.sent")
    check(told, world.elena, lambda: actions_calls.hush(class_3a, "stopped"))


def a_call_by_link_has_a_chat(world: World, told: list[News]) -> None:
    chat = actions_calls.open_chat("Собрание", world.school.pk, by=world.elena.id)

    def come() -> None:
        assert actions_calls.seat(chat, world.masha.id, by=world.elena.id)
        assert actions_calls.seat(chat, world.boris.id, by=world.elena.id)
        say(chat, world.elena.id, "раз")

    check(told, world.masha, come, "membership.changed", "message.sent")
    check(told, world.elena, lambda: leave(world.masha, chat), "conversation.changed", "message.sent")
    check(told, world.boris, lambda: actions_calls.close_chat(chat), "membership.changed")
    check(told, world.boris, lambda: actions_calls.unseat(chat, world.boris.id), "membership.ended")


SCENARIOS: list[Scenario] = [
    a_call_goes_on,
    a_call_by_link_has_a_chat,
    one_is_put_into_a_chat_and_taken_out_again,
    others_come_and_go,
    a_chat_changes,
    one_becomes_administrator,
    the_staff_goes_and_comes_back,
    one_leaves_the_school,
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_state_and_events_are_a_fresh_state(database: Database, commits: list[News], scenario: Scenario) -> None:
    scenario(worlds.build(), commits)


def join_by_link(actor: Actor, maker: Actor, group: int) -> None:
    _, body = Asking(maker).post(f"conversations/{group}/links", {})
    assert Asking(actor).post("links/join", {"token": body["links"][0]["token"]})[0] == 200


def test_over_sockets_everybody_hears_at_once_and_who_was_excluded_hears_no_more(
    server: Server, connect: Connect
) -> None:
    world = worlds.build()
    assert world.masha.account is not None
    assert world.olga.account is not None
    masha, olga = connect(session_of(world.masha.account)), connect(session_of(world.olga.account))
    masha.hello()
    olga.hello()
    group = made(world.elena, world.olga)
    assert olga.event("membership.changed", seconds=5)["row"]["title"] == "Поход"
    join_by_link(world.masha, world.elena, group)
    assert masha.event("membership.changed", seconds=5)["row"]["id"] == group
    assert olga.event("message.sent", seconds=5, by=world.masha.id)["service"] == {"what": "joined_by_link", "sex": "f"}
    say(group, world.elena.id, "при всех")
    assert masha.event("message.sent", seconds=5, text="при всех")["topic"] == f"c{group}"
    assert masha.send(group, "слышу")["ok"]["no"] > 0
    assert exclude(world.elena, group, world.masha)[0] == 200
    ended = masha.event("membership.ended", seconds=5)
    assert ended["why"].endswith("вас исключил администратор.")
    say(group, world.elena.id, "без Маши")
    assert olga.event("message.sent", seconds=5, text="без Маши")["no"] > 0
    assert [event for event in masha.quiet(0.5) if event["on"] == "message.sent" and event["text"] == "без Маши"] == []
    assert masha.send(group, "впустите")["error"]["code"] == "not_found"


def test_over_sockets_a_chat_without_its_staff_takes_no_message(server: Server, connect: Connect) -> None:
    world = worlds.build()
    assert world.masha.account is not None
    masha = connect(session_of(world.masha.account))
    masha.hello()
    group = made(world.elena, world.boris, world.masha)
    masha.event("membership.changed", seconds=5)
    assert leave(world.elena, group) == 204
    row = masha.event("membership.changed", seconds=5)["row"]
    assert (row["may_post"], row["closed_because"]) == (False, rules_groups.NEEDS_STAFF)
    refused = masha.send(group, "есть кто?")["error"]
    assert (refused["code"], refused["message"]) == ("may_not_post", rules_groups.NEEDS_STAFF)
    assert masha.command("conversation.typing", conversation=group)["error"]["code"] == "not_found"
