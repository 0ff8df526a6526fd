"""What people make of their own chats: told to their own devices, and to nobody else."""

import msgspec
import pytest

from peremena.chat.actions_personal import MOST_PINNED
from peremena.chat.models import Conversation, Kind, Membership, Stay
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat
from tests.chat.giving import call_of, give, kind_of, outcome
from tests.chat.own import Json, own_changes, row, stream_seq
from tests.live.speaking import say
from tests.world import Actor, World


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
