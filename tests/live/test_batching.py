"""Questions that arrive while the same question is being asked go together."""

import asyncio
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from peremena.live.batching import Batcher
from tests.live.lines import on_a_loop


@on_a_loop
async def test_questions_that_wait_are_asked_together_and_answered_each_on_its_own() -> None:
    gate = threading.Event()
    batches: list[list[int]] = []

    def ask(questions: Sequence[int]) -> list[int]:
        batches.append(list(questions))
        gate.wait(5)
        return [question * 10 for question in questions]

    with ThreadPoolExecutor(1) as executor:
        batcher = Batcher(ask, executor, most=4)
        futures = [batcher(0)]
        await asyncio.sleep(0.05)
        futures += [batcher(number) for number in range(1, 7)]
        gate.set()
        assert await asyncio.gather(*futures) == [0, 10, 20, 30, 40, 50, 60]
    assert batches == [[0], [1, 2, 3, 4], [5, 6]]


@on_a_loop
async def test_an_error_reaches_everyone_who_asked_and_the_next_are_asked_again() -> None:
    def ask(questions: Sequence[int]) -> list[int]:
        if 1 in questions:
            raise RuntimeError("no database")
        return [] if 2 in questions else list(questions)

    with ThreadPoolExecutor(1) as executor:
        batcher = Batcher(ask, executor)
        with pytest.raises(RuntimeError, match="no database"):
            await batcher(1)
        with pytest.raises(ValueError, match="shorter"):
            await batcher(2)
        assert await asyncio.wait_for(batcher(3), 5) == 3


@on_a_loop
async def test_whoever_goes_away_before_the_answer_disturbs_nobody() -> None:
    with ThreadPoolExecutor(1) as executor:
        batcher: Batcher[int, int] = Batcher(list, executor)
        gone, there = batcher(1), batcher(2)
        gone.cancel()
        assert await there == 2
