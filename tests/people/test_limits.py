"""How many codes go out, and what somebody is told who asks too often."""

import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.db import connection
from django.test import override_settings

from peremena import clock
from peremena.database.writing import write_queue
from peremena.people import actions_codes, rules
from peremena.people.hashing import BoundedArgon2
from peremena.people.models import CodeRequest
from peremena.site.serve import SWITCH_SECONDS
from tests.databases import Database
from tests.people.visitor import Visitor, account, codes_sent_to, told

PHONE = "+79161234567"
STRANGE = "+79990000000"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def before(*minutes: float) -> list[datetime]:
    return [NOON - timedelta(minutes=one) for one in sorted(minutes, reverse=True)]


@pytest.mark.parametrize(
    ("earlier", "wait"),
    [
        ([], None),
        (before(1, 2), None),
        (before(1, 2, 3), timedelta(minutes=7)),
        (before(1, 2, 10), None),
        (before(*range(60, 60 + 9 * 30, 30)), None),
        (before(*range(60, 60 + 10 * 30, 30)), timedelta(minutes=24 * 60 - 60 - 9 * 30)),
        (before(1, 2, 3, *range(60, 60 + 7 * 30, 30)), timedelta(minutes=24 * 60 - 60 - 6 * 30)),
        (before(24 * 60, *range(60, 60 + 9 * 30, 30)), None),
    ],
)
def test_three_in_ten_minutes_and_ten_a_day(earlier: list[datetime], wait: timedelta | None) -> None:
    assert rules.wait_for_code(earlier, NOON) == wait


@pytest.fixture
def _threads_as_in_the_server() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    yield
    sys.setswitchinterval(before)


@pytest.mark.parametrize("with_password", [True, False])
def test_the_fourth_code_in_ten_minutes_is_refused_and_later_granted(database: Database, with_password: bool) -> None:
    for _ in range(3):
        actions_codes.count_request(phone=PHONE, with_password=with_password)
    with pytest.raises(actions_codes.TooOften) as refused:
        actions_codes.count_request(phone=PHONE, with_password=with_password)
    assert 590 <= refused.value.retry_after <= 600
    clock.set_offset(timedelta(minutes=10, seconds=1))
    assert actions_codes.count_request(phone=PHONE, with_password=with_password).may_send


def test_parallel_requests_get_no_more_than_three(database: Database) -> None:
    def ask(_number: int) -> bool:
        try:
            return actions_codes.count_request(phone=PHONE, with_password=True).may_send
        except actions_codes.TooOften:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(16))) == 3


def test_the_answer_says_how_long_to_wait(sqlite_database: Database) -> None:
    for _ in range(3):
        Visitor().ask_for_code(STRANGE)
    answer = Visitor().ask_for_code(STRANGE)
    assert answer.status_code == 429
    error = told(answer)["error"]
    assert answer["Retry-After"] == str(error["retry_after"])
    assert 590 <= error["retry_after"] <= 600
    assert error["message"] == "Слишком часто. Попробуйте ещё раз через 10 мин."


def test_with_the_right_password_the_fourth_code_is_refused_too(sqlite_database: Database) -> None:
    account(PHONE)
    assert [Visitor().give_password(PHONE).status_code for _ in range(4)] == [401, 401, 401, 429]
    assert len(codes_sent_to(PHONE)) == 3


def test_strangers_cannot_spend_the_sms_of_those_who_know_their_password(sqlite_database: Database) -> None:
    account(PHONE)
    with override_settings(SMS_PER_DAY=4):
        assert [Visitor().ask_for_code(f"+7999000000{n}").status_code for n in range(3)] == [401, 401, 429]
        assert [Visitor().give_password(PHONE).status_code for _ in range(3)] == [401, 401, 429]


def test_yesterdays_requests_are_forgotten(sqlite_database: Database) -> None:
    for number in range(5):
        actions_codes.count_request(phone=f"+7999000000{number}", with_password=False)
    clock.set_offset(timedelta(days=1, seconds=1))
    actions_codes.count_request(phone=PHONE, with_password=False)
    assert CodeRequest.objects.count() == 1


def test_numbers_are_not_kept(sqlite_database: Database) -> None:
    actions_codes.count_request(phone=STRANGE, with_password=False)
    kept = CodeRequest.objects.get()
    assert STRANGE[1:] not in kept.number
    assert len(kept.number) == 32


def test_wrong_passwords_of_one_number_do_not_lock_out_another(sqlite_database: Database) -> None:
    account(PHONE)
    assert [Visitor().give_password(STRANGE).status_code for _ in range(6)] == [400] * 5 + [429]
    assert Visitor().give_password(PHONE).status_code == 401


def test_limits_of_an_address_answer_in_the_same_form(sqlite_database: Database) -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "1/m/ip"}):
        Visitor("10.0.0.1").give_password(STRANGE)
        answer = Visitor("10.0.0.1").give_password(STRANGE)
        elsewhere = Visitor("10.0.0.2").give_password(STRANGE)
    assert (answer.status_code, answer["Retry-After"], elsewhere.status_code) == (429, "60", 400)
    assert told(answer)["error"]["retry_after"] == 60


@pytest.fixture
def holds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Collects for how many seconds each write transaction made the others wait."""
    taken: list[float] = []
    done: list[float] = []
    take, release = write_queue._take, write_queue.release

    def watched_take(thread: int) -> None:
        taken.append(time.perf_counter())
        take(thread)

    def watched_release() -> None:
        done.append(time.perf_counter() - taken[-1])
        release()

    monkeypatch.setattr(write_queue, "_take", watched_take)
    monkeypatch.setattr(write_queue, "release", watched_release)
    return done


@pytest.fixture
def hashed_while_writing(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Collects for each password that was hashed whether messages had to wait for it."""
    seen: list[bool] = []
    verify = BoundedArgon2.verify

    def watched(*args: Any) -> bool:
        seen.append(write_queue.held_here())
        return verify(*args)

    monkeypatch.setattr(BoundedArgon2, "verify", watched)
    return seen


def test_a_class_behind_one_address_signs_in_at_once(
    sqlite_database: Database, _threads_as_in_the_server: None, holds: list[float], hashed_while_writing: list[bool]
) -> None:
    """Thirty people at once: all get in, and no write transaction holds up the messages (live.md, point 3)."""
    phones = [f"+7916000{number:04d}" for number in range(30)]
    for phone in phones:
        account(phone)
    holds.clear()

    def sign_in(phone: str) -> bool:
        try:
            visitor = Visitor("10.0.0.1")
            visitor.sign_in(phone)
            return visitor.is_signed_in
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(sign_in, phones))
    assert hashed_while_writing == [False] * 30
    # A machine that is busy elsewhere stops threads wherever they are; that is not the transaction's own length.
    assert sorted(holds)[len(holds) * 9 // 10] < 0.05


def test_hashing_is_bounded_to_two_at_once(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    running: list[int] = []
    most: list[int] = []

    def slow(*_args: object) -> str:
        running.append(1)
        most.append(len(running))
        time.sleep(0.02)
        running.pop()
        return "argon2$"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", slow)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(make_password, ["a password"] * 8))
    assert max(most) == 2
