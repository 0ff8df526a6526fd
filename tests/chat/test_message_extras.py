"""Answers, forwards and mentions: what a message brings beside its text, and what it may not bring."""

import uuid
from typing import Any

import pytest

from peremena.chat.models import Ability, Conversation, Mention, Message
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat
from tests.chat.giving import call_of, give, kind_of
from tests.live.speaking import say
from tests.statements import counted
from tests.web import post
from tests.world import Actor, World

Json = dict[str, Any]


@pytest.fixture
def conversation(world: World) -> int:
    one = chat("3 А")
    say(one, world.petya.id, "раз")
    return one


def send(actor: Actor, conversation: int, text: str = "", key: str = "", **fields: Any) -> Any:
    key = key or str(uuid.uuid4())
    return give(actor, "message.send", conversation=conversation, key=key, text=text, **fields)


def shown(actor: Actor, conversation: int, no: int) -> Json:
    _, body = Asking(actor).get(f"conversations/{conversation}/messages", around=no, limit=1)
    (message,) = body["messages"]
    return dict(message)


def direct(world: World) -> int:
    answer = post(Asking(world.elena).client, "/api/direct", {"profile": world.masha.id}).json()
    one: int = answer["conversation"]["id"]
    return one


def mention_no(actor: Actor, conversation: int) -> int:
    _, body = Asking(actor).get("start")
    (no,) = [row["mention_no"] for row in body["conversations"] if row["id"] == conversation]
    assert isinstance(no, int)
    return no


# --- Forwards ---------------------------------------------------------------------------------------------------------


def test_a_forward_takes_the_words_from_where_the_author_may_read_them(world: World, conversation: int) -> None:
    there = direct(world)
    source = {"conversation": conversation, "no": 1}
    at = shown(world.masha, conversation, 1)["at"]
    no = send(world.masha, there, forward={**source, "with_author": True})["no"]
    message = shown(world.elena, there, no)
    assert (message["text"], message["by"]) == ("раз", world.masha.id)
    assert message["forwarded"] == {"by": world.petya.id, "name": "Пётр Дюма", "at": at}
    no = send(world.masha, there, forward={**source, "with_author": False})["no"]
    assert "forwarded" not in shown(world.elena, there, no)
    again = {"conversation": there, "no": message["no"], "with_author": True}
    no = send(world.elena, conversation, forward=again)["no"]
    assert shown(world.petya, conversation, no)["forwarded"]["by"] == world.petya.id, "whose words they were first"


def test_what_one_may_not_send_on(world: World, conversation: int) -> None:
    there = direct(world)
    secret = chat("3 А Родители")
    say(secret, world.boris.id, "секрет")

    def forward(actor: Actor, to: int, of: int, no: int = 1, **more: Any) -> Any:
        return send(actor, to, forward={"conversation": of, "no": no, "with_author": True}, **more)

    assert forward(world.masha, there, of=secret) == "not_found", "she does not sit there"
    assert forward(world.masha, there, of=conversation, no=99) == "not_found"
    assert forward(world.masha, there, of=10**9) == "not_found"
    assert forward(world.masha, secret, of=conversation) == "not_found", "nor may she write there"
    assert forward(world.masha, there, of=conversation, text="и моё") == "bad_arguments"
    assert forward(world.masha, there, of=conversation, reply=1) == "bad_arguments"
    give(world.elena, "message.pin", conversation=conversation, no=1, on=True)
    assert forward(world.masha, there, of=conversation, no=2) == "not_found", "a service line"
    give(world.petya, "message.delete", conversation=conversation, nos=[1], for_all=True)
    assert forward(world.masha, there, of=conversation) == "not_found"
    say(conversation, world.petya.id, "два")
    roster.expel(by=None, person=world.masha.person)
    assert forward(world.masha, there, of=conversation, no=3) in {"not_found", "may_not_post"}
    assert not Message.objects.filter(conversation=there).exists()


def test_who_came_later_may_not_send_on_what_was_before(world: World, conversation: int) -> None:
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    source = {"conversation": conversation, "no": 1, "with_author": False}
    assert send(world.kolya, conversation, forward=source) == "not_found"
    assert send(world.kolya, conversation, "что?", reply=1) == "not_found"


def test_a_forward_sent_twice_is_one_message_also_when_the_source_changed(world: World, conversation: int) -> None:
    there, key = direct(world), str(uuid.uuid4())
    source = {"conversation": conversation, "no": 1, "with_author": True}
    first = send(world.masha, there, key=key, forward=source)
    give(world.petya, "message.edit", conversation=conversation, no=1, text="иначе")
    assert send(world.masha, there, key=key, forward=source) == first
    assert send(world.masha, conversation, key=key, forward=source) == "key_reused"


