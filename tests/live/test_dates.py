"""Rights by dates: judged at the moment of use, even where what is materialised is late."""

import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from peremena import clock
from peremena.chat import access, commands, queries, queries_messages, queries_sync
from peremena.chat.actions_read import Mark, mark_read
from peremena.chat.actions_send import send_messages
from peremena.chat.drafts import Draft, Refused
from peremena.chat.models import Conversation
from peremena.chat.queries_sync import Ask
from peremena.live.contract import Call, Principal
from peremena.roster import actions as roster
from tests import world as worlds
from tests.databases import Database
from tests.live.client import LiveClient, session_of
from tests.live.conftest import beside
from tests.live.speaking import say
from tests.server import Server
from tests.world import World

MIDNIGHT_ZONE = "Europe/Moscow"


@pytest.fixture
def world(database: Database) -> World:
    return worlds.build()


def chat(title: str) -> int:
    return Conversation.objects.get(title=title).id


def outcome_of(conversation: int, author: int) -> str:
    (outcome,) = send_messages([Draft(author, conversation, str(uuid.uuid4()), "раз")])
    return outcome.code if isinstance(outcome, Refused) else "stored"


def may(conversation: int, profile: int) -> dict[str, bool]:
    """Say what a profile may do with a conversation at this moment, by every road there is."""
    now = clock.now()
    topic = f"c{conversation}"
    call = Call(Principal(profile, "", 0.0), commands.ShowTyping(id=1, conversation=conversation))
    try:
        access.conversation_for_reading(profile, conversation)
    except access.NotFound:
        fetch = False
    else:
        fetch = True
    return {
        "send": outcome_of(conversation, profile) == "stored",
        "fetch": fetch,
        "sync": not queries_sync.answers([Ask(profile, {topic: 0})], now, 4096)[0].topics[topic].gone,
        "hear": topic in {right.topic for right in queries.subscriptions_of([profile], now)[profile]},
        "list": conversation in {row.id for row in queries.rows_of(profile, now)},
        "mark": mark_read([Mark(profile, conversation, 1)]) != [None],
        "typing": commands.typing([call])[0].error is None,
    }


ALL = dict.fromkeys(("send", "fetch", "sync", "hear", "list", "mark", "typing"), True)
NOTHING = dict.fromkeys(ALL, False)


def test_a_right_that_ends_at_midnight_ends_at_midnight_though_nobody_refreshed(
    world: World, set_clock: Callable[[datetime], None]
) -> None:
    roster.expel(by=None, person=world.masha.person, on=worlds.tomorrow())
    midnight = clock.midnight(worlds.tomorrow(), MIDNIGHT_ZONE)
    for title, member in (("3 А", world.masha), ("3 А Родители", world.boris)):
        set_clock(midnight - timedelta(seconds=5))
        assert may(chat(title), member.id) == ALL
        set_clock(midnight)
        assert may(chat(title), member.id) == NOTHING
    assert may(chat("3 А Родители"), world.vera.id) == ALL, "whose child stays"


def test_others_do_not_count_those_whose_right_is_over(world: World, set_clock: Callable[[datetime], None]) -> None:
    conversation = chat("3 А")
    say(conversation, world.elena.id, "раз")
    roster.expel(by=None, person=world.masha.person, on=worlds.tomorrow())
    everybody = {world.masha.id, world.petya.id}
    before = queries_messages.readers(conversation, world.elena.id, 1, clock.now())
    assert everybody <= {one.profile for one in before.unread}
    assert queries.fellows(world.elena.id, sorted(everybody), clock.now()) == tuple(sorted(everybody))
    set_clock(clock.midnight(worlds.tomorrow(), MIDNIGHT_ZONE))
    after = queries_messages.readers(conversation, world.elena.id, 1, clock.now())
    assert world.masha.id not in {one.profile for one in after.unread}
    assert queries.fellows(world.petya.id, [world.masha.id], clock.now()) == ()


def test_what_begins_tomorrow_gives_nothing_today(world: World) -> None:
    conversation = chat("3 Б")
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b, on=worlds.tomorrow())
    assert may(conversation, world.masha.id) == NOTHING


@pytest.fixture
def server(sqlite_database: Database, tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path, sqlite_database).start()
    with beside(one):
        yield one
    one.stop()


def test_at_midnight_delivery_stops_and_the_other_chat_appears_by_itself(server: Server) -> None:
    world = worlds.build()
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b, on=worlds.tomorrow())
    before, after = chat("3 А"), chat("3 Б")
    assert world.masha.account is not None
    client = LiveClient(server.address, session_of(world.masha.account))
    heads = client.hello()["heads"]
    assert f"c{before}" in heads
    assert f"c{after}" not in heads
    midnight = clock.midnight(worlds.tomorrow(), MIDNIGHT_ZONE)
    server.move_clock((midnight - clock.now()).total_seconds() + 0.1)
    joined = client.event("membership.changed", seconds=5)
    left = [client.event("membership.ended", seconds=5)["conversation"] for _ in range(2)]
    assert joined["row"]["id"] == after
    assert set(left) == {before, chat("3А - Математика")}
    say(after, world.nina.id, "здравствуй")
    say(before, world.elena.id, "до свидания")
    assert client.event("message.sent", seconds=5)["text"] == "здравствуй"
    # What was said while the right was still being given may be told twice: it is the same message.
    told = [event["text"] for event in client.quiet(0.5) if event["on"] == "message.sent"]
    assert "до свидания" not in told
    client.close()


def test_a_server_that_was_off_at_midnight_catches_up_at_its_start(server: Server) -> None:
    world = worlds.build()
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b, on=worlds.tomorrow())
    server.stop()
    midnight = clock.midnight(worlds.tomorrow(), MIDNIGHT_ZONE)
    server.move_clock((midnight - clock.now()).total_seconds() + 3600)
    server.start()
    assert world.masha.account is not None
    client = LiveClient(server.address, session_of(world.masha.account))
    heads = client.hello()["heads"]
    assert f"c{chat('3 Б')}" in heads
    assert f"c{chat('3 А')}" not in heads
    client.close()
