"""The chat of a call by link: who comes in, what it gives, and that it opens no way round the roster."""

from collections.abc import Callable
from typing import Any

import pytest

from peremena import clock
from peremena.audit.models import AuditEvent
from peremena.chat import access, actions_calls, actions_seats, queries, queries_calls, rules_groups
from peremena.chat.models import Conversation, Membership
from peremena.refusals import MayNot
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat, code_of
from tests.chat.giving import give
from tests.chat.groups import add, change, leave, members, rows
from tests.live.speaking import say
from tests.statements import counted
from tests.world import Actor, World


@pytest.fixture
def meeting(world: World) -> int:
    """A call of Elena's, with Masha in it."""
    conversation = actions_calls.open_chat("  Собрание\n", world.school.pk, by=world.elena.id)
    assert seat(world, conversation, world.masha)
    return conversation


def seat(world: World, conversation: int, actor: Actor, *, is_host: bool = False) -> bool:
    return actions_calls.seat(conversation, actor.id, by=world.elena.id, is_host=is_host)


def write(actor: Actor, conversation: int, number: int = 1) -> Any:
    key = f"0198b0a0-0000-7000-8000-{actor.id:06d}{number:06d}"
    return give(actor, "message.send", conversation=conversation, key=key, text="раз")


def test_who_makes_the_call_runs_its_chat(world: World, meeting: int) -> None:
    row = rows(world.elena)[meeting]
    assert (row["kind"], row["title"], row["role"], row["is_automatic"]) == ("call", "Собрание", "admin", False)
    assert row["may"] == ["write", "pin", "mention_all", "delete_others", "leave"]
    assert rows(world.masha)[meeting]["may"] == ["write", "leave"]
    assert rows(world.masha)[meeting]["member_count"] == 2
    assert "no" in write(world.masha, meeting)
    assert queries_calls.sitting(meeting, world.masha.id, clock.now()) is not None
    assert AuditEvent.objects.filter(action="chat.call.created", target=f"conversation:{meeting}").count() == 1


def test_a_call_without_a_title_has_a_chat_with_one(world: World) -> None:
    conversation = actions_calls.open_chat(" ", world.school.pk, by=world.elena.id)
    assert rows(world.elena)[conversation]["title"] == "Звонок"


@pytest.mark.parametrize("name", ["masha", "anna", "fyodor"])
def test_nobody_but_staff_of_the_school_makes_one(world: World, name: str) -> None:
    with pytest.raises(MayNot):
        actions_calls.open_chat("Собрание", world.school.pk, by=world.cast[name].id)
    assert not Conversation.objects.filter(kind="call").exists()


def test_one_sees_what_is_said_from_then_on(world: World, meeting: int) -> None:
    say(meeting, world.elena.id, "раз", "два")
    assert seat(world, meeting, world.boris)
    say(meeting, world.elena.id, "три")
    _, page = Asking(world.boris).get(f"conversations/{meeting}/messages")
    assert [one["text"] for one in page["messages"]] == ["три"]
    assert rows(world.boris)[meeting]["from_no"] == 3


def test_who_is_of_another_school_does_not_come_in(world: World, meeting: int) -> None:
    assert not seat(world, meeting, world.fyodor)
    assert not seat(world, meeting, world.fyodor, is_host=True)
    assert meeting not in rows(world.fyodor)


def test_to_be_seated_twice_is_to_be_seated_once(world: World, meeting: int) -> None:
    with counted() as asked:
        assert seat(world, meeting, world.masha)
    assert len(asked) == 1
    assert Membership.objects.filter(conversation=meeting).count() == 2


def test_hosts_of_the_staff_run_the_chat_for_as_long_as_they_are_hosts(world: World, meeting: int) -> None:
    for is_host, role in ((True, "admin"), (False, "member"), (True, "admin")):
        assert seat(world, meeting, world.olga, is_host=is_host)
        assert rows(world.olga)[meeting]["role"] == role
    for actor in (world.masha, world.boris):
        assert seat(world, meeting, actor, is_host=True)
        assert rows(actor)[meeting]["role"] == "member", "whatever a call says of them"


def test_a_pupil_writes_only_beside_staff(world: World, meeting: int) -> None:
    assert seat(world, meeting, world.boris)
    assert leave(world.elena, meeting) == 204
    for actor in (world.masha, world.boris):
        assert rows(actor)[meeting]["closed_because"] == rules_groups.NEEDS_STAFF
        assert write(actor, meeting) == "may_not_post"
    assert seat(world, meeting, world.ivan)
    assert "no" in write(world.masha, meeting, 2)


