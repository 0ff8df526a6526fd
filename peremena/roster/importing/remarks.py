"""What the import has to say about single rows of a file, and the sentence that refuses a whole file."""

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    # The row gave nothing.
    REFUSED = "refused"
    # The row was taken, but not everything in it.
    WARNING = "warning"


@dataclass(frozen=True, order=True)
class Remark:
    # The line of the file as an editor or Excel counts it; 0 for the file as a whole.
    line: int
    text: str
    weight: Weight = Weight.WARNING
    # The name of the file inside a folder, or of the sheet; empty for a single table.
    place: str = ""


class Unreadable(ValueError):
    """One value can't be understood; the text is a sentence for the person who sent the file."""


class FileRefused(Exception):
    """Nothing can be taken from the file or folder; the text is a sentence for the person who sent it."""
