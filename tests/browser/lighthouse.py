"""Runs Lighthouse with the Chromium of the machine, on the profile of a phone, as somebody who is signed in."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.server import free_port

PROGRAM = Path(__file__).parents[2] / "web" / "node_modules" / ".bin" / "lighthouse"


@contextmanager
def shared_browser(chromium: BrowserType, folder: Path) -> Iterator[tuple[BrowserContext, int]]:
    """Open a browser in which one signs in, and which Lighthouse then takes by its port: headers with cookies of
    another's making do not reach what a page fetches.
    """
    port = free_port()
    arguments = [*FLAGS, f"--remote-debugging-port={port}"]
    context = chromium.launch_persistent_context(folder / "profile", executable_path=CHROMIUM, args=arguments)
    try:
        yield context, port
    finally:
        context.close()


def report(address: str, port: int, folder: Path, *categories: str) -> dict[str, Any]:
    """Return the report on the page at `address`, which is also kept in `folder`."""
    found = folder / "report.json"
    subprocess.run(
        [
            PROGRAM,
            address,
            "--quiet",
            "--output=json",
            f"--output-path={found}",
            f"--port={port}",
            "--disable-storage-reset",
            f"--only-categories={','.join(categories)}",
        ],
        env=os.environ | {"CHROME_PATH": CHROMIUM},
        check=True,
        capture_output=True,
    )
    told: dict[str, Any] = json.loads(found.read_text())
    assert told["finalDisplayedUrl"] == address, "the door, not the application"
    return told
