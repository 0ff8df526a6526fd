"""Full names as lists write them: «Фамилия Имя Отчество», with hyphens, particles, stray spaces and foreign letters."""

import re
import unicodedata
from dataclasses import dataclass

from peremena.roster.importing.remarks import Unreadable

# Latin letters that look like Cyrillic ones; typists mix them in without noticing.
_LOOK_ALIKES = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
# Particles that belong to the word before them and are written small: «Гасан Али оглы».
_PATRONYMIC_PARTICLES = {"оглы", "оглу", "углы", "улы", "уулу", "кызы", "гызы", "кизи"}
_FEMALE_PARTICLES = {"кызы", "гызы", "кизи"}
_PATRONYMIC_ENDINGS = ("вич", "ьич", "мич", "тич", "вна", "чна")
_LONGEST_PART = 100

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
# Letters of any script, joined by hyphens or apostrophes; a dot ends an initial.
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")


@dataclass(frozen=True)
class FullName:
    surname: str
    first_name: str
    patronymic: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.surname, self.first_name, self.patronymic) if part)

    @property
    def key(self) -> str:
        """What two spellings of one name have in common: case and «ё» do not count."""
        return fold(str(self))


def fold(text: str) -> str:
    return text.casefold().replace("ё", "е")


def tidy(text: str) -> str:
    """One space between words, none around hyphens, no invisible characters, no Latin letter inside a Russian word."""
    text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u200b", "")
    text = re.sub(r"\s*[-\u2010-\u2015]+\s*", "-", text)
    return " ".join(cyrillic_if_mixed(word) for word in text.split())


def cyrillic_if_mixed(word: str) -> str:
    return word.translate(_LOOK_ALIKES) if _CYRILLIC.search(word) else word


def read_full_name(text: str) -> FullName:
    """Split a full name into its parts; raises Unreadable with the reason."""
    words = _checked_words(text)
    if len(words) == 1:
        msg = f"В имени «{words[0]}» только одно слово: нужны фамилия и имя"
        raise Unreadable(msg)
    if _is_particle(words[-1]):
        return _with_particle(words)
    if len(words) > 3 and words[-1].endswith(_PATRONYMIC_ENDINGS):  # noqa: PLR2004 surname, first name, patronymic
        return FullName(" ".join(words[:-2]), words[-2], words[-1])
    return FullName(words[0], words[1], " ".join(words[2:]))


def join_name(surname: str, first_name: str, patronymic: str) -> FullName:
    """The same for a file with a column for each part."""
    parts = [" ".join(_checked_words(part)) if part.strip() else "" for part in (surname, first_name, patronymic)]
    if not parts[0] or not parts[1]:
        msg = "Нет фамилии или имени"
        raise Unreadable(msg)
    return FullName(*parts)


def sex_by_patronymic(patronymic: str) -> str:
    """«m», «f», or empty where a patronymic does not tell."""
    last = patronymic.casefold().replace("-", " ").split()[-1:]
    if not last:
        return ""
    if last[0] in _FEMALE_PARTICLES or last[0].endswith(("вна", "чна")):
        return "f"
    return "m" if last[0] in _PATRONYMIC_PARTICLES or last[0].endswith("ич") else ""


def _checked_words(text: str) -> list[str]:
    words = tidy(text).split()
    if not words:
        msg = "Нет имени"
        raise Unreadable(msg)
    for word in words:
        if not _WORD.fullmatch(word) or len(word) > _LONGEST_PART:
            msg = f"«{word[:40]}» не похоже на часть имени"
            raise Unreadable(msg)
    return [_with_case(word, whole=words) for word in words]


def _with_case(word: str, *, whole: list[str]) -> str:
    """Keep the case that was written, unless the whole name is in capitals or without any."""
    if word.casefold() in _PATRONYMIC_PARTICLES:
        return word.casefold()
    letters = "".join(whole)
    if letters.isupper() or letters.islower():
        return "-".join(part.capitalize() for part in word.split("-"))
    return word


def _is_particle(word: str) -> bool:
    return word.casefold() in _PATRONYMIC_PARTICLES


def _with_particle(words: list[str]) -> FullName:
    if len(words) < 4:  # noqa: PLR2004 surname, first name, father's name, particle
        msg = f"Перед именем и отчеством «{' '.join(words)}» нет фамилии"
        raise Unreadable(msg)
    return FullName(" ".join(words[:-3]), words[-3], " ".join(words[-2:]))
