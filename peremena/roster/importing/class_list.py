"""A class list (a row per pupil, up to two guardians in it) as a draft. A row is taken or refused with a reason."""

from collections.abc import Iterator, Sequence
from datetime import date

from peremena.roster.importing import values
from peremena.roster.importing.columns import Column, Headings, find_headings
from peremena.roster.importing.draft import AffiliationDraft, GuardianshipDraft, PersonDraft, RosterDraft
from peremena.roster.importing.names import FullName, join_name, read_full_name, sex_by_patronymic
from peremena.roster.importing.remarks import FileRefused, Remark, Unreadable, Weight
from peremena.roster.importing.tables import Row, Sheet
from peremena.roster.importing.values import Cell, ClassName

_YOUNGEST, _OLDEST = 5, 22
_ADULTS = ((Column.GUARDIAN_1, Column.PHONE_1), (Column.GUARDIAN_2, Column.PHONE_2))


def read_class_list(sheets: Sequence[Sheet], *, source: str, today: date) -> RosterDraft:
    """Raises FileRefused when no sheet has the columns of a class list."""
    draft = RosterDraft(source=source, is_complete=True)
    tables = [(sheet, found) for sheet in sheets if (found := _headings_of(sheet)) is not None]
    if not tables:
        msg = "Не найдены столбцы списка: нужны «Класс» и «ФИО обучающегося» (или «Фамилия» и «Имя»)"
        raise FileRefused(msg)
    reader = _Reader(draft, today)
    for sheet, headings in tables:
        reader.read_sheet(sheet, headings)
    return draft


def _headings_of(sheet: Sheet) -> Headings | None:
    found = find_headings(sheet.rows)
    if found is None or not (found.tell_classes or _class_in_title(sheet)):
        return None
    return found


def _class_in_title(sheet: Sheet) -> ClassName | None:
    """A workbook may have a sheet per class instead of a column."""
    try:
        return values.read_class(sheet.title)
    except Unreadable:
        return None


