"""Whom somebody may gather, and how many people that are: for the form of a meeting or a broadcast."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.conf import settings

from peremena.calls.gathering import in_classes, in_school
from peremena.calls.rules_gathering import Belonging, Gatherer, UnitName, why_not_gathered
from peremena.calls.schemas import AudienceChoice, Audiences
from peremena.roster import queries as roster
from peremena.roster import queries_units as units
from peremena.roster.queries import Facts
from peremena.roster.queries_units import ClassOf


def audiences(profile: int, at: datetime) -> Audiences:
    """Return the units that somebody may gather, the largest first. Ten queries and the facts of their schools."""
    one = roster.facts_of({profile}, at)[profile]
    choices: list[AudienceChoice] = []
    if one.staff_of and not one.is_pupil:
        for school, name in units.names_of_schools(one.staff_of).items():
            choices += _of_school(school, name, one, at)
    return Audiences(choices=choices, people=settings.CALL_PEOPLE, viewers=settings.BROADCAST_VIEWERS)


def _of_school(school: int, name: str, one: Facts, at: datetime) -> list[AudienceChoice]:
    everybody = roster.facts_of(units.profiles_of_school(school), at).values()
    classes = units.classes_of_schools([school], at)
    own = [unit for unit in classes if _may("class", school, one, {unit.id})]
    choices = []
    if _may("school", school, one, ()):
        choices.append(_choice("school", school, name, (in_school(each, school) for each in everybody)))
        choices += _grades(classes, everybody)
    choices += [
        _choice("class", unit.id, unit.title, (in_classes(each, {unit.id}) for each in everybody)) for unit in own
    ]
    return choices + _families([unit.id for unit in own], at)


def _may(unit: UnitName, school: int, one: Facts, classes: Collection[int]) -> bool:
    teaches = in_classes(one, classes).works
    gatherer = Gatherer(is_staff=True, is_pupil=one.is_pupil, heads=school in one.heads, teaches=teaches)
    return not why_not_gathered(unit, gatherer)


def _grades(classes: Collection[ClassOf], everybody: Collection[Facts]) -> list[AudienceChoice]:
    numbers = {unit.grade: unit.number for unit in classes}
    return [
        _choice(
            "grade",
            grade,
            f"{number}-е классы",
            (in_classes(each, {unit.id for unit in classes if unit.grade == grade}) for each in everybody),
        )
        for grade, number in numbers.items()
    ]


def _families(classes: Collection[int], at: datetime) -> list[AudienceChoice]:
    """Return the families of the classes that somebody teaches or leads, whether anybody is registered or not."""
    pupils = units.pupils_of_classes(classes, at)
    guardians = units.guardians_of([one.person for one in pupils], at)
    return [
        AudienceChoice(
            unit="family",
            number=one.person,
            title=one.name,
            pupils=0,
            guardians=len(guardians[one.person]),
            staff=0,
            everybody=len(guardians[one.person]),
            school_class=one.school_class,
        )
        for one in pupils
    ]


def _choice(unit: UnitName, number: int, title: str, people: Iterable[Belonging]) -> AudienceChoice:
    pupils = guardians = staff = everybody = 0
    for each in people:
        pupils += each.learns
        guardians += each.guards
        staff += each.works
        everybody += each.learns or each.guards or each.works
    return AudienceChoice(
        unit=unit,
        number=number,
        title=title,
        pupils=pupils,
        guardians=guardians,
        staff=staff,
        everybody=everybody,
    )
