"""One run of the bench: its scale, its folder, and what it says while it works."""

import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.scale import Scale

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    scale: Scale
    # Folders of this run, and caches that outlive it.
    folder: Path
    cache: Path

    def fresh(self, name: str) -> Path:
        """Return an empty folder."""
        path = self.folder / name
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir(parents=True)
        return path

    def say(self, words: str) -> None:
        print(f"{time.strftime('%H:%M:%S')}  {words}", flush=True)

    def say_rounds(self, name: str, pairs: Sequence[tuple[float, float]], unit: str) -> None:
        """Show the rounds, so that one sees how restless the machine was."""
        floors = " ".join(f"{floor:,.4g}" for floor, _ in pairs)
        values = " ".join(f"{value:,.4g}" for _, value in pairs)
        self.say(f"{name}: floor {floors}; ours {values} {unit}")
