"""Checks the catalogues of texts: they hold what the screens say, no more and no less, and every text is translated."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

WEB = Path(__file__).parent.parent / "web"
LOCALES = WEB / "src" / "i18n" / "locales"


def extract_into(folder: Path) -> None:
    """Let Lingui bring copies of the catalogues up to date with the screens."""
    shutil.copytree(LOCALES, folder, dirs_exist_ok=True)
    subprocess.run(
        [WEB / "node_modules" / ".bin" / "lingui", "extract", "--clean"],
        cwd=WEB,
        env=os.environ | {"PEREMENA_CATALOGUES": str(folder)},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def untranslated(catalogue: str) -> list[str]:
    """Return the texts without a translation; the source language has each text as its own translation."""
    entries = re.findall(r"^msgid (.+?)^msgstr (.+?)(?=^\s*$|\Z)", catalogue, flags=re.MULTILINE | re.DOTALL)
    return [_joined(text) for text, translation in entries if _joined(text) and not _joined(translation)]


def _joined(lines: str) -> str:
    return "".join(re.findall(r'"(.*)"', lines))


def faults() -> list[str]:
    found = []
    with TemporaryDirectory() as folder:
        extract_into(Path(folder))
        for catalogue in sorted(LOCALES.glob("*/messages.po")):
            name = catalogue.relative_to(LOCALES)
            if catalogue.read_text() != Path(folder, name).read_text():
                found.append(f"{name} is not what the screens say: run `make generate`.")
            found += [f"{name} lacks a translation of: {text}" for text in untranslated(catalogue.read_text())]
    return found


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or None)
