"""Days that are a slip of the pen."""

from datetime import date, timedelta

import pytest

from peremena.roster import rules

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("on", "accepted"),
    [
        (TODAY, True),
        (date(2025, 11, 20), True),
        (date(2027, 11, 20), True),
        (date(2025, 11, 18), False),
        (date(2027, 11, 22), False),
        (date(2062, 11, 20), False),
    ],
)
def test_a_change_happens_within_a_year(on: date, *, accepted: bool) -> None:
    assert (rules.why_not_on_day(on, TODAY) == "") is accepted


@pytest.mark.parametrize(
    ("on", "accepted"), [(date(1980, 9, 1), True), (date(1926, 9, 1), False), (TODAY + timedelta(days=400), False)]
)
def test_people_work_for_decades(on: date, *, accepted: bool) -> None:
    assert (rules.why_not_hired_on_day(on, TODAY) == "") is accepted


@pytest.mark.parametrize(
    ("on", "accepted"),
    [
        (date(2026, 9, 1), True),
        (date(2026, 6, 10), True),
        (date(2026, 5, 1), False),
        (date(2027, 8, 31), True),
        (date(2027, 9, 1), False),
    ],
)
def test_what_belongs_to_a_class_begins_in_its_year_or_the_summer_before(on: date, *, accepted: bool) -> None:
    why = rules.why_not_in_year(on, date(2026, 9, 1), date(2027, 9, 1))
    assert (why == "") is accepted
    assert accepted or "с 1 сентября 2026 года по 31 августа 2027 года" in why


def test_what_holds_ends_after_it_began_and_what_is_planned_is_called_off() -> None:
    began, planned = date(2026, 9, 1), date(2026, 12, 1)
    assert "раньше начала: 1 сентября 2026 года" in rules.why_not_ended_on_day(date(2026, 8, 31), began, TODAY)
    assert not rules.why_not_ended_on_day(began, began, TODAY)
    assert not rules.why_not_ended_on_day(TODAY, planned, TODAY)
