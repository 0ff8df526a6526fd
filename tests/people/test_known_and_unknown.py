"""Nobody learns from an answer whether a number is known here: status, body, work and counts are alike."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from peremena import clock
from peremena.people import hashing
from tests.databases import Database
from tests.people.visitor import WRONG_CODE, Visitor, account, code_sent_to, codes_sent_to

KNOWN, CLOSED, UNKNOWN = "+79161234567", "+79161234568", "+79161234569"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects each time that a password is hashed, for whatever reason."""
    done: list[str] = []

    def counting(method: Callable[..., object]) -> Callable[..., object]:
        def counted(*args: object) -> object:
            done.append("argon2")
            return method(*args)

        return counted

    for name in ("encode", "verify"):
        monkeypatch.setattr(hashing.BoundedArgon2, name, counting(getattr(hashing.BoundedArgon2, name)))
    return done


@pytest.fixture
def cast(sqlite_database: Database) -> None:
    account(KNOWN)
    account(CLOSED, is_active=False)


@dataclass(frozen=True)
class Seen:
    """All that somebody outside could see or measure of one answer."""

    status: int
    body: bytes
    cookies: tuple[str, ...]
    headers: tuple[str, ...]
    hashes: int
    statements: tuple[str, ...]


def seen(ask: Callable[[], HttpResponse], hashed: list[str]) -> Seen:
    before = len(hashed)
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    return Seen(
        answer.status_code,
        answer.content,
        tuple(sorted(answer.cookies)),
        tuple(sorted(answer.headers)),
        len(hashed) - before,
        tuple(_shape(query["sql"]) for query in queries),
    )


def _shape(sql: str) -> str:
    """Return the statement without its values."""
    return re.sub(r"'[^']*'|\b\d+\b", "?", sql)


def each(steps: Callable[[str], Iterator[Callable[[], HttpResponse]]], hashed: list[str]) -> list[list[Seen]]:
    """Go the same way with each of the three numbers."""
    return [[seen(ask, hashed) for ask in steps(number)] for number in (KNOWN, CLOSED, UNKNOWN)]


def test_a_wrong_password(cast: None, hashed: list[str]) -> None:
    def steps(number: str) -> Iterator[Callable[[], HttpResponse]]:
        visitor = Visitor()
        yield from [lambda: visitor.give_password(number, "wrong")] * 7

    known, closed, unknown = each(steps, hashed)
    assert known == closed == unknown
    assert [one.status for one in known] == [400] * 5 + [429] * 2
    assert [one.hashes for one in known] == [1] * 5 + [0] * 2


def test_the_right_password_of_a_closed_account(cast: None, hashed: list[str]) -> None:
    closed = seen(lambda: Visitor().give_password(CLOSED), hashed)
    unknown = seen(lambda: Visitor().give_password(UNKNOWN), hashed)
    assert closed == unknown


def test_a_code_asked_for_confirmed_and_sent_again(cast: None, hashed: list[str]) -> None:
    def steps(number: str) -> Iterator[Callable[[], HttpResponse]]:
        visitor = Visitor()
        yield lambda: visitor.ask_for_code(number)
        yield lambda: visitor.give_code(WRONG_CODE)
        yield visitor.ask_again
        yield from [lambda: visitor.give_code("000000")] * 4
        yield lambda: visitor.give_code("000000")
        yield visitor.ask_again
        yield lambda: visitor.ask_for_code(number)
        yield lambda: visitor.ask_for_code(number)

    known, closed, unknown = each(steps, hashed)
    assert [one.status for one in known] == [401, 400, 200, 400, 400, 400, 400, 409, 409, 401, 429]
    assert known == closed == unknown


def test_only_known_numbers_are_sent_anything(cast: None) -> None:
    for number in (KNOWN, CLOSED, UNKNOWN):
        Visitor().ask_for_code(number)
    assert [len(codes_sent_to(number)) for number in (KNOWN, CLOSED, UNKNOWN)] == [1, 0, 0]


def test_sign_ins_of_the_owner_do_not_show_in_the_count_of_strangers(cast: None) -> None:
    owner, stranger = Visitor(), Visitor()
    for minutes in range(0, 15, 5):
        clock.set_offset(timedelta(minutes=minutes))
        owner.give_password(KNOWN)
        assert owner.give_code(code_sent_to(KNOWN)).status_code == 200
        owner.sign_out()
    sent = len(codes_sent_to(KNOWN))
    assert [stranger.ask_for_code(KNOWN).status_code for _ in range(4)] == [401, 401, 401, 429]
    # Three had gone within ten minutes, two of them still count: of the stranger's, one more went and two were silent.
    assert len(codes_sent_to(KNOWN)) - sent <= 1
