"""The conversations of a batch, locked, with their numbers as they grow, and what people may do there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from peremena.chat import abilities
from peremena.chat.abilities import Allowed, Standing
from peremena.chat.queries_messages import HOLDS
from peremena.chat.schemas import Message
from peremena.database import raw

Pair = tuple[int, int]


@dataclass(slots=True)
class Place:
    """One conversation: its numbers as they grow, and the messages that the batch puts there."""

    kind: str
    school: int | None
    abilities: int
    is_mixed: bool
    hush: str
    last_seq: int
    last_no: int
    sent: list[Message] = field(default_factory=list)
    seq_before: int = field(init=False)

    def __post_init__(self) -> None:
        self.seq_before = self.last_seq

    def take_seq(self) -> int:
        self.last_seq += 1
        return self.last_seq

    def put(self, message: Message) -> None:
        """Take a message that was made with the next `no` and `seq`."""
        self.last_no, self.last_seq = message.no, message.seq
        self.sent.append(message)


@dataclass(frozen=True, slots=True)
class Right:
    """What a person may do in one conversation, and the name by which the others know them."""

    name: str
    allowed: Allowed
    # What they typed there and had not sent.
    draft: str = ""


def lock_places(conversations: Collection[int]) -> dict[int, Place]:
    """Lock in ascending id, as everybody does, so that two writers never wait for each other."""
    found = raw.rows(
        "SELECT id, kind, school_id, abilities, is_mixed, hush, last_seq, last_no FROM chat_conversation"
        f" WHERE id IN ({raw.numbers(conversations)}) ORDER BY id{raw.for_update()}"
    )
    return {conversation: Place(*columns) for conversation, *columns in found}


def read_rights(pairs: Collection[Pair], places: Mapping[int, Place], at: datetime) -> dict[Pair, Right]:
    """Read who sits there, and judge what they may do: one query, and a constant number more in direct chats."""
    wanted = sorted({pair for pair in pairs if pair[0] in places})
    if not wanted:
        return {}
    found = raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(wanted)})"
        " SELECT m.conversation_id, m.profile_id, p.display_name, m.role,"
        " CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END,"
        " m.draft FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        f" JOIN people_profile p ON p.id = m.profile_id WHERE {HOLDS}",
        [raw.moment(at)],
    )
    judged = abilities.judge([_standing(places[one[0]], *one[:-1]) for one in found], at)
    return {
        (conversation, profile): Right(name, judged[conversation, profile], draft)
        for conversation, profile, name, *_, draft in found
    }


def _standing(place: Place, conversation: int, profile: int, _name: str, role: str, peer: int | None) -> Standing:
    return Standing(
        conversation=conversation,
        profile=profile,
        kind=place.kind,
        school=place.school,
        role=role,
        abilities=place.abilities,
        peer=peer,
        is_mixed=place.is_mixed,
        hush=place.hush,
    )
