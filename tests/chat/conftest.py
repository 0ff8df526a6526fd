"""The small school, and people of it who ask over HTTP."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from django.db import transaction

from peremena.chat.models import Conversation
from peremena.live import publishing
from peremena.live.contract import Published
from tests import world as worlds
from tests.databases import Database
from tests.live.client import session_of
from tests.web import post, visitor
from tests.world import Actor, World

Answer = tuple[int, Any]


class Asking:
    """Asks over HTTP as somebody; answers are (status, JSON)."""

    def __init__(self, actor: Actor | None) -> None:
        self.client = visitor(session_of(actor.account) if actor and actor.account else "")

    def get(self, path: str, **query: str | int) -> Answer:
        answer = self.client.get(f"/api/{path}", query)
        return answer.status_code, answer.json()

    def post(self, path: str, body: object) -> Answer:
        answer = post(self.client, f"/api/{path}", body)
        return answer.status_code, answer.json()


@pytest.fixture
def world(database: Database) -> World:
    return worlds.build()


@pytest.fixture
def ask() -> Callable[[Actor | None], Asking]:
    return Asking


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What browsers would have been told."""
    news: list[dict[str, Any]] = []
    monkeypatch.setattr(publishing.ports, "after_commit", transaction.on_commit)
    monkeypatch.setattr(
        publishing.ports,
        "sink",
        lambda told: news.extend(msgspec.json.decode(one.payload) for one in told if isinstance(one, Published)),
    )
    return news


def chat(title: str) -> int:
    return Conversation.objects.get(title=title).id


def code_of(answer: Answer) -> tuple[int, str]:
    status, body = answer
    assert body["error"]["message"], "a refusal is a sentence too"
    return status, body["error"]["code"]
