"""What messages are to one person: important, or deleted for themselves. Nobody else learns of it."""

from typing import Any

import pytest

from peremena.chat.models import Conversation, PersonalMark
from peremena.people.models import Profile
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat
from tests.chat.giving import call_of, give, kind_of
from tests.live.speaking import say, say_at_once
from tests.statements import counted
from tests.world import Actor, World

Json = dict[str, Any]


@pytest.fixture
def conversation(world: World) -> int:
    one = chat("3 А")
    say(one, world.petya.id, "раз", "два", "три")
    return one


def page(actor: Actor, conversation: int) -> tuple[list[int], list[int]]:
    _, body = Asking(actor).get(f"conversations/{conversation}/messages")
    return [message["no"] for message in body["messages"]], body["important"]


def row(actor: Actor, conversation: int) -> Json:
    (one,) = [one for one in Asking(actor).get("start")[1]["conversations"] if one["id"] == conversation]
    return dict(one)


def changes(actor: Actor, topic: str, since: int) -> list[Json]:
    _, body = Asking(actor).post("sync", {"topics": {topic: since}})
    return list(body["topics"][topic].get("events", []))


def stream_seq(actor: Actor) -> int:
    return Profile.objects.get(pk=actor.id).stream_seq


def test_important_messages_are_a_list_of_ones_own(world: World, conversation: int) -> None:
    assert give(world.masha, "message.mark", conversation=conversation, nos=[1], important=True) == {"nos": [1]}
    give(world.masha, "message.mark", conversation=conversation, nos=[3, 2, 99], important=True)
    assert page(world.masha, conversation) == ([1, 2, 3], [1, 2, 3])
    assert page(world.petya, conversation)[1] == []
    _, body = Asking(world.masha).get("important")
    assert [(one["title"], one["message"]["no"]) for one in body["messages"]] == [("3 А", 3), ("3 А", 2), ("3 А", 1)]
    _, later = Asking(world.masha).get("important", before=body["messages"][1]["mark"])
    assert [one["message"]["no"] for one in later["messages"]] == [1]
    give(world.masha, "message.mark", conversation=conversation, nos=[2], important=False)
    give(world.petya, "message.delete", conversation=conversation, nos=[1], for_all=True)
    _, body = Asking(world.masha).get("important")
    assert [one["message"]["no"] for one in body["messages"]] == [3]
    assert Asking(world.petya).get("important")[1] == {"messages": []}
    roster.expel(by=None, person=world.masha.person)
    assert Asking(world.masha).get("important")[1] == {"messages": []}, "whoever left sees nothing"


def test_what_one_deletes_for_oneself_is_gone_for_oneself_alone(world: World, conversation: int) -> None:
    assert give(world.masha, "message.delete", conversation=conversation, nos=[3, 2], for_all=False) == {"nos": [3, 2]}
    assert page(world.masha, conversation)[0] == [1]
    assert page(world.petya, conversation)[0] == [1, 2, 3]
    assert row(world.masha, conversation)["last"]["no"] == 1
    assert row(world.petya, conversation)["last"]["no"] == 3
    assert give(world.masha, "message.restore", conversation=conversation, nos=[3]) == {"nos": [3]}
    assert page(world.masha, conversation)[0] == [1, 3]
    assert row(world.masha, conversation)["last"]["no"] == 3


def test_what_is_hidden_stays_hidden_when_it_changes(world: World, conversation: int) -> None:
    give(world.masha, "message.delete", conversation=conversation, nos=[2], for_all=False)
    since = Conversation.objects.get(pk=conversation).last_seq
    give(world.petya, "message.edit", conversation=conversation, no=2, text="иначе")
    give(world.petya, "message.edit", conversation=conversation, no=3, text="иначе")
    assert [event["no"] for event in changes(world.masha, f"c{conversation}", since)] == [3]
    assert [event["no"] for event in changes(world.elena, f"c{conversation}", since)] == [2, 3]


def test_ones_other_devices_learn_of_it_by_sync(world: World, conversation: int) -> None:
    since = stream_seq(world.masha)
    give(world.masha, "message.mark", conversation=conversation, nos=[1, 2], important=True)
    give(world.masha, "message.delete", conversation=conversation, nos=[2, 3], for_all=False)
    give(world.masha, "message.delete", conversation=conversation, nos=[2, 3], for_all=False)
    assert stream_seq(world.masha) == since + 4, "what changes nothing takes no seq"
    told = changes(world.masha, f"p{world.masha.id}", since)
    assert [(one["on"], one["seq"], one["no"], one["important"], one["hidden"]) for one in told] == [
        ("message.marked", since + 1, 1, True, False),
        ("message.marked", since + 3, 2, True, True),
        ("message.marked", since + 4, 3, False, True),
    ]
    assert {one["last"]["no"] for one in told} == {1}
    assert Asking(world.petya).post("sync", {"topics": {f"p{world.masha.id}": 0}})[1]["topics"] == {
        f"p{world.masha.id}": {"gone": True}
    }


def test_what_one_may_not_see_one_may_not_mark(world: World, conversation: int) -> None:
    def mark(actor: Actor, do: str, *nos: int, **fields: Any) -> Any:
        return give(actor, do, conversation=conversation, nos=list(nos), **fields)

    for actor, no in ((world.kolya, 1), (world.fyodor, 1), (world.masha, 99)):
        assert mark(actor, "message.mark", no, important=True) == "not_found"
        assert mark(actor, "message.delete", no, for_all=False) == "not_found"
        assert mark(actor, "message.restore", no) == "not_found"
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    assert mark(world.kolya, "message.mark", 1, important=True) == "not_found", "it was said before"
    give(world.petya, "message.delete", conversation=conversation, nos=[1], for_all=True)
    assert mark(world.masha, "message.mark", 1, important=True) == "not_found"
    assert mark(world.masha, "message.delete", 1, for_all=False) == {"nos": [1]}, "also the empty place may go"
    roster.expel(by=None, person=world.masha.person)
    assert mark(world.masha, "message.mark", 2, important=True) == "not_found"
    assert PersonalMark.objects.count() == 1


def test_many_marks_cost_as_many_statements_as_one(world: World, conversation: int) -> None:
    say_at_once(conversation, world.petya.id, *map(str, range(50)))

    def calls(*places: tuple[Actor, list[int]]) -> list[Any]:
        return [
            call_of(actor, "message.delete", conversation=conversation, nos=nos, for_all=False) for actor, nos in places
        ]

    with counted() as alone:
        kind_of("message.delete").handler(calls((world.masha, [1])))
    with counted() as together:
        kind_of("message.delete").handler(calls((world.petya, list(range(1, 50))), (world.elena, list(range(1, 50)))))
    assert len(together) == len(alone) <= 6, str(together)
    assert page(world.elena, conversation)[0] == [50, 51, 52, 53]
