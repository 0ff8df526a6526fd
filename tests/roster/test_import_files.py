"""Class lists in every format that journals export: what is taken, what is refused, with line and reason."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from peremena.roster.importing.class_list import read_class_list
from peremena.roster.importing.draft import RosterDraft
from peremena.roster.importing.remarks import FileRefused, Weight
from peremena.roster.importing.sds import read_folder
from peremena.roster.importing.tables import read_sheets
from peremena.roster.importing.values import ClassName

FILES = Path(__file__).parents[1] / "data"
LIST = FILES / "roster_ru.csv"
TODAY = date(2026, 11, 21)
HEAD = "Класс;ФИО;Дата рождения;Пол;Представитель 1;Телефон 1;Представитель 2;Телефон 2"


def read(path: Path) -> RosterDraft:
    return read_class_list(read_sheets(path), source="csv", today=TODAY)


def read_rows(folder: Path, *rows: str, head: str = HEAD) -> RosterDraft:
    path = folder / "list.csv"
    path.write_text("\n".join((head, *rows)), encoding="utf-8")
    return read(path)


def said(draft: RosterDraft, weight: Weight) -> list[tuple[int, str]]:
    return [(one.line, one.text) for one in draft.remarks if one.weight == weight]


def counts(draft: RosterDraft) -> dict[str, object]:
    return {
        "classes": [one.title for one in sorted(draft.classes)],
        "class_count": len(draft.classes),
        "pupils": len(draft.affiliations),
        "guardians": len({one.guardian for one in draft.guardianships}),
        "guardian_links": len(draft.guardianships),
    }


EXPECTED = json.loads((FILES / "roster_ru.expected.json").read_text())


def test_real_list_gives_exactly_what_is_expected() -> None:
    draft = read(LIST)
    assert counts(draft) == EXPECTED
    assert draft.remarks == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_encoding_and_separator_do_not_matter(tmp_path: Path, encoding: str, separator: str) -> None:
    text = LIST.read_text(encoding="utf-8-sig").replace(";", separator)
    path = tmp_path / "list.csv"
    path.write_bytes(text.encode(encoding))
    assert counts(read(path)) == EXPECTED


def _workbook(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def test_xlsx_with_dates_and_numbers_of_its_own(tmp_path: Path) -> None:
    lines = [line.split(";") for line in LIST.read_text(encoding="utf-8-sig").splitlines()]
    rows: list[list[object]] = [["Школа № 5, список на 1 сентября"], [], list(lines[0])]
    for number, school_class, name, birth, sex, *adults in lines[1:]:
        day, month, year = map(int, birth.split("."))
        rows.append([int(number), school_class, name, date(year, month, day), sex, *adults])
        if adults[1]:
            rows[-1][6] = int(adults[1])
    draft = read(_workbook(tmp_path / "list.xlsx", rows))
    assert counts(draft) == EXPECTED
    first = next(iter(draft.people.values()))
    assert (first.birth_date, first.line) == (date(2018, 8, 18), 4)


def test_workbook_with_a_sheet_for_each_class(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, name in (("3 А", "Титова Дарья"), ("3Б", "Носов Олег"), ("Примечания", "Кому-то Звонить")):
        sheet = book.create_sheet(title)
        sheet.append(["№", "ФИО", "Дата рождения"])
        sheet.append([1, name, date(2017, 5, 1)])
    book.save(tmp_path / "list.xlsx")
    draft = read(tmp_path / "list.xlsx")
    assert draft.classes == {ClassName(3, "А"), ClassName(3, "Б")}
    assert len(draft.affiliations) == 2


def test_columns_of_their_own_for_parts_of_name_and_class(tmp_path: Path) -> None:
    head = "Литера,Параллель,Имя,Фамилия,Отчество,Дата рождения"
    draft = read_rows(tmp_path, "а,3,Дарья,Титова,Игоревна,01.02.2017", head=head)
    (pupil,) = draft.people.values()
    assert str(pupil.name) == "Титова Дарья Игоревна"
    assert pupil.sex == "f"
    assert draft.classes == {ClassName(3, "А")}


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("3А;;01.02.2017;ж", "Нет имени"),
        ("3А;Титова;01.02.2017;ж", "только одно слово"),
        (";Титова Дарья;01.02.2017;ж", "Нет класса"),
        ("42;Титова Дарья;01.02.2017;ж", "Класс «42» не похож на «3 А»"),
        ("3А;Титова Дарья;31.02.2017;ж", "Дата «31.02.2017» не читается"),
        ("3А;Титова Дарья;01.02.2030;ж", "Дата рождения 01.02.2030 ещё не наступила"),
        ("3А;Носов Олег;01.05.2017;м", "Носов Олег: повтор строки 2"),
        ("3-а;НОСОВ ОЛЕГ;2017-05-01;м", "Носов Олег: повтор строки 2"),
        ("3Б;Носов Олег;01.05.2017;м", "уже в классе 3 А (строка 2)"),
    ],
)
def test_row_is_refused_with_its_line_and_reason_and_the_others_go_on(tmp_path: Path, row: str, why: str) -> None:
    draft = read_rows(tmp_path, "3А;Носов Олег;01.05.2017;м", row, "3А;Ли Анна;02.05.2017;ж")
    ((line, text),) = said(draft, Weight.REFUSED)
    assert line == 3
    assert why in text
    assert len(draft.affiliations) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("3А;Титова Дарья;;ж", "нет даты рождения"),
        ("3А;Титова Дарья;01.02.1990;ж", "необычна для ученика"),
        ("3А;Титова Дарья;01.02.2017;да", "пол «да» не читается"),
        ("3А;Титова Дарья Игоревна;01.02.2017;м", "не подходит к отчеству"),
        ("3А;Титова Дарья;01.02.2017;ж;Титова", "представитель пропущен. В имени «Титова» только одно слово"),
        ("3А;Титова Дарья;01.02.2017;ж;;+79000000001", "представитель пропущен. Нет имени"),
        ("3А;Титова Дарья;01.02.2017;ж;Титова Анна;+7 900 1", "записано без телефона"),
        ("3А;Титова Дарья;01.02.2017;ж;Титова Анна;+74951234567", "не мобильный"),
        (
            "3А;Титова Дарья;01.02.2017;ж;Титова Анна;+79000000001;Титова Анна;+79000000001",
            "представитель Титова Анна указан дважды",
        ),
    ],
)
def test_row_is_taken_with_a_warning(tmp_path: Path, row: str, why: str) -> None:
    draft = read_rows(tmp_path, row)
    assert len(draft.affiliations) == 1
    assert said(draft, Weight.REFUSED) == []
    ((line, text),) = said(draft, Weight.WARNING)
    assert line == 2
    assert why in text


def test_unknown_column_is_told_once(tmp_path: Path) -> None:
    draft = read_rows(tmp_path, "3А;Титова Дарья;111", "3А;Ли Анна;222", head="Класс;ФИО;СНИЛС")
    warnings = [text for line, text in said(draft, Weight.WARNING) if line == 1]
    assert warnings == ["Столбец «СНИЛС» не узнан и пропущен"]


def test_mother_of_two_is_one_person_and_namesakes_are_not(tmp_path: Path) -> None:
    draft = read_rows(
        tmp_path,
        "3А;Носов Олег;01.05.2017;м;Носова Вера;89000000001",
        "1А;Носова Ольга;01.05.2019;ж;носова вера;+7 900 000-00-01",
        "1Б;Носов Пётр;01.05.2019;м;Носова Вера;+79000000002",
    )
    assert counts(draft)["guardians"] == 2
    assert counts(draft)["guardian_links"] == 3


def test_lines_are_counted_as_an_editor_does(tmp_path: Path) -> None:
    draft = read_rows(tmp_path, '3А;"Носов\nОлег";01.05.2017;м', "", "3А;;01.05.2017;м")
    assert [line for line, _ in said(draft, Weight.REFUSED)] == [5]
    assert [str(one.name) for one in draft.people.values()] == ["Носов Олег"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"", "Не найдены столбцы"),
        ("a.csv", "Привет;как дела\n".encode(), "Не найдены столбцы"),
        ("a.csv", b"\x98\x00\x01", "не похож на текст"),
        ("a.csv", 'Класс;ФИО\n3А;"Носов'.encode(), "повреждён в строке"),
        ("a.xlsx", b"not a workbook", "не читается как XLSX"),
        ("b.csv", None, "не открывается"),
    ],
)
def test_file_is_refused_with_a_sentence(tmp_path: Path, name: str, content: bytes | None, why: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FileRefused, match=why):
        read(tmp_path / name)


# --- A vendor's folder ------------------------------------------------------------------------------------------------


def test_folder_of_a_vendor_is_read_with_its_days() -> None:
    draft = read_folder(FILES / "roster")
    assert draft.school_name == "School of TwoDotOne"
    assert draft.classes == {ClassName(10, "")}
    assert {one.subject for one in draft.groups} == {"Biology 10"}
    days = {(one.role, one.starts_on, one.ends_on) for one in draft.affiliations}
    # The last day of the source is inclusive, ours is the first day without the right.
    assert days == {
        ("pupil", date(2021, 8, 24), date(2022, 6, 12)),
        ("staff", date(2021, 8, 24), date(2022, 6, 12)),
        ("teacher", date(2021, 8, 24), date(2022, 6, 12)),
    }
    assert {(one.guardian, one.child) for one in draft.guardianships} == {
        ("sds 114002", "sds 114001"),
        ("sds 114005", "sds 114004"),
    }


def test_what_the_folder_tells_of_others_is_refused_with_a_reason() -> None:
    refused = {(one.place, one.line) for one in read_folder(FILES / "roster").remarks if one.weight == Weight.REFUSED}
    # The ministry's and the college's roles, and a relative, who is no guardian.
    assert refused == {("roles.csv", 5), ("roles.csv", 6), ("roles.csv", 8), ("relationships.csv", 3)}


def test_folder_without_its_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"users\.csv"):
        read_folder(tmp_path)