def test_an_edited_message_sent_again_is_still_the_same(world: World, conversation: int) -> None:
    key = str(uuid.uuid4())
    no = send(world.masha, conversation, "два", key)["no"]
    give(world.masha, "message.edit", conversation=conversation, no=no, text="иначе")
    assert send(world.masha, conversation, "два", key)["no"] == no
    assert shown(world.masha, conversation, no)["text"] == "иначе"


# --- Mentions ---------------------------------------------------------------------------------------------------------


def test_a_mention_names_who_sits_there_and_nobody_else(world: World, conversation: int) -> None:
    text = "  Маша, Коля и Петя"
    mentions = [[2, 4, world.masha.id], [8, 4, world.kolya.id], [15, 4, world.petya.id]]
    no = send(world.petya, conversation, text, mentions=mentions)["no"]
    message = shown(world.masha, conversation, no)
    assert (message["text"], message["mentions"]) == (
        "Маша, Коля и Петя",
        [[0, 4, world.masha.id], [13, 4, world.petya.id]],
    )
    assert mention_no(world.masha, conversation) == no
    assert mention_no(world.petya, conversation) == 0, "of oneself there is nothing to be told"
    assert set(Mention.objects.values_list("profile", "no")) == {(world.masha.id, no)}


def test_the_way_from_mention_to_mention(world: World, conversation: int) -> None:
    for _ in range(3):
        send(world.petya, conversation, "Маша", mentions=[[0, 4, world.masha.id]])
    masha, path = Asking(world.masha), f"conversations/{conversation}/mentions"
    assert masha.get(path) == (200, {"nos": [2, 3, 4]})
    assert masha.get(path, after=2) == (200, {"nos": [3, 4]})
    give(world.petya, "message.delete", conversation=conversation, nos=[3], for_all=True)
    give(world.masha, "message.delete", conversation=conversation, nos=[4], for_all=False)
    assert masha.get(path) == (200, {"nos": [2]})
    assert Asking(world.kolya).get(path)[0] == 404
    assert Asking(world.petya).get(path) == (200, {"nos": []})


def test_everybody_is_called_by_whom_the_rules_let(world: World, conversation: int) -> None:
    everybody = [[0, 4, 0]]
    assert send(world.masha, conversation, "@все", mentions=everybody) == "may_not"
    no = send(world.elena, conversation, "@все", mentions=everybody)["no"]
    assert mention_no(world.masha, conversation) == mention_no(world.petya, conversation) == no
    assert mention_no(world.elena, conversation) == 0
    own = send(world.masha, conversation, "все")["no"]
    edited = {"conversation": conversation, "no": own, "text": "@все", "mentions": everybody}
    assert give(world.masha, "message.edit", **edited) == "may_not", "not by a way round"
    Conversation.objects.filter(pk=conversation).update(abilities=Ability.WRITE | Ability.MENTION_ALL)
    assert give(world.masha, "message.edit", **edited) != "may_not"
    assert mention_no(world.petya, conversation) == own


@pytest.mark.parametrize(
    "mentions",
    [[[0, 9, 1]], [[4, 1, 1]], [[0, 3, 1], [2, 1, 1]], [[10**9, 1, 1]]],
)
def test_a_mention_outside_of_the_text_is_refused(world: World, conversation: int, mentions: Any) -> None:
    assert send(world.masha, conversation, "Маша", mentions=mentions) == "bad_arguments"
    edit = {"conversation": conversation, "no": 1, "text": "Маша", "mentions": mentions}
    assert give(world.petya, "message.edit", **edit) == "bad_arguments"


def test_lengths_are_counted_in_code_points(world: World, conversation: int) -> None:
    no = send(world.petya, conversation, "👩‍👧 Маша", mentions=[[4, 4, world.masha.id]])["no"]
    assert shown(world.masha, conversation, no)["mentions"] == [[4, 4, world.masha.id]]


# --- What it costs ----------------------------------------------------------------------------------------------------


def test_only_what_is_asked_for_costs_a_query_and_many_cost_as_much_as_one(world: World, conversation: int) -> None:
    def cost(count: int, **fields: Any) -> int:
        calls = [
            call_of(world.masha, "message.send", conversation=conversation, key=str(uuid.uuid4()), **fields)
            for _ in range(count)
        ]
        with counted() as statements:
            answers = kind_of("message.send").handler(calls)
        assert all(answer.error is None for answer in answers)
        return len(statements)

    ordinary = cost(1, text="раз")
    named = [[0, 3, world.petya.id]]
    assert cost(20, text="раз") == ordinary <= 6
    assert cost(20, text="раз", reply=1) == ordinary + 1
    assert cost(20, text="", forward={"conversation": conversation, "no": 1, "with_author": True}) == ordinary + 1
    assert cost(20, text="раз", mentions=named) == cost(1, text="раз", mentions=named) == ordinary + 3
