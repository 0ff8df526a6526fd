"""`make bench`: measure every row beside its floor, print the table, write var/bench.json. Ends by itself.

python -m bench [--quick | --tiny] [--only ROW ...]
"""

import argparse
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench import figures, machine
from bench.figures import BUDGETS, Figure
from bench.rows import browser, calls, joining, lighthouse, pages, process, road, roster, screen, sockets, storing
from bench.run import ROOT, Run
from bench.scale import FULL, QUICK, TINY

# The modules of rows, each with the rows that it yields.
FAMILIES: Sequence[tuple[Callable[[Run], Iterator[Figure]], tuple[str, ...]]] = (
    (
        road.figures,
        (
            "fanout_n100_per_s",
            "fanout_n300_single_per_s",
            "send_to_screen_p50_ms",
            "send_to_screen_p99_ms",
            "send_to_screen_mixed_p99_ms",
        ),
    ),
    (storing.figures, ("sends_durable_per_s", "sends_durable_pg_per_s")),
    (sockets.figures, ("idle_socket_kb", "reconnect_5000_s")),
    (pages.figures, ("start_state_ms", "history_page_p99_ms")),
    (process.figures, ("cold_start_s", "rss_mb")),
    (browser.figures, ("js_first_screen_kb",)),
    (roster.figures, ("roster_change_to_screen_ms",)),
    (screen.figures, ("open_chat_ms", "keypress_ms", "scroll_frames_per_s")),
    (lighthouse.figures, ("lighthouse_phone_points",)),
    (joining.figures, ("call_join_s",)),
    (calls.figures, ("call_join_server_ms", "call_python_cpu", "chat_p99_during_call_ms")),
    (calls.crowds, ("lesson_30_livekit_cores", "broadcast_viewers")),
)


def measure(run: Run, wanted: Sequence[str]) -> list[Figure]:
    """Measure the families in which something is wanted. A family that fails leaves its rows without values."""
    found: dict[str, Figure] = {}
    for measured, names in FAMILIES:
        if not set(names) & set(wanted):
            continue
        run.say(", ".join(names))
        try:
            found |= {figure.name: figure for figure in measured(run)}
        except Exception:  # noqa: BLE001 shown, and the other rows are still worth measuring
            traceback.print_exc()
            found |= {name: Figure(name, None) for name in names if name not in found}
    return [found[name] for name in BUDGETS if name in found]


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 when every row that was wanted is ok."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller crowds; the same when CI=true")
    parser.add_argument("--tiny", action="store_true", help="only shows that the benches run")
    parser.add_argument("--only", nargs="+", choices=tuple(BUDGETS), default=tuple(BUDGETS), metavar="ROW")
    parser.add_argument("--folder", type=Path, default=ROOT / "var")
    options = parser.parse_args(arguments)
    quick = options.quick or os.environ.get("CI") == "true"
    scale = TINY if options.tiny else QUICK if quick else FULL
    # Whoever stops the bench stops its servers.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    machine.allow_many_sockets()
    machine.pin_generator()
    folder = options.folder.resolve()
    run = Run(scale, folder / "bench", folder / "bench-cache")
    rows = measure(run, options.only)
    figures.write(folder / "bench.json", rows)
    print(figures.table(rows))
    return 0 if all(row.is_ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
