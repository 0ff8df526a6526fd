"""Single values of a class list: class, date, sex, phone. Each reader returns a plain value or raises Unreadable."""

import re
from dataclasses import dataclass
from datetime import date, datetime

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from peremena.roster.importing.names import cyrillic_if_mixed, fold, tidy
from peremena.roster.importing.remarks import Unreadable

# What a cell may hold: text of a CSV file, or what Excel stores.
Cell = str | int | float | bool | date | datetime | None

_LAST_GRADE = 12  # Evening schools have a twelfth.
_CLASS = re.compile(r"0?(\d{1,2})[\s.-]*([^\W\d_]{0,3})")
_LATIN_LETTERS = re.compile(r"[A-Z]+")
_FROM_LATIN = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(\d{1,2}) ([а-я]+) (\d{4})")
_MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
# «18.08.2018 0:00:00», «18.08.2018 г.», «2018-08-18T00:00:00».
_AFTER_DATE = re.compile(r"([\sT]\d{1,2}:\d{2}(:\d{2})?(\.0+)?|\s*г(од|ода)?\.?)$")

_MALE = {"м", "муж", "мужской", "мальчик", "m", "male"}
_FEMALE = {"ж", "жен", "женский", "девочка", "f", "female"}

# A code by SMS must reach the phone; landlines and short numbers can't take one.
_TAKES_SMS = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


@dataclass(frozen=True, order=True)
class ClassName:
    number: int
    letter: str

    @property
    def title(self) -> str:
        return f"{self.number} {self.letter}".strip()


def text_of(cell: Cell) -> str:
    """A cell as the text a person sees in it; whole numbers without «.0»."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def read_class(text: str) -> ClassName:
    """«1А», «1 А», «1-а», «1 «А» класс» are one class; a Latin «A» is a Cyrillic one."""
    plain = re.sub(r"[«»„“”\"']", " ", tidy(text)).strip()
    plain = re.sub(r"\s*\b(класс|кл)\b\.?$", "", plain, flags=re.IGNORECASE).strip()
    found = _CLASS.fullmatch(plain)
    if not found or not 1 <= int(found[1]) <= _LAST_GRADE:
        msg = f"Класс «{text.strip()[:40]}» не похож на «3 А»" if plain else "Нет класса"
        raise Unreadable(msg)
    return ClassName(int(found[1]), _letter(found[2]))


def _letter(text: str) -> str:
    letter = cyrillic_if_mixed(text.upper())
    return letter.translate(_FROM_LATIN) if _LATIN_LETTERS.fullmatch(letter) else letter


def read_date(cell: Cell, *, today: date) -> date:
    """A date in any of the spellings that schools export."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = _AFTER_DATE.sub("", text_of(cell)).strip()
    try:
        return _date_from(text, today)
    except ValueError:
        msg = f"Дата «{text_of(cell)[:40]}» не читается"
        raise Unreadable(msg) from None


def _date_from(text: str, today: date) -> date:
    if found := _DAY_FIRST.fullmatch(text):
        return date(_full_year(found[3], today), int(found[2]), int(found[1]))
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if (found := _IN_WORDS.fullmatch(text.casefold())) and found[2] in _MONTHS:
        return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    raise ValueError(text)


def _full_year(text: str, today: date) -> int:
    """Two digits mean the latest such year that is not in the future."""
    if len(text) == 4:  # noqa: PLR2004 four digits are a whole year
        return int(text)
    century = today.year // 100 * 100
    return century + int(text) - (100 if int(text) > today.year % 100 else 0)


def read_sex(text: str) -> str:
    """«m», «f», or empty when the cell is."""
    word = fold(text).strip(" .")
    if not word:
        return ""
    if word in _MALE | _FEMALE:
        return "m" if word in _MALE else "f"
    msg = f"Пол «{text.strip()[:20]}» не читается"
    raise Unreadable(msg)


def read_phone(text: str, *, region: str = "RU") -> str:
    """A phone in E.164, checked for its region and that it can take an SMS; empty when the cell is."""
    first = re.split(r"[,;/]|\bили\b", text)[0].strip()
    if not first:
        return ""
    try:
        number = phonenumbers.parse(first, region)
    except phonenumbers.NumberParseException:
        msg = f"Телефон «{text.strip()[:30]}» не читается"
        raise Unreadable(msg) from None
    if not phonenumbers.is_valid_number(number):
        msg = f"Телефона «{text.strip()[:30]}» не существует"
        raise Unreadable(msg)
    if phonenumbers.number_type(number) not in _TAKES_SMS:
        msg = f"Телефон «{text.strip()[:30]}» не мобильный, код по SMS на него не придёт"
        raise Unreadable(msg)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)
