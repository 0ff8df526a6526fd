"""Files as tables: CSV in the encodings and with the separators that Russian journals export, and XLSX."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl

from peremena.roster.importing.remarks import FileRefused
from peremena.roster.importing.values import Cell, text_of

# A list of 2,500 people is under 1 MB; far more than this is not a list of a school.
_LARGEST_BYTES = 50_000_000
_SEPARATORS = ";,\t"


@dataclass(frozen=True)
class Row:
    # As an editor or Excel counts it, from 1.
    line: int
    cells: Sequence[Cell]

    @property
    def is_empty(self) -> bool:
        return not any(text_of(cell) for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    # The name of the worksheet; empty for a CSV file.
    title: str
    rows: Sequence[Row]


def read_sheets(path: Path) -> list[Sheet]:
    """The tables of one file, without their empty rows; raises FileRefused."""
    try:
        size = path.stat().st_size
    except OSError as error:
        msg = f"Файл {path} не открывается: {error.strerror}"
        raise FileRefused(msg) from None
    if size > _LARGEST_BYTES:
        msg = f"Файл {path.name} больше {_LARGEST_BYTES // 1_000_000} МБ: это не список школы"
        raise FileRefused(msg)
    sheets = _read_xlsx(path) if path.suffix.lower() in {".xlsx", ".xlsm"} else [read_csv(path)]
    return [sheet for sheet in sheets if sheet.rows]


def read_csv(path: Path) -> Sheet:
    text = _decode(path.read_bytes(), path.name)
    # Without `newline=""` a line break inside quotes would end the row.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        return Sheet("", list(_numbered(reader)))
    except csv.Error as error:
        msg = f"Файл {path.name} повреждён в строке {reader.line_num}: {error}"
        raise FileRefused(msg) from None


def _numbered(reader: Any) -> Iterator[Row]:
    begun = 1
    for cells in reader:
        row = Row(begun, cells)
        begun = reader.line_num + 1
        if not row.is_empty:
            yield row


def _decode(content: bytes, name: str) -> str:
    """UTF-8 with or without its mark, UTF-16 with one («Текст Юникод» of Excel), else Windows-1251."""
    encodings = ["utf-16"] if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1251"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    msg = f"Файл {name} не похож на текст: сохраните список как CSV (UTF-8) или XLSX"
    raise FileRefused(msg)


def _separator(text: str) -> str:
    """The separator of the busiest of the first lines: titles above the table have none."""
    lines = text.splitlines()[:20]
    return max(_SEPARATORS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _read_xlsx(path: Path) -> list[Sheet]:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError, ValueError, OSError) as error:
        msg = f"Файл {path.name} не читается как XLSX: {error}"
        raise FileRefused(msg) from None
    try:
        return [Sheet(sheet.title, list(_xlsx_rows(sheet.iter_rows(values_only=True)))) for sheet in book.worksheets]
    finally:
        book.close()


def _xlsx_rows(rows: Iterator[tuple[object, ...]]) -> Iterator[Row]:
    for line, cells in enumerate(rows, start=1):
        row = Row(line, [_cell(cell) for cell in cells])
        if not row.is_empty:
            yield row


def _cell(value: object) -> Cell:
    # Durations, times and formula objects have no meaning in a class list; their text is refused further on.
    return value if isinstance(value, Cell) else str(value)
