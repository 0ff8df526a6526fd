"""The tables of docs/calls.md on whom somebody may gather, and calls/rules_gathering.py, say the same."""

from itertools import product
from typing import get_args

import pytest

from peremena.calls import rules, rules_gathering
from peremena.calls.models import Unit, Whom
from peremena.calls.rules_gathering import Belonging, Gatherer, UnitName, WhomName, belongs, why_not_gathered
from tests.calls.test_rules import table

GATHERS = table("| unit | teaches or leads it | head, administrator | other staff |")
MEANT = table("| whom | learns there | guardian of who learns | teaches there |")
STAFF = {
    "teaches or leads it": Gatherer(is_staff=True, teaches=True),
    "head, administrator": Gatherer(is_staff=True, heads=True),
    "other staff": Gatherer(is_staff=True),
}
PEOPLE = {
    "learns there": Belonging(learns=True),
    "guardian of who learns": Belonging(guards=True),
    "teaches there": Belonging(works=True),
}
UNITS: list[UnitName] = ["class", "grade", "school", "family"]
WHOM: list[WhomName] = ["all", "pupils", "guardians", "staff"]


def test_the_tables_name_everything() -> None:
    assert set(get_args(UnitName)) == set(Unit.values) == {"chat", *UNITS}
    assert set(get_args(WhomName)) == set(Whom.values) == set(WHOM)


@pytest.mark.parametrize(("unit", "who"), list(product(UNITS, STAFF)))
def test_who_may_gather(unit: UnitName, who: str) -> None:
    assert (not why_not_gathered(unit, STAFF[who])) is (GATHERS[unit, who] == "yes")


@pytest.mark.parametrize("unit", get_args(UnitName))
def test_pupils_and_parents_gather_nobody(unit: UnitName) -> None:
    everything = {"heads": True, "teaches": True, "may_call": True}
    assert why_not_gathered(unit, Gatherer(**everything)) == rules.STAFF_PLANS
    assert why_not_gathered(unit, Gatherer(is_staff=True, is_pupil=True, **everything)) == rules.STAFF_PLANS


def test_a_chat_is_gathered_by_whoever_may_call_there() -> None:
    assert why_not_gathered("chat", Gatherer(is_staff=True, may_call=True)) == ""
    assert why_not_gathered("chat", Gatherer(is_staff=True, heads=True)) == rules_gathering.NOT_OF_THIS_CHAT


@pytest.mark.parametrize(("whom", "who"), list(product(WHOM, PEOPLE)))
def test_who_is_meant(whom: WhomName, who: str) -> None:
    units: list[UnitName] = ["class", "grade", "school"]
    for unit in units:
        assert belongs(unit, whom, PEOPLE[who]) is (MEANT[whom, who] == "yes")
        assert not belongs(unit, whom, Belonging(sits=True))


def test_a_chat_means_who_sits_there_and_a_family_the_guardians() -> None:
    assert [belongs("chat", "all", one) for one in (Belonging(sits=True), *PEOPLE.values())] == [True] + [False] * 3
    assert [belongs("family", "all", one) for one in PEOPLE.values()] == [False, True, False]


def test_who_may_ask() -> None:
    most = rules_gathering.MOST_QUESTIONS_WAITING
    assert rules_gathering.why_not_asked(is_viewer=True, waiting=most - 1) == ""
    assert rules_gathering.why_not_asked(is_viewer=True, waiting=most) == rules_gathering.STILL_MANY_QUESTIONS
    assert rules_gathering.why_not_asked(is_viewer=False, waiting=0) == rules_gathering.ASKING_IS_FOR_VIEWERS
