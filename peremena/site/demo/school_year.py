"""The school year of the invented school: it holds today and the weeks of talk before, whenever the demo is started."""

from dataclasses import dataclass
from datetime import date, timedelta

_SEPTEMBER = 9
# As far back as people talk, and a little more.
_PAST = timedelta(days=35)


@dataclass(frozen=True)
class Span:
    title: str
    starts_on: date
    ends_on: date


def first_year(today: date) -> int:
    """The calendar year in which the present school year began."""
    return today.year if today.month >= _SEPTEMBER else today.year - 1


def span(today: date) -> Span:
    year = first_year(today)
    starts_on = min(date(year, _SEPTEMBER, 1), today - _PAST)
    return Span(f"{year}/{(year + 1) % 100:02d}", starts_on, date(year + 1, _SEPTEMBER, 1))
