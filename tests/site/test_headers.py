"""What every answer carries, and the one form of a refusal."""

import pytest
from django.test import Client, override_settings

from peremena.people import actions as people
from peremena.people.actions import Name
from tests.databases import Database
from tests.live.client import session_of
from tests.web import visitor as visitor_with

PATHS = ["/", "/api/me", "/api/nothing", "/id/browser/v1/config", "/id/nothing", "/dev/sms"]


@pytest.fixture
def visitor(sqlite_database: Database) -> Client:
    return Client(headers={"host": "localhost:8000"}, enforce_csrf_checks=True)


@pytest.mark.parametrize("path", PATHS)
def test_nothing_comes_from_elsewhere_and_nobody_frames_us(visitor: Client, path: str) -> None:
    answer = visitor.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["script-src"] == "'self'"
    assert policy["connect-src"] == "'self' ws://localhost:8000"
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert "http" not in answer["Content-Security-Policy"]
    assert "camera=(self)" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_behind_https_the_socket_is_secure_too(visitor: Client) -> None:
    with override_settings(HTTPS=True):
        assert " wss://localhost:8000" in visitor.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize("path", PATHS[1:])
def test_what_is_private_is_kept_by_no_cache(visitor: Client, path: str) -> None:
    assert "no-store" in visitor.get(path)["Cache-Control"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [("/api/me", 401, "signed_out"), ("/id/nothing", 404, "not_found"), ("/dev/nothing", 404, "not_found")],
)
def test_refusals_have_one_form_and_the_readers_language(visitor: Client, path: str, status: int, code: str) -> None:
    answer = visitor.get(path)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"]


def test_refusals_speak_english_to_whoever_asks_for_it(visitor: Client) -> None:
    answer = visitor.get("/id/nothing", headers={"accept-language": "en-GB,en"})
    assert answer.json()["error"]["message"] == "There is no such thing here."


@pytest.mark.filterwarnings("ignore")
def test_a_foreign_host_is_refused(sqlite_database: Database) -> None:
    answer = Client(headers={"host": "evil.example"}).get("/api/me")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_request")
    assert answer["Content-Security-Policy"]


def test_writing_without_the_token_of_our_pages_is_refused(visitor: Client) -> None:
    answer = visitor.post("/id/browser/v1/auth/login", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    answer = visitor.post("/api/direct", {"profile": 1}, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")


def test_the_first_answer_brings_the_token_also_to_a_page_from_the_browsers_own_store(
    sqlite_database: Database,
) -> None:
    account = people.create_account(by=None, phone="+79001112233")
    people.create_profile(by=None, name=Name("Соколова", "Ольга"), account=account)
    client = visitor_with(session_of(account))
    assert "csrftoken" in client.get("/api/start").cookies
