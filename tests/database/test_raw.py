"""Plain SQL for many rows: the same on both databases, only inside a transaction, with Django's errors."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import IntegrityError, transaction

from peremena.chat.models import Conversation, Kind
from peremena.database import raw
from peremena.roster.models import School
from tests.databases import Database

COLUMNS = ("id", "name", "timezone")


def add(*rows: tuple[int, str]) -> None:
    with transaction.atomic():
        raw.insert_many("roster_school", COLUMNS, [(key, name, "Europe/Moscow") for key, name in rows])


def names() -> dict[int, str]:
    return dict(School.objects.values_list("pk", "name"))


def test_many_rows_arrive_as_they_are(database: Database) -> None:
    odd = "Школа \\N №\t7\n\"'\\. 🎒"
    add((1, odd), (2, ""))
    assert names() == {1: odd, 2: ""}


def test_a_row_that_is_there_already_spoils_all_of_them_with_djangos_error(database: Database) -> None:
    add((1, "первая"))
    with pytest.raises(IntegrityError):
        add((2, "вторая"), (1, "опять первая"))
    assert names() == {1: "первая"}


def test_numbers_are_set_where_the_keys_fit_and_nowhere_else(database: Database) -> None:
    one, two, three = (Conversation.objects.create(kind=Kind.GROUP).pk for _ in range(3))
    with transaction.atomic():
        raw.set_numbers("chat_conversation", ("last_seq", "last_no"), ("id",), [(8, 5, one), (9, 6, two), (7, 7, 0)])
    standing = Conversation.objects.order_by("pk").values_list("pk", "last_seq", "last_no")
    assert list(standing) == [(one, 8, 5), (two, 9, 6), (three, 0, 0)]


@pytest.mark.parametrize(
    "write",
    [
        partial(raw.insert_many, "roster_school", COLUMNS, [(1, "a", "Europe/Moscow")]),
        partial(raw.set_numbers, "chat_conversation", ("last_no",), ("id",), [(2, 1)]),
        partial(raw.write_many, "DELETE FROM roster_school WHERE id = %s", [(1,)]),
    ],
)
def test_outside_a_transaction_nothing_is_written(database: Database, write: Callable[[], None]) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        write()
    assert names() == {}
