"""`fill`: the invented school from draft to database. `command` calls it for `peremena demo` and `demo-school`."""

from dataclasses import dataclass

from django.db import transaction

from peremena import clock
from peremena.site.demo import messages, school_year, writing
from peremena.site.demo.build import build

TIMEZONE = "Europe/Moscow"


@dataclass(frozen=True)
class Summary:
    """What was made, in numbers."""

    school: str
    people: int
    accounts: int
    classes: int
    messages: int


@transaction.atomic
def fill(*, size: str, seed: int) -> Summary:
    """Write a school of this size ("small", "school") into an installation that has none: all of it or nothing."""
    today = clock.today(TIMEZONE)
    draft = build(seed=seed, size=size, today=today)
    written = writing.write_school(draft, school_year.span(today), draft.name)
    told = messages.write_talks(written, seed=seed)
    return Summary(draft.name, len(draft.people), len(written.profiles), len(draft.classes), told)
