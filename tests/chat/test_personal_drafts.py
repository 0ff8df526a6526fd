"""What was typed and not sent: it follows to the own devices, and goes with the message."""

from collections.abc import Callable
from datetime import datetime, timedelta

from peremena import clock
from tests.chat.conftest import chat
from tests.chat.giving import give
from tests.chat.own import Json, own_changes, row, stream_seq
from tests.live.speaking import say
from tests.statements import counted
from tests.world import World


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


def test_a_draft_keeps_whom_it_names(world: World) -> None:
    conversation = chat("3 А")

    def save(text: str, edited_at: int, *mentions: list[int]) -> object:
        fields: Json = {"conversation": conversation, "text": text, "edited_at": edited_at, "mentions": list(mentions)}
        assert give(world.masha, "draft.save", **fields) == {}
        draft = row(world.masha, conversation)["draft"]
        return draft and draft.get("mentions")

    assert save("🎉 @Пётр, иди сюда", 1000, [2, 5, world.petya.id]) == [[2, 5, world.petya.id]]
    assert save("@Пётр", 2000, [0, 5, world.petya.id], [0, 6, world.petya.id]) == [[0, 5, world.petya.id]], "too long"
    assert save("@Пётр", 3000) is None, "a name that is plain words again"
    assert save("\x00@Пётр", 4000, [1, 5, world.petya.id]) is None
    save("@Пётр", 5000, [0, 5, world.petya.id])
    say(conversation, world.masha.id, "@Пётр")
    assert save("другое", clock.now_ms()) is None


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
