"""Pure decisions about days. Each returns a Russian sentence that says why not, or an empty text."""

from datetime import date, timedelta

from peremena.roster import words

# A change further away than this is a slip of the pen: the year of the day is wrong.
_FARTHEST = timedelta(days=366)
# People work in one school for decades; earlier than that it is a slip as well.
_LONGEST_EMPLOYMENT = timedelta(days=366 * 70)
# Classes are made up, and their teachers named, in the summer before the school year.
_BEFORE_THE_YEAR = timedelta(days=92)


def why_not_on_day(on: date, today: date) -> str:
    """A change of the roster happens within a year of today."""
    if abs(on - today) > _FARTHEST:
        return f"День {words.day(on)} слишком далеко: изменения принимаются в пределах года от сегодняшнего дня."
    return ""


def why_not_hired_on_day(on: date, today: date) -> str:
    """Somebody may have been hired long ago, but not announced for years ahead."""
    if on - today > _FARTHEST or today - on > _LONGEST_EMPLOYMENT:
        return f"День {words.day(on)} слишком далеко: проверьте год."
    return ""


def why_not_in_year(on: date, year_starts_on: date, year_ends_on: date) -> str:
    """What belongs to a class begins in its school year, or in the summer before."""
    if year_starts_on - _BEFORE_THE_YEAR <= on < year_ends_on:
        return ""
    return (
        f"День {words.day(on)} не в учебном году этого класса:"
        f" он идёт с {words.day(year_starts_on)} по {words.day(year_ends_on - timedelta(days=1))}."
    )


def why_not_ended_on_day(on: date, starts_on: date, today: date) -> str:
    """What holds already ends after it began; what is only planned may be called off by any day."""
    if on < starts_on <= today:
        return f"День {words.day(on)} раньше начала: {words.day(starts_on)}."
    return ""
