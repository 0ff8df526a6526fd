"""The JavaScript that a browser loads before it shows the chats, gzipped, beside a shell of the same components."""

import gzip
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.figures import Figure
from bench.run import ROOT, Run
from bench.serving import FLOORS

WEB = ROOT / "web"
# Loaded later: other screens than the chat list and a conversation, the door before it, and the English texts.
# A chunk that is not named here counts, so that nothing leaves the first screen by becoming lazy.
LATER = (
    *("AboutPerson", "Account", "Card", "ConfirmDialog", "Contacts", "CropDialog", "Door", "EmojiPanel", "EmptyList"),
    *("ImportantScreen", "IntentBar", "JoinScreen", "JumpDialog", "ListBar", "MakeChat", "Members", "Menu"),
    *("MessageDialogs", "MessageList", "PersonCard", "PictureField", "PinsScreen", "SelectionBar", "SnackBar"),
    *("Banner", "Call", "Check", "ChooseCall", "Ring", "callMenu"),
    *("Switch", "Tray", "deeds", "drags", "en-", "inParts", "menu-", "messages", "notices", "openLink", "order-"),
    *("ru-", "rowMenu", "strokes", "wishes"),
)

_IN_PAGE = re.compile(r'(?:src|href)="/?(assets/[^"]+\.js)"')
_STATIC = re.compile(r'(?:from|import)\s*["`\']\./([^"`\']+\.js)["`\']')
_LAZY = re.compile(r'import\(\s*["`\']\./([^"`\']+\.js)["`\']')


def figures(run: Run) -> Iterator[Figure]:
    ours = _first_screen_kb(run, "ours", WEB / "dist")
    floor = _first_screen_kb(run, "floor", _shell(run))
    yield Figure("js_first_screen_kb", ours, floor)


def _shell(run: Run) -> Path:
    """Build the floor with the packages of the browser side."""
    built = run.fresh("shell")
    vite = WEB / "node_modules" / ".bin" / "vite"
    config = FLOORS / "shell" / "vite.config.mts"
    subprocess.run(
        [vite, "build", "--config", config, "--outDir", built, "--logLevel", "error"],
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
        cwd=WEB,
        check=True,
        capture_output=True,
    )
    return built


def _first_screen_kb(run: Run, name: str, built: Path) -> float:
    """Follow the page's scripts and what they import, and sum what travels."""
    assets = built / "assets"
    wanted = [Path(path).name for path in _IN_PAGE.findall((built / "index.html").read_text())]
    loaded: dict[str, float] = {}
    while wanted:
        chunk = wanted.pop()
        if chunk not in loaded:
            text = (assets / chunk).read_text()
            loaded[chunk] = len(gzip.compress(text.encode(), 9)) / 1024
            wanted += _STATIC.findall(text)
            wanted += [lazy for lazy in _LAZY.findall(text) if not lazy.startswith(LATER)]
    run.say(
        f"js_first_screen_kb, {name}: " + ", ".join(f"{chunk} {size:.1f}" for chunk, size in sorted(loaded.items()))
    )
    return sum(loaded.values())
