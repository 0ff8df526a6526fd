"""How often one person may give one kind of command."""

import pytest

from peremena.live import limits as limits_module
from peremena.live.contract import Answer, Command, Kind, Limit
from peremena.live.limits import Limits


class Do(Command, tag="do"):
    pass


def kind(name: str = "do") -> Kind:
    return Kind(name, Do, Do, lambda calls: [Answer() for _ in calls], Limit(3, 6.0))


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr("peremena.live.limits.time.monotonic", lambda: now[0])
    return now


def test_so_many_at_once_and_then_one_by_one(moment: list[float]) -> None:
    limits = Limits()
    assert [limits.wait_seconds(1, kind()) for _ in range(4)] == [0, 0, 0, pytest.approx(2.0)]
    moment[0] += 1.0
    assert limits.wait_seconds(1, kind()) == pytest.approx(1.0), "a refusal costs nothing"
    moment[0] += 1.0
    assert [limits.wait_seconds(1, kind()) for _ in range(2)] == [0, pytest.approx(2.0)]
    moment[0] += 1000.0
    assert [limits.wait_seconds(1, kind()) > 0 for _ in range(4)] == [False, False, False, True]


def test_people_and_kinds_have_limits_of_their_own(moment: list[float]) -> None:
    limits = Limits()
    for _ in range(3):
        limits.wait_seconds(1, kind())
    assert limits.wait_seconds(1, kind()) > 0
    assert limits.wait_seconds(2, kind()) == 0
    assert limits.wait_seconds(1, kind("other")) == 0


def test_the_memory_of_limits_is_bounded(moment: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits_module, "_MOST_BUCKETS", 10)
    limits = Limits()
    for profile in range(1000):
        assert limits.wait_seconds(profile, kind()) == 0
    assert len(limits._buckets) <= 12
