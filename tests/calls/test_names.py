"""Under which names guests come in, and under which nobody does."""

import pytest

from peremena.calls import names

KNOWN = [
    ("Павлова", "Елена", "Викторовна"),
    ("Ли", "Иван", "Сергеевич"),
    ("Тёркина", "Алёна", ""),
    ("Римский-Корсаков", "Пётр", "Ильич"),
]


@pytest.mark.parametrize(
    "name",
    [
        "Елена Павлова",
        "павлова ЕЛЕНА",
        "Елена Викторовна",
        "Павлова Елена Викторовна",
        "Eлeнa Пaвлoвa",  # Latin e, a, o
        "Еленa-Павлова",
        "Елена   Павлова",
        "Павл0ва Елена",
        "Терkина Алена",
        "ЕленаПавлова",
        "Елена\u200bПавлова",
        "Елена Викторовна (учитель)",
        "Корсаков Петр",
        "иван ли",
        "Павлова Е.В.",
        "Е. Павлова",
    ],
)
def test_a_name_of_the_school_is_taken(name: str) -> None:
    assert names.is_taken(names.tidy(name), KNOWN), name


@pytest.mark.parametrize(
    "name", ["Елена", "Бабушка Маши", "Тётя Клава", "Павлова Ирина", "Павлова И. К.", "Jean-Luc Picard", "李小龙"]
)
def test_other_names_are_free(name: str) -> None:
    assert not names.is_taken(names.tidy(name), KNOWN), name
    assert names.is_name(names.tidy(name))


@pytest.mark.parametrize("name", ["Учитель", "учитeль физики", "Директор школы", "Завуч", "АДМИНИСТРАТОР", "Учuтель"])
def test_nobody_calls_themselves_an_office(name: str) -> None:
    assert names.sounds_official(name)


@pytest.mark.parametrize("name", ["", "  ", "1", "…", "\u202e", "Я"])
def test_what_is_no_name(name: str) -> None:
    assert not names.is_name(names.tidy(name))


def test_tidy_leaves_what_can_be_seen() -> None:
    assert names.tidy("  Тётя\n\tКлава\u202e\u0000 ") == "Тётя Клава"
