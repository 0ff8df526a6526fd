"""The databases that the benches run on. They are filled by a process of its own (bench.fill), so that the generator
never carries Django; what the generator has to know of a scene comes back as JSON.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

TEXT = "я" * 100  # 200 bytes


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of a scene as the generator plays them."""

    profile: int
    session: str


@dataclass(slots=True)
class Scene:
    people: list[Someone] = field(default_factory=list)
    # Conversations in the order in which they were asked for.
    conversations: list[int] = field(default_factory=list)
    # How many messages each conversation has.
    messages: int = 0


def make(folder: Path, name: str, *numbers: int, database: str = "") -> Scene:
    """Fill a fresh database in `folder` (or at the url `database`) and tell who and what there is."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "-m", "bench.fill", name, *map(str, numbers)],
        env={
            **os.environ,
            "PEREMENA_DATA": str(folder),
            "PEREMENA_DATABASE": database,
            "DJANGO_SETTINGS_MODULE": "peremena.site.settings",
        },
        cwd=Path(__file__).parents[1],
        check=True,
    )
    return load(folder)


def load(folder: Path) -> Scene:
    read = json.loads((folder / "scene.json").read_text())
    return Scene([Someone(**one) for one in read["people"]], read["conversations"], read["messages"])
