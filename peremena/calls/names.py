"""Names of guests: nobody comes in under a name that sounds like one of the school.

Case, ё and е, hyphens, the order of the words, and letters or digits that look alike in Latin and Cyrillic count as the
same. A guest who shares a first name with somebody is common; what is taken is the name by which people are known.
"""

import unicodedata
from collections.abc import Collection, Iterable

# What looks like a Cyrillic letter, in the small letters that casefold leaves. Cyrillic «в» is drawn like Latin B when
# it is large, so both count; the same for «н» and H, «р» and P, «у» and Y.
_LOOK_ALIKES = str.maketrans(
    {
        "a": "а", "b": "в", "c": "с", "e": "е", "h": "н", "i": "и", "k": "к", "m": "м", "n": "п", "o": "о", "p": "р",
        "r": "г", "t": "т", "u": "и", "x": "х", "y": "у", "й": "и", "ё": "е", "і": "и", "ї": "и", "ѕ": "с", "ј": "ј",
        "ь": "в", "ъ": "в", "0": "о", "3": "з", "4": "ч", "6": "б", "8": "в", "1": "л", "l": "л", "|": "л", "ł": "л",
    }
)  # fmt: skip
# Words with which people of a school are addressed or signed, and which no guest may put before a name.
_OFFICES = ("учител", "директор", "завуч", "администратор", "классный рук", "психолог", "методист", "воспитател")
_SHORTEST = 2


def tidy(name: str) -> str:
    """Return a name as it is shown: without control characters, and with single spaces."""
    visible = "".join(" " if unicodedata.category(letter).startswith(("C", "Z")) else letter for letter in name)
    return " ".join(visible.split())


def is_name(name: str) -> bool:
    """Say whether a tidy text can be a name at all: a few letters."""
    return sum(letter.isalpha() for letter in name) >= _SHORTEST


def folded(name: str) -> tuple[str, ...]:
    """Return what two names that sound alike share: their words, folded, in the order of the alphabet."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_LOOK_ALIKES)
    # Marks drawn over a letter (ё as е with dots, й) and everything between words.
    plain = unicodedata.normalize("NFD", plain)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return tuple(sorted(words))


def sounds_official(name: str) -> bool:
    """Say whether a name claims an office of the school."""
    text = " ".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())
    plain = _fold_letters(text)
    return any(_fold_letters(office) in plain for office in _OFFICES)


def _fold_letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOK_ALIKES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def is_taken(name: str, known: Iterable[Collection[str]]) -> bool:
    """Say whether a guest's name is that of somebody: `known` holds the parts of each name of the school.

    Taken is a name whose words are at least two of those of one person: «Елена Павлова», «Павлова Елена Викторовна»,
    «Елена Викторовна»; with initials in the place of some: «Павлова Е. В.»; and written together: «ЕленаПавлова».
    """
    wanted = set(folded(name))
    return any(_is_that_of(wanted, {word for part in parts for word in folded(part)}) for parts in known)


def _is_that_of(wanted: Collection[str], words: Collection[str]) -> bool:
    """Say whether folded words are the name of whoever is known by some others."""
    if len(wanted) == 1:
        (together,) = wanted
        return any(together == one + other for one in words for other in words if one != other)
    shared = sum(word in words for word in wanted)
    initials = sum(len(word) == 1 and word not in words and any(one[0] == word for one in words) for word in wanted)
    return shared >= _SHORTEST or (shared == 1 and shared + initials == len(wanted))
