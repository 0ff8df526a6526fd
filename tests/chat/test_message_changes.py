"""Editing, deleting for all, reacting and pinning: what becomes of it, and what is refused."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError

from peremena import clock
from peremena.audit.models import AuditEvent
from peremena.chat import actions_messages
from peremena.chat.models import Ability, Conversation, Message, MessageVersion, Reaction
from peremena.chat.rules_messages import MOST_PINNED, REACTIONS
from peremena.people.models import Profile
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat
from tests.chat.giving import call_of, give, kind_of, outcome
from tests.live.speaking import say, say_at_once
from tests.statements import counted
from tests.web import post
from tests.world import Actor, World

Json = dict[str, Any]


@pytest.fixture
def conversation(world: World) -> int:
    one = chat("3 А")
    say(one, world.petya.id, "раз")
    say(one, world.masha.id, "два")
    say(one, world.elena.id, "три")
    return one


def direct(world: World) -> int:
    answer = post(Asking(world.elena).client, "/api/direct", {"profile": world.masha.id}).json()
    one: int = answer["conversation"]["id"]
    say(one, world.masha.id, "раз")
    return one


def shown(actor: Actor, conversation: int, no: int) -> Json:
    _, body = Asking(actor).get(f"conversations/{conversation}/messages", around=no, limit=1)
    (message,) = body["messages"]
    return dict(message)


def a_day_later() -> None:
    Message.objects.update(sent_at_ms=clock.to_ms(clock.now() - timedelta(hours=24)))


def let_members(conversation: int, abilities: Ability) -> None:
    Conversation.objects.filter(pk=conversation).update(abilities=abilities)


# --- Editing ----------------------------------------------------------------------------------------------------------


def test_the_author_edits_and_what_was_said_before_is_kept(world: World, conversation: int) -> None:
    answer = give(world.petya, "message.edit", conversation=conversation, no=1, text="  раз, два \n")
    message = shown(world.masha, conversation, 1)
    assert (message["text"], message["seq"], message["edited"]) == ("раз, два", answer["seq"], answer["edited"])
    assert answer["seq"] == Conversation.objects.get(pk=conversation).last_seq
    assert [one.text for one in MessageVersion.objects.all()] == ["раз"]
    give(world.petya, "message.edit", conversation=conversation, no=1, text="три")
    assert [one.text for one in MessageVersion.objects.order_by("id")] == ["раз", "раз, два"]
    assert Conversation.objects.get(pk=conversation).last_no == 3


def test_the_same_words_again_change_nothing(world: World, conversation: int) -> None:
    give(world.petya, "message.edit", conversation=conversation, no=1, text="иначе")
    before = Conversation.objects.get(pk=conversation).last_seq
    answer = give(world.petya, "message.edit", conversation=conversation, no=1, text="иначе")
    assert answer["seq"] == before == Conversation.objects.get(pk=conversation).last_seq
    assert MessageVersion.objects.count() == 1


def test_who_may_not_edit(world: World, conversation: int) -> None:
    def edit(actor: Actor, no: int = 1, text: str = "иначе") -> Any:
        return give(actor, "message.edit", conversation=conversation, no=no, text=text)

    assert edit(world.masha) == "may_not"
    assert edit(world.elena) == "may_not", "not an administrator either"
    assert edit(world.kolya) == edit(world.fyodor) == "not_found"
    assert edit(world.petya, no=99) == "not_found"
    assert edit(world.petya, text=" \n") == "empty"
    assert edit(world.petya, text="я" * 4097) == "too_long"
    let_members(conversation, Ability(0))
    assert edit(world.petya) == "may_not_post"
    let_members(conversation, Ability.WRITE)
    a_day_later()
    assert edit(world.petya) == "may_not"
    give(world.elena, "message.delete", conversation=conversation, nos=[1], for_all=True)
    assert edit(world.petya) == "not_found"
    roster.expel(by=None, person=world.masha.person)
    assert edit(world.masha, no=2) == "not_found"
    assert not MessageVersion.objects.exists()


# --- Deleting for all -------------------------------------------------------------------------------------------------


def test_what_is_deleted_for_all_leaves_an_empty_place(world: World, conversation: int) -> None:
    give(world.masha, "message.react", conversation=conversation, no=1, emoji="👍")
    assert give(world.petya, "message.delete", conversation=conversation, nos=[1], for_all=True) == {"nos": [1]}
    message = shown(world.masha, conversation, 1)
    assert message["text"] == ""
    assert message["deleted"] is True
    assert message.keys() == {"no", "seq", "by", "name", "key", "text", "at", "deleted"}
    assert Message.objects.get(conversation=conversation, no=1).text == "раз", "sealed, not burnt"
    assert not AuditEvent.objects.filter(action="chat.message.deleted").exists()


def test_administrators_delete_what_plain_members_said_and_it_is_noted(world: World, conversation: int) -> None:
    a_day_later()
    answer = give(world.elena, "message.delete", conversation=conversation, nos=[1, 2, 3, 99], for_all=True)
    assert answer == {"nos": [1, 2]}, "the own one is too old by now"
    noted = AuditEvent.objects.filter(action="chat.message.deleted", target=f"conversation:{conversation}")
    assert [one.details for one in noted.order_by("id")] == [
        {"no": 1, "author": world.petya.id},
        {"no": 2, "author": world.masha.id},
    ]
    assert {one.by_profile for one in noted} == {world.elena.id}


def test_who_may_not_delete_for_all(world: World, conversation: int) -> None:
    def delete(actor: Actor, *nos: int) -> Any:
        return give(actor, "message.delete", conversation=conversation, nos=list(nos), for_all=True)

    assert delete(world.masha, 1) == delete(world.masha, 3, 1) == "may_not"
    assert delete(world.kolya, 1) == delete(world.fyodor, 1) == "not_found"
    assert delete(world.petya, 99) == "not_found"
    assert delete(world.petya, 1) == {"nos": [1]}
    assert delete(world.petya, 1) == {"nos": [1]}, "a second try after a lost answer"
    a_day_later()
    assert delete(world.masha, 2) == "may_not"
    assert Message.objects.filter(deleted_at_ms__gt=0).count() == 1


# --- A direct chat that is closed -------------------------------------------------------------------------------------


def test_a_closed_direct_chat_stays_as_it_is(world: World) -> None:
    one = direct(world)
    before = give(world.elena, "message.react", conversation=one, no=1, emoji="👍")["seq"]
    assert give(world.elena, "message.delete", conversation=one, nos=[1], for_all=True) == "may_not"
    roster.expel(by=None, person=world.masha.person)
    assert give(world.masha, "message.edit", conversation=one, no=1, text="два") == "may_not_post"
    assert give(world.masha, "message.delete", conversation=one, nos=[1], for_all=True) == "may_not"
    assert give(world.masha, "message.react", conversation=one, no=1, emoji="👍") == "may_not"
    assert give(world.masha, "message.pin", conversation=one, no=1, on=True) == "may_not"
    assert give(world.masha, "message.delete", conversation=one, nos=[1], for_all=False) == {"nos": [1]}
    assert Conversation.objects.get(pk=one).last_seq == before


# --- Reactions --------------------------------------------------------------------------------------------------------


def test_reactions_are_one_of_each_person_the_most_frequent_first(world: World, conversation: int) -> None:
    for actor, emoji in ((world.masha, "🔥"), (world.petya, "👍"), (world.elena, "👍"), (world.elena, "👍")):
        give(actor, "message.react", conversation=conversation, no=1, emoji=emoji)
    assert shown(world.masha, conversation, 1)["reactions"] == [
        {"emoji": "👍", "by": [world.petya.id, world.elena.id]},
        {"emoji": "🔥", "by": [world.masha.id]},
    ]
    give(world.petya, "message.react", conversation=conversation, no=1, emoji="🔥")
    give(world.elena, "message.react", conversation=conversation, no=1, emoji=None)
    assert shown(world.masha, conversation, 1)["reactions"] == [{"emoji": "🔥", "by": [world.masha.id, world.petya.id]}]
    rows = Reaction.objects.order_by("profile").values_list("profile", "emoji")
    assert list(rows) == sorted([(world.masha.id, "🔥"), (world.petya.id, "🔥")])


def test_many_reactions_at_once_are_one_change(world: World, conversation: int) -> None:
    before = Conversation.objects.get(pk=conversation).last_seq
    calls = [
        call_of(actor, "message.react", conversation=conversation, no=1, emoji="👍")
        for actor in (world.masha, world.petya, world.elena)
    ]
    answers = kind_of("message.react").handler(calls)
    assert [outcome(one) for one in answers] == [{"seq": before + 1}] * 3
    assert Conversation.objects.get(pk=conversation).last_seq == before + 1


def test_who_may_not_react(world: World, conversation: int) -> None:
    def react(actor: Actor, no: int = 1, emoji: str = REACTIONS[0]) -> Any:
        return give(actor, "message.react", conversation=conversation, no=no, emoji=emoji)

    assert react(world.kolya) == react(world.fyodor) == react(world.masha, no=99) == "not_found"
    assert react(world.masha, emoji="🤬") == react(world.masha, emoji="") == "bad_arguments"
    let_members(conversation, Ability(0))
    assert react(world.masha) == {"seq": Conversation.objects.get(pk=conversation).last_seq}, "no word, but a sign"
    give(world.elena, "message.delete", conversation=conversation, nos=[1], for_all=True)
    assert react(world.masha) == "not_found"


# --- Pins -------------------------------------------------------------------------------------------------------------


def test_pinning_adds_a_line_and_taking_off_does_not(world: World, conversation: int) -> None:
    give(world.elena, "message.pin", conversation=conversation, no=1, on=True)
    line = shown(world.masha, conversation, 4)
    assert line["service"] == {"what": "pinned", "sex": "f", "no": 1}
    assert (line["by"], line["text"], line["reply"]["text"]) == (world.elena.id, "", "раз")
    give(world.elena, "message.pin", conversation=conversation, no=3, on=True)
    _, body = Asking(world.masha).get(f"conversations/{conversation}/pins")
    assert {message["no"] for message in body["messages"]} == {1, 3}
    assert all(message["pinned"] for message in body["messages"])
    before = Conversation.objects.get(pk=conversation)
    give(world.elena, "message.pin", conversation=conversation, no=1, on=True)
    assert Conversation.objects.get(pk=conversation).last_seq == before.last_seq, "it is pinned already"
    give(world.elena, "message.pin", conversation=conversation, no=1, on=False)
    after = Conversation.objects.get(pk=conversation)
    assert (after.last_no, after.last_seq) == (before.last_no, before.last_seq + 1)
    give(world.elena, "message.delete", conversation=conversation, nos=[3], for_all=True)
    assert Asking(world.masha).get(f"conversations/{conversation}/pins")[1] == {"messages": []}


def test_who_may_not_pin(world: World, conversation: int) -> None:
    def pin(actor: Actor, no: int = 1) -> Any:
        return give(actor, "message.pin", conversation=conversation, no=no, on=True)

    assert pin(world.masha) == "may_not"
    let_members(conversation, Ability.WRITE | Ability.PIN)
    assert "seq" in pin(world.masha)
    assert pin(world.masha, no=4) == "may_not", "a service line"
    assert pin(world.kolya) == pin(world.fyodor) == pin(world.elena, no=99) == "not_found"
    say_at_once(conversation, world.petya.id, *map(str, range(MOST_PINNED)))
    for no in range(5, 5 + MOST_PINNED - 1):
        Message.objects.filter(conversation=conversation, no=no).update(pinned_at_ms=1)
    assert pin(world.elena, no=3) == "too_many"
    assert Asking(world.kolya).get(f"conversations/{conversation}/pins")[0] == 404


# --- What a batch costs -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("do", "fields"),
    [
        ("message.edit", {"text": "иначе"}),
        ("message.react", {"emoji": "👏"}),
        ("message.pin", {"on": True}),
        ("message.delete", {"for_all": True}),
    ],
)
def test_a_batch_costs_as_many_statements_as_one_command(
    world: World, conversation: int, do: str, fields: Json
) -> None:
    say_at_once(conversation, world.elena.id, *map(str, range(20)))

    def calls(*nos: int) -> list[Any]:
        named = "nos" if do == "message.delete" else "no"
        one_by_one: list[Any] = [[no] if named == "nos" else no for no in nos]
        return [call_of(world.elena, do, conversation=conversation, **{named: one}, **fields) for one in one_by_one]

    Profile.objects.first()
    with counted() as alone:
        kind_of(do).handler(calls(5))
    with counted() as together:
        answers = kind_of(do).handler(calls(*range(6, 21)))
    assert all(one.error is None for one in answers)
    assert len(together) == len(alone) <= 14, str(together)


def test_a_database_that_gives_no_answer_asks_for_the_same_again(
    world: World, conversation: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "peremena.chat")

    def lost(*_arguments: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    edit = {"conversation": conversation, "no": 1, "text": "иначе"}
    with monkeypatch.context() as patch:
        patch.setattr(actions_messages, "_finish", lost)
        assert give(world.petya, "message.edit", **edit) == "retry_same_key"
    assert shown(world.masha, conversation, 1)["text"] == "раз"
    assert "seq" in give(world.petya, "message.edit", **edit)
    assert shown(world.masha, conversation, 1)["text"] == "иначе"
