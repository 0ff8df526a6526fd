"""The demo door opens on loopback, in a marked database, by our own pages; everywhere else there is no door."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from peremena.people import actions
from peremena.people.actions import Name
from peremena.people.actions_demo import end_demo, mark_demo, write_cast
from peremena.people.models import CastMember
from peremena.site import door
from tests.databases import Database

CAST, ENTER, SMS, SMS_PAGE = "/api/demo/cast", "/api/demo/enter", "/api/dev/sms", "/dev/sms"


@pytest.fixture
def demo(sqlite_database: Database, tmp_path: Path) -> Iterator[None]:
    mark_demo()
    account = actions.create_account(by=None, phone="+79160000001")
    actions.create_profile(by=None, name=Name("Соколова", "Ольга", "Петровна"), account=account)
    write_cast(
        [CastMember(key="head", account=account, name="Ольга Соколова", role_label="Директор", hint="видит всё")]
    )
    with override_settings(DEMO=True, DEVELOPMENT=False, HTTPS=False, DATA=tmp_path):
        yield


def client(address: str = "127.0.0.1", host: str = "localhost:8000", **more: Any) -> Client:
    return Client(enforce_csrf_checks=True, REMOTE_ADDR=address, headers={"host": host} | more)


def enter(visitor: Client, key: str = "head") -> int:
    visitor.get("/")
    token = {"x-csrftoken": visitor.cookies["csrftoken"].value}
    return visitor.post(ENTER, {"key": key}, content_type="application/json", headers=token).status_code


def test_one_click_signs_in(demo: None) -> None:
    visitor = client()
    answer = visitor.get(CAST)
    assert answer.json() == {
        "cast": [{"key": "head", "name": "Ольга Соколова", "role_label": "Директор", "hint": "видит всё"}]
    }
    assert visitor.get("/api/me").status_code == 401
    assert enter(visitor) == 204
    assert visitor.get("/api/me").status_code == 200
    assert len(visitor.get("/id/browser/v1/auth/sessions").json()["data"]) == 1


def test_nobody_else_can_be_entered(demo: None) -> None:
    visitor = client()
    assert enter(visitor, "nobody") == 404
    assert visitor.get("/api/me").status_code == 401


def test_a_foreign_page_cannot_sign_anybody_in(demo: None) -> None:
    visitor = client()
    visitor.get("/")
    answer = visitor.post(ENTER, {"key": "head"}, content_type="application/json")
    assert answer.status_code in {403, 422}
    assert visitor.get("/api/me").status_code == 401


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9000", "[::1]:8000"])
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.3.2.1"])
def test_it_stands_open_on_this_computer(demo: None, host: str, address: str) -> None:
    assert client(address, host).get(CAST).status_code == 200
    assert client(address, host).get(SMS).status_code == 200


@pytest.mark.parametrize("path", [CAST, SMS, SMS_PAGE])
@pytest.mark.parametrize(
    "how",
    [
        {"address": "192.168.1.5"},
        {"address": ""},
        {"host": "school.example"},
        {"host": "localhost.evil.example"},
        {"x-forwarded-for": "203.0.113.7"},
        {"x-real-ip": "203.0.113.7"},
        {"forwarded": "for=203.0.113.7"},
    ],
)
def test_from_elsewhere_there_is_no_door(demo: None, path: str, how: dict[str, str]) -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        answer = client(**how).get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


def test_outside_a_demo_there_is_no_door(demo: None) -> None:
    with override_settings(DEMO=False):
        assert [client().get(path).status_code for path in (CAST, SMS, SMS_PAGE)] == [404] * 3
        assert enter(client()) == 404


def test_a_real_class_list_shuts_it_for_good(demo: None) -> None:
    with override_settings(DEMO=False):
        assert door.close_for_a_real_school()
        assert not door.close_for_a_real_school()
    assert [client().get(path).status_code for path in (CAST, SMS, SMS_PAGE)] == [404] * 3
    assert enter(client()) == 404
    assert "настоящая школа" in door.refusal_to_open("127.0.0.1")


def test_a_class_list_that_the_demo_reads_itself_leaves_it_open(demo: None) -> None:
    assert not door.close_for_a_real_school()
    assert client().get(CAST).status_code == 200


def test_development_shows_sms_but_has_no_door(sqlite_database: Database, tmp_path: Path) -> None:
    with override_settings(DEMO=False, DEVELOPMENT=True, DATA=tmp_path):
        assert client().get(SMS).json() == {"sms": []}
        assert "Пока ничего не отправлено" in client().get(SMS_PAGE).content.decode()
        assert client().get(CAST).status_code == 404


@pytest.mark.parametrize(
    ("host", "changed", "word"),
    [
        ("127.0.0.1", {}, ""),
        ("::1", {}, ""),
        ("localhost", {}, ""),
        ("0.0.0.0", {}, "0.0.0.0"),
        ("192.168.1.5", {}, "192.168.1.5"),
        ("", {}, "этом компьютере"),
        ("127.0.0.1", {"HTTPS": True}, "PEREMENA_HTTPS"),
        ("127.0.0.1", {"ALLOWED_HOSTS": ["localhost", "school.example"]}, "PEREMENA_HOSTS"),
        ("0.0.0.0", {"DEMO": False}, ""),
    ],
)
def test_what_a_server_with_a_door_refuses(demo: None, host: str, changed: dict[str, Any], word: str) -> None:
    with override_settings(**{"ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"]} | changed):
        refusal = door.refusal_to_open(host)
    assert word in refusal
    assert bool(refusal) == bool(word)


def test_an_unmarked_database_is_refused(sqlite_database: Database) -> None:
    with override_settings(DEMO=True, ALLOWED_HOSTS=["localhost"]):
        assert "настоящая школа" in door.refusal_to_open("127.0.0.1")


def test_a_marked_database_after_its_end_is_refused(demo: None) -> None:
    end_demo()
    with override_settings(ALLOWED_HOSTS=["localhost"]):
        assert door.refusal_to_open("127.0.0.1")
