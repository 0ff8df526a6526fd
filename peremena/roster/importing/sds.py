"""A vendor's folder of CSV files («School Data Sync», format v2.1) as a draft.

Its rows have days of their own, inclusive at both ends; ours are half-open. Only organisations of type `school` are
taken: our roster is a school's. A section («Biology 10») becomes a subject group of the grade that its pupils are in.
"""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from peremena.roster.importing.draft import (
    AffiliationDraft,
    GroupName,
    GuardianshipDraft,
    PersonDraft,
    RosterDraft,
    YearDraft,
)
from peremena.roster.importing.names import join_name
from peremena.roster.importing.remarks import FileRefused, Remark, Unreadable, Weight
from peremena.roster.importing.values import ClassName, read_phone

_NEEDED = ("orgs", "users", "roles")
_STAFF = {"teacher": "учитель", "professor": "преподаватель", "principal": "директор", "staff": "сотрудник"}
# Relatives, doctors and neighbours may be called, but have no rights over a child.
_GUARDIANS = {"guardian", "parent"}
_SEXES = {"male": "m", "female": "f"}


@dataclass(frozen=True)
class _Row:
    place: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return (self.values.get(name) or "").strip()


def is_folder(path: Path) -> bool:
    """Say whether a path looks like such a folder."""
    return path.is_dir() and (path / "orgs.csv").is_file()


