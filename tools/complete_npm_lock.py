"""Completes web/package-lock.json with builds for other platforms that the registry in use does not carry.

Some mirrors leave out what their machines never install. `npm ci` then calls the lock out of step with package.json,
although nothing is missing here. Such a build is written down by name, version and platform, without a hash.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "web" / "package-lock.json"
SYSTEMS = ("aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32")
PROCESSORS = ("arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64", "wasm32")

Package = dict[str, Any]


def platform_of(name: str) -> Package:
    """Reads `@biomejs/cli-linux-x64-musl` as linux, x64, musl: all such packages spell their platform in the name."""
    words = name.rsplit("/", maxsplit=1)[-1].split("-")
    platform: Package = {}
    if systems := [word for word in words if word in SYSTEMS]:
        platform["os"] = systems
    if processors := [word for word in words if word in PROCESSORS]:
        platform["cpu"] = processors
    if "musl" in words:
        platform["libc"] = ["musl"]
    return platform


def missing_builds(packages: dict[str, Package]) -> dict[str, Package]:
    missing: dict[str, Package] = {}
    for path, package in packages.items():
        for name, version in package.get("optionalDependencies", {}).items():
            if f"node_modules/{name}" in packages or f"{path}/node_modules/{name}" in packages:
                continue
            missing[f"node_modules/{name}"] = {"version": version, "dev": True, **platform_of(name), "optional": True}
    return missing


def main() -> None:
    lock = json.loads(LOCK.read_text())
    packages: dict[str, Package] = lock["packages"]
    missing = missing_builds(packages)
    unreadable = sorted(name for name, build in missing.items() if "cpu" not in build)
    if unreadable:
        sys.exit(f"These are missing and their names tell no platform: {', '.join(unreadable)}.")
    root = packages.pop("")
    lock["packages"] = {"": root, **dict(sorted((packages | missing).items()))}
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n")
    sys.stdout.write(f"web/package-lock.json: {len(missing)} builds of other platforms added.\n")


if __name__ == "__main__":
    main()
