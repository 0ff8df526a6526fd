"""Reads of files. Whoever asks has made sure of the right: a picture is seen by those who may see what shows it."""

from dataclasses import dataclass
from pathlib import Path

from peremena.files import storage
from peremena.files.models import Picture
from peremena.files.storage import SIZES, Size

CONTENT_TYPE = "image/webp"

__all__ = ["CONTENT_TYPE", "SIZES", "PictureFile", "Size", "picture_file"]


@dataclass(frozen=True, slots=True)
class PictureFile:
    path: Path
    # Changes only with the content, which never changes.
    etag: str


def picture_file(picture: int, size: Size) -> PictureFile | None:
    """Return where a picture lies in one of its sizes, None if there is none."""
    found = Picture.objects.filter(pk=picture).values_list("key", "sha256").first()
    if found is None:
        return None
    key, digest = found
    return PictureFile(storage.path_of(key, size), f'"{digest[:32]}-{size}"')
