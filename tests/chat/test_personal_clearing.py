"""A cleared history: gone for whoever cleared it by every road, and for nobody else."""

import uuid

import msgspec

from peremena import clock
from peremena.chat import queries_sync
from peremena.chat.queries_sync import Ask
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat
from tests.chat.giving import give
from tests.chat.own import Json, row
from tests.live.speaking import say
from tests.world import Actor, World


def texts(actor: Actor, conversation: int) -> list[str]:
    _, page = Asking(actor).get(f"conversations/{conversation}/messages")
    return [message["text"] for message in page["messages"]]


def synced(actor: Actor, conversation: int) -> list[str]:
    """What `sync` tells of the conversation from its beginning."""
    (answer,) = queries_sync.answers([Ask(actor.id, {f"c{conversation}": 0})], clock.now(), queries_sync.HTTP_BYTES)
    events = [msgspec.json.decode(event) for event in answer.topics[f"c{conversation}"].events]
    return [event["text"] for event in events if event["on"] == "message.sent"]


def test_clearing_takes_the_past_from_oneself_alone(world: World, heard: list[Json]) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два")
    give(world.masha, "conversation.set", conversation=conversation, unread=True)
    heard.clear()
    assert give(world.masha, "conversation.clear", conversation=conversation) == {"from_no": 3}
    (event,) = heard
    now = event["row"]
    assert (now["from_no"], now["read_no"], now["last"], now["unread"]) == (3, 2, None, False)
    assert now == row(world.masha, conversation)
    say(conversation, world.petya.id, "три")
    assert texts(world.masha, conversation) == synced(world.masha, conversation) == ["три"]
    assert texts(world.petya, conversation) == ["раз", "два", "три"]
    heard.clear()
    assert give(world.masha, "conversation.clear", conversation=conversation) == {"from_no": 4}
    assert give(world.masha, "conversation.clear", conversation=conversation) == {"from_no": 4}
    assert len(heard) == 1, "the second time there was nothing to clear"


def test_no_other_road_leads_to_what_was_cleared(world: World) -> None:
    conversation = chat("3 А")
    say(conversation, world.elena.id, "раз", "два")
    everybody: Json = {"key": str(uuid.uuid4()), "text": "@все", "mentions": [[0, 4, 0]]}
    assert give(world.elena, "message.send", conversation=conversation, **everybody)["no"] == 3
    assert give(world.elena, "message.pin", conversation=conversation, no=1, on=True)["seq"]
    assert give(world.masha, "message.mark", conversation=conversation, nos=[1, 2], important=True) == {"nos": [1, 2]}
    masha, place = Asking(world.masha), f"conversations/{conversation}"
    roads = {
        f"{place}/pins": "messages",
        f"{place}/mentions": "nos",
        "important": "messages",
        f"{place}/messages?around=1": "messages",
        f"{place}/messages": "messages",
    }
    assert all(masha.get(road)[1][part] for road, part in roads.items())
    give(world.masha, "conversation.clear", conversation=conversation)
    assert [road for road, part in roads.items() if masha.get(road)[1][part]] == []
    assert Asking(world.petya).get(f"{place}/pins")[1]["messages"]


def test_what_was_cleared_stays_so_over_leaving_and_coming_back(world: World) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два")
    give(world.masha, "conversation.clear", conversation=conversation)
    say(conversation, world.petya.id, "три")
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    say(conversation, world.petya.id, "без Маши")
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3a)
    say(conversation, world.petya.id, "пять")
    assert texts(world.masha, conversation) == synced(world.masha, conversation) == ["три", "пять"]
    assert give(world.masha, "conversation.clear", conversation=conversation) == {"from_no": 6}
    say(conversation, world.petya.id, "шесть")
    assert texts(world.masha, conversation) == synced(world.masha, conversation) == ["шесть"]


def test_whoever_becomes_the_class_teacher_sees_all_but_what_they_cleared(world: World) -> None:
    conversation = chat("3 А Родители")
    say(conversation, world.boris.id, "раз", "два")
    give(world.vera, "conversation.clear", conversation=conversation)
    say(conversation, world.boris.id, "три")
    roster.lead(by=None, person=world.vera.person, school_class=world.class_3a)
    assert row(world.vera, conversation)["from_no"] == 3
    assert texts(world.vera, conversation) == synced(world.vera, conversation) == ["три"]


def test_staff_who_come_back_see_all_but_what_they_cleared(world: World) -> None:
    conversation = chat("3А - Математика")
    say(conversation, world.ivan.id, "раз", "два")
    give(world.ivan, "conversation.clear", conversation=conversation)
    roster.stop_teaching(by=None, person=world.ivan.person, subject_group=world.maths_3a)
    say(conversation, world.masha.id, "три")
    roster.teach(by=None, person=world.ivan.person, subject_group=world.maths_3a)
    assert texts(world.ivan, conversation) == synced(world.ivan, conversation) == ["три"]