def read_folder(path: Path) -> RosterDraft:
    """Raises FileRefused when files are missing or there is no school in them."""
    missing = [name for name in _NEEDED if not (path / f"{name}.csv").is_file()]
    if missing:
        raise FileRefused(f"В папке нет файлов: {', '.join(f'{name}.csv' for name in missing)}")
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = RosterDraft(source="sds", is_complete=False)
        # Days of each session, the end made exclusive.
        self._sessions: dict[str, tuple[date, date]] = {}
        # The grade and the days of each pupil.
        self._pupils: dict[str, tuple[ClassName, date, date]] = {}

    def read(self) -> RosterDraft:
        schools = {row["sourcedId"]: row["name"] for row in self._rows("orgs") if row["type"] == "school"}
        if not schools:
            raise FileRefused("В папке нет ни одной организации с типом school")
        school, self._draft.school_name = next(iter(schools.items()))
        self._read_sessions()
        users = {row["sourcedId"]: row for row in self._rows("users")}
        sexes = {row["userSourcedId"]: _SEXES.get(row["sex"], "") for row in self._rows("demographics")}
        births = {row["userSourcedId"]: _day(row["birthDate"]) for row in self._rows("demographics")}
        for row in self._rows("roles"):
            self._quietly(row, self._read_role, row, school, users, sexes, births)
        self._read_sections(school)
        for row in self._rows("relationships"):
            self._quietly(row, self._read_family, row, users)
        return self._draft

    def _rows(self, name: str) -> Iterator[_Row]:
        path = self._path / f"{name}.csv"
        if not path.is_file():
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, values in enumerate(csv.DictReader(file), 2):
                yield _Row(f"{name}.csv", line, values)

    def _quietly(self, row: _Row, read: Callable[..., None], *arguments: object) -> None:
        """Read one row; what is wrong with it is said, and the others go on."""
        try:
            read(*arguments)
        except Unreadable as reason:
            self._draft.remarks.append(Remark(row.line, str(reason), Weight.REFUSED, row.place))

    def _read_sessions(self) -> None:
        for row in self._rows("academicSessions"):
            starts_on, ends_on = _day(row["startDate"]), _day(row["endDate"])
            if starts_on is None or ends_on is None:
                continue
            self._sessions[row["sourcedId"]] = (starts_on, ends_on + timedelta(days=1))
            if row["type"] == "schoolYear" and self._draft.year is None:
                title = f"{starts_on.year}/{ends_on.year % 100:02}"
                self._draft.year = YearDraft(title, starts_on, ends_on + timedelta(days=1))

    def _read_role(
        self,
        row: _Row,
        school: str,
        users: Mapping[str, _Row],
        sexes: Mapping[str, str],
        births: Mapping[str, date | None],
    ) -> None:
        if row["orgSourcedId"] != school:
            raise Unreadable(f"Роль в организации {row['orgSourcedId']}: это не школа {self._draft.school_name}")
        user = users.get(row["userSourcedId"])
        if user is None:
            raise Unreadable(f"Человека {row['userSourcedId']} нет в users.csv")
        starts_on, ends_on = self._days(row)
        person = self._person(user, sexes.get(user["sourcedId"], ""), births.get(user["sourcedId"]))
        if row["role"] == "student":
            grade = _grade(row["grade"])
            self._draft.classes.add(grade)
            self._pupils[user["sourcedId"]] = (grade, starts_on, ends_on)
            self._draft.affiliations.append(
                AffiliationDraft(person, "pupil", grade, starts_on=starts_on, ends_on=ends_on)
            )
        elif row["role"] in _STAFF:
            position = _STAFF[row["role"]]
            self._draft.affiliations.append(
                AffiliationDraft(person, "staff", None, position, starts_on=starts_on, ends_on=ends_on)
            )
        else:
            raise Unreadable(f"Роль «{row['role']}» не известна")

    def _days(self, row: _Row) -> tuple[date, date]:
        starts_on, ends_on = _day(row["roleStartDate"]), _day(row["roleEndDate"])
        if starts_on is not None and ends_on is not None:
            return starts_on, ends_on + timedelta(days=1)
        if row["sessionSourcedId"] in self._sessions:
            return self._sessions[row["sessionSourcedId"]]
        raise Unreadable("Нет дат роли и нет учебного периода")

    def _person(self, user: _Row, sex: str, birth: date | None) -> str:
        key = f"sds {user['sourcedId']}"
        if key not in self._draft.people:
            name = join_name(user["familyName"], user["givenName"], "")
            self._draft.people[key] = PersonDraft(key, name, user.line, sex, birth, self._phone(user), external_key=key)
        return key

    def _phone(self, user: _Row) -> str:
        text = user["sms"] or user["phone"]
        try:
            return read_phone(text)
        except Unreadable as reason:
            self._draft.remarks.append(Remark(user.line, f"Записано без телефона: {reason}", place=user.place))
            return ""

    def _read_sections(self, school: str) -> None:
        sections = {row["sourcedId"]: row for row in self._rows("classes") if row["orgSourcedId"] == school}
        enrolled = [row for row in self._rows("enrollments") if row["classSourcedId"] in sections]
        grades = {
            row["classSourcedId"]: self._pupils[row["userSourcedId"]][0]
            for row in enrolled
            if row["userSourcedId"] in self._pupils
        }
        for row in enrolled:
            section = sections[row["classSourcedId"]]
            self._quietly(row, self._read_place, row, section, grades)

    def _read_place(self, row: _Row, section: _Row, grades: Mapping[str, ClassName]) -> None:
        key = f"sds {row['userSourcedId']}"
        grade = grades.get(section["sourcedId"])
        if key not in self._draft.people or grade is None:
            raise Unreadable(f"Занятие «{section['title']}»: нет роли в школе у {row['userSourcedId']}")
        group = GroupName(grade, section["title"], "группа")
        self._draft.groups.add(group)
        starts_on, ends_on = self._sessions.get(section["sessionSourcedIds"], (None, None))
        if starts_on is None:
            raise Unreadable(f"Занятие «{section['title']}»: нет учебного периода")
        role = "pupil" if row["role"] == "student" else "teacher"
        self._draft.affiliations.append(AffiliationDraft(key, role, group, starts_on=starts_on, ends_on=ends_on))

    def _read_family(self, row: _Row, users: Mapping[str, _Row]) -> None:
        if row["relationshipRole"] not in _GUARDIANS:
            raise Unreadable(f"Родство «{row['relationshipRole']}» не делает законным представителем")
        child, guardian = row["userSourcedId"], users.get(row["relationshipUserSourcedId"])
        if child not in self._pupils or guardian is None:
            raise Unreadable("Родство: ребёнок не учится в этой школе или взрослого нет в users.csv")
        _grade_of_child, starts_on, ends_on = self._pupils[child]
        key = self._person(guardian, "", None)
        # The format has no days for it: the right lasts as long as the child's place in the school.
        self._draft.guardianships.append(GuardianshipDraft(key, f"sds {child}", starts_on, ends_on))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _grade(text: str) -> ClassName:
    if not text.isdecimal() or not 1 <= int(text) <= 12:  # noqa: PLR2004 the last grade there is
        raise Unreadable(f"Параллель «{text}» не число от 1 до 12")
    return ClassName(int(text), "")
