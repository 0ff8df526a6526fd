"""Lighthouse, as anybody may run it: the signed-in application on the profile of a phone."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import CHROMIUM, FLAGS, Visit
from tests.browser.visitors import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LIGHTHOUSE = Path(__file__).parents[2] / "web" / "node_modules" / ".bin" / "lighthouse"
# A machine that two browsers and a server share needs its time; a hang is shown by the test's own limit.
SECONDS = 110


def _scores(visitor: Visitor, path: str, folder: Path) -> tuple[dict[str, float], dict[str, list[str]]]:
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in visitor.context.cookies())
    headers = folder / "headers.json"
    headers.write_text(json.dumps({"Cookie": cookies}))
    report = folder / "report.json"
    subprocess.run(
        [
            LIGHTHOUSE,
            visitor.url + path,
            "--quiet",
            "--output=json",
            f"--output-path={report}",
            f"--extra-headers={headers}",
            "--only-categories=accessibility,best-practices",
            f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}",
        ],
        env=os.environ | {"CHROME_PATH": CHROMIUM},
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    found = json.loads(report.read_text())
    assert found["finalDisplayedUrl"] == visitor.url + path, "the door, not the application"
    scores = {name: category["score"] for name, category in found["categories"].items()}
    faults = {
        name: [
            one["id"] for one in category["auditRefs"] if one["weight"] > 0 and found["audits"][one["id"]]["score"] == 0
        ]
        for name, category in found["categories"].items()
    }
    return scores, faults


@pytest.mark.parametrize("path", ["/chats", "/account/notifications"])
def test_accessibility_is_whole_and_practices_are_good(visiting: Visit, tmp_path: Path, path: str) -> None:
    visitor = visiting(size="phone")
    visitor.enter("Классный руководитель 3 А").close()
    scores, faults = _scores(visitor, path, tmp_path)
    assert scores["accessibility"] == 1, faults
    assert scores["best-practices"] >= 0.95, faults
