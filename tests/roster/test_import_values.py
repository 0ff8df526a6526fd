"""Single values and headings of class lists, as tables."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peremena.roster.importing import values
from peremena.roster.importing.columns import Column, find_headings, meaning
from peremena.roster.importing.names import FullName, join_name, read_full_name, sex_by_patronymic
from peremena.roster.importing.remarks import Unreadable
from peremena.roster.importing.tables import Row
from peremena.roster.importing.values import Cell, ClassName

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("1А", "1 А"),
        ("1 А", "1 А"),
        ("1-а", "1 А"),
        (" 1 - а ", "1 А"),
        ("1 «А»", "1 А"),
        ('1"А"', "1 А"),
        ("1 А класс", "1 А"),
        ("01А", "1 А"),
        # The letter is Latin.
        ("1A", "1 А"),
        ("3B", "3 В"),
        ("10 б", "10 Б"),
        ("11 ФМ", "11 ФМ"),
        ("5", "5"),
        ("5 класс", "5"),
    ],
)
def test_class_in_every_spelling(text: str, title: str) -> None:
    assert values.read_class(text).title == title


@pytest.mark.parametrize("text", ["", "А", "0А", "13А", "подготовительная", "1А2", "3 Абвг"])
def test_what_is_no_class(text: str) -> None:
    with pytest.raises(Unreadable):
        values.read_class(text)


@given(st.integers(1, 12), st.sampled_from("АБВГДЕЖЗИКЛМНО"), st.sampled_from(["", " ", "-", " - ", "  "]))
def test_spelling_of_a_class_does_not_matter(number: int, letter: str, between: str) -> None:
    expected = ClassName(number, letter)
    assert values.read_class(f"{number}{between}{letter}") == expected
    assert values.read_class(f"{number}{between}{letter.lower()}") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Титова Дарья Игоревна", FullName("Титова", "Дарья", "Игоревна")),
        ("Титова Дарья", FullName("Титова", "Дарья")),
        ("  Титова   Дарья\u00a0Игоревна ", FullName("Титова", "Дарья", "Игоревна")),
        ("Римский - Корсаков Лев Никитич", FullName("Римский-Корсаков", "Лев", "Никитич")),
        ("Мамедов Гасан Али оглы", FullName("Мамедов", "Гасан", "Али оглы")),
        ("Мамедова Лейла Тимур Кызы", FullName("Мамедова", "Лейла", "Тимур кызы")),
        ("Мамедов Гасан Али-оглы", FullName("Мамедов", "Гасан", "Али-оглы")),
        ("Гарсиа Лопес Мария Петровна", FullName("Гарсиа Лопес", "Мария", "Петровна")),
        ("фон Берг Карл Иванович", FullName("фон Берг", "Карл", "Иванович")),
        ("Воробьёв Семён Ильич", FullName("Воробьёв", "Семён", "Ильич")),
        ("ИВАНОВ-ПЕТРОВ ИВАН ИВАНОВИЧ", FullName("Иванов-Петров", "Иван", "Иванович")),
        ("иванов иван", FullName("Иванов", "Иван")),
        # Latin letters among the Cyrillic ones.
        ("Cоколoва Oльга Пeтровна", FullName("Соколова", "Ольга", "Петровна")),
        ("Smith John", FullName("Smith", "John")),
        ("О'Нил Патрик", FullName("О'Нил", "Патрик")),
    ],
)
def test_full_name_is_split(text: str, expected: FullName) -> None:
    assert read_full_name(text) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Нет имени"),
        ("   ", "Нет имени"),
        ("Титова", "только одно слово"),
        ("Титова Д4рья", "не похоже"),
        ("=1+1 Титова", "не похоже"),
        ("Гасан Али оглы", "нет фамилии"),
        ("А" * 101 + " Дарья", "не похоже"),
    ],
)
def test_what_is_no_name_is_told(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_full_name(text)


def test_name_in_three_columns() -> None:
    assert join_name("Титова", "Дарья", "") == FullName("Титова", "Дарья")
    with pytest.raises(Unreadable):
        join_name("Титова", "", "Игоревна")


def test_yo_and_case_do_not_tell_people_apart() -> None:
    assert FullName("Воробьёв", "Семён", "").key == FullName("ВОРОБЬЕВ", "Семен", "").key


@given(st.text(max_size=60))
def test_any_text_is_a_name_or_refused_and_tidying_is_final(text: str) -> None:
    try:
        name = read_full_name(text)
    except Unreadable:
        return
    assert name.surname
    assert name.first_name
    assert read_full_name(str(name)).key == name.key


@pytest.mark.parametrize(
    ("patronymic", "sex"),
    [
        ("Ильич", "m"),
        ("Ильинична", "f"),
        ("Львовна", "f"),
        ("Али оглы", "m"),
        ("Тимур кызы", "f"),
        ("", ""),
        ("Ли", ""),
    ],
)
def test_patronymic_tells_the_sex(patronymic: str, sex: str) -> None:
    assert sex_by_patronymic(patronymic) == sex


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("18.08.2018", date(2018, 8, 18)),
        ("8.8.2018", date(2018, 8, 8)),
        ("2018-08-18", date(2018, 8, 18)),
        ("18/08/2018", date(2018, 8, 18)),
        ("18.08.2018 г.", date(2018, 8, 18)),
        ("18.08.2018 0:00:00", date(2018, 8, 18)),
        ("2018-08-18T00:00:00", date(2018, 8, 18)),
        ("18 августа 2018", date(2018, 8, 18)),
        ("18.08.18", date(2018, 8, 18)),
        ("18.08.75", date(1975, 8, 18)),
        (datetime(2018, 8, 18, 0, 0), date(2018, 8, 18)),  # noqa: DTZ001 as Excel has them
        (date(2018, 8, 18), date(2018, 8, 18)),
    ],
)
def test_date_in_every_spelling(cell: Cell, expected: date) -> None:
    assert values.read_date(cell, today=TODAY) == expected


@pytest.mark.parametrize("cell", ["32.08.2018", "30.02.2018", "18.13.2018", "август", "43330", "", None, 43330])
def test_what_is_no_date(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        values.read_date(cell, today=TODAY)


@given(st.dates(date(1927, 1, 1), TODAY))
def test_dates_survive_both_spellings(day: date) -> None:
    assert values.read_date(f"{day:%d.%m.}{day.year:04}", today=TODAY) == day
    assert values.read_date(day.isoformat(), today=TODAY) == day
    assert values.read_date(f"{day:%d.%m.%y}", today=TODAY) == day


@pytest.mark.parametrize(
    ("text", "sex"),
    [("м", "m"), ("Ж", "f"), ("муж.", "m"), ("женский", "f"), ("девочка", "f"), ("M", "m"), ("", ""), (" ", "")],
)
def test_sex_in_every_spelling(text: str, sex: str) -> None:
    assert values.read_sex(text) == sex


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("+79000000001", "+79000000001"),
        ("8 (900) 000-00-01", "+79000000001"),
        ("9000000001", "+79000000001"),
        ("79000000001", "+79000000001"),
        ("+7 900 000 00 01, вечером", "+79000000001"),
        ("8 900 000-00-01; 8 900 000-00-02", "+79000000001"),
        ("+375291234567", "+375291234567"),
        ("+77012345678", "+77012345678"),
        ("", ""),
    ],
)
def test_phone_in_every_spelling(text: str, phone: str) -> None:
    assert values.read_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("нет", "не читается"),
        ("112", "не существует"),
        ("+7 900 000", "не существует"),
        ("+7 495 123-45-67", "не мобильный"),
        ("8 800 555 35 35", "не мобильный"),
    ],
)
def test_phone_that_takes_no_sms_is_told(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        values.read_phone(text)


def test_number_of_excel_is_a_phone() -> None:
    assert values.read_phone(values.text_of(79000000001.0)) == "+79000000001"


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Класс", Column.CLASS),
        ("ФИО обучающегося", Column.FULL_NAME),
        ("Ф.И.О. ребёнка", Column.FULL_NAME),
        ("Фамилия, имя, отчество", Column.FULL_NAME),
        ("Фамилия", Column.SURNAME),
        ("Имя", Column.FIRST_NAME),
        ("Отчество (при наличии)", Column.PATRONYMIC),
        ("Дата рождения", Column.BIRTH_DATE),
        ("Д.Р.", Column.BIRTH_DATE),
        ("Пол", Column.SEX),
        ("Параллель", Column.GRADE),
        ("Литера", Column.LETTER),
        ("Законный представитель 1", Column.GUARDIAN_1),
        ("ФИО родителя", Column.GUARDIAN_1),
        ("Мать", Column.GUARDIAN_1),
        ("Отец", Column.GUARDIAN_2),
        ("Законный представитель 2", Column.GUARDIAN_2),
        ("Телефон 1", Column.PHONE_1),
        ("Мобильный телефон", Column.PHONE_1),
        ("Телефон матери", Column.PHONE_1),
        ("Тел. отца", Column.PHONE_2),
        ("Телефон законного представителя 2", Column.PHONE_2),
        ("Телефон 2", Column.PHONE_2),
        ("Место рождения", None),
        ("Классный руководитель", None),
        ("E-mail родителя", None),
        ("Адрес законного представителя", None),
        ("СНИЛС", None),
        ("Домашний телефон", None),
    ],
)
def test_heading_is_known_by_its_meaning(heading: str, column: Column | None) -> None:
    assert meaning(heading) == column


def test_headings_are_found_below_titles_and_numbers_pass_in_silence() -> None:
    rows = [
        Row(1, ["Список учеников школы № 5 на 01.09.2026"]),
        Row(3, ["№ п/п", "ФИО", "Представитель", "Телефон", "Представитель", "Телефон", "СНИЛС", "Класс"]),
    ]
    found = find_headings(rows)
    assert found is not None
    assert found.index == 1
    assert found.places == {
        Column.FULL_NAME: 1,
        Column.GUARDIAN_1: 2,
        Column.PHONE_1: 3,
        Column.GUARDIAN_2: 4,
        Column.PHONE_2: 5,
        Column.CLASS: 7,
    }
    assert (found.unknown, found.repeated) == (["СНИЛС"], [])