def test_nobody_is_brought_in_by_hand_and_the_title_is_the_calls(world: World, meeting: int) -> None:
    assert code_of(add(world.elena, meeting, world.ivan)) == (403, "may_not")
    assert code_of(Asking(world.elena).post(f"conversations/{meeting}/links", {})) == (403, "may_not")
    assert code_of(change(world.elena, meeting, title="Другое")) == (403, "may_not")
    assert code_of(change(world.elena, meeting, abilities=["invite"])) == (403, "may_not")
    member = {"member": {"profile": world.masha.id}}
    assert code_of(Asking(world.elena).post(f"conversations/{meeting}/members/exclude", member | {"reason": "-"})) == (
        403,
        "may_not",
    )
    assert code_of(Asking(world.elena).post(f"conversations/{meeting}/members/role", member | {"role": "admin"})) == (
        403,
        "may_not",
    )


def test_it_binds_nobody(world: World, meeting: int) -> None:
    for actor in (world.kolya, world.boris, world.nina):
        assert seat(world, meeting, actor)
    for one, other in ((world.masha, world.kolya), (world.nina, world.masha), (world.boris, world.nina)):
        assert code_of(Asking(one).post("direct", {"profile": other.id}))[0] in {403, 404}
        _, card = Asking(one).get(f"people/{other.id}")
        assert not card["may_write"]
        assert other.id not in {contact["profile"] for contact in Asking(one).get("contacts")[1]["contacts"]}
        status, _ = Asking(one).post("conversations", {"title": "Двое", "people": [{"profile": other.id}]} | WRITE)
        assert status == 403


WRITE = {"abilities": ["write"]}


def test_a_call_that_is_over_leaves_a_chat_to_be_read(world: World, meeting: int) -> None:
    say(meeting, world.elena.id, "раз")
    assert queries.fellows(world.masha.id, [world.elena.id, world.kolya.id], clock.now()) == (world.elena.id,)
    actions_calls.hush(meeting, "host_gone")
    actions_calls.close_chat(meeting)
    actions_calls.close_chat(meeting)
    for actor in (world.elena, world.masha):
        assert rows(actor)[meeting]["closed_because"] == rules_groups.CALL_IS_OVER
        assert write(actor, meeting) == "may_not_post"
        _, page = Asking(actor).get(f"conversations/{meeting}/messages")
        assert [one["text"] for one in page["messages"]] == ["раз"]
    actions_calls.hush(meeting, None)
    assert not rows(world.masha)[meeting]["may_post"], "what is over stays over"
    assert not seat(world, meeting, world.ivan)
    assert leave(world.masha, meeting) == 204


def test_who_met_in_a_call_that_is_over_is_not_seen_online(world: World, meeting: int) -> None:
    assert seat(world, meeting, world.kolya)
    assert queries.fellows(world.masha.id, [world.kolya.id], clock.now()) == (world.kolya.id,)
    actions_calls.close_chat(meeting)
    assert queries.fellows(world.masha.id, [world.kolya.id], clock.now()) == ()


def test_one_leaves_and_comes_back(world: World, meeting: int) -> None:
    say(meeting, world.elena.id, "раз")
    assert leave(world.masha, meeting) == 204
    assert meeting not in rows(world.masha)
    say(meeting, world.elena.id, "два")
    assert seat(world, meeting, world.masha)
    assert rows(world.masha)[meeting]["from_no"] == 4, "after the line that says that one left, and what was said then"


def test_who_is_removed_from_the_call_is_out(world: World, meeting: int) -> None:
    actions_calls.unseat(meeting, world.masha.id)
    actions_calls.unseat(meeting, world.masha.id)
    actions_calls.unseat(meeting, world.kolya.id)
    assert meeting not in rows(world.masha)
    assert write(world.masha, meeting) == "not_found"
    assert set(members(world.elena, meeting)) == {"Елена"}


def test_who_leaves_the_school_is_out(world: World, meeting: int) -> None:
    roster.expel(by=None, person=world.masha.person)
    assert meeting not in rows(world.masha)
    roster.dismiss(by=None, person=world.elena.person)
    actions_seats.refresh(clock.now())
    assert meeting not in rows(world.elena)


@pytest.mark.parametrize(
    "what",
    [
        lambda world, number: seat(world, number, world.kolya),
        lambda world, number: actions_calls.unseat(number, world.masha.id),
        lambda _world, number: actions_calls.close_chat(number),
    ],
)
def test_other_chats_are_none_of_the_calls_business(world: World, what: Callable[[World, int], object]) -> None:
    with pytest.raises(access.NotFound):
        what(world, chat("3 А"))
    assert rows(world.masha)[chat("3 А")]["may_post"]
