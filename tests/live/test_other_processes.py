"""What another process commits reaches browsers: by a hint, and by comparing heads where the hint was lost."""

import stat
import time
import uuid

import pytest

from tests.live.client import LiveClient
from tests.live.conftest import Connect, beside
from tests.live.speaking import say
from tests.server import Server
from tests.torture import cast


def test_a_change_of_another_process_is_on_the_screen_within_a_second(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [petya])
    client = connect(masha.session)
    client.hello()
    started = time.monotonic()
    cast.join(conversation, masha.profile)
    row = client.event("membership.changed", seconds=5)["row"]
    say(conversation, petya.profile, "раз")
    assert client.event("message.sent", seconds=5)["text"] == "раз"
    cast.leave(conversation, masha.profile)
    ended = client.event("membership.ended", seconds=5)
    assert time.monotonic() - started < 3, "three changes, each within a second"
    assert (row["id"], row["title"], ended["conversation"]) == (conversation, "класс", conversation)
    assert ended["why"]
    say(conversation, petya.profile, "два")
    assert [event for event in client.quiet(0.5) if event["on"] == "message.sent"] == []


def test_the_socket_between_processes_is_the_owners_alone(server: Server) -> None:
    assert stat.S_IMODE((server.folder / "live.sock").stat().st_mode) == 0o600


@pytest.mark.slow
def test_a_hint_that_is_lost_is_made_good_within_six_seconds(server: Server, connect: Connect) -> None:
    masha, petya, kolya = cast.people(3)
    conversation, left = cast.group("класс", [masha, petya]), cast.group("шахматы", [kolya, petya])
    clients = [connect(one.session) for one in (masha, kolya)]
    for client in clients:
        client.hello()
    with beside(server, hints=False):
        say(conversation, petya.profile, "раз", "два")
        cast.leave(left, kolya.profile)
        say(left, petya.profile, "три")
    texts = [clients[0].event("message.sent", seconds=7)["text"] for _ in range(2)]
    assert texts == ["раз", "два"]
    _, leaver = clients
    assert leaver.event("membership.ended", seconds=7)["conversation"] == left
    assert _texts(leaver) == []


def _texts(client: LiveClient) -> list[str]:
    return [event["text"] for event in client.quiet(0.5) if event["on"] == "message.sent"]


def test_a_process_that_writes_while_the_server_writes_makes_no_hole(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    client = connect(masha.session)
    client.hello()
    for number in range(10):
        key = str(uuid.uuid4())
        given = client.give("message.send", conversation=conversation, key=key, text=f"m{number}")
        say(conversation, petya.profile, f"p{number}")
        assert "ok" in client.answer(given)
    assert _followed(client, f"c{conversation}", 20) == list(range(1, 21))


def _followed(client: LiveClient, topic: str, last: int) -> list[int]:
    """Follow a topic as a browser does: a gap is waited for by the server for a moment, then repaired by `sync`."""
    seqs = [0]
    while seqs[-1] < last:
        heard = client.event("message.sent", topic=topic)["seq"]
        if heard > seqs[-1] + 1:
            answer = client.command("sync", topics={topic: seqs[-1]})["ok"]["topics"][topic]
            seqs += [event["seq"] for event in answer["events"]]
        elif heard > seqs[-1]:
            seqs.append(heard)
    return seqs[1:]
