"""Cards as others meet them: those of a school, with the profile that is linked to each."""

from collections.abc import Collection
from dataclasses import dataclass

from peremena.database import raw


@dataclass(frozen=True, slots=True)
class Card:
    person: int
    school: int
    # None while nobody has registered as this person.
    profile: int | None
    name: str


_CARDS = """
SELECT p.id, p.school_id, l.profile_id, pr.display_name, p.first_name, p.patronymic, p.surname
FROM roster_person p LEFT JOIN roster_link l ON l.person_id = p.id AND l.ended_at IS NULL
LEFT JOIN people_profile pr ON pr.id = l.profile_id
"""


def cards(persons: Collection[int]) -> list[Card]:
    return _read(f"WHERE p.id IN ({raw.numbers(persons)})")


def cards_of_profiles(profiles: Collection[int]) -> list[Card]:
    """Return every card that is linked to one of these profiles now."""
    return _read(f"WHERE l.profile_id IN ({raw.numbers(profiles)})")


def cards_of_schools(schools: Collection[int]) -> list[Card]:
    return _read(f"WHERE p.school_id IN ({raw.numbers(schools)})")


def _read(where: str) -> list[Card]:
    return [
        Card(person, school, profile, shown or " ".join(part for part in parts if part))
        for person, school, profile, shown, *parts in raw.rows(f"{_CARDS} {where} ORDER BY p.id")
    ]


def sex_of(profile: int) -> str:
    """Return "f", "m", or nothing where no card of a profile says it."""
    return sexes_of([profile])[profile]


def sexes_of(profiles: Collection[int]) -> dict[int, str]:
    """Return "f", "m", or nothing for each profile. One query."""
    found = raw.rows(
        "SELECT l.profile_id, p.sex FROM roster_link l JOIN roster_person p ON p.id = l.person_id"
        f" WHERE l.profile_id IN ({raw.numbers(profiles)}) AND l.ended_at IS NULL AND p.sex <> '' ORDER BY p.id DESC"
    )
    return {**dict.fromkeys(profiles, ""), **dict(found)}
