"""What is on its way when something else happens: a removal, the end of a session, a jump of the clock, a death."""

import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction

from peremena import clock
from peremena.chat.models import Conversation, Membership, Message
from peremena.live import publishing
from peremena.live.carrier import CarrierClient
from tests.databases import Database
from tests.live.client import LiveClient
from tests.server import Server
from tests.torture import cast

HOUR = 3600.0
DAY = 24 * HOUR


@contextmanager
def talking(server: Server, *people: cast.Somebody) -> Iterator[list[LiveClient]]:
    """Open a socket for each of these people and wait for their `hello`."""
    clients = [LiveClient(server.address, one.session) for one in people]
    try:
        for client in clients:
            client.hello()
        yield clients
    finally:
        for client in clients:
            client.close()


@contextmanager
def beside(server: Server) -> Iterator[None]:
    """Let this process be one that wakes the server, as the `peremena` command is."""
    before = publishing.ports.after_commit, publishing.ports.sink
    publishing.ports.after_commit = transaction.on_commit
    publishing.ports.sink = CarrierClient(server.folder / "live.sock").tell
    try:
        yield
    finally:
        publishing.ports.after_commit, publishing.ports.sink = before


def texts(conversation: int) -> list[str]:
    return list(Message.objects.filter(conversation=conversation).order_by("no").values_list("text", flat=True))


@pytest.fixture
def server(database: Database, tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path, database)
    yield one
    one.stop()


def test_a_command_of_somebody_who_is_being_removed_stores_nothing(server: Server) -> None:
    """The command is accepted and waits for the lock; when its turn comes, its author is outside."""
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    server.start()
    with talking(server, anna, boris) as (writer, reader), beside(server):
        assert "ok" in writer.send(group, "раз")
        with transaction.atomic():
            # Locks what the command will ask for: the whole file, or the conversation's row.
            Conversation.objects.select_for_update().get(pk=group)
            given = writer.give("message.send", conversation=group, key=str(uuid.uuid4()), text="два")
            assert "два" not in {event.get("text") for event in reader.quiet(0.5)}, "it waits"
            cast.leave(group, anna.profile)
        assert writer.answer(given)["error"]["code"] == "not_found"
        assert writer.event("membership.ended")["conversation"] == group
        assert "ok" in reader.send(group, "три")
        assert not [event for event in writer.quiet() if event["on"] == "message.sent" and event["text"] == "три"]
    assert texts(group) == ["раз", "три"]


def test_a_clock_that_jumps_disturbs_no_order(server: Server) -> None:
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    server.start()
    sent = []
    with talking(server, anna, boris) as (writer, reader):
        for seconds in (0.0, DAY, -DAY, 0.0):
            server.move_clock(seconds)
            sent.append(writer.send(group, f"{seconds}")["ok"])
            assert reader.event("message.sent")["no"] == len(sent)
    assert [one["no"] for one in sent] == [1, 2, 3, 4]
    assert sent[1]["at"] > sent[0]["at"] > sent[2]["at"], "the time is what the clock said, the order is not"


def test_a_right_that_ends_by_its_date_ends_with_the_clock_and_a_session_too(server: Server) -> None:
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    Membership.objects.filter(conversation=group, profile=boris.profile).update(ends_at=clock.now() + timedelta(days=1))
    server.start()
    with talking(server, anna, boris) as (writer, leaver):
        assert "ok" in leaver.send(group, "раз")
        server.move_clock(2 * DAY)
        assert leaver.send(group, "два")["error"]["code"] == "not_found"
        assert "ok" in writer.send(group, "три")
        assert [event["text"] for event in leaver.quiet(1.5) if event["on"] == "message.sent"] == ["раз"]
        server.move_clock(60 * DAY)  # Longer than any session.
        assert leaver.closed_with(seconds=3) == 4401
    with closing(LiveClient(server.address, anna.session)) as late:
        assert late.closed_with() == 4401
    server.move_clock(0.0)
    with talking(server, anna) as (again,):
        assert "ok" in again.send(group, "четыре")
    assert texts(group) == ["раз", "три", "четыре"]


def test_a_server_whose_committer_dies_starts_itself_anew(database: Database, tmp_path: Path) -> None:
    """It dies between the commit and the answer: nobody knows whether the message is stored, only its key does."""
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    program = [sys.executable, "-m", "tests.faults.hurt", "mortal-committer"]
    server = Server(tmp_path, database, program=program).start()
    assert server.process is not None
    number = server.process.pid
    key = str(uuid.uuid4())
    with talking(server, anna, boris) as (writer, reader):
        assert "ok" in writer.send(group, "раз")
        (tmp_path / "poison").touch()
        writer.give("message.send", conversation=group, key=key, text="два")
        assert writer.closed_with() == 1006
        assert reader.closed_with() == 1006
    server._wait_until_it_answers()
    assert (server.process.poll(), server.process.pid) == (None, number), "it became a fresh one, with the same number"
    with talking(server, anna, boris) as (writer, reader):
        answer = writer.send(group, "два", key)
        assert answer["ok"]["no"] == 2
        assert "ok" in reader.send(group, "три")
        assert writer.event("message.sent")["no"] == 3
    server.stop()
    assert texts(group) == ["раз", "два", "три"]
    assert "the committer died" in server.log.read_text()
