"""Who may make, fill and run a chat: the tables of docs/membership.md, in both directions."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given

from peremena.chat import rules, rules_groups
from peremena.chat.models import Ability, Hush, Kind, MemberRole
from peremena.chat.rules_groups import POWERS, Place, may_in
from peremena.chat.schemas import ability_names
from peremena.roster.queries import Facts
from tests.chat.test_rules import _ADULTS, _ANYBODY, _PUPILS, PAIRS, ROLES, somebody

_PAGE = Path(__file__).parents[2] / "docs" / "membership.md"
EVERYTHING = int(sum(Ability))
NOBODY = Facts(99)


def table(header: str) -> dict[str, dict[str, str]]:
    """Read a table of the page: row -> column -> cell."""
    lines = _PAGE.read_text().splitlines()
    start = lines.index(header)
    columns = [cell.strip() for cell in header.strip("|").split("|")][1:]
    found: dict[str, dict[str, str]] = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return found
        first, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        found[first.strip("`")] = dict(zip(columns, cells, strict=True))
    return found


def one_of(role: str, profile: int, *, school: int = 1, unit: int = 1, child: int = 10) -> Facts:
    """Return somebody in one role, with the school in which a pupil learns."""
    facts = somebody(role, profile, school=school, unit=unit, child=child)
    return replace(facts, pupil_of=frozenset({school})) if role == "pupil" else facts


def may_add(adder: Facts, addee: Facts, *, beside_pupils: bool = False) -> bool:
    return not rules_groups.why_not_added(adder, addee, beside_pupils=beside_pupils)


# --- Making -----------------------------------------------------------------------------------------------------------


def test_staff_and_guardians_make_chats_pupils_and_strangers_do_not() -> None:
    for role in ("guardian", "teacher", "staff", "head"):
        assert rules_groups.why_not_created(one_of(role, 1)) == ""
    assert rules_groups.why_not_created(one_of("pupil", 1)) == rules_groups.PUPILS_MAKE_NO_CHATS
    assert rules_groups.why_not_created(NOBODY) == rules_groups.STRANGERS_MAKE_NO_CHATS
    both = replace(one_of("staff", 1), learns=frozenset({("class", 1)}))
    assert rules_groups.why_not_created(both) == rules_groups.PUPILS_MAKE_NO_CHATS
    childless = Facts(1, wards=frozenset({10}))
    assert rules_groups.why_not_created(childless) == rules_groups.STRANGERS_MAKE_NO_CHATS


# --- Bringing people in -----------------------------------------------------------------------------------------------

ADDING = table("| adder \\ addee | pupil | guardian | teacher | staff | head |")


@pytest.mark.parametrize(("adder", "addee"), PAIRS)
def test_the_page_and_the_code_agree_on_whom_one_may_bring_in(adder: str, addee: str) -> None:
    one, other = one_of(adder, 1), one_of(addee, 10 if addee == "pupil" else 2)
    assert may_add(one, other) is (ADDING[adder][addee] != "no")


@pytest.mark.parametrize(("adder", "addee"), PAIRS)
def test_beyond_the_own_class_only_colleagues_and_the_head_bring_in(adder: str, addee: str) -> None:
    one, other = one_of(adder, 1), one_of(addee, 20, unit=2, child=11)
    staff = {"teacher", "staff", "head"}
    expected = adder == "head" or {adder, addee} <= staff or (adder, addee) == ("guardian", "head")
    assert may_add(one, other) is expected


@pytest.mark.parametrize(("adder", "addee"), PAIRS)
def test_nobody_brings_in_people_of_another_school(adder: str, addee: str) -> None:
    assert not may_add(one_of(adder, 1), one_of(addee, 20, school=2, unit=2, child=11))


def test_where_pupils_sit_only_staff_brings_in_anybody_but_staff() -> None:
    guardian, another = one_of("guardian", 1), one_of("guardian", 2, child=11)
    assert may_add(guardian, another)
    why = rules_groups.why_not_added(guardian, another, beside_pupils=True)
    assert why == rules_groups.ONLY_STAFF_ADDS_TO_PUPILS
    assert may_add(guardian, one_of("teacher", 3), beside_pupils=True)
    assert may_add(one_of("teacher", 3), another, beside_pupils=True)


def test_each_refusal_says_why() -> None:
    def why(adder: Facts, addee: Facts) -> str:
        return rules_groups.why_not_added(adder, addee, beside_pupils=False)

    pupil, guardian, staff = one_of("pupil", 10), one_of("guardian", 1), one_of("staff", 2)
    assert why(pupil, guardian) == rules_groups.PUPILS_ADD_NOBODY
    assert why(guardian, pupil) == rules_groups.ONLY_STAFF_ADDS_PUPILS
    assert why(staff, pupil) == rules_groups.NOT_YOUR_PUPIL
    assert why(guardian, staff) == rules_groups.NOT_YOURS_TO_ADD
    # A mother who works in another school is a guardian here.
    elsewhere = replace(guardian, staff_of=frozenset({2}))
    assert why(elsewhere, pupil) == rules_groups.ONLY_STAFF_ADDS_PUPILS


@given(_PUPILS, _ANYBODY)
def test_a_pupil_brings_in_nobody(pupil: Facts, other: Facts) -> None:
    assert not may_add(pupil, other)


@given(_ADULTS, _PUPILS)
def test_a_pupil_is_brought_in_by_the_staff_of_their_school_alone(adult: Facts, pupil: Facts) -> None:
    (_, unit) = next(iter(pupil.learns))
    school = 1 if unit <= 3 else 2
    pupil = replace(pupil, pupil_of=frozenset({school}))
    if may_add(adult, pupil):
        assert school in adult.staff_of
        assert school in adult.heads or rules.may_start(adult, pupil).allowed


# --- Sitting ----------------------------------------------------------------------------------------------------------

SITTING = table("| kind | pupil | guardian | staff |")


@pytest.mark.parametrize(("kind", "role"), list(product(SITTING, ("pupil", "guardian", "staff"))))
def test_the_page_and_the_code_agree_on_who_may_sit_where(kind: str, role: str) -> None:
    assert kind in set(Kind)
    why = rules_groups.why_not_seated(one_of(role, 1), kind, 1)
    assert (why == "") is (SITTING[kind][role] == "yes")
    assert rules_groups.why_not_seated(one_of(role, 1), kind, 2) == rules_groups.NOT_OF_THIS_SCHOOL


def test_a_chat_with_a_pupil_is_closed_without_staff_of_its_school() -> None:
    pupil, guardian, teacher = one_of("pupil", 1), one_of("guardian", 2), one_of("teacher", 3)
    assert rules_groups.is_closed([pupil, guardian], 1)
    assert rules_groups.is_closed([pupil], 1)
    assert not rules_groups.is_closed([pupil, guardian, teacher], 1)
    assert rules_groups.is_closed([pupil, teacher], 2), "who works elsewhere is a stranger here"
    assert not rules_groups.is_closed([guardian], 1)
    assert not rules_groups.is_closed([], 1)
    grown = replace(pupil, staff_of=frozenset({1}))
    assert rules_groups.is_closed([grown], 1), "a pupil watches over nobody"


# --- Running ----------------------------------------------------------------------------------------------------------

DOING = table("| what | member | administrator |")


@pytest.mark.parametrize("what", POWERS)
@pytest.mark.parametrize("role", ["member", "admin"])
def test_the_page_and_the_code_agree_on_what_one_may_do(what: str, role: str) -> None:
    cell = DOING[what]["administrator" if role == "admin" else "member"]
    for abilities, is_by_hand in product((0, EVERYTHING), (True, False)):
        allowed = what in may_in(Place(Kind.GROUP, role, abilities=abilities, is_by_hand=is_by_hand))
        assert allowed is {"yes": True, "no": False, "by the chat": bool(abilities), "by hand": is_by_hand}[cell]


def test_the_page_names_every_power_in_order() -> None:
    assert list(DOING) == list(POWERS)


@pytest.mark.parametrize("ability", Ability)
def test_each_ability_gives_itself_alone(ability: Ability) -> None:
    assert may_in(Place(Kind.CLASS, MemberRole.MEMBER, abilities=ability)) == ability_names(ability)


def test_a_pupil_neither_invites_nor_runs_a_chat() -> None:
    place = Place(Kind.GROUP, MemberRole.MEMBER, abilities=EVERYTHING, is_pupil=True)
    assert may_in(place) == ["edit", "write", "pin", "call", "mention_all"]
    assert may_in(replace(place, role=MemberRole.ADMIN)) == may_in(place)


def test_in_a_closed_chat_nobody_says_anything() -> None:
    place = Place(Kind.GROUP, MemberRole.ADMIN, abilities=EVERYTHING, is_closed=True, is_by_hand=True)
    assert may_in(place) == ["invite", "manage", "delete_others", "exclude", "appoint", "leave"]
    assert may_in(replace(place, role=MemberRole.MEMBER)) == ["invite", "leave"]


def test_a_chat_of_two_is_open_or_closed() -> None:
    place = Place(Kind.DIRECT, MemberRole.MEMBER, abilities=EVERYTHING)
    assert may_in(place) == ["write", "pin", "call"]
    assert may_in(replace(place, is_closed=True)) == []


STILL = table("| because | pupils | guardians and staff |")


@pytest.mark.parametrize("hush", Hush)
@pytest.mark.parametrize("is_pupil", [True, False])
def test_the_page_and_the_code_agree_on_who_is_still_during_a_call(hush: str, *, is_pupil: bool) -> None:
    taken = set(re.findall(r"`(\w+)`", STILL[hush]["pupils" if is_pupil else "guardians and staff"]))
    why = rules_groups.why_hushed(hush, is_pupil=is_pupil)
    assert bool(why) is bool(taken)
    for kind in (Kind.CLASS, Kind.GROUP, Kind.DIRECT):
        place = Place(kind, MemberRole.MEMBER, abilities=EVERYTHING, is_pupil=is_pupil)
        assert set(may_in(replace(place, is_hushed=bool(why)))) == set(may_in(place)) - taken
    assert rules_groups.why_hushed("", is_pupil=is_pupil) == ""


def test_the_page_names_every_reason_to_be_still() -> None:
    assert set(STILL) == set(Hush)


def test_the_chat_of_a_call_leaves_to_the_call_who_is_there() -> None:
    place = Place(Kind.CALL, MemberRole.ADMIN, abilities=EVERYTHING, is_by_hand=True)
    assert may_in(place) == ["write", "pin", "mention_all", "delete_others", "leave"]
    assert may_in(replace(place, is_hushed=True)) == ["delete_others", "leave"]
    assert may_in(replace(place, role=MemberRole.MEMBER, abilities=Ability.WRITE)) == ["write", "leave"]


def test_only_the_staff_of_a_school_makes_the_chat_of_a_call() -> None:
    why = rules_groups.why_no_chat_of_call
    for role in ROLES:
        assert (why(one_of(role, 1), 1) == "") is (role not in {"pupil", "guardian"})
        assert why(one_of(role, 1), 2)


def test_administrators_are_adults_and_the_roster_keeps_its_own() -> None:
    assert rules_groups.why_not_appointed(one_of("pupil", 1)) == rules_groups.PUPILS_DO_NOT_RUN_CHATS
    assert all(rules_groups.why_not_appointed(one_of(role, 1)) == "" for role in ROLES if role != "pupil")
    assert rules_groups.why_not_dismissed(by_roster=True) == rules_groups.ROSTER_RUNS_THIS_CHAT
    assert rules_groups.why_not_dismissed(by_roster=False) == ""
    excluded = rules_groups.why_not_excluded
    assert excluded(is_oneself=True, runs_by_roster=False) == rules_groups.NOT_ONESELF
    assert excluded(is_oneself=False, runs_by_roster=True) == rules_groups.ROSTER_RUNS_THIS_CHAT
    assert excluded(is_oneself=False, runs_by_roster=False) == ""


def test_who_follows_the_last_administrator() -> None:
    pupil, guardian, late = one_of("pupil", 1), one_of("guardian", 2), one_of("guardian", 4)
    teacher, elsewhere = one_of("teacher", 3), one_of("teacher", 5, school=2)
    assert rules_groups.successor([pupil, guardian, late, teacher], 1) == 3, "staff first, however late"
    assert rules_groups.successor([pupil, guardian, late], 1) == 2
    assert rules_groups.successor([elsewhere, guardian, teacher], 1) == 3
    assert rules_groups.successor([pupil], 1) is None
    assert rules_groups.successor([], 1) is None


def test_what_somebody_is_in_one_word() -> None:
    assert [rules_groups.kind_of(one_of(role, 1)) for role in ROLES] == list(ROLES)
    assert rules_groups.kind_of(replace(one_of("teacher", 1), ward_units=frozenset({("class", 2)}))) == "teacher"
    assert rules_groups.kind_of(Facts(1, wards=frozenset({10}))) == "guardian"
