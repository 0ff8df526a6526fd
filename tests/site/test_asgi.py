"""A request that never ends does not keep a thread for ever."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from peremena.site import asgi


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
