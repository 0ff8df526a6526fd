"""The report of an import in Russian, as the command line shows it."""

from collections.abc import Iterator

from peremena.roster.importing.remarks import Remark, Weight
from peremena.roster.importing.run import Report

# More lines than fit a screen help nobody; the counts stay exact.
_MOST_SHOWN = 50


def render(report: Report) -> str:
    return "\n".join(_lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"Школа: {report.school}"
    yield (
        f"В файле: классов {len(report.classes)}, учеников {report.pupils}, представителей {report.guardians},"
        f" связей с детьми {report.guardian_links}" + (f", сотрудников {report.staff}" if report.staff else "") + "."
    )
    yield from _changes(report)
    if report.is_history:
        yield "Все даты в файле уже прошли: эти люди записаны как история, и сегодня никто из них не получает прав."
    yield from _named("Есть в реестре, но нет в файле (не отчислены)", report.missing, report)
    refused = [one for one in report.remarks if one.weight == Weight.REFUSED]
    warnings = [one for one in report.remarks if one.weight == Weight.WARNING]
    yield from _remarks("Не приняты строки", refused)
    yield from _remarks("Замечания", warnings)


def _changes(report: Report) -> Iterator[str]:
    plan = report.plan
    if plan.is_empty:
        yield "Изменений нет: реестр уже такой."
        return
    verb = "Будет сделано" if report.is_dry else "Сделано"
    counts = (
        ("классов открыто", len(plan.classes)),
        ("предметных групп открыто", len(plan.groups)),
        ("карточек заведено", len(plan.people)),
        ("карточек исправлено", len(plan.corrections)),
        ("ролей начато", len(plan.beginnings)),
        ("переводов", len(plan.transfers)),
        ("представителей записано", len(plan.families)),
        ("отчислений", len(plan.expulsions)),
    )
    yield f"{verb}: " + ", ".join(f"{what} {count}" for what, count in counts if count) + "."
    if report.is_resumed:
        yield "Прошлая загрузка этого файла не закончилась: продолжили с того места."
    if report.is_dry:
        yield "Это пробный прогон: в реестре ничего не изменилось."


def _named(title: str, names: list[str], report: Report) -> Iterator[str]:
    if not names or report.plan.expulsions:
        return
    yield f"{title}: {len(names)}"
    yield from (f"  {name}" for name in names[:_MOST_SHOWN])


def _remarks(title: str, remarks: list[Remark]) -> Iterator[str]:
    if not remarks:
        return
    yield f"{title}: {len(remarks)}"
    for one in remarks[:_MOST_SHOWN]:
        place = f"{one.place}, " if one.place else ""
        yield f"  {place}строка {one.line}: {one.text}" if one.line else f"  {one.text}"
    if len(remarks) > _MOST_SHOWN:
        yield f"  …и ещё {len(remarks) - _MOST_SHOWN}"
