"""`peremena roster ...` by hand: names as people type them, what is said, and what is refused."""

import argparse

import pytest

from peremena import clock
from peremena.roster import actions as roster
from peremena.roster.models import Affiliation, Person, Role
from peremena.site import roster_arguments, roster_cli
from tests import world as worlds
from tests.databases import Database
from tests.world import World


@pytest.fixture
def world(sqlite_database: Database) -> World:
    return worlds.build()


class Terminal:
    """Runs a command line and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.said = self.refused = ""

    def __call__(self, *words: str) -> int:
        parser = argparse.ArgumentParser()
        roster_arguments.add_verbs(parser.add_subparsers(dest="verb"), run=roster_cli.run)
        options = parser.parse_args(words)
        status: int = options.run(options)
        self.said, self.refused = self._capsys.readouterr()
        return status


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(capsys)


def test_a_transfer_says_who_sits_where_now(world: World, terminal: Terminal) -> None:
    # «Пётр» is typed without its dots, the class in Latin letters and without the space.
    assert terminal("transfer", "дюма петр", "3б") == 0
    today = clock.today("Europe/Moscow")
    assert f"Перевод в 3 Б: Дюма Пётр Ильич, с {today.day} " in terminal.said
    assert "  Дюма Пётр Ильич: 3 Б\n" in terminal.said
    assert "  Дюма Вера Олеговна: 3 Б Родители, Учительская\n" in terminal.said
    assert terminal("transfer", str(world.petya.person.pk), "3 A") == 0
    assert terminal("transfer", "Дюма Пётр", "3А") == 1
    assert "Уже учится: 3 А." in terminal.refused


def test_who_is_meant_by_two_is_asked_back_with_numbers(world: World, terminal: Terminal) -> None:
    twin = roster.add_person(by=None, school=world.school, surname="Дюма", first_name="Петр")
    assert terminal("expel", "Дюма Петр") == 1
    assert "Укажите номер" in terminal.refused
    assert f"{twin.pk}  Дюма Петр" in terminal.refused
    assert f"{world.petya.person.pk}  Дюма Пётр Ильич" in terminal.refused
    assert terminal("expel", "Никто Неизвестный") == 1
    assert "не нашлось" in terminal.refused
    assert terminal("expel", str(world.petya.person.pk)) == 0
    assert "Отчисление: Дюма Пётр Ильич" in terminal.said
    assert "Дюма Пётр Ильич: ни одного" in terminal.said


def test_somebody_is_entered_and_enrolled_from_tomorrow(world: World, terminal: Terminal) -> None:
    day = worlds.tomorrow().strftime("%d.%m.%Y")
    assert terminal("enrol", "Ёжикова Анна-Мария Ивановна", "3 А", "--on", day) == 1
    assert "--create" in terminal.refused
    # Two schools: which one is meant has to be said.
    assert terminal("enrol", "Ёжикова Анна-Мария Ивановна", "3 А", "--on", day, "--create") == 1
    school = str(world.school.pk)
    assert terminal("enrol", "Ёжикова Анна-Мария Ивановна", "3 А", "--on", day, "--create", "--school", school) == 0
    assert "чаты с этого дня: 3 А, 3А - Математика" in terminal.said
    assert terminal("expel", "ежикова анна мария", "--on", day) == 0


def test_work_families_and_links(world: World, terminal: Terminal) -> None:
    school = ("--school", str(world.school.pk))
    assert terminal("lead", "Кузнецов Борис", "3Б", *school) == 1
    assert "не работает в школе" in terminal.refused
    assert terminal("hire", "Кузнецов Борис", "учитель музыки", *school) == 0
    assert terminal("lead", "Кузнецов Борис", "3Б", *school) == 0
    assert "Классный руководитель 3 Б: Кузнецов Борис Ильич" in terminal.said
    assert "3 Б, 3 Б Родители, Учительская" in terminal.said
    assert terminal("teach", "Кузнецов Борис", "3А - математика") == 0
    assert terminal("teach", "Кузнецов Борис", "3А - математика", "--end") == 0
    assert terminal("dismiss", "Кузнецов Борис") == 0
    assert not Affiliation.objects.filter(person=world.boris.person, ends_on=None).exists()
    assert terminal("guardian", "Ким Олег Львович", "Ким Зоя", "--create", *school) == 0
    assert terminal("guardian", "Ким Олег", "Ким Зоя", "--end") == 0
    assert terminal("unlink", "Кузнецов Борис") == 0
    assert world.boris.account is not None
    assert terminal("link", "Кузнецов Борис", str(world.boris.account.phone)) == 0
    assert terminal("hire", "Ли Иван", "завуч", "--role", "administrator") == 0
    assert Affiliation.objects.filter(role=Role.ADMINISTRATOR, person=world.ivan.person).exists()


def test_the_list_shows_numbers_roles_and_who_is_not_linked(world: World, terminal: Terminal) -> None:
    assert terminal("list") == 0
    assert f"{world.class_3a.pk:>6}  класс 3 А" in terminal.said
    assert "Чужой Фёдор Фёдорович: Учитель" in terminal.said
    assert terminal("list", "3А") == 0
    lines = terminal.said.splitlines()
    zoya = Person.objects.get(first_name="Зоя")
    assert f"{zoya.pk:>6}  Ким Зоя: Ученица, 3 А  (не привязан профиль)" in lines
    anna = world.anna.person.pk
    assert f"{anna:>6}  Кузнецова Анна Игоревна: Родитель. Ребёнок: Кузнецова Мария" in lines
    assert any("Ли Иван Сергеевич: Учитель, 3А - Математика" in line for line in lines)
    assert not any("Фёдор" in line for line in lines)


def test_a_day_is_read_as_people_write_it() -> None:
    assert roster_arguments.day("2026-12-01") == roster_arguments.day("01.12.2026") == roster_arguments.day("1.12.2026")
    with pytest.raises(argparse.ArgumentTypeError, match="не похоже на день"):
        roster_arguments.day("завтра")
