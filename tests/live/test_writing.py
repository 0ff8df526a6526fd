"""What a send does to the database, and what the database may do to a send."""

import logging
import os
import re
import subprocess
import sys
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from peremena.chat import actions_send
from peremena.chat.actions_send import send_messages
from peremena.chat.drafts import KEY_REUSED, RETRY_SAME_KEY, Draft, Refused, Stored
from peremena.chat.models import Conversation, Message
from peremena.database import raw
from peremena.database.writing import write_queue
from peremena.live import publishing
from peremena.live.committer import Committer, Waiting
from peremena.live.contract import Answer, Call, Command, Kind, Limit, Principal, Published
from peremena.people import actions as people
from tests.databases import Database
from tests.statements import counted
from tests.torture import cast
from tests.web import post, visitor

FULL = 2
LOGIN = "/id/browser/v1/auth/login"
LONGEST_HOLD_SECONDS = 0.05


def draft(author: int, conversation: int, text: str = "раз", key: str = "") -> Draft:
    return Draft(author, conversation, key or str(uuid.uuid4()), text)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Published]:
    """What browsers would have been told."""
    news: list[Published] = []
    monkeypatch.setattr(publishing.ports, "after_commit", transaction.on_commit)
    monkeypatch.setattr(
        publishing.ports, "sink", lambda told: news.extend(one for one in told if isinstance(one, Published))
    )
    return news


# --- The disk --------------------------------------------------------------------------------------------------------


def _durability() -> list[tuple[int]]:
    return [*raw.rows("PRAGMA synchronous"), *raw.rows("PRAGMA journal_mode")]


def test_every_connection_waits_for_the_disk(sqlite_database: Database) -> None:
    """Those of HTTP's threads, of the committer, and of the commands: `kill -9` could not show that one does not."""
    seen = [_durability()]

    def ask(calls: Sequence[Call]) -> list[Answer]:
        seen.append(_durability())
        connections.close_all()
        return [Answer() for _ in calls]

    committer = Committer(lambda _answered: None, lambda death: seen.append([death]))  # type: ignore[list-item]
    kind = Kind("ask", Command, Command, ask, Limit(1, 1), writes=True)
    committer.put(kind, Waiting(Call(Principal(1, "", 0.0), Command(id=1)), None))  # type: ignore[arg-type]
    committer.start()
    assert committer.stop(10)
    connection.close()
    seen.append(_durability())
    assert seen == [[(FULL,), ("wal",)]] * 3
    assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_the_command_line_waits_for_the_disk_too(tmp_path: Path) -> None:
    program = (
        "from peremena.site import cli; cli._prepare_database(); from peremena.database import raw;"
        " print(raw.rows('PRAGMA synchronous'))"
    )
    environment = {**os.environ, "PEREMENA_DATA": str(tmp_path), "PEREMENA_DATABASE": ""}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"[({FULL},)]"


# --- One batch -------------------------------------------------------------------------------------------------------


def test_a_batch_is_one_transaction_with_as_many_statements_as_one_message(
    database: Database, heard: list[Published]
) -> None:
    people_of_it = cast.people(20)
    conversations = [cast.group("класс", people_of_it) for _ in range(10)]
    with counted() as alone:
        send_messages([draft(people_of_it[0].profile, conversations[0])])
    drafts = [draft(one.profile, place) for one in people_of_it for place in conversations]
    with counted() as together:
        outcomes = send_messages(drafts)
    assert all(isinstance(one, Stored) for one in outcomes)
    assert len(together) == len(alone) <= 6, str(together)
    assert len(heard) == 201


def test_conversations_are_locked_in_ascending_order(postgres_database: Database) -> None:
    (masha,) = cast.people(1)
    conversations = [cast.group("класс", [masha]) for _ in range(4)]
    with counted() as statements:
        send_messages([draft(masha.profile, place) for place in reversed(conversations)])
    (lock,) = [text for text in statements.texts if re.search("FOR (NO KEY )?UPDATE", text)]
    assert "FROM chat_conversation" in lock
    assert "ORDER BY id FOR" in lock


def test_numbers_are_dense_per_conversation_in_the_order_of_arrival(database: Database) -> None:
    masha, petya = cast.people(2)
    one, two = cast.group("класс", [masha, petya]), cast.group("театр", [masha, petya])
    outcomes = send_messages([draft(masha.profile, place) for place in (one, two, one, two, one)])
    assert [(outcome.no, outcome.seq) for outcome in outcomes if isinstance(outcome, Stored)] == [
        (1, 1),
        (1, 1),
        (2, 2),
        (2, 2),
        (3, 3),
    ]
    assert Conversation.objects.get(pk=one).last_no == 3


# --- Duplicates ------------------------------------------------------------------------------------------------------


def test_a_race_on_one_key_spoils_the_batch_for_nobody_else(
    database: Database, monkeypatch: pytest.MonkeyPatch, heard: list[Published]
) -> None:
    """Another process stores the same key after we looked for it: the constraint says so, and all is tried singly."""
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    twin = draft(masha.profile, conversation)
    (first,) = send_messages([twin])
    real, calls = actions_send._already_stored, []

    def blind_once(drafts: Any) -> Any:
        calls.append(len(drafts))
        return {} if len(calls) == 1 else real(drafts)

    monkeypatch.setattr(actions_send, "_already_stored", blind_once)
    others = [draft(petya.profile, conversation, "два"), draft(masha.profile, conversation, "три")]
    outcomes = send_messages([others[0], twin, others[1]])
    assert calls == [3, 1, 1, 1]
    assert [one.no for one in outcomes if isinstance(one, Stored)] == [2, 1, 3]
    assert outcomes[1] == first
    assert [event.seq for event in heard] == [1, 2, 3], "of the batch that failed nothing was told"


