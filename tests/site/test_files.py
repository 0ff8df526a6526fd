"""The built browser side: what is kept for ever, what is asked for anew, and what is missing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings

from tests.databases import Database

BUILT = {
    "index.html": "<!doctype html><title>Перемена</title>",
    "sw.js": "// the worker",
    "manifest.webmanifest": "{}",
    "assets/index-Ab3_x-9Z.js": "export {}" + " " * 99,
    "assets/index-Ab3_x-9Z.js.br": "packed well",
    "assets/index-Ab3_x-9Z.js.gz": "packed as everybody can",
    "icons/192.png": "",
}


@pytest.fixture
def visitor(sqlite_database: Database, tmp_path: Path) -> Iterator[Client]:
    root = tmp_path / "dist"
    for name, text in BUILT.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    with override_settings(WEB_ROOT=root, WHITENOISE_ROOT=root):
        yield Client(headers={"host": "localhost:8000"})


def get(visitor: Client, path: str) -> Any:
    answer = visitor.get(path)
    answer.close()
    return answer


def test_what_is_named_by_its_content_is_kept_for_ever(visitor: Client) -> None:
    assert get(visitor, "/assets/index-Ab3_x-9Z.js")["Cache-Control"] == "max-age=315360000, public, immutable"


@pytest.mark.parametrize(("accepted", "sent"), [("gzip, br", "br"), ("gzip", "gzip")])
def test_what_the_build_packed_travels_as_it_is(visitor: Client, accepted: str, sent: str) -> None:
    answer = visitor.get("/assets/index-Ab3_x-9Z.js", headers={"accept-encoding": accepted})
    packed = answer.getvalue()
    assert (answer["Content-Encoding"], packed.startswith(b"packed")) == (sent, True)
    assert answer["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/", "/chats/12", "/index.html", "/sw.js", "/manifest.webmanifest", "/icons/192.png"])
def test_what_keeps_its_name_is_asked_for_anew(visitor: Client, path: str) -> None:
    answer = get(visitor, path)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-cache")


def test_the_worker_and_the_manifest_have_their_types(visitor: Client) -> None:
    assert get(visitor, "/sw.js")["Content-Type"].startswith("text/javascript")
    assert get(visitor, "/manifest.webmanifest")["Content-Type"] == "application/manifest+json"


@pytest.mark.parametrize("path", ["/assets/index-OldOld00.js", "/assets/", "/icons/7.png", "/favicon.ico", "/old.js"])
def test_a_file_that_is_not_there_is_missing_and_is_not_the_page(visitor: Client, path: str) -> None:
    answer = get(visitor, path)
    assert answer.status_code == 404
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("path", ["/", "/chats/12/card", "/join/a-b_c", "/account/help"])
def test_every_address_of_the_browser_side_is_the_page(visitor: Client, path: str) -> None:
    answer = get(visitor, path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert "csrftoken" in answer.cookies
