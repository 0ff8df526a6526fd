"""What a person chose for all their devices: kept, told to the other devices, and nobody else's."""

from typing import Any

import msgspec
import pytest

from peremena import clock
from peremena.chat import queries_sync
from peremena.live import publishing
from peremena.live.contract import Published
from peremena.live.publishing import News
from tests import world as worlds
from tests.databases import Database
from tests.live.client import session_of
from tests.web import post, visitor
from tests.world import Actor, World

DEFAULTS = {
    "language": "ru",
    "enter_sends": True,
    "sound": True,
    "notify_personal": True,
    "notify_group": True,
    "hide_text": False,
}


@pytest.fixture
def world(database: Database) -> World:
    return worlds.build()


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Published]:
    """Collects what the devices were told."""
    heard: list[Published] = []

    def hear(news: News) -> None:
        heard.extend(one for one in news if isinstance(one, Published))

    monkeypatch.setattr(publishing.ports, "sink", hear)
    return heard


def put(actor: Actor | None, body: object) -> tuple[int, Any]:
    session = session_of(actor.account) if actor is not None and actor.account is not None else ""
    answer = visitor(session).put("/api/preferences", body, content_type="application/json")
    return answer.status_code, answer.json()


def start(actor: Actor) -> Any:
    assert actor.account is not None
    return visitor(session_of(actor.account)).get("/api/start").json()


def synced(actor: Actor, since: int) -> Any:
    assert actor.account is not None
    topic = f"p{actor.id}"
    body = {"topics": {topic: since}}
    return post(visitor(session_of(actor.account)), "/api/sync", body).json()["topics"][topic]


def test_whoever_chose_nothing_has_the_defaults(world: World) -> None:
    assert start(world.anna)["preferences"] == DEFAULTS


def test_a_part_is_changed_and_the_rest_stays(world: World) -> None:
    assert put(world.anna, {"language": "en", "sound": False}) == (200, DEFAULTS | {"language": "en", "sound": False})
    changed = DEFAULTS | {"language": "en", "sound": False, "hide_text": True}
    assert put(world.anna, {"hide_text": True}) == (200, changed)
    assert start(world.anna)["preferences"] == changed
    assert start(world.boris)["preferences"] == DEFAULTS


def test_other_devices_are_told_and_sync_tells_the_last_state_once(world: World, told: list[Published]) -> None:
    topic = f"p{world.anna.id}"
    since = start(world.anna)["topics"][topic]
    put(world.anna, {"notify_group": False})
    put(world.anna, {"enter_sends": False})
    events = [msgspec.json.decode(one.payload) for one in told if one.topic == topic]
    last = DEFAULTS | {"notify_group": False, "enter_sends": False}
    assert [(event["on"], event["seq"]) for event in events] == [
        ("preferences.changed", since + 1),
        ("preferences.changed", since + 2),
    ]
    assert events[-1]["preferences"] == last
    answer = synced(world.anna, since)
    assert answer == {"events": [events[-1]], "head": since + 2}
    assert synced(world.anna, since + 2) == {"head": since + 2}
    assert [one.payload for one in queries_sync.catch_up({topic: since}, clock.now())] == [told[-1].payload]


@pytest.mark.parametrize(
    "body",
    [{"language": "de"}, {"sound": 1}, {"sound": None}, {"theme": "dark"}, {"profile": 1, "sound": True}, [], None],
)
def test_what_is_no_choice_is_refused_and_changes_nothing(world: World, body: object) -> None:
    status, answer = put(world.anna, body)
    assert (status, answer["error"]["code"]) == (422, "bad_arguments")
    assert start(world.anna)["preferences"] == DEFAULTS


def test_nobody_chooses_without_signing_in(world: World) -> None:
    assert put(None, {"sound": False})[0] == 401


def test_an_empty_wish_is_answered_with_what_holds(world: World) -> None:
    assert put(world.anna, {}) == (200, DEFAULTS)
