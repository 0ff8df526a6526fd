"""What a message brings beside its own text: the one it answers, those whom it names, the words that it sends on.

Read for many drafts at once in a constant number of queries, and in none where nobody asks for any of it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from peremena.chat.drafts import Draft, Refused
from peremena.chat.queries_messages import HOLDS, LONGEST_QUOTE, readable
from peremena.chat.rules_messages import ADMINS_CALL_ALL
from peremena.chat.schemas import Forwarded, Mention, Message, Quote
from peremena.database import raw

EVERYBODY = 0

_NOTHING_TO_ANSWER = Refused("not_found", "Сообщения, на которое вы отвечаете, здесь нет.")
_NOTHING_TO_SEND_ON = Refused("not_found", "Сообщения, которое вы пересылаете, больше нет.")
_MAY_NOT_CALL_ALL = Refused("may_not", ADMINS_CALL_ALL)


@dataclass(frozen=True, slots=True)
class Extras:
    """What was read: messages by (conversation, reader, number), and who sits where somebody is named."""

    readable: dict[tuple[int, int, int], Message] = field(default_factory=dict)
    members: dict[int, frozenset[int]] = field(default_factory=dict)


def read_extras(drafts: Sequence[Draft], at: datetime) -> Extras:
    """Read what these drafts refer to, as far as their authors may read it at `at`."""
    wanted = {(draft.conversation, draft.author, draft.reply) for draft in drafts if draft.reply is not None}
    wanted |= {
        (draft.forward.conversation, draft.author, draft.forward.no) for draft in drafts if draft.forward is not None
    }
    return Extras(
        readable(sorted(wanted), at), members_of({draft.conversation for draft in drafts if draft.mentions}, at)
    )


def members_of(conversations: Collection[int], at: datetime) -> dict[int, frozenset[int]]:
    """Return the profiles that sit in conversations now. One query."""
    if not conversations:
        return {}
    found: dict[int, set[int]] = {conversation: set() for conversation in conversations}
    for conversation, profile in raw.rows(
        "SELECT m.conversation_id, m.profile_id FROM chat_membership m"
        f" WHERE m.conversation_id IN ({raw.numbers(conversations)}) AND {HOLDS}",
        [raw.moment(at)],
    ):
        found[conversation].add(profile)
    return {conversation: frozenset(profiles) for conversation, profiles in found.items()}


def dress(message: Message, draft: Draft, extras: Extras, *, may_call_all: bool) -> Refused | None:
    """Give a message what its draft refers to; says why not where that is not there for the author."""
    if draft.reply is not None:
        answered = extras.readable.get((draft.conversation, draft.author, draft.reply))
        if answered is None:
            return _NOTHING_TO_ANSWER
        message.reply = quote_of(answered)
    if draft.forward is not None:
        source = extras.readable.get((draft.forward.conversation, draft.author, draft.forward.no))
        if source is None or source.deleted or source.service is not None:
            return _NOTHING_TO_SEND_ON
        message.text = source.text
        if draft.forward.with_author:
            message.forwarded = source.forwarded or Forwarded(by=source.by, name=source.name, at=source.at)
    if draft.mentions:
        if calls_all(draft.mentions) and not may_call_all:
            return _MAY_NOT_CALL_ALL
        message.mentions = of_members(draft.mentions, extras.members[draft.conversation])
    return None


def quote_of(message: Message) -> Quote:
    """Return how a message looks in one that answers it."""
    return Quote(message.no, message.by, message.name, message.text[:LONGEST_QUOTE], deleted=message.deleted)


def calls_all(mentions: Iterable[Mention]) -> bool:
    return any(profile == EVERYBODY for *_, profile in mentions)


def of_members(mentions: Iterable[Mention], members: Collection[int]) -> list[Mention]:
    """Leave out those who do not sit there: their names stay in the text as plain words."""
    return [one for one in mentions if one[2] == EVERYBODY or one[2] in members]


def called(message: Message, members: Collection[int]) -> set[int]:
    """Return the profiles that a message names, its author left out."""
    named = set(members) if calls_all(message.mentions) else {profile for *_, profile in message.mentions}
    return named - {message.by}
