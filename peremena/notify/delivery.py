"""A thread that hands messages to their sender, so that no request waits for a provider, nor tells by its time that
a message was sent. What is waiting when the process ends is lost: people ask for a code again.
"""

import logging
import threading
from dataclasses import dataclass
from queue import Full, Queue

from peremena.notify import senders

_log = logging.getLogger("peremena.notify")


@dataclass(frozen=True, slots=True)
class Sms:
    to: str
    text: str
    purpose: str


# Far more than people ask for while one message is being sent; beyond it the provider is down.
_waiting: Queue[Sms] = Queue(maxsize=1000)
_starting = threading.Lock()
_threads: list[threading.Thread] = []


def put(sms: Sms) -> None:
    """Add a message to the queue; never waits."""
    _start()
    try:
        _waiting.put_nowait(sms)
    except Full:
        _log.error("%s to %s dropped: too many messages wait for the sender", sms.purpose, hidden(sms.to))


def wait() -> None:
    """Wait until every message has been handed to its sender. For tests."""
    _waiting.join()


def hidden(number: str) -> str:
    """Return what may be written into a log of a number: its last two digits."""
    return f"…{number[-2:]}"


def _start() -> None:
    with _starting:
        if not _threads:
            _threads.append(threading.Thread(target=_run, name="notify", daemon=True))
            _threads[0].start()


def _run() -> None:
    while True:
        sms = _waiting.get()
        try:
            senders.chosen().send(sms.to, sms.text, purpose=sms.purpose)
        except Exception:  # noqa: BLE001 a sender may fail in any way; the next message still has to go
            _log.exception("%s to %s was not sent", sms.purpose, hidden(sms.to))
        finally:
            _waiting.task_done()
