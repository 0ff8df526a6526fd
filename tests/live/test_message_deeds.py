"""What one does with messages, over real sockets: everybody hears of it, sync and history say the same."""

import json
import uuid
from typing import Any

import pytest

from peremena.chat.actions_messages import Edit, edit_messages
from peremena.chat.bench import Target
from peremena.chat.models import Conversation
from peremena.chat.schemas import Message
from peremena.roster import actions as roster
from tests import world as worlds
from tests.live.client import LiveClient, session_of
from tests.live.conftest import Connect
from tests.server import Server
from tests.web import visitor
from tests.world import Actor, World

Json = dict[str, Any]


@pytest.fixture
def world(server: Server) -> World:
    return worlds.build()


@pytest.fixture
def chat(world: World) -> int:
    return Conversation.objects.get(title="3 А", school=world.school).id


class Seat:
    """Somebody at a browser: a socket, and the HTTP side of the same session."""

    def __init__(self, connect: Connect, actor: Actor) -> None:
        assert actor.account is not None
        self.id = actor.id
        self.session = session_of(actor.account)
        self.live: LiveClient = connect(self.session)
        self.live.hello()

    def does(self, do: str, **fields: Any) -> Json:
        answer = self.live.command(do, **fields)
        assert "ok" in answer, answer
        ok: Json = answer["ok"]
        return ok

    def may_not(self, do: str, **fields: Any) -> str:
        error = self.live.command(do, **fields)["error"]
        assert error["message"], "a refusal is a sentence too"
        code: str = error["code"]
        return code

    def says(self, conversation: int, text: str, **fields: Any) -> int:
        ok = self.does("message.send", conversation=conversation, key=str(uuid.uuid4()), text=text, **fields)
        no: int = ok["no"]
        return no

    def page(self, conversation: int, **query: int) -> Json:
        page: Json = visitor(self.session).get(f"/api/conversations/{conversation}/messages", query).json()
        return page

    def message(self, conversation: int, no: int) -> Json:
        """Return a message as history shows it."""
        (found,) = [one for one in self.page(conversation)["messages"] if one["no"] == no]
        return dict(found)

    def synced(self, topic: str, since: int) -> list[Json]:
        events: list[Json] = self.does("sync", topics={topic: since})["topics"][topic].get("events", [])
        return events


def without(event: Json, *names: str) -> Json:
    return {name: value for name, value in event.items() if name not in {"on", "topic", *names}}


def test_an_answer_carries_the_original_as_it_is_now(connect: Connect, world: World, chat: int) -> None:
    petya, masha = Seat(connect, world.petya), Seat(connect, world.masha)
    first = petya.says(chat, "раз")
    second = masha.says(chat, "два", reply=first)
    event = petya.live.event("message.sent", no=second)
    assert event["reply"] == {"no": first, "by": petya.id, "name": "Пётр Дюма", "text": "раз"}
    assert masha.message(chat, second) == without(event)
    petya.does("message.edit", conversation=chat, no=first, text="раз, два")
    assert masha.message(chat, second)["reply"]["text"] == "раз, два"
    petya.does("message.delete", conversation=chat, nos=[first], for_all=True)
    assert masha.message(chat, second)["reply"] == {
        "no": first,
        "by": petya.id,
        "name": "Пётр Дюма",
        "text": "",
        "deleted": True,
    }
    assert masha.may_not("message.send", conversation=chat, key=str(uuid.uuid4()), text="?", reply=999) == "not_found"


def test_every_change_is_heard_whole_and_sync_and_history_say_the_same(
    connect: Connect, world: World, chat: int
) -> None:
    petya, masha, elena = (Seat(connect, one) for one in (world.petya, world.masha, world.elena))
    since = Conversation.objects.get(pk=chat).last_seq
    no = petya.says(chat, "раз")
    deeds: list[tuple[Seat, str, Json, str]] = [
        (petya, "message.edit", {"no": no, "text": "два"}, "edited"),
        (masha, "message.react", {"no": no, "emoji": "🔥"}, "reactions"),
        (elena, "message.pin", {"no": no, "on": True}, "pinned"),
        (elena, "message.delete", {"nos": [no], "for_all": True}, "deleted"),
    ]
    for doer, do, fields, mark in deeds:
        doer.does(do, conversation=chat, **fields)
        told = [one.live.event("message.changed", no=no) for one in (petya, masha, elena)]
        assert told[0] == told[1] == told[2]
        assert told[0][mark]
        assert masha.message(chat, no) == without(told[0])
        (synced,) = [one for one in masha.synced(f"c{chat}", since) if one.get("no") == no]
        assert without(synced) == without(told[0])
    line = masha.live.event("message.sent", no=no + 1)
    assert line["service"] == {"what": "pinned", "sex": "f", "no": no}
    assert Conversation.objects.get(pk=chat).last_no == no + 1


