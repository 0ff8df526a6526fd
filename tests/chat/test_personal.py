"""What people make of their own chats: told to their own devices, and to nobody else."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest
from django.db import transaction

from peremena import clock
from peremena.chat import queries_sync
from peremena.chat.actions_personal import MOST_PINNED
from peremena.chat.models import Conversation, Kind, Membership, Stay
from peremena.chat.queries_sync import Ask
from peremena.live import publishing
from peremena.live.contract import Published
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat
from tests.chat.giving import call_of, give, kind_of, outcome
from tests.live.speaking import say
from tests.statements import counted
from tests.world import Actor, World

Json = dict[str, Any]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Json]:
    """What browsers would have been told."""
    news: list[Json] = []
    monkeypatch.setattr(publishing.ports, "after_commit", transaction.on_commit)
    monkeypatch.setattr(
        publishing.ports,
        "sink",
        lambda told: news.extend(msgspec.json.decode(one.payload) for one in told if isinstance(one, Published)),
    )
    return news


def row(actor: Actor, conversation: int) -> Json:
    _, start = Asking(actor).get("start")
    (found,) = [one for one in start["conversations"] if one["id"] == conversation]
    return dict(found)


def stream_seq(actor: Actor) -> int:
    _, start = Asking(actor).get("start")
    return int(start["topics"][f"p{actor.id}"])


def own_changes(actor: Actor, since: int) -> list[Json]:
    """What `sync` tells of the own stream."""
    ask = Ask(actor.id, {f"p{actor.id}": since})
    (answer,) = queries_sync.answers([ask], clock.now(), queries_sync.HTTP_BYTES)
    return [msgspec.json.decode(event) for event in answer.topics[f"p{actor.id}"].events]


def some_chats(actor: Actor, number: int) -> list[int]:
    """Make chats in which somebody sits."""
    made = [Conversation.objects.create(kind=Kind.GROUP, title=f"Чат {index}") for index in range(number)]
    for one in made:
        membership = Membership.objects.create(conversation=one, profile_id=actor.id)
        Stay.objects.create(membership=membership, from_no=1)
    return [one.id for one in made]


def pinned(actor: Actor) -> list[int]:
    _, start = Asking(actor).get("start")
    found = sorted((one["pin"], one["id"]) for one in start["conversations"] if one["pin"])
    assert [place for place, _ in found] == list(range(1, len(found) + 1))
    return [conversation for _, conversation in found]


# --- Settings ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "field", "value"),
    [
        ({"pinned": True}, "pin", 1),
        ({"muted_until": -1}, "muted_until", -1),
        ({"muted_until": 4_000_000_000_000}, "muted_until", 4_000_000_000_000),
        ({"archived": True}, "archived_no", 2),
        ({"unread": True}, "unread", True),
        ({"appearance": {"hue": 7, "paper": "squares"}}, "appearance", {"hue": 7, "paper": "squares"}),
    ],
)
def test_a_setting_is_told_to_the_own_devices_alone_and_taken_back(
    world: World, heard: list[Json], wish: Json, field: str, value: object
) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два")
    before, since = row(world.masha, conversation), stream_seq(world.masha)
    heard.clear()
    assert give(world.masha, "conversation.set", conversation=conversation, **wish) == {}
    now = row(world.masha, conversation)
    assert now == {**before, field: value}
    (event,) = heard
    assert (event["on"], event["topic"], event["seq"]) == ("membership.changed", f"p{world.masha.id}", since + 1)
    assert event["row"] == now
    assert own_changes(world.masha, since) == [event]
    assert row(world.petya, conversation)[field] == before[field]
    back = {"muted_until": 0, "appearance": {}}.get(next(iter(wish)), False)
    assert give(world.masha, "conversation.set", conversation=conversation, **{next(iter(wish)): back}) == {}
    assert row(world.masha, conversation) == before


def test_what_is_as_it_was_is_told_to_nobody(world: World, heard: list[Json]) -> None:
    conversation = chat("3 А")
    give(world.masha, "conversation.set", conversation=conversation, pinned=True)
    heard.clear()
    assert give(world.masha, "conversation.set", conversation=conversation, pinned=True) == {}
    assert give(world.masha, "conversation.set", conversation=conversation) == {}
    assert heard == []


@pytest.mark.parametrize(
    ("do", "fields"),
    [
        ("conversation.set", {"pinned": True}),
        ("conversation.clear", {}),
        ("draft.save", {"text": "а", "edited_at": 1}),
    ],
)
def test_strangers_keep_nothing_of_a_chat_that_is_not_theirs(world: World, do: str, fields: Json) -> None:
    conversation = chat("3 А")
    for stranger in (world.kolya, world.boris, world.fyodor):
        assert give(stranger, do, conversation=conversation, **fields) == "not_found"
    assert give(world.masha, do, conversation=999_999, **fields) == "not_found"
    roster.expel(by=None, person=world.petya.person)
    assert give(world.petya, do, conversation=conversation, **fields) == "not_found"


@pytest.mark.parametrize(
    "wish",
    [
        {"muted_until": -2},
        {"muted_until": 2**60},
        {"appearance": {"hue": 8}},
        {"appearance": {"hue": -1}},
        {"appearance": {"paper": "url(//evil)"}},
        {"pinned": 1},
        {"conversation": 0},
    ],
)
def test_nonsense_is_no_wish(wish: Json) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(
            {"id": 1, "do": "conversation.set", "conversation": 1, **wish}, kind_of("conversation.set").struct
        )


# --- Pins -------------------------------------------------------------------------------------------------------------


def test_five_are_pinned_and_the_sixth_is_refused_with_a_sentence(world: World) -> None:
    chats = some_chats(world.masha, MOST_PINNED + 1)
    for one in chats[:MOST_PINNED]:
        assert give(world.masha, "conversation.set", conversation=one, pinned=True) == {}
    assert pinned(world.masha) == chats[:MOST_PINNED]
    wish = {"conversation": chats[-1], "pinned": True, "muted_until": -1}
    (answer,) = kind_of("conversation.set").handler([call_of(world.masha, "conversation.set", **wish)])
    assert answer.error is not None
    assert (answer.error.code, "пяти" in answer.error.message) == ("too_many", True)
    assert row(world.masha, chats[-1])["muted_until"] == 0, "all of a wish or nothing"
    assert give(world.petya, "conversation.set", conversation=chat("3 А"), pinned=True) == {}, "each has five"
    give(world.masha, "conversation.set", conversation=chats[0], pinned=False)
    assert give(world.masha, "conversation.set", conversation=chats[-1], pinned=True) == {}
    assert pinned(world.masha) == [*chats[1:MOST_PINNED], chats[-1]]


def test_six_that_arrive_together_are_five(world: World) -> None:
    chats = some_chats(world.masha, MOST_PINNED + 1)
    calls = [call_of(world.masha, "conversation.set", conversation=one, pinned=True) for one in chats]
    answers = [outcome(one) for one in kind_of("conversation.set").handler(calls)]
    assert answers == [{}] * MOST_PINNED + ["too_many"]
    assert pinned(world.masha) == chats[:MOST_PINNED]


def test_pinned_chats_are_arranged(world: World, heard: list[Json]) -> None:
    first, second, third, loose = some_chats(world.masha, 4)
    for one in (first, second, third):
        give(world.masha, "conversation.set", conversation=one, pinned=True)
    heard.clear()
    assert give(world.masha, "conversation.arrange", pinned=[third, first, second]) == {}
    assert pinned(world.masha) == [third, first, second]
    assert {(event["row"]["id"], event["row"]["pin"]) for event in heard} == {(third, 1), (first, 2), (second, 3)}
    assert give(world.masha, "conversation.arrange", pinned=[second, loose, second]) == {}
    assert pinned(world.masha) == [second, third, first], "what is not pinned stays so, what is not named comes last"
    assert give(world.masha, "conversation.arrange", pinned=[first, chat("3 Б")]) == "not_found"
    assert give(world.masha, "conversation.arrange", pinned=[]) == {}
    assert pinned(world.masha) == [second, third, first]


def test_whoever_comes_back_finds_no_old_pin(world: World) -> None:
    conversation = chat("3 А")
    others = some_chats(world.masha, MOST_PINNED)
    for wish in ({"pinned": True}, {"muted_until": -1}, {"unread": True}):
        give(world.masha, "conversation.set", conversation=conversation, **wish)
    give(world.masha, "draft.save", conversation=conversation, text="не отправлено", edited_at=1)
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    for one in others:
        assert give(world.masha, "conversation.set", conversation=one, pinned=True) == {}
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3a)
    now = row(world.masha, conversation)
    assert (now["pin"], now["unread"], now["draft"], now["archived_no"]) == (0, False, None, None)
    assert now["muted_until"] == -1, "who wanted quiet still wants it"
    assert pinned(world.masha) == others


# --- Archive and marks ------------------------------------------------------------------------------------------------


def test_the_archive_keeps_what_is_muted_and_gives_back_what_speaks(world: World) -> None:
    """The browser decides by `archived_no`: a later message brings the chat back, unless it is muted."""
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз")
    give(world.masha, "conversation.set", conversation=conversation, pinned=True)
    give(world.masha, "conversation.set", conversation=conversation, archived=True)
    now = row(world.masha, conversation)
    assert (now["archived_no"], now["pin"]) == (1, 0)
    say(conversation, world.petya.id, "два")
    now = row(world.masha, conversation)
    assert now["archived_no"] < now["last_no"]
    give(world.masha, "conversation.set", conversation=conversation, pinned=True)
    assert row(world.masha, conversation)["archived_no"] is None


def test_turning_the_sound_on_does_not_empty_the_archive(world: World) -> None:
    conversation = chat("3 А")
    give(world.masha, "conversation.set", conversation=conversation, archived=True, muted_until=-1)
    say(conversation, world.petya.id, "раз", "два")
    assert row(world.masha, conversation)["archived_no"] == 0
    give(world.masha, "conversation.set", conversation=conversation, muted_until=0)
    assert row(world.masha, conversation)["archived_no"] == 2


def test_muting_what_a_message_brought_back_does_not_put_it_away_again(world: World) -> None:
    conversation = chat("3 А")
    give(world.masha, "conversation.set", conversation=conversation, archived=True)
    give(world.masha, "conversation.set", conversation=conversation, muted_until=-1)
    assert row(world.masha, conversation)["archived_no"] == 0, "nothing has brought it back yet"
    give(world.masha, "conversation.set", conversation=conversation, muted_until=0)
    say(conversation, world.petya.id, "раз")
    give(world.masha, "conversation.set", conversation=conversation, muted_until=-1)
    assert row(world.masha, conversation)["archived_no"] is None
    give(world.masha, "conversation.set", conversation=conversation, muted_until=0)
    give(world.masha, "conversation.set", conversation=conversation, muted_until=-1, archived=True)
    assert row(world.masha, conversation)["archived_no"] == 1, "who asks for both gets both"


def test_a_mark_of_unread_ends_on_reading(world: World, heard: list[Json]) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз")
    give(world.masha, "conversation.read", conversation=conversation, no=1)
    give(world.masha, "conversation.set", conversation=conversation, unread=True)
    heard.clear()
    assert give(world.masha, "conversation.read", conversation=conversation, no=1) == {"no": 1}
    assert [event["on"] for event in heard] == ["conversation.read"]
    assert row(world.masha, conversation)["unread"] is False
    heard.clear()
    assert give(world.masha, "conversation.read", conversation=conversation, no=1) == {"no": 1}
    assert heard == []


# --- Clearing ---------------------------------------------------------------------------------------------------------


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


# --- Drafts -----------------------------------------------------------------------------------------------------------


def test_a_draft_follows_to_the_other_devices_and_is_nobody_elses(world: World, heard: list[Json]) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз")
    since = stream_seq(world.masha)
    heard.clear()
    fields: Json = {"conversation": conversation, "text": " пишу\n", "reply": 1, "edited_at": 1000}
    assert give(world.masha, "draft.save", **fields) == {}
    (event,) = heard
    assert event["topic"] == f"p{world.masha.id}"
    assert event["row"]["draft"] == {"text": " пишу\n", "reply": 1, "at": 1000}
    assert own_changes(world.masha, since) == [event]
    assert row(world.petya, conversation)["draft"] is None
    heard.clear()
    assert give(world.masha, "draft.save", **{**fields, "edited_at": 1001}) == {}
    assert heard == [], "the same once more is no news"


def test_the_later_of_two_devices_wins(world: World) -> None:
    conversation = chat("3 А")

    def save(text: str, edited_at: int) -> str | None:
        assert give(world.masha, "draft.save", conversation=conversation, text=text, edited_at=edited_at) == {}
        draft = row(world.masha, conversation)["draft"]
        return str(draft["text"]) if draft else None

    assert save("с телефона", 2000) == "с телефона"
    assert save("с компьютера, раньше", 1000) == "с телефона"
    assert save("с компьютера, позже", 3000) == "с компьютера, позже"
    assert save(" \n", 4000) is None
    assert save("опоздавшее", 3500) is None
    assert save("ноль\x00внутри", 5000) == "нольвнутри"


def test_a_device_whose_clock_is_ahead_does_not_win_for_ever(
    world: World, set_clock: Callable[[datetime], None]
) -> None:
    conversation = chat("3 А")
    ahead = clock.now_ms() + 10**9
    give(world.masha, "draft.save", conversation=conversation, text="из будущего", edited_at=ahead)
    set_clock(clock.now() + timedelta(minutes=1))
    give(world.masha, "draft.save", conversation=conversation, text="сейчас", edited_at=clock.now_ms())
    assert row(world.masha, conversation)["draft"]["text"] == "сейчас"


def test_sending_empties_the_draft_if_it_is_what_was_sent(world: World, heard: list[Json]) -> None:
    conversation = chat("3 А")

    def save(text: str) -> None:
        give(world.masha, "draft.save", conversation=conversation, text=text, edited_at=clock.now_ms())

    save(" готово \n")
    heard.clear()
    say(conversation, world.petya.id, "готово")
    assert row(world.masha, conversation)["draft"] is not None, "somebody else's words empty nothing"
    say(conversation, world.masha.id, "готово")
    assert row(world.masha, conversation)["draft"] is None
    assert [(event["on"], event["topic"]) for event in heard] == [
        ("message.sent", f"c{conversation}"),
        ("message.sent", f"c{conversation}"),
        ("membership.changed", f"p{world.masha.id}"),
    ]
    assert heard[-1]["row"] == row(world.masha, conversation)
    save("пишу дальше")
    say(conversation, world.masha.id, "другое")
    assert row(world.masha, conversation)["draft"]["text"] == "пишу дальше"


def test_a_draft_that_comes_after_its_message_does_not_rise_again(world: World) -> None:
    conversation, typed_at = chat("3 А"), clock.now_ms()
    fields: Json = {"conversation": conversation, "text": "готово"}
    give(world.masha, "draft.save", **fields, edited_at=typed_at)
    say(conversation, world.masha.id, "готово")
    give(world.masha, "draft.save", **fields, edited_at=typed_at - 1)
    assert row(world.masha, conversation)["draft"] is None


def test_sending_without_a_draft_asks_nothing_more(world: World) -> None:
    conversation = chat("3 А")
    say(conversation, world.masha.id, "раз")
    with counted() as without:
        say(conversation, world.masha.id, "два")
    assert not [text for text in without.texts if "draft = ''" in text or "stream_seq" in text], str(without)
