"""The road from browser to browser, as docs/protocol.md promises it: a real server, on both databases."""

import json
import sqlite3
import time
import uuid
from contextlib import suppress

import pytest
from django.db import connection
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect as offer
from websockets.typing import Origin

from peremena.chat.models import Conversation, Message
from peremena.people import sessions as people_sessions
from peremena.people.models import Account, Profile
from tests.live.client import Json, LiveClient, session_of
from tests.live.conftest import Connect
from tests.server import Server
from tests.torture import cast
from tests.torture.cast import Somebody

BATCH = 40


def greeted(connect: Connect, *people: Somebody) -> list[LiveClient]:
    clients = [connect(one.session) for one in people]
    for client in clients:
        client.hello()
    return clients


# --- Handshake -------------------------------------------------------------------------------------------------------


def test_hello_names_every_topic_with_its_newest_seq(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    theirs, strange = cast.group("театр", [masha, petya]), cast.group("шахматы", [petya])
    client = connect(masha.session)
    hello = client.hello()
    assert (hello["protocol"], hello["profile"]) == (1, masha.profile)
    assert hello["heads"] == {f"p{masha.profile}": 0, f"c{theirs}": 0}
    assert f"c{strange}" not in hello["heads"]
    assert abs(hello["now"] - time.time() * 1000) < 10_000


@pytest.mark.parametrize(
    ("code", "options"),
    [
        (4403, {"origin": "https://elsewhere.example"}),
        (4403, {"origin": "null"}),
        (4403, {"origin": "http://[bad"}),
        (4403, {"origin": ""}),
        (4426, {"protocol": 0}),
        (4426, {"protocol": 2}),
    ],
)
def test_a_refusal_is_an_accepted_socket_closed_with_a_code(
    server: Server, connect: Connect, code: int, options: Json
) -> None:
    (masha,) = cast.people(1)
    assert connect(masha.session, **options).closed_with() == code


@pytest.mark.parametrize("session", ["", "nobody" * 5, "привет"])
def test_nobody_signed_in_is_told_so(server: Server, connect: Connect, session: str) -> None:
    assert connect(session.encode().decode("latin-1")).closed_with() == 4401


def test_an_account_without_a_profile_or_made_inactive_is_not_let_in(server: Server, connect: Connect) -> None:
    account = Account.objects.create(phone=f"+7902{uuid.uuid4().int % 10**7:07d}", password="!")
    assert connect(session_of(account)).closed_with() == 4401
    (masha,) = cast.people(1)
    Account.objects.filter(profile=masha.profile).update(is_active=False)
    assert connect(masha.session).closed_with() == 4401


def test_frames_are_not_compressed_even_where_the_browser_offers_it(server: Server, connect: Connect) -> None:
    """What is written to many sockets is one frame: per-socket compression would make garbage of it."""
    (masha,) = cast.people(1)
    with offer(
        f"ws://{server.address}/ws?protocol=1",
        additional_headers={"Cookie": f"sessionid={masha.session}"},
        origin=Origin(f"http://{server.address}"),
        compression="deflate",
    ) as socket:
        assert socket.protocol.extensions == []
        assert json.loads(socket.recv(timeout=5))["on"] == "hello"


# --- Sends -----------------------------------------------------------------------------------------------------------


def test_everybody_gets_a_message_in_one_order_without_holes(server: Server, connect: Connect) -> None:
    people = cast.people(4)
    conversation = cast.group("класс", people)
    clients = greeted(connect, *people)
    given = [
        (client, client.give("message.send", conversation=conversation, key=str(uuid.uuid4()), text=f"{who} {number}"))
        for number in range(10)
        for who, client in enumerate(clients)
    ]
    for client, one in given:
        assert "ok" in client.answer(one)
    seen = [[client.event("message.sent", topic=f"c{conversation}") for _ in range(BATCH)] for client in clients]
    assert [event["seq"] for event in seen[0]] == [event["no"] for event in seen[0]] == list(range(1, BATCH + 1))
    assert seen[1] == seen[0]
    assert seen[2] == seen[0]
    assert seen[3] == seen[0]
    for who in range(4):
        texts = [event["text"] for event in seen[0] if event["by"] == people[who].profile]
        assert texts == [f"{who} {number}" for number in range(10)], "the sends of one socket keep their order"


def test_the_event_comes_before_the_answer_and_says_the_same(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    client, other = greeted(connect, masha, petya)
    key = str(uuid.uuid4())
    answer = client.send(conversation, "  Привет!\x00 ", key)
    assert len(client.events) == 1
    event = other.event("message.sent")
    assert event == client.event("message.sent")
    assert {name: event[name] for name in ("no", "seq", "at")} == answer["ok"]
    assert (event["text"], event["key"], event["by"]) == ("Привет!", key, masha.profile)
    stored = Message.objects.get(conversation=conversation)
    assert (stored.text, stored.no, stored.changed_seq, stored.sent_at_ms) == ("Привет!", 1, 1, event["at"])


def test_the_same_key_is_the_same_message_for_ever(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    one, two = cast.group("класс", [masha, petya]), cast.group("театр", [masha, petya])
    client, other = greeted(connect, masha, petya)
    key = str(uuid.uuid4())
    first = client.send(one, "раз", key)["ok"]
    twins = [client.give("message.send", conversation=one, key=key, text="раз") for _ in range(5)]
    assert [client.answer(twin)["ok"] for twin in twins] == [first] * 5
    assert client.send(one, "два", key)["error"]["code"] == "key_reused"
    assert client.send(two, "раз", key)["error"]["code"] == "key_reused"
    assert "ok" in other.send(one, "раз", key), "the keys of two authors have nothing to do with each other"
    assert Message.objects.filter(conversation=one).count() == 2
    assert Message.objects.filter(conversation=two).count() == 0


def test_twins_in_one_batch_are_one_message(server: Server, connect: Connect) -> None:
    (masha,) = cast.people(1)
    conversation = cast.group("класс", [masha])
    (client,) = greeted(connect, masha)
    key = str(uuid.uuid4())
    given = [client.give("message.send", conversation=conversation, key=key, text="раз") for _ in range(20)]
    answers = {json.dumps(client.answer(one)["ok"]) for one in given}
    assert len(answers) == 1
    assert Message.objects.filter(conversation=conversation).count() == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t\x00 ", "empty"),
        ("я" * 4097, "too_long"),
        ("😀" * 4097, "too_long"),
        ("😀" * 4096, None),
        ("\u202eперевёрнуто", None),
        ("a\x00b", None),
    ],
)
def test_texts(server: Server, connect: Connect, text: str, code: str | None) -> None:
    (masha,) = cast.people(1)
    conversation = cast.group("класс", [masha])
    (client,) = greeted(connect, masha)
    answer = client.send(conversation, text)
    assert answer.get("error", {}).get("code") == code
    assert Message.objects.filter(conversation=conversation).count() == (0 if code else 1)


def test_where_one_does_not_sit_there_is_nothing(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    strange = cast.group("шахматы", [petya])
    (client,) = greeted(connect, masha)
    for conversation in (strange, 2**53):
        assert client.send(conversation, "раз")["error"]["code"] == "not_found"
        for command, fields in (("conversation.read", {"no": 1}), ("conversation.typing", {})):
            answer = client.command(command, conversation=conversation, **fields)
            assert answer["error"]["code"] == "not_found"
        assert client.command("sync", topics={f"c{conversation}": 0})["ok"]["topics"] == {
            f"c{conversation}": {"gone": True}
        }
    assert client.command("presence.watch", profiles=[petya.profile])["ok"] == {"online": []}
    assert not Message.objects.filter(conversation=strange).exists()


# --- Frames that are no commands -------------------------------------------------------------------------------------

DEEP = "[" * 30_000


@pytest.mark.parametrize(
    ("frame", "code", "given"),
    [
        ("nonsense", "bad_json", None),
        ("", "bad_json", None),
        ("[1]", "bad_json", None),
        ("null", "bad_json", None),
        (b"\xff\xfe", "bad_json", None),
        ('{"id": ' + DEEP, "bad_json", None),
        ('{"id": 1, "do": "sync", "x": ' + DEEP, "bad_json", None),
        ('{"id": 5, "do": "message.burn"}', "unknown_command", 5),
        ('{"id": 5}', "unknown_command", 5),
        ('{"id": "5", "do": 7}', "unknown_command", None),
        ('{"do": "sync", "topics": {}}', "bad_arguments", None),
        ('{"id": 5, "do": "sync"}', "bad_arguments", 5),
        ('{"id": 5, "do": "sync", "topics": {"c1": "x"}}', "bad_arguments", 5),
        ('{"id": 5, "do": "sync", "topics": {"c1": -1}}', "bad_arguments", 5),
        ('{"id": 5, "do": "sync", "topics": {}, "more": 1}', "bad_arguments", 5),
        ('{"id": 5, "do": "message.send", "conversation": 1, "key": "x", "text": "y"}', "bad_arguments", 5),
        ('{"id": 5, "do": "message.send", "conversation": 0, "key": "x", "text": "y"}', "bad_arguments", 5),
        ('{"id": 5, "do": "conversation.typing", "conversation": 1e99}', "bad_arguments", 5),
        ('{"id": 5, "do": "conversation.read", "conversation": 1, "no": 9999999999999999999999}', "bad_arguments", 5),
        (json.dumps({"id": 5, "do": "presence.watch", "profiles": list(range(1, 52))}), "bad_arguments", 5),
    ],
)
def test_a_frame_that_is_no_command_is_answered_and_the_socket_lives(
    server: Server, connect: Connect, frame: str | bytes, code: str, given: int | None
) -> None:
    (masha,) = cast.people(1)
    (client,) = greeted(connect, masha)
    client.socket.send(frame)
    answer = json.loads(client.socket.recv(timeout=5))
    assert (answer["error"]["code"], answer["id"]) == (code, given)
    assert client.command("sync", topics={})["ok"]["topics"] == {}


def test_an_id_of_any_size_comes_back(server: Server, connect: Connect) -> None:
    (masha,) = cast.people(1)
    conversation = cast.group("класс", [masha])
    (client,) = greeted(connect, masha)
    for given in (0, -1, 2**64, 10**4000):
        for command in ('"sync","topics":{}', f'"conversation.read","conversation":{conversation},"no":0'):
            client.socket.send(f'{{"id":{given},"do":{command}}}')
            answer = client.socket.recv(timeout=5)
            assert str(answer).startswith(f'{{"id":{given},"ok"'), str(answer)[:100]


def test_a_lone_surrogate_spoils_nobody_elses_batch(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    client, other = greeted(connect, masha, petya)
    broken = json.dumps({"id": 1, "do": "message.send", "conversation": conversation, "key": "k", "text": "\ud800"})
    client.socket.send(broken.replace('"k"', f'"{uuid.uuid4()}"'))
    assert json.loads(client.socket.recv(timeout=5))["error"]["code"] == "bad_json"
    assert "ok" in other.send(conversation, "раз")


def test_a_frame_over_64_kb_closes_the_socket(server: Server, connect: Connect) -> None:
    (masha,) = cast.people(1)
    small, large = greeted(connect, masha, masha)
    small.socket.send(" " * 65_000 + '{"id":1,"do":"sync","topics":{}}')
    assert json.loads(small.socket.recv(timeout=5))["id"] == 1
    with suppress(ConnectionClosed):
        large.socket.send("x" * 10_000_000)
    assert large.closed_with() in {1006, 1009}


# --- Bounds ----------------------------------------------------------------------------------------------------------


def test_more_than_32_unanswered_commands_are_busy_and_say_when_to_come_again(server: Server, connect: Connect) -> None:
    (masha,) = cast.people(1)
    conversation = cast.group("класс", [masha])
    (client,) = greeted(connect, masha)
    with holding_the_conversation(server, conversation):
        given = [
            client.give("message.send", conversation=conversation, key=str(uuid.uuid4()), text=f"{number}")
            for number in range(40)
        ]
        refused = [client.answer(one) for one in given[32:]]
    assert [one["error"]["code"] for one in refused] == ["busy"] * 8
    assert all(one["error"]["retry_after_ms"] > 0 for one in refused)
    assert [client.answer(one)["ok"]["no"] for one in given[:32]] == list(range(1, 33))


class holding_the_conversation:  # noqa: N801 reads as a sentence
    """Keep the server from committing: another process holds the database (SQLite) or the row (PostgreSQL)."""

    def __init__(self, server: Server, conversation: int) -> None:
        self._server = server
        self._conversation = conversation

    def __enter__(self) -> None:
        if self._server.database.path is not None:
            self._line = sqlite3.connect(self._server.database.path, isolation_level=None)
            self._line.execute("BEGIN IMMEDIATE")
        else:
            connection.ensure_connection()
            connection.connection.autocommit = False
            connection.connection.execute(
                "SELECT id FROM chat_conversation WHERE id = %s FOR UPDATE", [self._conversation]
            )

    def __exit__(self, *_error: object) -> None:
        if self._server.database.path is not None:
            self._line.execute("ROLLBACK")
            self._line.close()
        else:
            connection.connection.rollback()
            connection.connection.autocommit = True


# --- Read marks, typing ----------------------------------------------------------------------------------------------


def test_read_marks_take_no_seq_of_the_conversation(server: Server, connect: Connect) -> None:
    masha, petya, kolya = cast.people(3)
    conversation = cast.group("класс", [masha, petya, kolya])
    author, reader, third = greeted(connect, masha, petya, kolya)
    (second_tab,) = greeted(connect, petya)
    for number in range(3):
        author.send(conversation, str(number))
    assert reader.command("conversation.read", conversation=conversation, no=2)["ok"] == {"no": 2}
    own = second_tab.event("conversation.read")
    assert (own["topic"], own["seq"], own["conversation"], own["no"]) == (f"p{petya.profile}", 1, conversation, 2)
    marks = third.event("conversation.read_by")
    assert marks["marks"] == [[masha.profile, 3], [petya.profile, 2]]
    assert "seq" not in marks
    assert Conversation.objects.get(pk=conversation).last_seq == 3
    assert "conversation.read" not in {event["on"] for event in author.quiet(0.2)}, "it is the reader's own stream"
    assert reader.command("conversation.read", conversation=conversation, no=1)["ok"] == {"no": 2}, "never backward"
    assert reader.command("conversation.read", conversation=conversation, no=99)["ok"] == {"no": 3}, "never beyond"


def test_marks_of_many_readers_are_told_at_most_once_a_second(server: Server, connect: Connect) -> None:
    people = cast.people(6)
    conversation = cast.group("класс", people)
    clients = greeted(connect, *people)
    for number in range(5):
        clients[0].send(conversation, str(number))
    started = time.monotonic()
    for no in range(1, 6):
        for client in clients[1:]:
            client.command("conversation.read", conversation=conversation, no=no)
    seconds = time.monotonic() - started
    told = [event for event in clients[0].quiet(1.3) if event["on"] == "conversation.read_by"]
    assert 1 <= len(told) <= seconds + 2
    assert [no for _, no in told[-1]["marks"]] == [5, 5]


def test_typing_is_told_to_the_others_at_most_once_in_three_seconds(server: Server, connect: Connect) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    client, other = greeted(connect, masha, petya)
    for _ in range(5):
        assert client.command("conversation.typing", conversation=conversation)["ok"] == {}
    told = other.event("typing")
    assert (told["topic"], told["by"]) == (f"c{conversation}", masha.profile)
    assert "seq" not in told
    assert other.quiet(0.5) == []


def test_presence_is_told_to_those_who_share_a_chat_and_ask(server: Server, connect: Connect) -> None:
    masha, petya, stranger = cast.people(3)
    cast.group("класс", [masha, petya])
    (client,) = greeted(connect, masha)
    (foreign,) = greeted(connect, stranger)
    watched = client.command("presence.watch", profiles=[petya.profile, stranger.profile])
    assert watched["ok"] == {"online": []}, "the stranger is online and it is nobody's business"
    (other,) = greeted(connect, petya)
    assert client.event("presence", seconds=5)["profile"] == petya.profile
    foreign.close()
    other.close()
    assert client.event("presence", seconds=5) == {"on": "presence", "profile": petya.profile, "online": False}
    assert client.quiet(0.2) == []


# --- Sessions --------------------------------------------------------------------------------------------------------


def test_a_session_that_is_ended_elsewhere_closes_its_sockets_within_two_seconds(
    server: Server, connect: Connect
) -> None:
    account = Account.objects.create(phone=f"+7902{uuid.uuid4().int % 10**7:07d}", password="!")
    Profile.objects.create(account=account, surname="Ким", first_name="Зоя", display_name="Зоя Ким")
    ended, staying = session_of(account), session_of(account)
    first, second = connect(ended), connect(staying)
    first.hello()
    second.hello()
    started = time.monotonic()
    people_sessions.SessionStore(ended).delete()
    assert first.closed_with(seconds=5) == 4401
    assert time.monotonic() - started < 2
    assert second.quiet(0.2) == []
    assert "ok" in second.command("sync", topics={})
    assert connect(ended).closed_with() == 4401
