"""docs/live-points.md names tests that exist."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
LINES = [line for line in (TESTS.parent / "docs" / "live-points.md").read_text().splitlines() if line.startswith("| ")]


@pytest.mark.parametrize("line", LINES[2:])
def test_what_is_named_exists(line: str) -> None:
    named = re.findall(r"`([\w/]*\.py)?(?:::(\w+))?`", line)
    assert [one for one in named if any(one)], "every promise is held by something"
    file = ""
    for path, function in named:
        file = path or file
        text = (TESTS / file).read_text()
        assert not function or f"def {function}(" in text, f"{file} has no {function}"
