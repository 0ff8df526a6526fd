"""Roles in Russian, worded so that no name and no title has to be declined."""

from collections.abc import Sequence
from datetime import date

# The order in which roles outshine each other on a badge.
_STRENGTH = ("head", "administrator", "class_teacher", "teacher", "staff", "pupil")
_BADGES = {
    "head": "директор",
    "administrator": "администратор",
    "class_teacher": "классный руководитель",
    "teacher": "учитель",
    "staff": "сотрудник",
}
_LABELS = {
    "head": "Директор",
    "administrator": "Администратор",
    "class_teacher": "Классный руководитель",
    "teacher": "Учитель",
    "staff": "Сотрудник",
}


def pupil(sex: str) -> str:
    return "ученица" if sex == "f" else "ученик"


def badge_of(role: str, position: str, sex: str) -> str:
    """Return the badge of one role: «учитель», «ученица», or the position of other staff."""
    if role == "pupil":
        return pupil(sex)
    return position if role == "staff" and position else _BADGES[role]


def badge(roles: Sequence[tuple[str, str, str]], children: Sequence[str]) -> str:
    """Return one badge for all roles of a person; staff before guardian before pupil. Empty for nobody."""
    ordered = sorted(roles, key=lambda one: _STRENGTH.index(one[0]))
    staff = [one for one in ordered if one[0] != "pupil"]
    if staff:
        return badge_of(*staff[0])
    if children:
        return parent(children)
    return badge_of(*ordered[0]) if ordered else ""


def parent(children: Sequence[str]) -> str:
    return "родитель: " + ", ".join(dict.fromkeys(children))


def role(name: str, position: str, *, unit: str, sex: str) -> str:
    """Return a role as the account page shows it: «Ученица, 3 А», «Классный руководитель, 3 А»."""
    label = pupil(sex).capitalize() if name == "pupil" else _LABELS[name]
    if name == "staff" and position:
        label = position[:1].upper() + position[1:]
    return f"{label}, {unit}" if unit else label


def guardian_of(surname: str, first_name: str) -> str:
    return f"Родитель. Ребёнок: {surname} {first_name}"


# The genitive, as a day is written.
_MONTHS = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)


def day(value: date) -> str:
    """Return a day as it is written: «1 сентября 2026 года»."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year} года"
