"""The locks pin every package by hash and name no place of download, so that they serve behind any mirror."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", PYTHON_LOCKS, ids=lambda lock: lock.name)
def test_python_lock_pins_by_hash_and_names_no_place(lock: Path) -> None:
    text = lock.read_text()
    pins = re.findall(r"^[A-Za-z][^\s=]*==\S+(.*?)(?=^\S|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert not re.search(r"://|--index-url|--find-links|--extra-index-url| @ ", text)


def test_browser_lock_names_no_place() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    installed = {name: package for name, package in packages.items() if name}
    assert installed
    assert [name for name, package in installed.items() if "resolved" in package] == []


def test_browser_lock_pins_by_hash_what_runs_on_linux() -> None:
    packages = json.loads((ROOT / "web" / "package-lock.json").read_text())["packages"]
    unhashed = [name for name, package in packages.items() if name and "integrity" not in package]
    assert all(_is_for_another_platform(packages[name]) for name in unhashed), unhashed


def test_browser_packages_are_named_by_exact_version() -> None:
    manifest = json.loads((ROOT / "web" / "package.json").read_text())
    versions = {**manifest["dependencies"], **manifest["devDependencies"]}
    assert [name for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []


def _is_for_another_platform(package: dict[str, list[str]]) -> bool:
    """Ours are Linux with glibc on the processors that servers and small computers have."""
    is_linux = "linux" in package.get("os", []) and "musl" not in package.get("libc", [])
    return not is_linux or not {"x64", "arm64"} & set(package.get("cpu", []))
