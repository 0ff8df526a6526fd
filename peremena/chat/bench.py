"""The messages that a batch is about to change, locked with their conversations, and the people who want to do it.

One transaction does it: lock the conversations in ascending id, read who sits there and what they may see, read the
messages. Everything that changed takes one seq, however many changed it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from peremena import clock
from peremena.chat.drafts import NO_SUCH_MESSAGE, NOT_FOUND, Refused
from peremena.chat.events import message_changed, published_message
from peremena.chat.models import Kind, MemberRole
from peremena.chat.places import Pair, Place, Right, lock_places, read_rights
from peremena.chat.queries_messages import COLUMN_COUNT, columns, message_of, quoted, windows_of_pairs
from peremena.chat.rules_messages import Doer, Said
from peremena.chat.schemas import Message
from peremena.database import raw
from peremena.live.contract import Published, Windows, is_within


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody wants to change a message."""

    profile: int
    conversation: int
    no: int


@dataclass(slots=True)
class Found:
    """A message as it stands, and as the batch changes it."""

    id: int
    conversation: int
    is_by_admin: bool
    message: Message
    is_changed: bool = False


@dataclass(slots=True)
class Bench:
    """What the batch works on."""

    at: int
    places: dict[int, Place]
    rights: dict[Pair, Right]
    windows: dict[Pair, Windows]
    messages: dict[Pair, Found]
    changed: list[Found] = field(default_factory=list)

    def find(self, target: Target) -> Found | Refused:
        """Return the message, if whoever wants to change it sits there and may see it, and it is not deleted."""
        found = self.find_any(target)
        return NO_SUCH_MESSAGE if isinstance(found, Found) and found.message.deleted else found

    def find_any(self, target: Target) -> Found | Refused:
        """Return the same also of a message that was deleted for all."""
        key = (target.conversation, target.profile)
        if key not in self.rights:
            return NOT_FOUND
        found = self.messages.get((target.conversation, target.no))
        return found if found and is_within(target.no, self.windows.get(key, ())) else NO_SUCH_MESSAGE

    def right(self, target: Target) -> Right:
        return self.rights[target.conversation, target.profile]

    def doer(self, target: Target) -> Doer:
        """Return what the rules ask about whoever wants to change something."""
        allowed = self.right(target).allowed
        return Doer(is_admin="delete_others" in allowed.may, closed=allowed.closed_because)

    def said(self, target: Target, found: Found) -> Said:
        """Return what the rules ask about the message."""
        message = found.message
        return Said(
            is_own=message.by == target.profile,
            is_by_admin=found.is_by_admin,
            age_ms=self.at - message.at,
            in_direct=self.places[target.conversation].kind == Kind.DIRECT,
            is_service=message.service is not None,
            is_forwarded=message.forwarded is not None,
        )

    def change(self, found: Found) -> Message:
        """Give a message the next seq of its conversation, once; returns what is told of it, to be changed."""
        if not found.is_changed:
            found.is_changed = True
            found.message.seq = self.places[found.conversation].take_seq()
            self.changed.append(found)
        return found.message

    def news(self) -> list[Published]:
        """Return what the conversations are told of the changes."""
        return [published_message(message_changed(one.conversation, one.message), is_new=False) for one in self.changed]


def open_bench(targets: Collection[Target], at: datetime) -> Bench:
    """Lock and read what these people want to change; a constant number of queries, in the caller's transaction."""
    pairs = {(target.conversation, target.profile) for target in targets}
    places = lock_places({conversation for conversation, _ in pairs})
    rights = read_rights(pairs, places, at)
    return Bench(
        at=clock.to_ms(at),
        places=places,
        rights=rights,
        windows=windows_of_pairs(sorted(rights)),
        messages=_read_messages({(target.conversation, target.no) for target in targets}),
    )


def _read_messages(wanted: Collection[Pair]) -> dict[Pair, Found]:
    found = raw.rows(
        f"WITH wanted(conversation, no) AS (VALUES {raw.pairs(sorted(wanted))})"
        f" SELECT {columns('t', 'a')}, t.id, t.conversation_id, m.role, m.is_current FROM wanted w"
        " JOIN chat_message t ON t.conversation_id = w.conversation AND t.no = w.no"
        " JOIN people_profile a ON a.id = t.author_id"
        " LEFT JOIN chat_membership m ON m.conversation_id = t.conversation_id AND m.profile_id = t.author_id"
        f"{quoted('t', '1 = 1')}"
    )
    return {(one[COLUMN_COUNT + 1], one[0]): _found(one) for one in found}


def _found(one: raw.Row) -> Found:
    key, conversation, role, is_current = one[COLUMN_COUNT:]
    return Found(key, conversation, role == MemberRole.ADMIN and bool(is_current), message_of(one))
