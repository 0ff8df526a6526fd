"""What somebody typed, as it is kept: without the white space around it, and with its mentions in their places."""

from collections.abc import Sequence
from dataclasses import dataclass

from peremena.chat.drafts import Refused
from peremena.chat.schemas import LONGEST_TEXT, Mention

_EMPTY = Refused("empty", "Пустое сообщение не отправить.")
_TOO_LONG = Refused("too_long", f"Сообщение длиннее {LONGEST_TEXT} знаков. Разделите его на несколько.")
_MISPLACED = Refused("bad_arguments", "Упоминание стоит вне текста.")


@dataclass(frozen=True, slots=True)
class Wording:
    text: str
    mentions: tuple[Mention, ...] = ()


def word(typed: str, mentions: Sequence[Mention] = ()) -> Wording | Refused:
    """Return a text as it is kept, or what is wrong with it. Mentions move with the white space that is cut off."""
    whole = typed.replace("\x00", "")
    text = whole.strip()
    if not text:
        return _EMPTY
    if len(text) > LONGEST_TEXT:
        return _TOO_LONG
    cut = len(whole) - len(whole.lstrip())
    moved = tuple(sorted((start - cut, length, profile) for start, length, profile in mentions))
    return Wording(text, moved) if _fit(moved, len(text)) else _MISPLACED


def _fit(mentions: Sequence[Mention], length: int) -> bool:
    """Say whether mentions stand one after the other within a text."""
    end = 0
    for start, count, _ in mentions:
        if start < end or start + count > length:
            return False
        end = start + count
    return True