def test_a_mark_is_heard_by_ones_own_devices_alone(connect: Connect, world: World, chat: int) -> None:
    petya, masha, her_phone = (Seat(connect, one) for one in (world.petya, world.masha, world.masha))
    first, second = petya.says(chat, "раз"), petya.says(chat, "два")
    masha.does("message.mark", conversation=chat, nos=[first], important=True)
    told = her_phone.live.event("message.marked")
    assert (told["no"], told["important"], told["hidden"], told["last"]) == (first, True, False, None)
    masha.does("message.delete", conversation=chat, nos=[second], for_all=False)
    told = her_phone.live.event("message.marked")
    assert (told["no"], told["hidden"], told["last"]["no"]) == (second, True, first)
    assert her_phone.page(chat)["important"] == [first]
    assert [one["on"] for one in petya.live.quiet() if one["on"].startswith("message.m")] == []


def test_whoever_came_later_hears_nothing_of_what_was_before(connect: Connect, world: World, chat: int) -> None:
    petya, kolya = Seat(connect, world.petya), Seat(connect, world.kolya)
    secret = petya.says(chat, "секрет")
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    kolya.live.event("membership.changed")
    since = Conversation.objects.get(pk=chat).last_seq
    edited = petya.does("message.edit", conversation=chat, no=secret, text="другой секрет")
    petya.does("message.react", conversation=chat, no=secret, emoji="👍")
    answer = petya.says(chat, "два", reply=secret)
    told = kolya.live.event("message.sent", no=answer)
    assert told["reply"] == {"no": secret, "by": 0, "name": "", "text": ""}
    heard = kolya.live.quiet()
    assert {"on": "conversation.passed", "topic": f"c{chat}", "seq": edited["seq"]} in heard
    assert "секрет" not in json.dumps([heard, told, kolya.synced(f"c{chat}", 0), kolya.page(chat)], ensure_ascii=False)
    assert [one["no"] for one in kolya.synced(f"c{chat}", since)] == [answer]
    assert kolya.message(chat, answer) == without(told)
    for do, fields in (
        ("message.react", {"no": secret, "emoji": "👍"}),
        ("message.edit", {"no": secret, "text": "мой"}),
        ("message.mark", {"nos": [secret], "important": True}),
        ("message.delete", {"nos": [secret], "for_all": False}),
        ("message.send", {"key": str(uuid.uuid4()), "text": "?", "reply": secret}),
    ):
        assert kolya.may_not(do, conversation=chat, **fields) == "not_found", do


def test_whoever_left_and_whoever_never_came_may_do_nothing(connect: Connect, world: World, chat: int) -> None:
    petya, masha, fyodor = (Seat(connect, one) for one in (world.petya, world.masha, world.fyodor))
    no = masha.says(chat, "раз")
    roster.expel(by=None, person=world.masha.person)
    masha.live.event("membership.ended")
    petya.does("message.react", conversation=chat, no=no, emoji="👍")
    assert [one for one in masha.live.quiet() if one["on"] == "message.changed"] == []
    for stranger in (masha, fyodor):
        for do, fields in (
            ("message.edit", {"no": no, "text": "два"}),
            ("message.react", {"no": no, "emoji": "👍"}),
            ("message.pin", {"no": no, "on": True}),
            ("message.mark", {"nos": [no], "important": True}),
            ("message.delete", {"nos": [no], "for_all": True}),
            ("message.delete", {"nos": [no], "for_all": False}),
        ):
            assert stranger.may_not(do, conversation=chat, **fields) == "not_found", do


def test_a_change_by_another_process_is_veiled_too(connect: Connect, world: World, chat: int) -> None:
    """What the server learns from the rows alone must not tell more than what it does itself."""
    petya, kolya = Seat(connect, world.petya), Seat(connect, world.kolya)
    secret = petya.says(chat, "секрет")
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    kolya.live.event("membership.changed")
    (edited,) = edit_messages([Edit(Target(world.petya.id, chat, secret), "другой секрет")])
    assert isinstance(edited, Message)
    petya.live.event("message.sent", no=secret, seq=edited.seq)
    assert kolya.live.event("conversation.passed") == {
        "on": "conversation.passed",
        "topic": f"c{chat}",
        "seq": edited.seq,
    }
