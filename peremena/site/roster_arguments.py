"""What `peremena roster ...` can be asked; no Django here, so that --help is quick. `roster_cli` does it."""

import argparse
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

_DAY_FORMATS = ("%Y-%m-%d", "%d.%m.%Y")

_PERSON = ("person", "КТО", "фамилия, имя и отчество или номер карточки")
_CLASS = ("school_class", "КЛАСС", "«3 А», «3а» или номер класса")
_GROUP = ("group", "ГРУППА", "«3А - Математика» или номер группы")
_POSITION = ("position", "ДОЛЖНОСТЬ", "«учитель математики»")
_GUARDIAN = ("person", "РОДИТЕЛЬ", "фамилия, имя и отчество или номер карточки")
_CHILD = ("child", "РЕБЁНОК", "фамилия, имя и отчество или номер карточки")
_PROFILE = ("profile", "ПРОФИЛЬ", "телефон аккаунта или номер профиля")

# verb, what it does, what it is told, which further options it has.
_VERBS: tuple[tuple[str, str, tuple[tuple[str, str, str], ...], str], ...] = (
    ("enrol", "зачислить в класс", (_PERSON, _CLASS), "on create"),
    ("transfer", "перевести в другой класс", (_PERSON, _CLASS), "on"),
    ("expel", "отчислить", (_PERSON,), "on"),
    ("hire", "принять на работу", (_PERSON, _POSITION), "on create role"),
    ("dismiss", "уволить", (_PERSON,), "on"),
    ("lead", "назначить классного руководителя", (_PERSON, _CLASS), "on"),
    ("teach", "назначить учителя предмета", (_PERSON, _GROUP), "on end"),
    ("join", "записать ученика в предметную группу", (_PERSON, _GROUP), "on end"),
    ("guardian", "записать законного представителя", (_GUARDIAN, _CHILD), "on end create"),
    ("link", "привязать карточку к учебному профилю", (_PERSON, _PROFILE), ""),
    ("unlink", "отвязать карточку от учебного профиля", (_PERSON,), ""),
)


def add_verbs(verbs: Any, *, run: Callable[[argparse.Namespace], int]) -> None:
    """Add every verb but `import` to the sub-commands of `peremena roster`."""
    for verb, does, told, options in _VERBS:
        parser = verbs.add_parser(verb, help=does, description=does.capitalize() + ".")
        for name, metavar, explanation in told:
            parser.add_argument(name, metavar=metavar, help=explanation)
        _add_options(parser, options.split())
        parser.set_defaults(run=run)
    listing = verbs.add_parser("list", help="показать классы школы или людей класса с номерами")
    listing.add_argument("school_class", metavar="КЛАСС", nargs="?", help=_CLASS[2])
    _add_options(listing, [])
    listing.set_defaults(run=run)


def _add_options(parser: argparse.ArgumentParser, names: list[str]) -> None:
    parser.add_argument("--school", type=int, metavar="НОМЕР", help="школа, если их несколько")
    if "on" in names:
        parser.add_argument(
            "--on", type=day, metavar="ДЕНЬ", help="с какого дня (2026-12-01 или 01.12.2026), иначе с сегодняшнего"
        )
    if "end" in names:
        parser.add_argument("--end", action="store_true", help="закончить, а не начать")
    if "create" in names:
        parser.add_argument("--create", action="store_true", help="завести карточку, если такого человека ещё нет")
    if "role" in names:
        roles = ("staff", "head", "administrator")
        parser.add_argument(
            "--role", choices=roles, default="staff", help="сотрудник, директор или администратор школы"
        )


def day(text: str) -> date:
    """Read a day as people write it."""
    for wanted in _DAY_FORMATS:
        try:
            return datetime.strptime(text, wanted).date()  # noqa: DTZ007 a day has no zone
        except ValueError:
            continue
    raise argparse.ArgumentTypeError(f"«{text}» не похоже на день; напишите, например, 2026-12-01")
