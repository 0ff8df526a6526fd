"""One import from the file to the report: the door of this package."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from peremena import clock
from peremena.roster import actions_import
from peremena.roster.importing import sds
from peremena.roster.importing.class_list import read_class_list
from peremena.roster.importing.draft import RosterDraft
from peremena.roster.importing.holding import read_holding
from peremena.roster.importing.plan import PUPIL, Plan, make_plan
from peremena.roster.importing.remarks import FileRefused, Remark
from peremena.roster.importing.tables import read_sheets
from peremena.roster.models import ImportRun, Person, School, SchoolYear


@dataclass
class Report:
    """What a file holds and what came of it."""

    school: str
    is_dry: bool
    # What the file holds: titles of classes, numbers of pupils, guardians and links between them.
    classes: list[str]
    pupils: int
    guardians: int
    guardian_links: int
    staff: int
    plan: Plan
    # True when an earlier import of the same file was cut off, and this one finished it.
    is_resumed: bool = False
    # True when the file speaks only of days that are over: nobody gets a right today.
    is_history: bool = False
    # Names of pupils that the roster has in these classes and the file has not.
    missing: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def run_import(
    path: Path,
    *,
    dry_run: bool = False,
    school: int | None = None,
    expel_missing: bool = False,
    told: Callable[[str], None] = lambda _sentence: None,
) -> Report:
    """Read, compare and, unless `dry_run`, write. Raises FileRefused with a sentence when nothing can be taken."""
    if path.is_dir():
        draft = sds.read_folder(path)
        into = _school(school) if school is not None else _school_called(draft.school_name)
    else:
        into = _school(school)
        draft = _read_file(path, into)
    today = _today(into)
    title, starts_on, _ends_on = actions_import.year_of(draft, today)
    year = SchoolYear.objects.filter(school=into, title=title).first() if into else None
    held = read_holding(into.pk if into else None, year.pk if year else None, today)
    plan = make_plan(draft, held, today=today, year_starts_on=starts_on, expel_missing=expel_missing)
    report = _report(draft, plan, into, is_dry=dry_run)
    report.is_history = bool(draft.affiliations) and all(
        row.ends_on is not None and row.ends_on <= today for row in draft.affiliations
    )
    report.missing = [_name_of(person) for person in plan.missing]
    if not dry_run and not plan.is_empty:
        report.is_resumed = _write(path, draft, plan, into, year, told)
    return report


def _today(school: School | None) -> date:
    return clock.today(school.timezone if school else "Europe/Moscow")


def _school_called(name: str) -> School | None:
    """An export names its school: it never goes into another one by chance."""
    return School.objects.filter(name=name).order_by("pk").first()


def _school(wanted: int | None) -> School | None:
    schools = School.objects.order_by("pk")
    if wanted is not None:
        found = schools.filter(pk=wanted).first()
        if found is None:
            raise FileRefused(f"Школы с номером {wanted} нет")
        return found
    if schools.count() > 1:
        lines = "; ".join(f"{one.pk} — {one.name}" for one in schools)
        raise FileRefused(f"Школ несколько, укажите --school: {lines}")
    return schools.first()


def _read_file(path: Path, school: School | None) -> RosterDraft:
    source = "xlsx" if path.suffix.lower() in {".xlsx", ".xlsm"} else "csv"
    return read_class_list(read_sheets(path), source=source, today=_today(school))


def _write(
    path: Path,
    draft: RosterDraft,
    plan: Plan,
    school: School | None,
    year: SchoolYear | None,
    told: Callable[[str], None],
) -> bool:
    digest = _digest(path)
    cut_off = ImportRun.objects.filter(school=school, digest=digest, finished_at__isnull=True).first()
    run = cut_off or actions_import.begin_run(
        school=school, year=year, draft=draft, digest=digest, today=_today(school)
    )
    actions_import.apply_plan(by=None, plan=plan, draft=draft, run=run, told=told)
    return cut_off is not None


def _digest(path: Path) -> str:
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(one.read_bytes() for one in files)).hexdigest()


def _report(draft: RosterDraft, plan: Plan, school: School | None, *, is_dry: bool) -> Report:
    return Report(
        school=school.name if school else draft.school_name or "Наша школа",
        is_dry=is_dry,
        classes=[one.title for one in sorted(draft.classes)],
        pupils=len({row.person for row in draft.affiliations if row.role == PUPIL}),
        guardians=len({row.guardian for row in draft.guardianships}),
        guardian_links=len(draft.guardianships),
        staff=len({row.person for row in draft.affiliations if row.role != PUPIL}),
        plan=plan,
        remarks=sorted([*draft.remarks, *plan.remarks]),
    )


def _name_of(person: int) -> str:
    one = Person.objects.get(pk=person)
    return " ".join(part for part in (one.surname, one.first_name, one.patronymic) if part)
