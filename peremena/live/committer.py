"""Group commit: one thread of its own writes, and what arrives meanwhile becomes the next batch.

The thread takes all waiting commands of the kind that has waited longest, hands them to the domain's handler (one
transaction, one fsync) and gives the answers back to the event loop. It is supervised: if it dies, the process
cannot keep its promises and starts anew (`on_death`).
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from peremena.live.contract import Answer, Call, CommandError, Kind
from peremena.live.socket import Socket

_log = logging.getLogger("peremena.live")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call and where its answer goes."""

    call: Call
    socket: Socket


class Committer:
    def __init__(
        self,
        deliver: Callable[[Sequence[tuple[Waiting, Answer]]], None],
        on_death: Callable[[BaseException], None],
    ) -> None:
        self._deliver = deliver
        self._on_death = on_death
        self._queues: dict[str, tuple[Kind, list[Waiting]]] = {}
        self._changed = threading.Condition()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="committer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def is_here(self) -> bool:
        """Say whether the present thread is the committer's."""
        return threading.current_thread() is self._thread

    def put(self, kind: Kind, waiting: Waiting) -> None:
        """Add one call to the batch that is being gathered. Called on the event loop; never waits long."""
        with self._changed:
            found = self._queues.get(kind.name)
            if found is None:
                self._queues[kind.name] = (kind, [waiting])
                self._changed.notify()
            else:
                found[1].append(waiting)

    def stop(self, seconds: float) -> bool:
        """Finish what was accepted; False when that took longer than `seconds`."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while (batch := self._next()) is not None:
                kind, waiting = batch
                self._deliver(list(zip(waiting, answers_of(kind, waiting), strict=True)))
        except BaseException as death:  # noqa: BLE001 whatever killed it, the process has to know
            self._on_death(death)

    def _next(self) -> tuple[Kind, list[Waiting]] | None:
        with self._changed:
            while not self._queues:
                if self._stopping:
                    return None
                self._changed.wait()
            name = next(iter(self._queues))  # dicts keep the order of arrival
            kind, waiting = self._queues.pop(name)
            if len(waiting) > kind.batch:
                self._queues[name] = (kind, waiting[kind.batch :])
                waiting = waiting[: kind.batch]
            return kind, waiting


def answers_of(kind: Kind, waiting: Sequence[Waiting]) -> Sequence[Answer]:
    """Call the handler; an exception of the domain becomes an answer, so that one bad batch never stops the road."""
    try:
        return kind.handler([one.call for one in waiting])
    except Exception:  # noqa: BLE001 logged with its traceback
        _log.exception("the handler of %s failed", kind.name)
        return [BROKEN] * len(waiting)


BROKEN = Answer(error=CommandError(code="broken", message="Не получилось. Попробуйте ещё раз.", retry_after_ms=1000))
