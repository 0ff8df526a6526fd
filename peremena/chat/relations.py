"""The rules applied to many pairs at once, with facts loaded once: two queries for any number of pairs."""

from collections.abc import Callable, Collection
from datetime import datetime

from peremena.chat import rules
from peremena.roster import queries as roster

Pair = tuple[int, int]


def direct_verdicts(pairs: Collection[Pair], at: datetime) -> dict[Pair, rules.Verdict]:
    """Return, for each (member, peer) of a direct chat, whether the member may post there now."""
    return _judge(rules.may_post, pairs, at)


def start_verdicts(pairs: Collection[Pair], at: datetime) -> dict[Pair, rules.Verdict]:
    """Return, for each (author, addressee), whether the author may open a direct chat with the addressee now."""
    return _judge(rules.may_start, pairs, at)


def _judge(
    rule: Callable[[roster.Facts, roster.Facts], rules.Verdict], pairs: Collection[Pair], at: datetime
) -> dict[Pair, rules.Verdict]:
    if not pairs:
        return {}
    facts = roster.facts_of({profile for pair in pairs for profile in pair}, at)
    return {(one, other): rule(facts[one], facts[other]) for one, other in pairs}
