"""Sign-in against a real server, over real HTTP, to a real socket and out again."""

import http.client
import json
import re
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest

from peremena.people import actions
from peremena.people.actions import Name
from tests.databases import Database
from tests.live.client import LiveClient
from tests.people.visitor import ID, PASSWORD
from tests.server import Server

PHONE = "+79161234567"


class Browser:
    def __init__(self, server: Server) -> None:
        self._address = server.address
        self._cookies: dict[str, str] = {}
        self.ask("GET", f"{ID}config")

    @property
    def session(self) -> str:
        return self._cookies["sessionid"]

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection(self._address, timeout=10)
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {
            "Cookie": cookies,
            "X-CSRFToken": self._cookies.get("csrftoken", ""),
            "Origin": f"http://{self._address}",
        }
        connection.request(method, path, json.dumps(body or {}), headers | {"Content-Type": "application/json"})
        answer = connection.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        content = answer.read()
        connection.close()
        return answer.status, json.loads(content) if content else None

    def newest_code(self) -> str:
        until = time.monotonic() + 5
        while time.monotonic() < until:
            messages = self.ask("GET", "/api/dev/sms")[1]["sms"]
            if messages and (found := re.search(r"\d{6}", messages[0]["text"])):
                return found.group()
            time.sleep(0.02)
        raise AssertionError("no code came")


@pytest.fixture
def server(sqlite_database: Database, tmp_path: Path) -> Iterator[Server]:
    account = actions.create_account(by=None, phone=PHONE, password=PASSWORD)
    actions.create_profile(by=None, name=Name("Соколова", "Ольга", "Петровна"), account=account)
    running = Server(tmp_path, sqlite_database, {"PEREMENA_DEVELOPMENT": "True"}).start()
    yield running
    running.stop()


@pytest.mark.slow
def test_in_by_phone_password_and_code_and_out_with_the_socket(server: Server) -> None:
    browser = Browser(server)
    assert browser.ask("POST", f"{ID}auth/login", {"phone": "8 916 123-45-67", "password": PASSWORD})[0] == 401
    assert browser.ask("GET", "/api/me")[0] == 401
    assert browser.ask("POST", f"{ID}auth/code/confirm", {"code": browser.newest_code()})[0] == 200
    status, me = browser.ask("GET", "/api/me")
    assert (status, me["surname"]) == (200, "Соколова")
    socket = LiveClient(server.address, browser.session)
    assert socket.hello()["profile"] == me["id"]
    began = time.monotonic()
    assert browser.ask("DELETE", f"{ID}auth/session")[0] == 401
    assert socket.closed_with() == 4401
    assert time.monotonic() - began < 2
    socket.close()