def test_a_key_reused_is_said_before_a_seq_is_given(database: Database) -> None:
    masha, petya = cast.people(2)
    conversation, other = cast.group("класс", [masha, petya]), cast.group("театр", [masha])
    one = draft(masha.profile, conversation)
    outcomes = send_messages(
        [
            one,
            Draft(one.author, one.conversation, one.key, "другое"),
            Draft(one.author, other, one.key, one.text),
            draft(masha.profile, conversation),
        ]
    )
    assert outcomes[1:3] == [KEY_REUSED, KEY_REUSED]
    assert isinstance(outcomes[3], Stored)
    assert outcomes[3].no == 2


def test_who_was_removed_is_still_told_of_what_was_stored_before(database: Database) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    one = draft(masha.profile, conversation)
    (stored,) = send_messages([one])
    cast.leave(conversation, masha.profile)
    assert send_messages([one]) == [stored], "the acknowledgement may have been lost on its way"
    (refused,) = send_messages([draft(masha.profile, conversation)])
    assert isinstance(refused, Refused)
    assert refused.code == "not_found"


# --- Trouble ---------------------------------------------------------------------------------------------------------


def test_a_connection_lost_at_the_commit_asks_for_the_same_key_again(
    database: Database, monkeypatch: pytest.MonkeyPatch, heard: list[Published], caplog: pytest.LogCaptureFixture
) -> None:
    """The commit happened and its answer was lost: nobody knows, and only the key can tell."""
    caplog.set_level(logging.CRITICAL, "peremena.chat")
    (masha,) = cast.people(1)
    conversation = cast.group("класс", [masha])
    one = draft(masha.profile, conversation)
    real = connection._commit  # type: ignore[attr-defined] # Django's own seam

    def lost() -> None:
        real()
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", lost)
        assert send_messages([one]) == [RETRY_SAME_KEY]
    assert RETRY_SAME_KEY.retry_after_ms > 0
    (again,) = send_messages([one])
    assert isinstance(again, Stored)
    assert Message.objects.count() == 1
    assert not write_queue.held_here()


def test_a_database_that_gives_no_answer_is_never_a_plain_error(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "peremena.chat")
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    drafts = [draft(masha.profile, conversation), draft(petya.profile, conversation)]
    for error in (OperationalError("database is locked"), OperationalError("database or disk is full")):
        with monkeypatch.context() as patch:
            patch.setattr(actions_send, "write_places", _raising(error))
            assert send_messages(drafts) == [RETRY_SAME_KEY] * 2
    with monkeypatch.context() as patch:
        patch.setattr(actions_send, "write_places", _raising(IntegrityError("twice")))
        assert send_messages(drafts) == [RETRY_SAME_KEY] * 2
    assert [one.no for one in send_messages(drafts) if isinstance(one, Stored)] == [1, 2]


def _raising(error: Exception) -> Any:
    def write(*_arguments: object) -> None:
        raise error

    return write


# --- Nothing long under the lock -------------------------------------------------------------------------------------


def shortest_hold(of: Callable[[int], object], rounds: int = 5) -> float:
    """Return the longest hold of the quietest round: a busy machine lengthens some of them, a mistake all."""
    holds = []
    for number in range(rounds):
        write_queue.longest_hold = 0.0
        of(number)
        holds.append(write_queue.longest_hold)
    assert all(holds), "something was written in every round"
    return min(holds)


@pytest.fixture
def hashed_while_held(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Notes at every hashing of a password whether the present thread held the write queue."""
    seen: list[bool] = []
    for name in ("encode", "verify"):
        real = getattr(Argon2PasswordHasher, name)

        def noted(*arguments: Any, real: Any = real) -> Any:
            seen.append(write_queue.held_here())
            return real(*arguments)

        monkeypatch.setattr(Argon2PasswordHasher, name, noted)
    return seen


def test_the_write_queue_is_not_held_while_a_password_is_hashed(
    sqlite_database: Database, hashed_while_held: list[bool], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "peremena.notify")

    def sign_up_and_in(number: int) -> None:
        phone = f"+7916200{number:04d}"
        people.create_account(by=None, phone=phone, password="correct horse battery")
        right = post(visitor(), LOGIN, {"phone": phone, "password": "correct horse battery"})
        wrong = post(visitor(), LOGIN, {"phone": phone, "password": "another"})
        assert {right.status_code, wrong.status_code} <= {200, 400, 401}, right.content

    assert shortest_hold(sign_up_and_in) < LONGEST_HOLD_SECONDS
    assert len(hashed_while_held) >= 15
    assert not any(hashed_while_held)


def test_a_full_batch_holds_the_write_queue_for_less_than_a_blink(sqlite_database: Database) -> None:
    people_of_it = cast.people(100)
    conversation = cast.group("класс", people_of_it)

    def send(_number: int) -> None:
        send_messages([draft(one.profile, conversation, "текст " * 30) for one in people_of_it * 5])

    assert shortest_hold(send) < 0.2


def test_reading_takes_no_turn(sqlite_database: Database) -> None:
    (masha,) = cast.people(1)
    client = visitor(masha.session)
    assert client.get("/api/start").status_code == 200
    write_queue.longest_hold = 0.0
    assert client.get("/api/start").status_code == 200
    assert write_queue.longest_hold == 0.0, "the start state writes nothing"
