"""What is committed between two queries of one answer: no position may pass over it."""

from typing import Any

import pytest

from peremena import clock
from peremena.chat import queries_sync
from peremena.chat.actions_send import send_messages
from peremena.chat.drafts import Draft
from peremena.chat.queries_sync import HTTP_BYTES, Ask
from peremena.database import raw
from tests.databases import Database
from tests.torture import cast

KEYS = [f"0192f000-0000-7000-8000-{n:012d}" for n in range(10)]


class Meanwhile:
    """Lets something happen right after the next query that reads from a table."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, table: str, act: Any) -> None:
        self._rows = raw.rows
        self._table = f"FROM {table}"
        self._act = act
        monkeypatch.setattr(raw, "rows", self)

    def __call__(self, sql: str, parameters: Any = ()) -> list[raw.Row]:
        found = self._rows(sql, parameters)
        if self._act is not None and self._table in sql:
            act, self._act = self._act, None
            act()
        return found


def seqs_of(answer: Any, topic: str) -> tuple[list[int], int]:
    import msgspec  # noqa: PLC0415 only here

    one = answer.topics[topic]
    return [msgspec.json.decode(bytes(event))["seq"] for event in one.events], one.head


@pytest.mark.parametrize("table", ["chat_message m", "chat_conversation"])
def test_a_position_never_passes_over_a_message(
    database: Database, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    """A message and then a change of the members are committed while the answer is being read."""
    anna, boris, vera = cast.people(3)
    group = cast.group("Все", [anna, boris])
    send_messages([Draft(anna.profile, group, KEYS[0], "раз")])

    def act() -> None:
        send_messages([Draft(anna.profile, group, KEYS[1], "два")])
        cast.join(group, vera.profile)
        send_messages([Draft(anna.profile, group, KEYS[2], "три")])

    Meanwhile(monkeypatch, table, act)
    ask = Ask(boris.profile, {f"c{group}": 0})
    seen, position = seqs_of(queries_sync.answers([ask], clock.now(), HTTP_BYTES)[0], f"c{group}")
    again, head = seqs_of(
        queries_sync.answers([Ask(boris.profile, {f"c{group}": position})], clock.now(), HTTP_BYTES)[0], f"c{group}"
    )
    assert seen + again == [1, 2, 3, 4], f"the first answer went up to {position}"
    assert head == 4
