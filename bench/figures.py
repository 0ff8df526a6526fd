"""The rows of the table: what each is measured in, what it is compared with, and what must hold."""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Budget:
    """What must hold of value / floor, of the value itself, or of both."""

    unit: str
    at_least: float | None = None
    at_most: float | None = None
    value_at_most: float | None = None
    value_at_least: float | None = None

    @property
    def judges_the_value(self) -> bool:
        """Whether the value itself is judged; a floor beside it only shows what the machine could do."""
        return self.value_at_most is not None or self.value_at_least is not None

    def holds(self, value: float, ratio: float | None) -> bool:
        """Say whether every bound that there is holds."""
        if ratio is None and (self.at_least is not None or self.at_most is not None):
            return False
        pairs = (
            (self.value_at_least, value),
            (value, self.value_at_most),
            (self.at_least, ratio),
            (ratio, self.at_most),
        )
        return all(less is None or more is None or less <= more for less, more in pairs)

    def __str__(self) -> str:
        bounds = (
            (">=", self.value_at_least, f" {self.unit}"),
            ("<=", self.value_at_most, f" {self.unit}"),
            (">=", self.at_least, ""),
            ("<=", self.at_most, ""),
        )
        return ", ".join(f"{sign} {bound:g}{unit}" for sign, bound, unit in bounds if bound is not None)


# In the order of the table.
BUDGETS = {
    "fanout_n100_per_s": Budget("deliveries/s", at_least=0.5),
    "fanout_n300_single_per_s": Budget("deliveries/s", at_least=0.6),
    "sends_durable_per_s": Budget("sends/s", at_least=0.4),
    "sends_durable_pg_per_s": Budget("sends/s", at_least=0.4),
    "send_to_screen_p50_ms": Budget("ms", at_most=3),
    "send_to_screen_p99_ms": Budget("ms", at_most=4),
    "send_to_screen_mixed_p99_ms": Budget("ms", at_most=6),
    "idle_socket_kb": Budget("KB", at_most=1.3),
    "reconnect_5000_s": Budget("s", at_most=6),
    "start_state_ms": Budget("ms", at_most=3),
    "history_page_p99_ms": Budget("ms", at_most=2),
    "cold_start_s": Budget("s", at_most=2),
    "rss_mb": Budget("MB", at_most=2),
    "js_first_screen_kb": Budget("KB gzip", at_most=1.6),
    "roster_change_to_screen_ms": Budget("ms", value_at_most=1000),
    "open_chat_ms": Budget("ms", value_at_most=150),
    "keypress_ms": Budget("ms", value_at_most=32),
    "scroll_frames_per_s": Budget("frames/s", value_at_least=55),
    "lighthouse_phone_points": Budget("points", value_at_least=90),
    "call_join_s": Budget("s", value_at_most=2, at_most=1.5),
    "call_join_server_ms": Budget("ms", value_at_most=50),
    "call_python_cpu": Budget("% of a core", value_at_most=3),
    "lesson_30_livekit_cores": Budget("cores", value_at_most=0.5),
    "chat_p99_during_call_ms": Budget("ms", value_at_most=50),
    "broadcast_viewers": Budget("people", value_at_least=50),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured row. A row that could not be measured has no value and is not ok."""

    name: str
    value: float | None
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.value is None or not self.floor else self.value / self.floor

    @property
    def is_ok(self) -> bool:
        return self.value is not None and BUDGETS[self.name].holds(self.value, self.ratio)

    def as_json(self) -> dict[str, Any]:
        budget = BUDGETS[self.name]
        return {
            "value": _rounded(self.value),
            "unit": budget.unit,
            "floor": _rounded(self.floor),
            "ratio": _rounded(self.ratio),
            "budget": str(budget),
            "ok": self.is_ok,
        }


def middle(name: str, pairs: Iterable[tuple[float, float]]) -> Figure:
    """Make a row of rounds of (floor, value) taken in turn: the medians of both sides."""
    rounds = list(pairs)
    return Figure(name, median(value for _, value in rounds), median(floor for floor, _ in rounds))


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """Return the smallest value that is not exceeded by `share` of them: of twenty the 95th is the nineteenth."""
    return sorted_values[max(0, ceil(len(sorted_values) * share) - 1)]


def table(figures: Iterable[Figure]) -> str:
    head = f"{'name':<30}{'value':>14}  {'unit':<14}{'floor':>14}{'ratio':>8}  {'budget':<12}ok"
    return "\n".join([head, "-" * len(head), *(_line(figure) for figure in figures)])


def write(path: Path, figures: Iterable[Figure]) -> None:
    """Keep the rows of earlier runs that were not measured now: `--only` renews single rows."""
    try:
        kept = json.loads(path.read_text())
    except (FileNotFoundError, ValueError):
        kept = {}
    kept.update({figure.name: figure.as_json() for figure in figures})
    ordered = {name: kept[name] for name in BUDGETS if name in kept}
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(ordered, indent=1) + "\n")
    fresh.replace(path)


def _line(figure: Figure) -> str:
    budget = BUDGETS[figure.name]
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    verdict = "ok" if figure.is_ok else "MISSED"
    name, value, floor = figure.name, _shown(figure.value), _shown(figure.floor)
    return f"{name:<30}{value:>14}  {budget.unit:<14}{floor:>14}{ratio:>8}  {budget!s:<12}{verdict}"


def _shown(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")