class _Reader:
    def __init__(self, draft: RosterDraft, today: date) -> None:
        self._draft = draft
        self._today = today
        # Where each pupil was seen first, and in which class.
        self._seen: dict[str, tuple[int, ClassName]] = {}

    def read_sheet(self, sheet: Sheet, headings: Headings) -> None:
        top = sheet.rows[headings.index].line
        for text in headings.unknown:
            self._say(top, f"Столбец «{text}» не узнан и пропущен", sheet)
        for text in headings.repeated:
            self._say(top, f"Столбец «{text}» повторяет другой и пропущен", sheet)
        for row in sheet.rows[headings.index + 1 :]:
            line = _Line(row, headings.places, _class_in_title(sheet))
            try:
                self._read_row(line, sheet)
            except Unreadable as reason:
                self._draft.remarks.append(Remark(row.line, str(reason), Weight.REFUSED, sheet.title))

    def _read_row(self, line: "_Line", sheet: Sheet) -> None:
        pupil, school_class = self._pupil(line), line.school_class()
        self._check_seen(pupil, school_class)
        for remark in self._doubts(line, pupil):
            self._say(pupil.line, remark, sheet)
        self._draft.classes.add(school_class)
        self._draft.people[pupil.key] = pupil
        self._draft.affiliations.append(AffiliationDraft(pupil.key, "pupil", school_class))
        self._read_guardians(line, pupil, sheet)

    def _pupil(self, line: "_Line") -> PersonDraft:
        name = line.name()
        birth = line.birth_date(self._today)
        sex = line.sex() or sex_by_patronymic(name.patronymic)
        return PersonDraft(f"pupil {name.key} {birth or ''}", name, line.row.line, sex, birth)

    def _check_seen(self, pupil: PersonDraft, school_class: ClassName) -> None:
        before = self._seen.setdefault(pupil.key, (pupil.line, school_class))
        if before == (pupil.line, school_class):
            return
        if before[1] == school_class:
            msg = f"{pupil.name}: повтор строки {before[0]}"
        else:
            msg = f"{pupil.name}: уже в классе {before[1].title} (строка {before[0]}), ученик учится в одном классе"
        raise Unreadable(msg)

    def _doubts(self, line: "_Line", pupil: PersonDraft) -> Iterator[str]:
        if pupil.birth_date is None:
            yield f"{pupil.name}: нет даты рождения, однофамильцев различить не по чему"
        elif not _YOUNGEST <= _age(pupil.birth_date, self._today) <= _OLDEST:
            yield f"{pupil.name}: дата рождения {pupil.birth_date:%d.%m.%Y} необычна для ученика"
        told, by_name = line.sex(), sex_by_patronymic(pupil.name.patronymic)
        if line.text(Column.SEX) and not told:
            yield f"{pupil.name}: пол «{line.text(Column.SEX)[:20]}» не читается"
        elif told and by_name and told != by_name:
            yield f"{pupil.name}: пол «{line.text(Column.SEX)}» не подходит к отчеству"

    def _read_guardians(self, line: "_Line", pupil: PersonDraft, sheet: Sheet) -> None:
        taken: set[str] = set()
        for name_column, phone_column in _ADULTS:
            text, phone = line.text(name_column), line.text(phone_column)
            try:
                guardian = self._guardian(text, phone, pupil, sheet)
            except Unreadable as reason:
                self._say(pupil.line, f"{pupil.name}: представитель пропущен. {reason}", sheet)
                continue
            if guardian is not None and guardian.key in taken:
                self._say(pupil.line, f"{pupil.name}: представитель {guardian.name} указан дважды", sheet)
            elif guardian is not None:
                taken.add(guardian.key)
                self._draft.people.setdefault(guardian.key, guardian)
                self._draft.guardianships.append(GuardianshipDraft(guardian.key, pupil.key))

    def _guardian(self, text: str, phone_text: str, pupil: PersonDraft, sheet: Sheet) -> PersonDraft | None:
        """One person per name and phone: a mother of two stands in two rows. Without a phone her child tells her."""
        if not text and not phone_text:
            return None
        name = read_full_name(text)
        try:
            phone = values.read_phone(phone_text)
        except Unreadable as reason:
            self._say(pupil.line, f"{name}: {_small(reason)}; записано без телефона", sheet)
            phone = ""
        key = f"guardian {name.key} {phone or 'of ' + pupil.key}"
        return PersonDraft(key, name, pupil.line, sex_by_patronymic(name.patronymic), phone=phone)

    def _say(self, line: int, text: str, sheet: Sheet) -> None:
        self._draft.remarks.append(Remark(line, text, place=sheet.title))


class _Line:
    """A row whose cells are asked for by meaning."""

    def __init__(self, row: Row, places: dict[Column, int], title_class: ClassName | None) -> None:
        self.row = row
        self._places = places
        self._title_class = title_class

    def cell(self, column: Column) -> Cell:
        place = self._places.get(column)
        return None if place is None or place >= len(self.row.cells) else self.row.cells[place]

    def text(self, column: Column) -> str:
        return values.text_of(self.cell(column))

    def name(self) -> FullName:
        if Column.FULL_NAME in self._places:
            return read_full_name(self.text(Column.FULL_NAME))
        return join_name(*(self.text(part) for part in (Column.SURNAME, Column.FIRST_NAME, Column.PATRONYMIC)))

    def school_class(self) -> ClassName:
        if Column.CLASS in self._places:
            return values.read_class(self.text(Column.CLASS) + self.text(Column.LETTER))
        if Column.GRADE in self._places:
            return values.read_class(self.text(Column.GRADE) + self.text(Column.LETTER))
        return self._title_class or values.read_class("")

    def sex(self) -> str:
        """«m», «f», or empty where the list does not tell in words that are known."""
        try:
            return values.read_sex(self.text(Column.SEX))
        except Unreadable:
            return ""

    def birth_date(self, today: date) -> date | None:
        cell = self.cell(Column.BIRTH_DATE)
        if not values.text_of(cell):
            return None
        birth = values.read_date(cell, today=today)
        if birth > today:
            msg = f"Дата рождения {birth:%d.%m.%Y} ещё не наступила"
            raise Unreadable(msg)
        return birth


def _age(birth: date, today: date) -> int:
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def _small(reason: Unreadable) -> str:
    """A sentence that goes on after a colon begins small."""
    text = str(reason)
    return text[:1].lower() + text[1:]
