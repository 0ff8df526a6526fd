"""Who may write to whom: the table of docs/membership.md, in both directions, and what no roles can bring about."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peremena.chat import rules
from peremena.chat.rules import Relation
from peremena.roster.queries import Facts, Unit

_PAGE = Path(__file__).parents[2] / "docs" / "membership.md"
ROLES = ("pupil", "guardian", "teacher", "staff", "head")


def somebody(role: str, profile: int, *, school: int = 1, unit: int = 1, child: int = 10) -> Facts:
    """Return somebody in one role, in one class of one school."""
    of_school, of_class = frozenset({school}), frozenset[Unit]({("class", unit)})
    return {
        "pupil": Facts(profile, learns=of_class),
        "guardian": Facts(profile, wards=frozenset({child}), ward_units=of_class, ward_schools=of_school),
        "teacher": Facts(profile, staff_of=of_school, teaches=of_class),
        "staff": Facts(profile, staff_of=of_school),
        "head": Facts(profile, staff_of=of_school, heads=of_school),
    }[role]


def documented() -> dict[tuple[str, str], str]:
    """Read the table role x role of the page."""
    lines = _PAGE.read_text().splitlines()
    start = lines.index("| from \\ to | pupil | guardian | teacher | staff | head |")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start + 2 : start + 2 + len(ROLES)]]
    return {(row[0], role): cell for row in rows for role, cell in zip(ROLES, row[1:], strict=True)}


PAIRS = list(product(ROLES, ROLES))


@pytest.mark.parametrize(("author", "addressee"), PAIRS)
def test_the_page_and_the_code_agree_on_a_relation(author: str, addressee: str) -> None:
    # Profile 10 is the pupil whose guardian the guardian is.
    one = somebody(author, 10 if author == "pupil" else 1)
    other = somebody(addressee, 10 if addressee == "pupil" and author != "pupil" else 2)
    verdict = rules.may_start(one, other)
    assert verdict.allowed is (documented()[author, addressee] != "no")
    assert bool(verdict.why) is not verdict.allowed
    assert bool(verdict.relation) is verdict.allowed


@pytest.mark.parametrize(("author", "addressee"), PAIRS)
def test_another_class_of_the_school_binds_colleagues_and_the_head_only(author: str, addressee: str) -> None:
    one, other = somebody(author, 1), somebody(addressee, 2, unit=2, child=11)
    staff = {"teacher", "staff", "head"}
    expected = {author, addressee} <= staff or {author, addressee} == {"head", "guardian"}
    assert rules.may_start(one, other).allowed is expected


@pytest.mark.parametrize(("author", "addressee"), PAIRS)
def test_another_school_binds_nobody(author: str, addressee: str) -> None:
    one, other = somebody(author, 1), somebody(addressee, 2, school=2, unit=2, child=11)
    assert not rules.may_start(one, other).allowed


def test_the_relation_is_named() -> None:
    teacher, pupil, guardian = somebody("teacher", 1), somebody("pupil", 10), somebody("guardian", 2)
    assert rules.may_start(teacher, pupil).relation == Relation.TEACHER_OF_PUPIL
    assert rules.may_start(pupil, guardian).relation == Relation.GUARDIAN_OF_PUPIL
    assert rules.may_start(guardian, teacher).relation == Relation.TEACHER_OF_WARD
    assert rules.may_start(guardian, somebody("head", 3)).relation == Relation.HEAD_OF_WARD
    assert rules.may_start(teacher, somebody("staff", 3)).relation == Relation.COLLEAGUES


def test_each_refusal_says_why() -> None:
    pupil, guardian, staff = somebody("pupil", 10), somebody("guardian", 1), somebody("staff", 2)
    assert rules.may_start(pupil, somebody("pupil", 11)).why == rules.PUPILS_APART
    assert rules.may_start(guardian, somebody("guardian", 3)).why == rules.GUARDIANS_APART
    assert rules.may_start(staff, pupil).why == rules.CHILD_APART
    assert rules.may_start(staff, somebody("staff", 3, school=2)).why == rules.ADULTS_APART
    assert rules.may_start(staff, staff).why == rules.ADULTS_APART


def test_roles_add_up() -> None:
    # A librarian who is a mother writes to her child's teacher in another school, as a mother.
    librarian = somebody("staff", 1, school=2)
    teacher = somebody("teacher", 2)
    assert not rules.may_start(librarian, teacher).allowed
    mother = replace(librarian, wards=frozenset({10}), ward_units=teacher.teaches, ward_schools=frozenset({1}))
    assert rules.may_start(mother, teacher).allowed


def test_whoever_was_written_to_may_answer_while_the_relation_lasts() -> None:
    teacher, pupil = somebody("teacher", 1), somebody("pupil", 10)
    assert rules.may_post(teacher, pupil).allowed
    assert rules.may_post(pupil, teacher).allowed
    left = replace(pupil, learns=frozenset())
    assert not rules.may_post(teacher, left).allowed
    assert not rules.may_post(left, teacher).allowed


# --- What no roles can bring about ------------------------------------------------------------------------------------

# Two schools; classes 1 to 3 are of school 1, 4 to 6 of school 2; pupils are profiles 10 to 15, a class each.
_CLASSES = st.integers(1, 6)


def _school_of(unit: int) -> int:
    return 1 if unit <= 3 else 2


def _pupil(unit: int) -> Facts:
    return somebody("pupil", 9 + unit, unit=unit, school=_school_of(unit))


def _hat(role: str, unit: int) -> Facts:
    return somebody(role, 1, unit=unit, school=_school_of(unit), child=9 + unit)


def _together(profile: int, hats: list[Facts]) -> Facts:
    def union(name: str) -> frozenset[int]:
        return frozenset().union(*(getattr(hat, name) for hat in hats))

    names = ("staff_of", "heads", "teaches", "learns", "wards", "ward_units", "ward_schools")
    return Facts(profile, **{name: union(name) for name in names})  # type: ignore[arg-type]


_ADULT_HATS = st.builds(_hat, st.sampled_from(["guardian", "teacher", "staff", "head"]), _CLASSES)
_ADULTS = st.builds(_together, st.integers(100, 103), st.lists(_ADULT_HATS, max_size=4))
_PUPILS = st.builds(_pupil, _CLASSES)
_ANYBODY = st.one_of(_ADULTS, _PUPILS)


@given(_ANYBODY, _ANYBODY)
def test_whoever_may_be_written_to_may_answer(one: Facts, other: Facts) -> None:
    there, back = rules.may_start(one, other), rules.may_start(other, one)
    assert (there.allowed, there.relation) == (back.allowed, back.relation)


@given(_ADULTS, _ANYBODY, _ADULT_HATS)
def test_one_more_role_takes_no_right_away(one: Facts, other: Facts, hat: Facts) -> None:
    if rules.may_start(one, other).allowed:
        assert rules.may_start(_together(one.profile, [one, hat]), other).allowed


@given(_PUPILS, _PUPILS)
def test_two_pupils_never_write_to_each_other(one: Facts, other: Facts) -> None:
    assert not rules.may_start(one, other).allowed


@given(_PUPILS, _ADULTS)
def test_a_pupil_is_reached_only_by_own_teachers_and_guardians(pupil: Facts, adult: Facts) -> None:
    reached = rules.may_start(adult, pupil).allowed
    assert reached is bool(adult.teaches & pupil.learns or pupil.profile in adult.wards)
    (_, unit) = next(iter(pupil.learns))
    if reached and not adult.wards:
        assert _school_of(unit) in adult.staff_of


@given(_ADULTS, _ADULTS)
def test_guardians_who_do_not_work_here_never_write_to_each_other(one: Facts, other: Facts) -> None:
    if not one.staff_of and not other.staff_of:
        assert not rules.may_start(one, other).allowed


@given(_ADULTS, _ADULTS)
def test_two_schools_are_two_worlds(one: Facts, other: Facts) -> None:
    if not (one.staff_of | one.ward_schools) & (other.staff_of | other.ward_schools):
        assert not rules.may_start(one, other).allowed
