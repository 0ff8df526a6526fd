"""SMS leave by one door: after the commit, outside the request, and only where they may be seen."""

import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest
from django.db import transaction
from django.test import override_settings

from peremena.notify import actions, delivery, queries, senders
from peremena.notify.development import ShownSms
from tests.databases import Database

PHONE = "+79161234567"


class Postbox:
    """A provider for tests; fails for texts that ask for it."""

    sent: list[tuple[str, str, str]] = []  # noqa: RUF012 the sender is made by its name, so the box is the class's

    def send(self, to: str, text: str, *, purpose: str) -> None:
        if text == "fail":
            raise ConnectionError("the provider is away")
        self.sent.append((to, text, purpose))


@pytest.fixture
def postbox() -> Iterator[list[tuple[str, str, str]]]:
    Postbox.sent.clear()
    senders.named.cache_clear()
    with override_settings(SMS_SENDER="tests.notify.test_sms.Postbox", DEMO=False, DEVELOPMENT=False):
        yield Postbox.sent
        delivery.wait()


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Path]:
    with override_settings(DATA=tmp_path, DEVELOPMENT=True, DEMO=False):
        yield tmp_path / "development_sms.json"
        delivery.wait()


def send(text: str) -> None:
    actions.send_sms(PHONE, text, purpose="a test")


def test_a_message_reaches_the_sender_that_the_operator_named(
    sqlite_database: Database, postbox: list[tuple[str, str, str]]
) -> None:
    send("hello")
    delivery.wait()
    assert postbox == [(PHONE, "hello", "a test")]


def test_nothing_is_sent_before_the_commit_nor_after_a_rollback(
    sqlite_database: Database, postbox: list[tuple[str, str, str]]
) -> None:
    with transaction.atomic():
        send("kept")
        delivery.wait()
        assert postbox == []
    with transaction.atomic():
        send("taken back")
        transaction.set_rollback(True)
    delivery.wait()
    assert [text for _, text, _ in postbox] == ["kept"]


def test_the_sender_works_in_a_thread_of_its_own(
    sqlite_database: Database, postbox: list[tuple[str, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    names: list[str] = []
    monkeypatch.setattr(Postbox, "send", lambda *_args, **_more: names.append(threading.current_thread().name))
    send("hello")
    delivery.wait()
    assert names == ["notify"]


def test_a_failing_sender_is_noted_without_the_text_and_does_not_stop_the_next(
    sqlite_database: Database, postbox: list[tuple[str, str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    send("fail")
    send("hello")
    delivery.wait()
    assert [text for _, text, _ in postbox] == ["hello"]
    [record] = caplog.records
    assert record.getMessage() == "a test to …67 was not sent"


def test_too_many_waiting_messages_are_dropped_and_never_waited_for(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    full: Queue[delivery.Sms] = Queue(maxsize=1)
    monkeypatch.setattr(delivery, "_waiting", full)
    monkeypatch.setattr(delivery, "_start", lambda: None)
    send("first")
    send("second")
    assert full.qsize() == 1
    assert [record.getMessage() for record in caplog.records] == [
        "a test to …67 dropped: too many messages wait for the sender"
    ]


def test_without_a_sender_the_log_says_so_and_holds_no_code(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    with override_settings(SMS_SENDER="", DEMO=False, DEVELOPMENT=False, DATA=tmp_path / "folder"):
        send("code 123456")
        delivery.wait()
    assert "no SMS sender is set up" in caplog.text
    assert "123456" not in caplog.text
    assert PHONE not in caplog.text
    assert not (tmp_path / "folder").exists()


def test_development_shows_the_last_hundred_the_newest_first(sqlite_database: Database, shown: Path) -> None:
    for number in range(103):
        send(f"message {number}")
    delivery.wait()
    messages = queries.shown_sms()
    assert len(messages) == 100
    assert isinstance(messages[0], ShownSms)
    assert (messages[0].to, messages[0].text, messages[-1].text) == (PHONE, "message 102", "message 3")
    assert shown.stat().st_mode & 0o777 == 0o600
    assert len(json.loads(shown.read_text())) == 100


def test_what_was_shown_in_development_is_not_shown_in_production(sqlite_database: Database, shown: Path) -> None:
    send("hello")
    delivery.wait()
    with override_settings(DEVELOPMENT=False):
        assert queries.shown_sms() == []


def test_a_demo_never_uses_the_sender_of_the_operator(
    sqlite_database: Database, postbox: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    with override_settings(DEMO=True, DATA=tmp_path):
        send("hello")
        delivery.wait()
        assert [one.text for one in queries.shown_sms()] == ["hello"]
    assert postbox == []
