"""Where the files lie: DATA/files/pictures, readable to the owner of the installation alone."""

import os
from pathlib import Path
from typing import Literal

from django.conf import settings

Size = Literal["large", "small"]
SIZES: tuple[Size, ...] = ("large", "small")
_UNFINISHED = ".new"


def path_of(key: str, size: Size) -> Path:
    """Return where a picture lies. No folder holds more than a 256th of them."""
    return _folders()[-1] / key[:2] / f"{key}.{size}.webp"


def write(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all, also after a loss of power."""
    for folder in (*_folders(), path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(_UNFINISHED)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(key: str) -> None:
    for size in SIZES:
        path_of(key, size).unlink(missing_ok=True)


def written_before(moment: float) -> list[Path]:
    """Return the files, unfinished ones too, that are older than `moment` (seconds since 1970)."""
    return [path for path in _folders()[-1].glob("*/*") if path.stat().st_mtime < moment]


def key_of(path: Path) -> str:
    return path.name.split(".", 1)[0]


def is_unfinished(path: Path) -> bool:
    """Say whether a write of this file was cut off, if it is older than any write takes."""
    return path.suffix == _UNFINISHED


def _folders() -> tuple[Path, Path]:
    files = Path(settings.DATA) / "files"
    return files, files / "pictures"
