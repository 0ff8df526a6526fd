"""The small school, and people of it who ask over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest

from peremena.chat.models import Conversation
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


def chat(title: str) -> int:
    return Conversation.objects.get(title=title).id


def code_of(answer: Answer) -> tuple[int, str]:
    status, body = answer
    assert body["error"]["message"], "a refusal is a sentence too"
    return status, body["error"]["code"]
