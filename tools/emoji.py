"""Writes our own copy of the names of emoji, from the package `emojibase-data` (MIT), small enough for a phone."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

WEB = Path(__file__).parent.parent / "web"
SOURCE = WEB / "node_modules" / "emojibase-data"
TARGET = WEB / "src" / "features" / "chat" / "emoji" / "names"

LOCALES = {"ru": "ru", "en": "en"}
# Parts of emoji: skin tones and hair.
COMPONENTS = 2
# A sign that is a picture by itself needs no mark that says so.
SELECTOR = "\ufe0f"

# The sign, its group, the version it came with, its name, other words for it.
Row = tuple[str, int, float, str, str]


def rows_of(locale: str) -> list[Row]:
    """Read what we need of one language, in the order of the signs."""
    facts = {one["hexcode"]: one for one in _read("en/data.json")}
    listed = sorted(
        (one for one in _read(f"{locale}/compact.json") if one.get("group", COMPONENTS) != COMPONENTS),
        key=lambda one: one["order"],
    )
    names = Counter(one["label"] for one in listed)
    return [_row(one, facts[one["hexcode"]], is_single=names[one["label"]] == 1) for one in listed]


def _row(one: dict[str, Any], facts: dict[str, Any], *, is_single: bool) -> Row:
    # Two signs of one name would be one for whoever cannot see them.
    name = one["label"] if is_single else f"{one['label']} ({facts['label']})"
    words = sorted(set(one.get("tags", [])) - set(re.split(r"\W+", name)))
    return (_sign(one["unicode"], facts), one["group"], facts["version"], name, " ".join(words))


def _sign(sign: str, facts: dict[str, Any]) -> str:
    return sign.removesuffix(SELECTOR) if facts["type"] == 1 else sign


def _read(path: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SOURCE / path).read_text())
    return found


def main() -> int:
    """Write one file for each language; a name a line, so that a new edition can be read as a difference."""
    TARGET.mkdir(exist_ok=True)
    for name, locale in LOCALES.items():
        lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows_of(locale)]
        (TARGET / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
