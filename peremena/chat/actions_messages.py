"""Changing messages that are there: editing, deleting for all, pinning. Many at once, in one transaction."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.chat import rules_messages as rules
from peremena.chat.actions_mentions import note_mentions
from peremena.chat.actions_storing import as_json, attempt, news_of, write_places
from peremena.chat.bench import Bench, Found, Target, open_bench
from peremena.chat.drafts import Refused
from peremena.chat.extras import called, calls_all, members_of, of_members, quote_of
from peremena.chat.schemas import Mention, Message, Service
from peremena.database import raw
from peremena.live.publishing import publish
from peremena.roster import queries_cards as cards

# The commit may or may not have happened; the same change is harmless twice.
UNSURE = Refused("retry_same_key", "Изменение ещё не сохранено. Попробуем ещё раз.", 1000)

Changed = Message | Refused


@dataclass(frozen=True, slots=True)
class Edit:
    target: Target
    text: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Deletion:
    """One person deletes messages of one conversation for everybody."""

    profile: int
    conversation: int
    nos: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pinning:
    target: Target
    on: bool


# --- Editing ----------------------------------------------------------------------------------------------------------


def edit_messages(edits: Sequence[Edit]) -> list[Changed]:
    """Put other words into messages; answers with each message as it stands now. What it said before is kept."""
    return attempt(_edit_all, edits, UNSURE)


@transaction.atomic
def _edit_all(edits: Sequence[Edit]) -> list[Changed]:
    moment = clock.now()
    bench = open_bench([edit.target for edit in edits], moment)
    members = members_of({edit.target.conversation for edit in edits if edit.mentions}, moment)
    versions: list[tuple[int, str, int]] = []
    outcomes = [_edit(bench, edit, members, versions) for edit in edits]
    if bench.changed:
        _write_edits(bench, versions, members)
    return outcomes


def _edit(
    bench: Bench, edit: Edit, members: Mapping[int, Collection[int]], versions: list[tuple[int, str, int]]
) -> Changed:
    found = bench.find(edit.target)
    if isinstance(found, Refused):
        return found
    allowed = bench.right(edit.target).allowed
    if allowed.closed_because is not None:
        return Refused("may_not_post", allowed.closed_because)
    if why := rules.why_not_edit(bench.said(edit.target, found)):
        return Refused("may_not", why)
    before = found.message
    if calls_all(edit.mentions) and not calls_all(before.mentions) and "mention_all" not in allowed.may:
        return Refused("may_not", rules.ADMINS_CALL_ALL)
    mentions = of_members(edit.mentions, members.get(edit.target.conversation, ()))
    if (before.text, before.mentions) == (edit.text, mentions):
        return before
    versions.append((found.id, before.text, bench.at))
    message = bench.change(found)
    message.text, message.mentions, message.edited = edit.text, mentions, bench.at
    return message


def _write_edits(
    bench: Bench, versions: Sequence[tuple[int, str, int]], members: Mapping[int, Collection[int]]
) -> None:
    raw.insert_many("chat_messageversion", ("message_id", "text", "until_ms"), versions)
    raw.write_many(
        "UPDATE chat_message SET text = %s, mentions = %s, edited_at_ms = %s, changed_seq = %s WHERE id = %s",
        [
            (one.message.text, as_json(one.message.mentions), one.message.edited, one.message.seq, one.id)
            for one in bench.changed
        ],
    )
    note_mentions(
        [
            (one.conversation, profile, one.message.no)
            for one in bench.changed
            if one.message.mentions
            for profile in sorted(called(one.message, members[one.conversation]))
        ]
    )
    _finish(bench)


def _finish(bench: Bench) -> None:
    write_places(bench.places)
    news = sorted([*bench.news(), *news_of(bench.places)], key=lambda one: (one.topic, one.seq))
    publish(*news)


# --- Deleting for all -------------------------------------------------------------------------------------------------


def delete_for_all(deletions: Sequence[Deletion]) -> list[list[int] | Refused]:
    """Take messages away from everybody; answers with the numbers that are gone now, or why none is.

    The text stays in the database, sealed. What an administrator took of others is in the audit.
    """
    return attempt(_delete_all, deletions, UNSURE)


@transaction.atomic
def _delete_all(deletions: Sequence[Deletion]) -> list[list[int] | Refused]:
    bench = open_bench([target for one in deletions for target in _targets(one)], clock.now())
    taken: dict[int, Target] = {}
    outcomes = [_delete(bench, one, taken) for one in deletions]
    if bench.changed:
        _write_deletions(bench, taken)
    return outcomes


def _targets(deletion: Deletion) -> list[Target]:
    return [Target(deletion.profile, deletion.conversation, no) for no in deletion.nos]


def _delete(bench: Bench, deletion: Deletion, taken: dict[int, Target]) -> list[int] | Refused:
    outcomes = [_delete_one(bench, target, taken) for target in _targets(deletion)]
    gone = [one.message.no for one in outcomes if isinstance(one, Found)]
    return gone or next(one for one in outcomes if isinstance(one, Refused))


def _delete_one(bench: Bench, target: Target, taken: dict[int, Target]) -> Found | Refused:
    found = bench.find_any(target)
    if isinstance(found, Refused) or found.message.deleted:
        return found
    if why := rules.why_not_delete_for_all(bench.doer(target), bench.said(target, found)):
        return Refused("may_not", why)
    said = bench.change(found)
    found.message = Message(said.no, said.seq, said.by, said.name, said.key, "", said.at, deleted=True)
    taken[found.id] = target
    return found


def _write_deletions(bench: Bench, taken: Mapping[int, Target]) -> None:
    raw.write_many(
        "UPDATE chat_message SET deleted_at_ms = %s, deleted_by_id = %s, pinned_at_ms = 0, changed_seq = %s"
        " WHERE id = %s",
        [(bench.at, taken[one.id].profile, one.message.seq, one.id) for one in bench.changed],
    )
    of_others: dict[int, list[tuple[str, str, dict[str, object]]]] = {}
    for one in bench.changed:
        by = taken[one.id].profile
        if by != one.message.by:
            details: dict[str, object] = {"no": one.message.no, "author": one.message.by}
            row = ("chat.message.deleted", f"conversation:{one.conversation}", details)
            of_others.setdefault(by, []).append(row)
    for by, rows in of_others.items():
        audit.record_many(by=by, rows=rows)
    _finish(bench)


# --- Pinning ----------------------------------------------------------------------------------------------------------


def pin_messages(pinnings: Sequence[Pinning]) -> list[Changed]:
    """Pin messages or take them off; answers with each message as it stands now. Pinning adds a line to the chat."""
    return attempt(_pin_all, pinnings, UNSURE)


@transaction.atomic
def _pin_all(pinnings: Sequence[Pinning]) -> list[Changed]:
    bench = open_bench([pinning.target for pinning in pinnings], clock.now())
    counts = _count_pins(bench.places)
    sexes = cards.sexes_of({pinning.target.profile for pinning in pinnings if pinning.on})
    outcomes = [_pin(bench, pinning, counts, sexes) for pinning in pinnings]
    if bench.changed:
        raw.set_numbers(
            "chat_message",
            ("pinned_at_ms", "changed_seq"),
            ("id",),
            [(one.message.pinned, one.message.seq, one.id) for one in bench.changed],
        )
        _finish(bench)
    return outcomes


def _count_pins(conversations: Collection[int]) -> dict[int, int]:
    found = raw.rows(
        "SELECT conversation_id, count(*) FROM chat_message"
        f" WHERE conversation_id IN ({raw.numbers(conversations)}) AND pinned_at_ms > 0 GROUP BY conversation_id"
    )
    return {**dict.fromkeys(conversations, 0), **dict(found)}


def _pin(bench: Bench, pinning: Pinning, counts: dict[int, int], sexes: Mapping[int, str]) -> Changed:
    target = pinning.target
    found = bench.find(target)
    if isinstance(found, Refused):
        return found
    allowed = bench.right(target).allowed
    if "pin" not in allowed.may:
        return Refused("may_not", allowed.closed_because or rules.ADMINS_PIN)
    if why := rules.why_not_pin(bench.said(target, found)):
        return Refused("may_not", why)
    if pinning.on == bool(found.message.pinned):
        return found.message
    if pinning.on and counts[target.conversation] >= rules.MOST_PINNED:
        return Refused("too_many", rules.TOO_MANY_PINS)
    counts[target.conversation] += 1 if pinning.on else -1
    message = bench.change(found)
    message.pinned = bench.at if pinning.on else 0
    if pinning.on:
        _say_pinned(bench, target, message, sexes[target.profile])
    return message


def _say_pinned(bench: Bench, target: Target, message: Message, sex: str) -> None:
    """Add the line that says so. It answers the message, so that it shows it as it is, and to whom may see it."""
    place = bench.places[target.conversation]
    place.put(
        Message(
            no=place.last_no + 1,
            seq=place.last_seq + 1,
            by=target.profile,
            name=bench.right(target).name,
            key=str(uuid.uuid4()),
            text="",
            at=bench.at,
            reply=quote_of(message),
            service=Service(what="pinned", sex=sex, no=message.no),
        )
    )
