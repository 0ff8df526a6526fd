"""What the columns of a class list mean, told from their headings in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from peremena.roster.importing.names import fold
from peremena.roster.importing.tables import Row
from peremena.roster.importing.values import text_of


class Column(StrEnum):
    CLASS = "class"
    GRADE = "grade"
    LETTER = "letter"
    FULL_NAME = "full_name"
    SURNAME = "surname"
    FIRST_NAME = "first_name"
    PATRONYMIC = "patronymic"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    GUARDIAN_1 = "guardian_1"
    PHONE_1 = "phone_1"
    GUARDIAN_2 = "guardian_2"
    PHONE_2 = "phone_2"


_ADULT = r"законн|представител|родител|мать|матери|мама|отец|отца|папа|опекун"
_FIRST = r"мать|матери|мама|\b1\b|перв"
_SECOND = r"отец|отца|папа|\b2\b|втор"
# At the beginning of a word: «представитель» has a «тел» inside.
_PHONE = r"\b(?:тел|моб|сот)"
# What lists tell about adults and children besides; none of it is read.
_OTHER = r"адрес|паспорт|почт|mail|работ|снилс|инн\b|родств|образован|должност|место|гражданств|классн"

# The first pattern that is found in the folded heading tells its meaning; so the narrow ones stand above the wide.
_MEANINGS: list[tuple[str, Column]] = [
    (rf"(?=.*({_PHONE}))(?=.*({_SECOND}))", Column.PHONE_2),
    (rf"(?=.*({_PHONE}))(?=.*({_FIRST}|{_ADULT}))", Column.PHONE_1),
    (rf"(?=.*({_ADULT}))(?=.*({_SECOND}))", Column.GUARDIAN_2),
    (_ADULT, Column.GUARDIAN_1),
    (r"рожд|^д\.?\s?р\.?$", Column.BIRTH_DATE),
    (r"фамилия.*имя|^ф\.?\s?и\.?\s?о\b|^фио|^(ученик|обучающ|учащ)|имя.*фамилия", Column.FULL_NAME),
    (r"^фамилия", Column.SURNAME),
    (r"^имя", Column.FIRST_NAME),
    (r"^отчество", Column.PATRONYMIC),
    (r"^пол\b", Column.SEX),
    (r"^(литера|буква|лит\b)", Column.LETTER),
    (r"^(параллель|номер класса)", Column.GRADE),
    (r"^(класс\b|кл\b)", Column.CLASS),
]
# Row numbers say nothing and are passed over without a word.
_SILENT = re.compile(r"^(№|n|no|номер)?\s*(п/?п)?\.?$")
# A table seldom begins lower than this: above it stand the name of the school and a date.
_HEADING_WITHIN = 20


@dataclass(frozen=True)
class Headings:
    # The place of the heading row among the rows of its sheet.
    index: int
    places: dict[Column, int]
    unknown: Sequence[str]
    # Headings whose meaning an earlier column has already taken.
    repeated: Sequence[str]

    @property
    def tell_pupils(self) -> bool:
        return Column.FULL_NAME in self.places or {Column.SURNAME, Column.FIRST_NAME} <= self.places.keys()

    @property
    def tell_classes(self) -> bool:
        return Column.CLASS in self.places or Column.GRADE in self.places


def find_headings(rows: Sequence[Row]) -> Headings | None:
    """The first row whose cells name the columns of pupils, or None."""
    for index, row in enumerate(rows[:_HEADING_WITHIN]):
        headings = read_headings(index, [text_of(cell) for cell in row.cells])
        # A title such as «Ученики школы № 5» has one cell; a table has at least a name and something about it.
        if headings.tell_pupils and len(headings.places) > 1:
            return headings
    return None


def read_headings(index: int, texts: Sequence[str]) -> Headings:
    places: dict[Column, int] = {}
    unknown: list[str] = []
    repeated: list[str] = []
    for place, text in enumerate(texts):
        column = meaning(text)
        if column is not None and column in places:
            column = _other_adult(column)
        if column is not None and column not in places:
            places[column] = place
        elif column is not None:
            repeated.append(text)
        elif not _SILENT.match(_plain(text)):
            unknown.append(text)
    return Headings(index, places, unknown, repeated)


def meaning(heading: str) -> Column | None:
    plain = _plain(heading)
    if re.search(_OTHER, plain):
        return None
    if _is_bare_phone(plain):
        return Column.PHONE_2 if re.search(r"\b2\b", plain) else Column.PHONE_1
    return next((column for pattern, column in _MEANINGS if re.search(pattern, plain)), None)


def _is_bare_phone(plain: str) -> bool:
    return bool(re.match(rf"({_PHONE})", plain)) and not re.search(_ADULT, plain)


def _other_adult(column: Column) -> Column:
    """Two columns of one heading, «Представитель» and «Представитель», are the first and the second adult."""
    return {Column.GUARDIAN_1: Column.GUARDIAN_2, Column.PHONE_1: Column.PHONE_2}.get(column, column)


def _plain(heading: str) -> str:
    return " ".join(fold(heading).replace("_", " ").split())
