"""Sync over HTTP: the same answer as over the socket, larger, and the same refusals."""

import pytest

from tests.chat.conftest import Asking, chat, code_of
from tests.live.speaking import say, say_at_once
from tests.statements import counted
from tests.torture import cast
from tests.web import post, visitor
from tests.world import World


def test_what_changed_since(world: World) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два")
    masha = Asking(world.masha)
    seq = masha.get("start")[1]["topics"][f"c{conversation}"]
    status, body = masha.post("sync", {"topics": {f"c{conversation}": seq - 1}})
    assert status == 200
    assert body["by_http"] == []
    (event,) = body["topics"][f"c{conversation}"]["events"]
    assert (event["on"], event["seq"], event["text"]) == ("message.sent", seq, "два")
    assert body["topics"][f"c{conversation}"]["head"] == seq


def test_no_right_to_a_topic_is_gone_whatever_the_topic(world: World) -> None:
    _, body = Asking(world.kolya).post("sync", {"topics": {f"c{chat('3 А')}": 0, f"p{world.masha.id}": 0, "x": 0}})
    assert body["topics"] == {name: {"gone": True} for name in (f"c{chat('3 А')}", f"p{world.masha.id}", "x")}


def test_what_is_too_large_for_the_socket_comes_whole(world: World) -> None:
    conversation = chat("3 А")
    say_at_once(conversation, world.petya.id, *("я" * 500 for _ in range(20)))
    seq = Asking(world.masha).get("start")[1]["topics"][f"c{conversation}"]
    _, body = Asking(world.masha).post("sync", {"topics": {f"c{conversation}": seq - 20}})
    assert len(body["topics"][f"c{conversation}"]["events"]) == 20


@pytest.mark.parametrize(
    "body",
    [{}, {"topics": []}, {"topics": {"c1": "x"}}, {"topics": {"c1": 1.5}}, {"topics": {}, "more": 1}, [], None, "x"],
)
def test_a_body_that_is_no_question(world: World, body: object) -> None:
    assert code_of(Asking(world.masha).post("sync", body)) == (422, "bad_arguments")


@pytest.mark.parametrize("since", [-1, -(10**30), 10**30, 2**63])
def test_a_position_of_any_size_is_answered(world: World, since: int) -> None:
    topics = {f"c{chat('3 А')}": since, f"p{world.masha.id}": since}
    status, body = Asking(world.masha).post("sync", {"topics": topics})
    assert status in {200, 422}, body


def test_a_body_of_broken_bytes(world: World) -> None:
    client = Asking(world.masha).client
    for body in (b"\xff", b"[" * 100_000, b"", b'{"topics": {"c1": 1}'):
        answer = client.post("/api/sync", body, content_type="application/json")
        assert answer.status_code == 422, (body[:10], answer.content)


def test_more_topics_than_anybody_has(world: World) -> None:
    topics = {f"c{number}": 0 for number in range(1, 15_000)}
    status, _ = Asking(world.masha).post("sync", {"topics": topics})
    assert status in {200, 422}


def test_many_topics_in_which_nothing_changed_cost_no_more(world: World) -> None:
    (one,) = cast.people(1)
    conversations = [cast.group(f"группа {number}", [one]) for number in range(40)]
    client = visitor(one.session)
    client.get("/api/me")
    with counted() as short:
        post(client, "/api/sync", {"topics": {f"c{conversations[0]}": 0}})
    with counted() as long:
        post(client, "/api/sync", {"topics": {f"c{conversation}": 0 for conversation in conversations}})
    assert len(long) == len(short) <= 6, str(long)
