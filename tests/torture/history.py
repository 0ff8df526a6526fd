"""What happened, and what must never have happened: the checker of the torture. Knows no network and no database.

"Reordered" is meant for a device: what one browser wrote into one conversation, one after another, stands there in that
order. There is one sequence for everybody, and its numbers have no holes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# A conversation or a message as a browser shows it.
Json = dict[str, Any]


@dataclass(slots=True)
class Sent:
    """A message that somebody wrote, and what they were told of it."""

    browser: str
    author: int
    conversation: int
    key: str
    text: str
    # The number of the message that this one answers.
    reply: int | None = None
    # Number and seq of the acknowledgement.
    acknowledged: tuple[int, int] | None = None
    # Code of a refusal that is not to be tried again.
    refused: str = ""

    @property
    def settled(self) -> bool:
        return self.acknowledged is not None or bool(self.refused)


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as the database has it."""

    no: int
    seq: int
    author: int
    key: str
    # As it was first sent, whatever became of it.
    text: str
    # A line that the server wrote about what somebody did.
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What one browser shows at the end beside what a fresh load of the same person shows; by conversation."""

    browser: str
    screen: Mapping[int, Json]
    fresh: Mapping[int, Json]
    # What the browser noticed by itself: two events with one seq, or one number with two messages.
    faults: Sequence[str] = ()


@dataclass
class History:
    sent: list[Sent] = field(default_factory=list)
    stored: dict[int, list[Stored]] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)
    # What had not come to rest at the end: positions that stay behind.
    restless: list[str] = field(default_factory=list)


def violations(history: History) -> list[str]:
    """Return a sentence for everything that went wrong; nothing for a history that kept the promise."""
    return [
        *history.restless,
        *_unsettled(history),
        *_lost(history),
        *_doubled(history),
        *_reordered(history),
        *_invented(history),
        *_misnumbered(history),
        *_misshown(history),
    ]


def _unsettled(history: History) -> Iterator[str]:
    for one in history.sent:
        if not one.settled:
            yield f"never answered: {_name(one)}"


def _lost(history: History) -> Iterator[str]:
    """An acknowledgement names the place at which the message stands from then on."""
    places = {(c, one.no): one for c, stored in history.stored.items() for one in stored}
    for one in history.sent:
        if one.acknowledged is None:
            continue
        no, seq = one.acknowledged
        found = places.get((one.conversation, no))
        if found is None or not _is_kept(found, one, seq):
            yield f"lost: {_name(one)} was acknowledged as number {no}, where {found} stands"


def _is_kept(stored: Stored, sent: Sent, seq: int) -> bool:
    # Whatever was done to a message since gave it a later seq.
    return stored.seq >= seq and (stored.author, stored.key, stored.text) == (sent.author, sent.key, sent.text)


def _doubled(history: History) -> Iterator[str]:
    keys = Counter((one.author, one.key) for stored in history.stored.values() for one in stored)
    yield from (f"doubled: key {key} of {author} is stored {n} times" for (author, key), n in keys.items() if n > 1)
    acknowledged = Counter((one.conversation, one.acknowledged[0]) for one in history.sent if one.acknowledged)
    yield from (f"one place for two: {place}" for place, n in acknowledged.items() if n > 1)


def _reordered(history: History) -> Iterator[str]:
    numbers = {one.key: one.no for stored in history.stored.values() for one in stored}
    last: dict[tuple[str, int], Sent] = {}
    for one in history.sent:
        if one.key not in numbers:
            continue
        before = last.get((one.browser, one.conversation))
        if before is not None and numbers[before.key] > numbers[one.key]:
            yield f"reordered: {_name(one)} stands before {_name(before)}, which was written earlier"
        last[one.browser, one.conversation] = one


def _invented(history: History) -> Iterator[str]:
    sent = {one.key: one for one in history.sent}
    for conversation, stored in history.stored.items():
        for one in stored:
            if one.is_service:
                continue
            written = sent.get(one.key)
            if written is None or (written.conversation, written.text) != (conversation, one.text):
                yield f"nobody wrote {one} into {conversation}"
            elif written.refused:
                yield f"refused with {written.refused}, and yet stored: {_name(written)}"


def _misnumbered(history: History) -> Iterator[str]:
    for conversation, stored in history.stored.items():
        in_order = sorted(stored, key=lambda one: one.no)
        if [one.no for one in in_order] != list(range(1, len(stored) + 1)):
            yield f"the numbers of conversation {conversation} have holes"
        if len({one.seq for one in stored}) < len(stored):
            yield f"two messages of conversation {conversation} have one seq"


def _misshown(history: History) -> Iterator[str]:
    for shown in history.shown:
        yield from (f"{shown.browser}: {fault}" for fault in shown.faults)
        if shown.screen.keys() != shown.fresh.keys():
            yield f"{shown.browser} shows the chats {sorted(shown.screen)} instead of {sorted(shown.fresh)}"
        for conversation in shown.screen.keys() & shown.fresh.keys():
            for what, wanted in shown.fresh[conversation].items():
                seen = shown.screen[conversation][what]
                if seen != wanted:
                    yield f"{shown.browser} shows in {conversation} {_difference(what, seen, wanted)}"


def _difference(what: str, seen: Any, wanted: Any) -> str:
    if isinstance(seen, list) and isinstance(wanted, list):
        extra = [one for one in seen if one not in wanted][:3]
        missing = [one for one in wanted if one not in seen][:3]
        return f"other {what}: too many {extra}, missing {missing}"
    return f"{what} {seen!r} instead of {wanted!r}"


def _name(one: Sent) -> str:
    return f"{one.text[:24]!r} of {one.browser} in {one.conversation}"
