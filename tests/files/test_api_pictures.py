"""Sending pictures over HTTP, and who sees the picture of a chat."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings
from PIL import Image

from peremena.chat.models import Conversation
from peremena.files import actions
from peremena.files.models import Picture
from peremena.roster import actions as roster
from tests import world as worlds
from tests.chat.conftest import Asking, chat
from tests.chat.groups import change, made
from tests.databases import Database
from tests.files.paintings import HTML, bomb, picture
from tests.live.client import session_of
from tests.web import post, visitor
from tests.world import Actor, World

PATH = "/api/pictures"


@pytest.fixture
def world(database: Database, tmp_path: Path) -> Iterator[World]:
    cache.clear()
    with override_settings(DATA=tmp_path):
        yield worlds.build()


def client_of(actor: Actor | None, **options: bool) -> Any:
    return visitor(session_of(actor.account) if actor and actor.account else "", **options)


def send(actor: Actor | None, data: bytes, content_type: str = "image/jpeg") -> Any:
    return client_of(actor).post(PATH, data, content_type=content_type)


def avatar(actor: Actor | None, conversation: int, number: int, size: str = "", **headers: str) -> Any:
    query = {"size": size} if size else {}
    return client_of(actor).get(f"/api/conversations/{conversation}/avatar/{number}", query, headers=headers)


def shown_in(conversation: int, sender: Actor) -> int:
    """Give a chat a picture."""
    number: int = send(sender, picture()).json()["picture"]
    actions.attach_picture(number, by=sender.id)
    Conversation.objects.filter(pk=conversation).update(picture=number)
    return number


def test_whoever_is_signed_in_sends_a_picture(world: World) -> None:
    answer = send(world.masha, picture("PNG"), "image/png")
    assert answer.status_code == 200, answer.content
    stored = Picture.objects.get(pk=answer.json()["picture"])
    assert (stored.sent_by, stored.unused_since is None) == (world.masha.id, False)


def test_the_body_says_what_it_is_and_not_its_name(world: World) -> None:
    assert send(world.masha, picture(), "application/octet-stream").status_code == 200
    assert send(world.masha, HTML, "image/png").json()["error"]["code"] == "not_a_picture"


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"", 422, "not_a_picture"),
        (HTML, 422, "not_a_picture"),
        (picture("JPEG", (900, 900))[:-2000], 422, "not_a_picture"),
        (bomb(), 413, "too_large"),
        (b"\xff\xd8" + b"\0" * 11 * 1024 * 1024, 413, "too_large"),
        (b"\xff\xd8" + b"\0" * 50 * 1024 * 1024, 413, "too_large"),
    ],
    ids=["nothing", "html", "cut", "bomb", "11-mb", "50-mb"],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(
    world: World, tmp_path: Path, data: bytes, status: int, code: str
) -> None:
    answer = send(world.masha, data)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert answer.json()["error"]["message"].endswith(".")
    assert not Picture.objects.exists()
    assert not [path for path in tmp_path.glob("files/**/*") if path.is_file()]


def test_nobody_sends_without_signing_in_or_from_another_site(world: World) -> None:
    assert send(None, picture()).status_code == 401
    answer = client_of(world.masha, checks_csrf=True).post(PATH, picture(), content_type="image/jpeg")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "csrf")
    assert not Picture.objects.exists()


def test_whoever_sends_too_many_hears_when_to_come_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TRIES", 1)
    assert send(world.masha, picture()).status_code == 200
    answer = send(world.masha, picture())
    assert (answer.status_code, answer.json()["error"]["code"]) == (429, "too_often")
    assert int(answer["Retry-After"]) > 0
    assert send(world.petya, picture()).status_code == 200


def test_those_who_sit_there_see_it_in_two_sizes(world: World) -> None:
    conversation = chat("3 А")
    number = shown_in(conversation, world.elena)
    small, large = avatar(world.masha, conversation, number), avatar(world.masha, conversation, number, "large")
    for answer, side in ((small, 128), (large, 512)):
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, max-age=86400")
        assert "Cookie" in answer["Vary"]
        assert Image.open(BytesIO(answer.content)).size == (side, side)
    assert small["ETag"] != large["ETag"]
    again = avatar(world.petya, conversation, number, **{"if-none-match": small["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", small["ETag"])
    assert avatar(world.petya, conversation, number, **{"if-none-match": large["ETag"]}).status_code == 200


def test_nobody_else_sees_it_nor_learns_that_it_is_there(world: World) -> None:
    conversation, another = chat("3 А"), chat("3 Б")
    number = shown_in(conversation, world.elena)
    unsent = send(world.masha, picture()).json()["picture"]
    nothing = avatar(world.masha, conversation, 999_999)
    assert nothing.status_code == 404
    for actor, place, wanted in (
        (world.kolya, conversation, number),
        (world.anna, conversation, number),
        (world.fyodor, conversation, number),
        (world.kolya, another, number),
        (world.masha, conversation, unsent),
        (world.masha, conversation, 10**30),
        (world.masha, 10**30, number),
    ):
        answer = avatar(actor, place, wanted)
        assert (answer.status_code, answer.content) == (404, nothing.content)
        assert answer["Cache-Control"] == "no-store"
    assert avatar(None, conversation, number).status_code == 401
    assert avatar(world.masha, conversation, number, "huge").status_code == 422
    roster.expel(by=None, person=world.petya.person)
    assert avatar(world.petya, conversation, number).status_code == 404


def test_what_was_replaced_is_shown_no_longer(world: World) -> None:
    conversation = chat("3 А")
    before = shown_in(conversation, world.elena)
    now = shown_in(conversation, world.elena)
    assert avatar(world.masha, conversation, before).status_code == 404
    assert avatar(world.masha, conversation, now).status_code == 200


def test_a_link_shows_the_picture_to_whom_it_lets_in_and_to_nobody_else(world: World) -> None:
    group = made(world.elena, world.olga)
    token = Asking(world.elena).post(f"conversations/{group}/links", {})[1]["links"][0]["token"]

    def looked(actor: Actor) -> tuple[bool, int, Any]:
        status, seen = Asking(actor).post("links/preview", {"token": token})
        assert status == 200, seen
        answer = post(client_of(actor), "/api/links/picture", {"token": token})
        return seen["has_picture"], answer.status_code, answer

    assert looked(world.masha)[:2] == (False, 404)
    number = send(world.elena, picture()).json()["picture"]
    assert change(world.elena, group, picture=number)[0] == 200
    for actor in (world.masha, world.olga):
        has, status, answer = looked(actor)
        assert (has, status, answer.headers["Content-Type"]) == (True, 200, "image/webp")
        assert Image.open(BytesIO(answer.content)).size == (512, 512)
        assert answer.headers["Cache-Control"] == "no-store", "a secret of the chat"
    for stranger, status in ((world.kolya, 403), (None, 401)):
        assert post(client_of(stranger), "/api/links/picture", {"token": token}).status_code == status
    assert post(client_of(world.masha), "/api/links/picture", {"token": "x" * 24}).status_code == 404
    assert avatar(world.masha, group, number).status_code == 404, "a look does not seat anybody"
