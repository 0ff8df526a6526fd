"""Phone, password, code; and the ways that do not lead in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from peremena import clock
from peremena.people import phones
from peremena.people.models import Account
from tests.databases import Database
from tests.people.visitor import ID, PASSWORD, WRONG_CODE, Visitor, account, code_sent_to, codes_sent_to, told

PHONE = "+79161234567"


def test_phone_password_and_code_let_in(database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    answer = visitor.give_password(PHONE)
    assert (answer.status_code, told(answer)["data"]["flows"][-1]) == (401, {"id": "login_by_code", "is_pending": True})
    assert not visitor.is_signed_in
    code = code_sent_to(PHONE)
    assert len(code) == 6
    assert visitor.give_code(code).status_code == 200
    assert visitor.is_signed_in
    assert Account.objects.get(phone=PHONE).phone_verified


def test_a_code_alone_lets_in_too(database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    assert visitor.ask_for_code(PHONE).status_code == 401
    assert visitor.give_code(code_sent_to(PHONE)).status_code == 200
    assert visitor.is_signed_in


def test_a_wrong_password_sends_nothing(sqlite_database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    assert visitor.give_password(PHONE, "another").status_code == 400
    assert codes_sent_to(PHONE) == []
    assert visitor.give_code("000000").status_code == 409


def test_phone_may_be_written_as_people_write_it(sqlite_database: Database) -> None:
    account("8 (916) 123-45-67")
    assert Visitor().give_password("8 916 123 45 67").status_code == 401
    assert Visitor().ask_for_code("7-916-123-45-67").status_code == 401
    assert Visitor().give_password("не телефон").status_code == 400


@pytest.mark.parametrize("text", ["", "112", "не телефон", "+7916", "89161234567890123"])
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(phones.NotAPhone):
        phones.tidy(text)


def test_five_tries_and_then_even_the_right_code_is_refused(sqlite_database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    visitor.give_password(PHONE)
    assert [visitor.give_code(WRONG_CODE).status_code for _ in range(5)] == [400] * 5
    assert visitor.give_code(code_sent_to(PHONE)).status_code == 409
    assert not visitor.is_signed_in


def test_parallel_guesses_have_five_tries_together(sqlite_database: Database) -> None:
    account(PHONE)
    first = Visitor()
    first.give_password(PHONE)

    def guess(_number: int) -> int:
        try:
            visitor = Visitor()
            visitor.client.cookies = first.client.cookies
            return visitor.give_code(WRONG_CODE).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(guess, range(24)))
    assert answers.count(400) <= 5
    assert first.give_code(code_sent_to(PHONE)).status_code == 409


def test_a_code_lasts_five_minutes(sqlite_database: Database) -> None:
    account(PHONE)
    in_time, late = Visitor(), Visitor()
    in_time.give_password(PHONE)
    soon = code_sent_to(PHONE)
    late.give_password(PHONE)
    code = code_sent_to(PHONE)
    clock.set_offset(timedelta(minutes=4, seconds=50))
    assert in_time.give_code(soon).status_code == 200
    clock.set_offset(timedelta(minutes=5, seconds=10))
    assert late.give_code(code).status_code == 409


def test_a_code_sent_again_replaces_the_first_and_lasts_as_long(sqlite_database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    visitor.give_password(PHONE)
    first = code_sent_to(PHONE)
    clock.set_offset(timedelta(minutes=4))
    assert visitor.ask_again().status_code == 200
    second = code_sent_to(PHONE)
    clock.set_offset(timedelta(minutes=8))
    assert first != second
    assert visitor.give_code(first).status_code == 400
    assert visitor.give_code(second).status_code == 200


def test_a_code_is_sent_again_twice_at_most(sqlite_database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    visitor.give_password(PHONE)
    assert [visitor.ask_again().status_code for _ in range(3)] == [200, 200, 409]


def test_a_code_of_another_browser_lets_nobody_in(sqlite_database: Database) -> None:
    account(PHONE)
    Visitor().give_password(PHONE)
    assert Visitor().give_code(code_sent_to(PHONE)).status_code == 409


def test_an_account_without_password_is_entered_only_by_code(sqlite_database: Database) -> None:
    made = account(PHONE)
    made.set_unusable_password()
    made.save(update_fields=["password"])
    assert Visitor().give_password(PHONE).status_code == 400
    assert Visitor().ask_for_code(PHONE).status_code == 401


def test_signing_out_ends_the_session(sqlite_database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    visitor.sign_in(PHONE)
    stolen = visitor.session_key
    assert visitor.sign_out().status_code == 401
    visitor.client.cookies["sessionid"] = stolen
    assert not visitor.is_signed_in


def test_without_the_csrf_token_nothing_is_done(sqlite_database: Database) -> None:
    account(PHONE)
    visitor = Visitor()
    visitor.client.cookies["csrftoken"] = "forged"
    answer = visitor.give_password(PHONE)
    assert (answer.status_code, told(answer)["error"]["code"]) == (403, "csrf")
    assert codes_sent_to(PHONE) == []


def test_sign_up_is_closed_to_everybody_alike(sqlite_database: Database) -> None:
    account(PHONE)
    bodies = [{"phone": PHONE, "password": PASSWORD}, {"phone": "+79990000000", "password": PASSWORD}, {}]
    answers = [Visitor().post(f"{ID}auth/signup", body) for body in bodies]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.content for answer in answers}) == 1
    assert told(answers[0])["error"]["code"] == "sign_up_closed"
    assert Account.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "auth/password/request",
        "auth/password/reset",
        "auth/email/verify",
        "auth/phone/verify",
        "auth/reauthenticate",
        "account/email",
        "account/phone",
        "account/password/change",
    ],
)
def test_what_is_not_listed_does_not_exist(sqlite_database: Database, path: str) -> None:
    assert Visitor().post(f"{ID}{path}").status_code == 404
    assert Visitor().post(f"/id/app/v1/{path}").status_code == 404
