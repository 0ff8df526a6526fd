"""docs/protocol.md is the agreement with the browser: what stands in its tables is what the code does."""

import ast
import re
from pathlib import Path
from typing import get_args

import msgspec
import msgspec.inspect
import pytest

from peremena.chat import actions_read, actions_typing, commands, events, queries_sync
from peremena.chat.schemas import LONGEST_TEXT
from peremena.live import contract, gateway, hub, presence
from peremena.site import protocol, serve, settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "protocol.md").read_text()
PROSE = " ".join(TEXT.split())

Table = dict[str, list[str]]


def table(header: str) -> Table:
    """Return the rows of the table whose header begins so, by their first cell."""
    lines = TEXT.split(f"| {header} |", 1)[1].splitlines()[2:]
    rows: Table = {}
    for line in lines:
        if not line.startswith("|"):
            break
        first, *others = [cell.strip() for cell in line.strip("|").split("|")]
        rows[first.strip("`")] = others
    return rows


def words(cell: str) -> list[str]:
    """Return what stands in backquotes."""
    return re.findall(r"`([a-z_.]+)`", cell)


def name_of(struct: type[msgspec.Struct]) -> str:
    name = struct.__struct_config__.tag
    assert isinstance(name, str)
    return name


def fields_of(struct: type[msgspec.Struct]) -> list[str]:
    return [field for field in struct.__struct_fields__ if field != "id"]


def test_commands_and_their_fields() -> None:
    rows = table("command | fields | answer")
    said = {name: words(fields) for name, (fields, _) in rows.items()}
    assert said == {name_of(struct): fields_of(struct) for struct in protocol.commands()}


def test_answers_and_their_fields() -> None:
    rows = table("command | fields | answer")
    assert {name: words(answer) for name, (_, answer) in rows.items()} == {
        kind.name: [field.name for field in msgspec.inspect.type_info(kind.answer).fields]  # type: ignore[attr-defined]
        for kind in commands.kinds()
    }


def test_durable_events_and_their_fields() -> None:
    rows = table("event | topic | fields")
    said = {name: words(fields) for name, (_, fields) in rows.items()}
    assert said == {name_of(event): fields_of(event) for event in protocol.durable_events()}
    assert all({"topic", "seq"} <= set(fields) for fields in said.values())
    assert {topic for topic, _ in rows.values()} == {"conversation", "profile"}


def test_ephemeral_events_and_their_fields() -> None:
    rows = table("event | fields | how often")
    said = {name: words(fields) for name, (fields, _) in rows.items()}
    assert said == {name_of(event): fields_of(event) for event in protocol.events_without_seq()}
    assert not any("seq" in fields for fields in said.values())


def test_every_event_class_of_the_code_is_in_the_lists() -> None:
    """The lists feed the generated types; an event that is in none of them would reach browsers unannounced."""

    def below(event: type[contract.Event]) -> set[type[contract.Event]]:
        return {event, *(one for child in event.__subclasses__() for one in below(child))}

    ours = {event for event in below(contract.Event) if event.__module__.startswith("peremena.")}
    assert ours - {contract.Event, events.OfMessage} == set(protocol.all_events())


def test_error_codes() -> None:
    said = set(table("code | means | the browser").keys())
    errors = set(re.findall(r"^\| `([a-z_]+)` \|", TEXT.split("### Errors")[1].split("## Events")[0], re.MULTILINE))
    assert said == {"4401", "4403", "4426"}
    over_http = {"signed_out"}
    assert errors == set(get_args(contract.ErrorCode)) == _codes_in_the_code() | over_http


def _codes_in_the_code() -> set[str]:
    """Return every code with which some command is refused somewhere."""
    found = set()
    for path in sorted((ROOT / "peremena").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"CommandError", "Refused"}:
                found |= {str(value.value) for value in _first(node) if isinstance(value, ast.Constant)}
    return found


def _first(call: ast.Call) -> list[ast.expr]:
    return [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "code")]


def test_close_codes() -> None:
    assert (contract.SIGNED_OUT, contract.FOREIGN_ORIGIN, contract.PROTOCOL_TOO_OLD) == (4401, 4403, 4426)
    assert set(re.findall(r"\b4\d\d\d\b", TEXT)) == {"4401", "4403", "4426"}
    used = set()
    for path in sorted((ROOT / "peremena" / "live").glob("*.py")):
        used |= set(re.findall(r"\b4[0-9]{3}\b", path.read_text()))
    assert used <= {"4401", "4403", "4426", "4096"}


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("at most {:,} code points", LONGEST_TEXT),
        ("`GET /ws?protocol={}`", contract.PROTOCOL),
        ("at most {}; replaces the watch before", commands.MOST_WATCHED),
        ("{} unanswered commands per socket", gateway.UNANSWERED_OF_A_SOCKET),
        ("and {:,} in the process", gateway.UNANSWERED_OF_THE_PROCESS),
        ("A person has {} sends in 10 seconds by default", settings.SENDS_PER_10_SECONDS),
        ("At most {} changes a topic", queries_sync.MOST_CHANGES),
        ("at most {} KB in all", queries_sync.SOCKET_BYTES // 1024),
        ("answers up to {} KB", queries_sync.HTTP_BYTES // 1024),
        ("A frame over {} KB closes the socket with 1009", serve.INBOUND_FRAME_BYTES // 1024),
        ("once in {:.0f} s per person and chat", actions_typing.TYPING_EVERY_SECONDS),
        ("coalesced over {:.0f} s", presence.COALESCE_SECONDS),
    ],
)
def test_numbers(sentence: str, value: float) -> None:
    assert sentence.format(value) in PROSE


def test_numbers_in_words() -> None:
    assert "once a second per conversation" in PROSE
    assert actions_read.MARKS_EVERY_SECONDS == 1.0
    assert "with the database, every five seconds" in PROSE
    assert gateway.RECONCILE_SECONDS == 5.0
    assert hub.HOLD_SECONDS == 0.2
