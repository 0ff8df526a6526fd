"""What people do besides writing: answer, edit, delete, react, pin, mark, tidy their chats. Chosen by chance."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.torture.browser import Browser, Offline
from tests.torture.screen import Chat

Json = dict[str, Any]
Deed = tuple[str, Json]

EMOJI = ("👍", "❤️", "😂", "🎉")
# Of the newest this many somebody does something to one: what is far above is seldom touched.
NEAR = 12


# Every command by which something durable changes, but writing and reading.
NAMES = frozenset(
    {
        "message.edit",
        "message.delete",
        "message.restore",
        "message.react",
        "message.pin",
        "message.mark",
        "conversation.set",
        "conversation.clear",
        "draft.save",
    }
)


async def do_something(browser: Browser, chance: Random) -> None:
    """Do one thing, as far as the screen allows it; an answer that says no is an answer."""
    if not browser.screen.chats:
        return
    chat = browser.screen.chats[chance.choice(sorted(browser.screen.chats))]
    deed = chance.choice(_DEEDS)(browser, chat, chance)
    if deed is None:
        return
    do, fields = deed
    try:
        answer = await browser.ask(do, conversation=chat.row["id"], **fields)
    except Offline:
        return
    browser.deeds[do] += "ok" in answer


def _near(chat: Chat, chance: Random, *, own: int | None = None) -> int | None:
    found = [no for no in sorted(chat.messages)[-NEAR:] if own is None or chat.messages[no]["by"] == own]
    return chance.choice(found) if found else None


def _about(do: str, *, own: bool = False, **fields: Callable[[Random], Any]) -> Callable[..., Deed | None]:
    """Make the deed that is done to one message."""

    def deed(browser: Browser, chat: Chat, chance: Random) -> Deed | None:
        no = _near(chat, chance, own=browser.screen.profile if own else None)
        return None if no is None else (do, {"no": no, **{name: value(chance) for name, value in fields.items()}})

    return deed


def _about_some(do: str, **fields: Any) -> Callable[..., Deed | None]:
    """Make the deed that is done to several messages."""

    def deed(_browser: Browser, chat: Chat, chance: Random) -> Deed | None:
        nos = {_near(chat, chance), _near(chat, chance)} - {None}
        return (do, {"nos": sorted(nos), **fields}) if nos else None

    return deed


def _restore(_browser: Browser, chat: Chat, chance: Random) -> Deed | None:
    hidden = sorted(chat.hidden)
    return ("message.restore", {"nos": [chance.choice(hidden)]}) if hidden else None


def _settings(_browser: Browser, _chat: Chat, chance: Random) -> Deed:
    return "conversation.set", chance.choice(
        [
            {"pinned": True},
            {"pinned": False},
            {"muted_until": -1},
            {"muted_until": 0},
            {"archived": True},
            {"archived": False},
            {"unread": True},
            {"appearance": {"hue": chance.randrange(8), "paper": ""}},
        ]
    )


def _draft(_browser: Browser, _chat: Chat, chance: Random) -> Deed:
    text = "" if chance.random() < 0.3 else f"Черновик {chance.randrange(100)}"
    return "draft.save", {"text": text, "edited_at": 1_700_000_000_000 + chance.randrange(10**9)}


def _clear(_browser: Browser, _chat: Chat, chance: Random) -> Deed | None:
    return ("conversation.clear", {}) if chance.random() < 0.1 else None


_DEEDS: tuple[Callable[..., Deed | None], ...] = (
    _about("message.edit", own=True, text=lambda chance: f"Исправлено {chance.randrange(1000)}"),
    _about("message.react", emoji=lambda chance: chance.choice((*EMOJI, None))),
    _about("message.react", emoji=lambda chance: chance.choice(EMOJI)),
    _about("message.pin", on=lambda chance: chance.random() < 0.6),
    _about_some("message.mark", important=True),
    _about_some("message.mark", important=False),
    _about_some("message.delete", for_all=False),
    _about_some("message.delete", for_all=True),
    _restore,
    _settings,
    _draft,
    _clear,
)
