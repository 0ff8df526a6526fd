"""`peremena roster import`: what the command line says and with which status it ends."""

import sys
from pathlib import Path

from peremena.people import actions_demo
from peremena.people import queries as people
from peremena.roster.actions import RosterConflict
from peremena.roster.importing.remarks import FileRefused, Weight
from peremena.roster.importing.report import render
from peremena.roster.importing.run import run_import


def run(path: Path, *, dry_run: bool, school: int | None, expel_missing: bool) -> int:
    """Import and print the report; 0 when every row was taken, 1 when some were refused, 2 when the file was."""
    try:
        report = run_import(path, dry_run=dry_run, school=school, expel_missing=expel_missing, told=_show)
    except FileRefused as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 2
    except RosterConflict as conflict:
        sys.stderr.write(f"Пока шла загрузка, реестр изменился: {conflict} Запустите её ещё раз.\n")
        return 2
    sys.stdout.write(render(report) + "\n")
    if not dry_run and people.is_demo():
        # Real children are in this database now, so its demo door closes for good.
        actions_demo.end_demo()
        sys.stdout.write("В школу пришёл настоящий список: вход «Войти как...» закрыт навсегда.\n")
    return 1 if any(one.weight == Weight.REFUSED for one in report.remarks) else 0


def _show(sentence: str) -> None:
    """Show progress where a person looks; a log stays short."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{sentence}")
