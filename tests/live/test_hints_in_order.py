"""Hints of another process are followed one after the other: who was removed hears nothing that came later."""

import asyncio
import time
from typing import Any

from peremena.chat import commands
from peremena.live.contract import Ports, Published
from peremena.live.gateway import Gateway


def test_a_quick_answer_does_not_overtake_a_slow_one() -> None:
    told: list[str] = []

    def catch_up(behind: dict[str, int]) -> list[Published]:
        # The rights of a whole class take longer to read than one message.
        time.sleep(0.2 if "p7" in behind else 0)
        return [Published(topic, seq + 1, b"{}") for topic, seq in behind.items()]

    async def follow() -> None:
        ports = Ports(
            authenticate=lambda _: [], admit=lambda _: [], catch_up=catch_up, heads=lambda _: {}, now=lambda: 0.0
        )
        gateway = Gateway(ports, commands.kinds(), hosts=lambda _: True)
        hear: Any = lambda news: told.extend(one.topic for one in news)  # noqa: E731 it stands in for a method
        gateway.hub.tell = hear  # type: ignore[method-assign]
        await asyncio.gather(gateway._catch_up({"p7": 1}), gateway._catch_up({"c1": 1}))
        gateway._executor.shutdown()

    asyncio.run(follow())
    assert told == ["p7", "c1"]
