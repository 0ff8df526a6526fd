"""Questions that arrive while the same question is being asked go together: one trip to a worker thread for many."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from typing import Generic, TypeVar

Question = TypeVar("Question")
Reply = TypeVar("Reply")


class Batcher(Generic[Question, Reply]):
    def __init__(
        self, ask: Callable[[Sequence[Question]], Sequence[Reply]], executor: Executor, most: int = 250
    ) -> None:
        self._ask = ask
        self._executor = executor
        # Bounds how long the first of a batch waits for the last.
        self._most = most
        self._waiting: list[tuple[Question, asyncio.Future[Reply]]] = []
        self._task: asyncio.Task[None] | None = None

    def __call__(self, question: Question) -> "asyncio.Future[Reply]":
        """Return a future of the reply. An error of the batch is the error of each of its questions."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Reply] = loop.create_future()
        self._waiting.append((question, future))
        if self._task is None:
            self._task = loop.create_task(self._run())
        return future

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
            try:
                replies = await loop.run_in_executor(self._executor, self._ask, [question for question, _ in batch])
                answered = list(zip(batch, replies, strict=True))
            except Exception as error:  # noqa: BLE001 handed to everyone who asked
                _fail(batch, error)
                continue
            for (_question, future), reply in answered:
                if not future.done():
                    future.set_result(reply)
        self._task = None


def _fail(batch: Sequence[tuple[Question, "asyncio.Future[Reply]"]], error: Exception) -> None:
    for _question, future in batch:
        if not future.done():
            future.set_exception(error)
