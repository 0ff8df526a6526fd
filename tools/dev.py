"""The server and Vite side by side: the server starts anew when its code changes, the browser side is replaced live."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOOK_EVERY_SECONDS = 0.5


def newest_change() -> float:
    """Return when the server's code was last written."""
    return max(map(_written_at, (ROOT / "peremena").rglob("*.py")))


def _written_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0  # An editor is putting a new version in its place.


def start_server(data: str, port: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([Path(sys.prefix, "bin", "peremena"), "--data", data, "demo", "--port", port], cwd=ROOT)


def start_vite(port: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PEREMENA_SERVER": f"http://127.0.0.1:{port}"}
    return subprocess.Popen([ROOT / "web" / "node_modules" / ".bin" / "vite"], cwd=ROOT / "web", env=environment)


def stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def watch(data: str, port: str) -> None:
    server, seen = start_server(data, port), newest_change()
    try:
        while True:
            time.sleep(LOOK_EVERY_SECONDS)
            if (changed := newest_change()) != seen:
                print("==> Server starts anew", flush=True)
                stop(server)
                server, seen = start_server(data, port), changed
    finally:
        stop(server)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--port", required=True)
    options = parser.parse_args()
    vite = start_vite(options.port)
    try:
        watch(options.data, options.port)
    except KeyboardInterrupt:
        print()
    finally:
        stop(vite)


if __name__ == "__main__":
    main()
