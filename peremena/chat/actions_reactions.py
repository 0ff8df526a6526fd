"""Signs under messages: one of each person. Many at once cost a message one write and one event."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from peremena import clock
from peremena.chat import rules_messages as rules
from peremena.chat.actions_messages import UNSURE, Changed
from peremena.chat.actions_storing import as_json, attempt, write_places
from peremena.chat.bench import Bench, Target, open_bench
from peremena.chat.drafts import Refused
from peremena.chat.schemas import Reaction
from peremena.database import raw
from peremena.live.publishing import publish

_UNKNOWN_SIGN = Refused("bad_arguments", "Такой реакции нет.")


@dataclass(frozen=True, slots=True)
class Sign:
    """What somebody puts under a message; None takes away what they put there before."""

    target: Target
    emoji: str | None


def react(signs: Sequence[Sign]) -> list[Changed]:
    """Put signs under messages; answers with each message as it stands now."""
    return attempt(_react_all, signs, UNSURE)


@transaction.atomic
def _react_all(signs: Sequence[Sign]) -> list[Changed]:
    bench = open_bench([sign.target for sign in signs], clock.now())
    put: dict[tuple[int, int], str | None] = {}
    outcomes = [_react(bench, sign, put) for sign in signs]
    if bench.changed:
        _write(bench, put)
    return outcomes


def _react(bench: Bench, sign: Sign, put: dict[tuple[int, int], str | None]) -> Changed:
    found = bench.find(sign.target)
    if isinstance(found, Refused):
        return found
    if sign.emoji is not None and sign.emoji not in rules.REACTIONS:
        return _UNKNOWN_SIGN
    if why := rules.why_not_react(bench.doer(sign.target), bench.said(sign.target, found)):
        return Refused("may_not", why)
    reactions = with_sign(found.message.reactions, sign.target.profile, sign.emoji)
    if reactions != found.message.reactions:
        bench.change(found).reactions = reactions
        put[found.id, sign.target.profile] = sign.emoji
    return found.message


def with_sign(reactions: Sequence[Reaction], profile: int, emoji: str | None) -> list[Reaction]:
    """Return what stands under a message once a person has put a sign there, the most frequent first."""
    if any(one.emoji == emoji and profile in one.by for one in reactions):
        return list(reactions)
    people = {one.emoji: [other for other in one.by if other != profile] for one in reactions}
    if emoji is not None:
        people.setdefault(emoji, []).append(profile)
    fresh = [Reaction(emoji=sign, by=by) for sign, by in people.items() if by]
    return sorted(fresh, key=lambda one: (-len(one.by), one.emoji))


def _write(bench: Bench, put: dict[tuple[int, int], str | None]) -> None:
    given = [(message, profile, emoji) for (message, profile), emoji in put.items() if emoji is not None]
    taken = [key for key, emoji in put.items() if emoji is None]
    if given:
        raw.write_many(
            "INSERT INTO chat_reaction (message_id, profile_id, emoji) VALUES (%s, %s, %s)"
            " ON CONFLICT (message_id, profile_id) DO UPDATE SET emoji = excluded.emoji",
            given,
        )
    if taken:
        raw.write_many("DELETE FROM chat_reaction WHERE message_id = %s AND profile_id = %s", taken)
    raw.write_many(
        "UPDATE chat_message SET reactions = %s, changed_seq = %s WHERE id = %s",
        [(as_json(one.message.reactions), one.message.seq, one.id) for one in bench.changed],
    )
    write_places(bench.places)
    publish(*bench.news())
