"""What is decided about a request before Django sees it."""

import asyncio
from collections.abc import MutableMapping
from typing import Any, cast

import pytest

from peremena.calls.contract import WEBHOOK_PATH
from peremena.site import asgi
from peremena.site.asgi import Site


def test_whoever_dawdles_over_a_request_loses_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asgi, "BODY_SECONDS", 0.05)
    parts = iter([b"one"])

    async def slow() -> MutableMapping[str, Any]:
        part = next(parts, None)
        if part is None:
            await asyncio.sleep(3600)
        return {"body": part, "more_body": True}

    async def read() -> bytes:
        receive = asgi._in_time(slow)
        first: bytes = (await receive())["body"]
        with pytest.raises(TimeoutError):
            await receive()
        return first

    assert asyncio.run(read()) == b"one"


@pytest.mark.parametrize(("path", "host"), [(WEBHOOK_PATH, "school.example"), ("/api/me", "127.0.0.1:8000")])
def test_livekit_tells_us_by_the_name_of_the_school(path: str, host: str) -> None:
    hosts: list[str] = []

    def wsgi(environ: dict[str, Any], start: Any) -> list[bytes]:
        hosts.append(environ["HTTP_HOST"])
        start("200 OK", [])
        return [b""]

    async def started() -> None:
        """Nothing is started here."""

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_message: MutableMapping[str, Any]) -> None:
        """Nobody listens."""

    site = Site(cast("Any", None), cast("Any", None), wsgi, started, "school.example")
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(b"host", b"127.0.0.1:8000")],
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 5000),
        "http_version": "1.1",
    }
    asyncio.run(site(scope, receive, send))
    assert hosts == [host]
