"""Puts the talks into the chats of a written school: numbers, times of the past, read marks, and a little unread."""

from collections.abc import Sequence
from datetime import datetime
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from peremena import clock
from peremena.chat import actions_direct
from peremena.chat.models import Conversation, Kind, Membership, Message, Reaction
from peremena.chat.schemas import Reaction as Sign
from peremena.live.contract import encode
from peremena.people.models import Profile
from peremena.site.demo.cast import CAST
from peremena.site.demo.talks import Calendar, Said, Talk, read_talks
from peremena.site.demo.writing import Written

# Most messages that somebody has not read yet in one chat.
_MOST_UNREAD = 4
_UUID7_RANDOM_BITS = 74


def write_talks(written: Written, *, seed: int, folder: str = "talks", class_title: str = "") -> int:
    """Write all that was said; returns the number of messages. Nobody speaks who has no account."""
    chance = Random(seed)
    talks = read_talks(folder, clock.now(), written.school.timezone, class_title=class_title)
    return sum(_write_talk(written, talk, chance) for talk in talks if _is_possible(written, talk))


def _is_possible(written: Written, talk: Talk) -> bool:
    """A list may have nobody for a part of the cast: then that part's talks are left out."""
    return bool(talk.said) and {one.speaker for one in talk.said} <= written.profiles.keys()


@transaction.atomic
def _write_talk(written: Written, talk: Talk, chance: Random) -> int:
    conversation = Conversation.objects.select_for_update().get(pk=_conversation(written, talk.chat))
    rows: list[Message] = []
    newest: dict[str, int] = {}
    for place, one in enumerate(talk.said, start=1):
        row = _message(conversation, place, one, written.profiles[one.speaker], chance)
        row.reply_no = newest.get(one.answers)
        row.reactions = _reactions(written, one)
        rows.append(row)
        newest[one.speaker] = row.no
    Message.objects.bulk_create(rows)
    _write_reactions(written, talk, rows)
    conversation.last_no += len(rows)
    conversation.last_seq += len(rows)
    conversation.created_at = min(conversation.created_at, talk.said[0].at)
    conversation.save(update_fields=["last_no", "last_seq", "created_at"])
    _write_marks(written, conversation, rows, chance)
    return len(rows)


def _conversation(written: Written, chat: str) -> int:
    kind, _, rest = chat.partition(" ")
    if kind == Kind.DIRECT:
        one, other = (written.profiles[key].id for key in rest.split())
        return actions_direct.open_direct(by=one, addressee=other)
    if kind == Kind.STAFF:
        return Conversation.objects.get(kind=kind, school=written.school).id
    if kind == Kind.SUBJECT:
        title, subject, *part = rest.split(" / ")
        group = written.groups[title, subject, "".join(part)]
        return Conversation.objects.get(subject_group=group).id
    return Conversation.objects.get(kind=kind, school_class=written.classes[rest]).id


def _message(conversation: Conversation, place: int, said: Said, author: Profile, chance: Random) -> Message:
    return Message(
        conversation=conversation,
        no=conversation.last_no + place,
        changed_seq=conversation.last_seq + place,
        author=author,
        key=_uuid7(said.at, chance),
        text=said.text,
        sent_at_ms=clock.to_ms(said.at),
        pinned_at_ms=clock.to_ms(said.at) if said.is_pinned else 0,
    )


def _reactions(written: Written, said: Said) -> str:
    """Return the signs under a message as its row keeps them; of those who have no account there are none."""
    by = {sign: [written.profiles[key].id for key in keys if key in written.profiles] for sign, keys in said.reactions}
    signs = [Sign(sign, people) for sign, people in by.items() if people]
    return encode(sorted(signs, key=lambda one: (-len(one.by), one.emoji))).decode() if signs else ""


def _write_reactions(written: Written, talk: Talk, rows: Sequence[Message]) -> None:
    Reaction.objects.bulk_create(
        Reaction(message=row, profile=written.profiles[key], emoji=sign)
        for row, one in zip(rows, talk.said, strict=True)
        for sign, keys in one.reactions
        for key in keys
        if key in written.profiles
    )


def _uuid7(at: datetime, chance: Random) -> str:
    """The key that the author's browser would have made: the time, then chance (RFC 9562, section 5.7)."""
    bits = chance.getrandbits(_UUID7_RANDOM_BITS)
    high, low = bits >> 62, bits & ((1 << 62) - 1)
    return str(UUID(int=clock.to_ms(at) << 80 | 7 << 76 | high << 64 | 2 << 62 | low))


def _write_marks(written: Written, conversation: Conversation, rows: Sequence[Message], chance: Random) -> None:
    """Whoever writes has read up to there, and nothing stays unread for days; of the newest the others have missed a
    few, and the cast at least one."""
    own = {row.author_id: row.no for row in rows}
    stale = sum(row.sent_at_ms < _fresh_since(written) for row in rows)
    cast = {written.profiles[one.key].id for one in CAST if one.key in written.profiles}
    members = list(Membership.objects.filter(conversation=conversation).order_by("profile_id"))
    for member in members:
        unread = chance.randint(1 if member.profile_id in cast else 0, _MOST_UNREAD)
        member.read_no = max(conversation.last_no - unread, stale, own.get(member.profile_id, 0))
    Membership.objects.bulk_update(members, ["read_no"])


def _fresh_since(written: Written) -> int:
    """The beginning of the school day before the latest one, in milliseconds."""
    zone = written.school.timezone
    day = Calendar(clock.now().astimezone(ZoneInfo(zone))).school_day(1)
    return clock.to_ms(clock.midnight(day, zone))
