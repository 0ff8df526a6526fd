"""Group commit: one thread, one order, and whatever arrives while a batch is being written is the next batch."""

import threading
from collections.abc import Callable, Sequence
from typing import Any, cast

import pytest

from peremena.live.committer import Committer, Waiting
from peremena.live.contract import Answer, Call, Command, Kind, Limit, Principal

SECONDS = 5.0


class Do(Command, tag="do"):
    number: int


def waiting(number: int) -> Waiting:
    call = Call(Principal(1, "session", 0.0), Do(id=number, number=number))
    return Waiting(call, cast("Any", None))


def kind(handler: Callable[[Sequence[Call]], Sequence[Answer]], name: str = "do", batch: int = 500) -> Kind:
    return Kind(name, Do, Do, handler, Limit(1, 1), writes=True, batch=batch)


class Domain:
    """A handler that waits at a gate, and remembers its batches and threads."""

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.gate = threading.Semaphore(0)
        self.batches: list[list[int]] = []
        self.threads: set[str] = set()

    def __call__(self, calls: Sequence[Call]) -> list[Answer]:
        self.threads.add(threading.current_thread().name)
        self.batches.append([call.command.number for call in calls])
        self.entered.release()
        assert self.gate.acquire(timeout=SECONDS)
        return [Answer(ok=call.command.number) for call in calls]


class Delivered:
    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.answers: list[Answer] = []

    def __call__(self, answered: Sequence[tuple[Waiting, Answer]]) -> None:
        self.numbers += [one.call.command.number for one, _ in answered]
        self.answers += [answer for _, answer in answered]


def never(death: BaseException) -> None:
    raise AssertionError("the committer died") from death


def test_what_arrives_while_a_batch_is_written_is_the_next_batch_in_order() -> None:
    domain, delivered = Domain(), Delivered()
    committer = Committer(delivered, never)
    one = kind(domain)
    committer.start()
    committer.put(one, waiting(1))
    assert domain.entered.acquire(timeout=SECONDS)
    for number in range(2, 10):
        committer.put(one, waiting(number))
    domain.gate.release(2)
    assert committer.stop(SECONDS)
    assert domain.batches == [[1], list(range(2, 10))]
    assert delivered.numbers == list(range(1, 10))
    assert domain.threads == {"committer"}


def test_a_batch_is_bounded_and_the_kinds_take_turns() -> None:
    domain, other, delivered = Domain(), Domain(), Delivered()
    committer = Committer(delivered, never)
    many, few = kind(domain, "many", batch=3), kind(other, "few")
    for number in range(7):
        committer.put(many, waiting(number))
    committer.put(few, waiting(100))
    domain.gate.release(3)
    other.gate.release(1)
    committer.start()
    assert committer.stop(SECONDS)
    assert domain.batches == [[0, 1, 2], [3, 4, 5], [6]]
    assert delivered.numbers.index(100) == 3, "a flood of one kind does not keep the other waiting to its end"


def test_stopping_finishes_what_was_accepted() -> None:
    domain, delivered = Domain(), Delivered()
    committer = Committer(delivered, never)
    committer.start()
    committer.put(kind(domain), waiting(1))
    assert domain.entered.acquire(timeout=SECONDS)
    committer.put(kind(domain), waiting(2))
    assert not committer.stop(0.05), "a batch that is being written is not cut off"
    domain.gate.release(2)
    assert committer.stop(SECONDS)
    assert delivered.numbers == [1, 2]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_error_of_the_domain_is_answered_and_the_road_goes_on() -> None:
    def sometimes(calls: Sequence[Call]) -> list[Answer]:
        if calls[0].command.number == 1:
            raise RuntimeError("a mistake in the domain")
        return [Answer(ok=True) for _ in calls]

    delivered = Delivered()
    committer = Committer(delivered, never)
    flaky = kind(sometimes, batch=1)
    committer.put(flaky, waiting(1))
    committer.put(flaky, waiting(2))
    committer.start()
    assert committer.stop(SECONDS)
    assert [answer.error.code if answer.error else None for answer in delivered.answers] == ["broken", None]


@pytest.mark.parametrize(
    "handler",
    [
        pytest.param(lambda _calls: [], id="too few answers"),
        pytest.param(lambda _calls: _end(), id="a thread that is ended"),
    ],
)
def test_a_committer_that_cannot_go_on_tells_of_its_death(
    handler: Callable[[Sequence[Call]], Sequence[Answer]],
) -> None:
    deaths: list[BaseException] = []
    committer = Committer(Delivered(), deaths.append)
    committer.put(kind(handler), waiting(1))
    committer.start()
    committer.stop(SECONDS)
    assert len(deaths) == 1


def _end() -> Sequence[Answer]:
    raise SystemExit
