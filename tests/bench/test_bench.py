"""The benches run, end, and lose nothing. Speed is not judged here: the machine of a test has other work."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bench.figures import BUDGETS, Figure, middle, percentile, table, write
from bench.run import ROOT

# What needs LiveKit, and mostly the callers that only a full bench builds.
OF_CALLS = {
    "call_join_s",
    "call_join_server_ms",
    "call_python_cpu",
    "chat_p99_during_call_ms",
    "lesson_30_livekit_cores",
    "broadcast_viewers",
}


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short name: the path of a Unix socket may have 107 bytes."""
    with TemporaryDirectory(prefix="bench-") as folder:
        yield Path(folder)


@pytest.mark.long
@pytest.mark.timeout(900)
def test_every_row_is_measured_and_nothing_is_lost(short_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--tiny", "--folder", str(short_folder)],
        cwd=ROOT,
        env={**os.environ, "PEREMENA_DATA": "", "CI": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr  # 1: some budget was missed, as it may be here
    assert "Traceback" not in done.stderr, done.stderr
    rows = json.loads((short_folder / "bench.json").read_text())
    assert list(rows) == list(BUDGETS)
    for name, row in rows.items():
        assert set(row) == {"value", "unit", "floor", "ratio", "budget", "ok"}, name
        if row["value"] is None:
            assert name in OF_CALLS, name
            assert "calls are not measured" in done.stdout or "the callers are not built" in done.stdout
            continue
        assert row["value"] > 0, name
        # A row that is judged by its value may show a floor beside it: what the machine could do.
        assert row["floor"] is not None or BUDGETS[name].judges_the_value, name
    assert [line.split()[0] for line in done.stdout.splitlines()[-len(BUDGETS) :]] == list(BUDGETS)


def test_a_budget_is_judged_by_the_ratio_to_the_floor() -> None:
    assert Figure("fanout_n100_per_s", 60.0, 100.0).is_ok
    assert not Figure("fanout_n100_per_s", 40.0, 100.0).is_ok
    assert Figure("history_page_p99_ms", 19.0, 10.0).is_ok
    assert not Figure("history_page_p99_ms", 21.0, 10.0).is_ok


def test_a_budget_without_a_floor_is_judged_by_the_value() -> None:
    assert Figure("roster_change_to_screen_ms", 999.0).is_ok
    assert not Figure("roster_change_to_screen_ms", 1001.0).is_ok


def test_a_budget_may_bound_the_value_and_the_ratio() -> None:
    assert Figure("call_join_s", 1.5, 1.0).is_ok
    assert not Figure("call_join_s", 1.6, 1.0).is_ok
    assert not Figure("call_join_s", 2.1, 2.0).is_ok
    assert not Figure("call_join_s", 1.0).is_ok


def test_a_row_that_could_not_be_measured_is_never_ok() -> None:
    missing = Figure("fanout_n100_per_s", None)
    assert not missing.is_ok
    assert "MISSED" in table([missing])


def test_rounds_are_compared_by_their_medians() -> None:
    figure = middle("fanout_n100_per_s", [(100, 50), (100, 60), (1, 900)])
    assert (figure.value, figure.floor, figure.ratio) == (60, 100, 0.6)


def test_a_percentile_of_few_values_is_one_of_them() -> None:
    assert percentile([1.0, 2.0, 3.0], 0.99) == 3.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0
    assert percentile(range(1, 21), 0.95) == 19


def test_a_later_run_keeps_the_rows_that_it_did_not_measure(tmp_path: Path) -> None:
    path = tmp_path / "bench.json"
    write(path, [Figure("rss_mb", 80.0, 50.0), Figure("fanout_n100_per_s", 60.0, 100.0)])
    write(path, [Figure("rss_mb", 90.0, 50.0)])
    kept = json.loads(path.read_text())
    assert list(kept) == ["fanout_n100_per_s", "rss_mb"]
    assert kept["rss_mb"]["value"] == 90.0
    assert kept["fanout_n100_per_s"]["ok"] is True
