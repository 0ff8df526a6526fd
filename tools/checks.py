"""All checks that need no running server, two at a time: a line each, and the output of those that fail."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

ROOT = Path(__file__).parent.parent
# Two cores are what a small machine has; more at once only makes each slower.
AT_ONCE = 2


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str, ...]
    folder: str = "."


def _python(name: str, *arguments: str) -> Check:
    return Check(name, (sys.executable, "-m", *arguments))


def _web(name: str, program: str, *arguments: str) -> Check:
    return Check(name, (str(ROOT / "web" / "node_modules" / ".bin" / program), *arguments), "web")


# The longest first, so that the two lanes end together.
CHECKS = (
    _python("types of the server", "mypy"),
    _web("tests of the browser side", "vitest", "run", "--reporter=dot"),
    _web("types of the browser side", "tsc", "--noEmit"),
    _python("generated descriptions and types", "tools.contracts", "check"),
    _python("texts in Russian and English", "tools.catalogues"),
    _python("migrations", "django", "makemigrations", "--check", "--dry-run"),
    _python("settings", "django", "check", "--fail-level", "WARNING"),
    Check("layers", (str(Path(sys.executable).with_name("lint-imports")), "--no-cache")),
    Check("house laws", (str(Path(sys.executable).with_name("ast-grep")), "scan", "--report-style", "short")),
    _python("style of the server", "ruff", "check"),
    _python("format of the server", "ruff", "format", "--check"),
    _web("style of the browser side", "biome", "ci", "--colors=off", "--max-diagnostics=20", "."),
)


@dataclass(frozen=True)
class Result:
    check: Check
    failed: bool
    output: str
    seconds: float


def run(check: Check, environment: dict[str, str]) -> Result:
    started = time.perf_counter()
    done = subprocess.run(
        check.command,
        cwd=ROOT / check.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return Result(check, done.returncode != 0, done.stdout, time.perf_counter() - started)


def show(result: Result, speaking: Lock) -> None:
    with speaking:
        print(f"    {'FAILED' if result.failed else 'ok':6}  {result.check.name} ({result.seconds:.1f} s)", flush=True)
        if result.failed:
            print(f"\n$ {' '.join(result.check.command)}\n{result.output.rstrip()}\n", flush=True)


def run_all(environment: dict[str, str]) -> list[Result]:
    speaking = Lock()

    def run_and_show(check: Check) -> Result:
        result = run(check, environment)
        show(result, speaking)
        return result

    with ThreadPoolExecutor(AT_ONCE) as lanes:
        return list(lanes.map(run_and_show, CHECKS))


def main() -> None:
    print("==> Checks", flush=True)
    with TemporaryDirectory() as folder:
        # Settings make secrets in the data folder when they are first read; those of the checks are thrown away.
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "peremena.site.settings",
            "PEREMENA_DATA": folder,
            "NO_COLOR": "1",
        }
        results = run_all(environment)
    if failed := [result.check.name for result in results if result.failed]:
        sys.exit(f"==> Failed: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
