"""Reads of the membership graph. Every right is judged by its dates, on the day that the school's calendar shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from peremena.database import raw
from peremena.roster import words
from peremena.roster.models import Role

# A unit in which people learn: ("class", id) or ("group", id).
Unit = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody is at a moment, over all the schools they have a card in. Sets of ids.

    Of a profile, or (`facts_of_cards`) of a card that no profile is linked to: then `profile` is the card's number with
    a minus, which no profile has.
    """

    profile: int
    # Schools in which it has any role of staff; and in which it is head or administrator.
    staff_of: frozenset[int] = frozenset()
    heads: frozenset[int] = frozenset()
    # Units that it teaches or leads, and units in which it learns.
    teaches: frozenset[Unit] = frozenset()
    learns: frozenset[Unit] = frozenset()
    # Children it answers for (their profiles), the units in which they learn, and the schools of these.
    wards: frozenset[int] = frozenset()
    ward_units: frozenset[Unit] = frozenset()
    ward_schools: frozenset[int] = frozenset()
    # Schools in which it learns.
    pupil_of: frozenset[int] = frozenset()

    @property
    def is_pupil(self) -> bool:
        return bool(self.learns)

    @property
    def schools(self) -> frozenset[int]:
        """Return the schools to which they belong, in whichever role."""
        return self.staff_of | self.pupil_of | self.ward_schools


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """One role of a person, in words."""

    role: str
    label: str
    school: str
    since: date


@dataclass(slots=True)
class _Gathered:
    profile: int
    staff_of: set[int] = field(default_factory=set)
    heads: set[int] = field(default_factory=set)
    teaches: set[Unit] = field(default_factory=set)
    learns: set[Unit] = field(default_factory=set)
    wards: set[int] = field(default_factory=set)
    ward_units: set[Unit] = field(default_factory=set)
    ward_schools: set[int] = field(default_factory=set)
    pupil_of: set[int] = field(default_factory=set)

    def facts(self) -> Facts:
        return Facts(
            self.profile,
            frozenset(self.staff_of),
            frozenset(self.heads),
            frozenset(self.teaches),
            frozenset(self.learns),
            frozenset(self.wards),
            frozenset(self.ward_units),
            frozenset(self.ward_schools),
            frozenset(self.pupil_of),
        )


_OWN_ROLES = """
SELECT l.profile_id, s.id, s.timezone, a.role, a.school_class_id, a.subject_group_id, g.school_class_id, g.part,
 a.starts_on, a.ends_on
FROM {holders} l JOIN roster_person p ON p.id = l.person_id JOIN roster_school s ON s.id = p.school_id
JOIN roster_affiliation a ON a.person_id = p.id LEFT JOIN roster_subjectgroup g ON g.id = a.subject_group_id
"""
_WARDS = """
SELECT l.profile_id, s.id, s.timezone, w.starts_on, w.ends_on, own.profile_id,
 a.school_class_id, a.subject_group_id, g.school_class_id, g.part, a.starts_on, a.ends_on
FROM {holders} l JOIN roster_guardianship w ON w.guardian_id = l.person_id
JOIN roster_person child ON child.id = w.child_id JOIN roster_school s ON s.id = child.school_id
LEFT JOIN roster_link own ON own.person_id = child.id AND own.ended_at IS NULL
LEFT JOIN roster_affiliation a ON a.person_id = child.id AND a.role = 'pupil'
LEFT JOIN roster_subjectgroup g ON g.id = a.subject_group_id
"""
_LINKED = "(SELECT person_id, profile_id FROM roster_link WHERE ended_at IS NULL AND profile_id IN ({inside}))"
_CARDS = "(SELECT id AS person_id, -id AS profile_id FROM roster_person WHERE id IN ({inside}))"


def facts_of(profiles: Collection[int], at: datetime) -> dict[int, Facts]:
    """Return the facts of profiles at a moment: two queries for any number of them."""
    return _facts(set(profiles), _LINKED.format(inside=raw.numbers(profiles)), at)


def facts_of_cards(persons: Collection[int], at: datetime) -> dict[int, Facts]:
    """Return, by the card's number, what each card alone says: for people whom no profile is linked to. Two queries."""
    found = _facts({-person for person in persons}, _CARDS.format(inside=raw.numbers(persons)), at)
    return {-one: facts for one, facts in found.items()}


def _facts(profiles: Collection[int], holders: str, at: datetime) -> dict[int, Facts]:
    gathered = {profile: _Gathered(profile) for profile in profiles}
    for profile, school, zone, role, in_class, in_group, group_class, part, starts, ends in raw.rows(
        _OWN_ROLES.format(holders=holders)
    ):
        if holds(starts, ends, at, zone):
            _add_role(gathered[profile], school, role, _units(role, in_class, in_group, group_class, part))
    for profile, school, zone, w_starts, w_ends, child, *enrolment in raw.rows(_WARDS.format(holders=holders)):
        if holds(w_starts, w_ends, at, zone):
            _add_ward(gathered[profile], child)
            in_class, in_group, group_class, part, starts, ends = enrolment
            units = _units(Role.PUPIL, in_class, in_group, group_class, part)
            if units and holds(starts, ends, at, zone):
                gathered[profile].ward_units |= units
                gathered[profile].ward_schools.add(school)
    return {profile: one.facts() for profile, one in gathered.items()}


def holds(starts_on: date | str, ends_on: date | str | None, at: datetime, timezone: str) -> bool:
    """Say whether a half-open interval of days covers the day of `at` in `timezone`. Days may be ISO texts."""
    today = _day_of(at, timezone)
    return str(starts_on) <= today and (ends_on is None or today < str(ends_on))


@lru_cache(maxsize=64)
def _day_of(at: datetime, timezone: str) -> str:
    # Asked for thousands of rows at one moment.
    return at.astimezone(ZoneInfo(timezone)).date().isoformat()


def _units(
    role: str, in_class: int | None, in_group: int | None, group_class: int | None, part: str | None
) -> set[Unit]:
    """Return the units of a role; whoever teaches a subject to a whole class teaches the class."""
    if in_class is not None:
        return {("class", in_class)}
    if in_group is None:
        return set()
    if role == Role.PUPIL or part or group_class is None:
        return {("group", in_group)}
    return {("group", in_group), ("class", group_class)}


def _add_role(one: _Gathered, school: int, role: str, units: set[Unit]) -> None:
    if role == Role.PUPIL:
        one.learns |= units
        one.pupil_of.add(school)
        return
    one.staff_of.add(school)
    one.teaches |= units
    if role in {Role.HEAD, Role.ADMINISTRATOR}:
        one.heads.add(school)


def _add_ward(one: _Gathered, child: int | None) -> None:
    if child is not None:
        one.wards.add(child)


_ROLES = """
SELECT a.role, a.position, s.name, s.timezone, c.title, g.title, p.sex, a.starts_on, a.ends_on
FROM roster_link l JOIN roster_person p ON p.id = l.person_id JOIN roster_school s ON s.id = p.school_id
JOIN roster_affiliation a ON a.person_id = p.id
LEFT JOIN roster_schoolclass c ON c.id = a.school_class_id LEFT JOIN roster_subjectgroup g ON g.id = a.subject_group_id
WHERE l.ended_at IS NULL AND l.profile_id = %s ORDER BY a.starts_on, a.id
"""
_GUARDIAN_ROLES = """
SELECT child.surname, child.first_name, s.name, s.timezone, w.starts_on, w.ends_on
FROM roster_link l JOIN roster_guardianship w ON w.guardian_id = l.person_id
JOIN roster_person child ON child.id = w.child_id JOIN roster_school s ON s.id = child.school_id
WHERE l.ended_at IS NULL AND l.profile_id = %s ORDER BY child.first_name, child.id
"""


def roles_of(profile: int, at: datetime) -> list[RoleHeld]:
    """Return what a person is at a moment, in words, as the account page shows it. Two queries."""
    own = [
        RoleHeld(role, words.role(role, position, unit=in_class or in_group or "", sex=sex), school, _day(starts))
        for role, position, school, zone, in_class, in_group, sex, starts, ends in raw.rows(_ROLES, [profile])
        if holds(starts, ends, at, zone)
    ]
    as_guardian = [
        RoleHeld("guardian", words.guardian_of(surname, first_name), school, _day(starts))
        for surname, first_name, school, zone, starts, ends in raw.rows(_GUARDIAN_ROLES, [profile])
        if holds(starts, ends, at, zone)
    ]
    return own + as_guardian


def role_badge(role: str, position: str, sex: str) -> str:
    """Return the badge of one role: «учитель», «ученица»."""
    return words.badge_of(role, position, sex)


def parent_badge(children: Sequence[str]) -> str:
    """Return the badge of a guardian: «родитель: Маша, Петя»."""
    return words.parent(children)


def in_words(day: date) -> str:
    """Return a day as a sentence says it: «20 ноября 2026 года»."""
    return words.day(day)


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def profiles_near(profile: int) -> list[tuple[int, str]]:
    """Return (profile, name) of everybody linked in a school in which `profile` is linked too, itself left out."""
    return [
        (other, name)
        for other, name in raw.rows(
            "SELECT DISTINCT pr.id, pr.display_name FROM roster_link me JOIN roster_person p ON p.id = me.person_id"
            " JOIN roster_person q ON q.school_id = p.school_id JOIN roster_link l ON l.person_id = q.id"
            " JOIN people_profile pr ON pr.id = l.profile_id"
            " WHERE me.profile_id = %s AND me.ended_at IS NULL AND l.ended_at IS NULL AND pr.id <> %s",
            [profile, profile],
        )
    ]


def badges_of(profiles: Sequence[int], at: datetime) -> dict[int, str]:
    """Return the role badge of profiles where no chat gives a reason: their strongest role of the moment."""
    return _badges(profiles, _LINKED.format(inside=raw.numbers(profiles)), at)


def badges_of_cards(persons: Collection[int], at: datetime) -> dict[int, str]:
    """Return, by the card's number, the badge of people whom no profile is linked to."""
    found = _badges({-person for person in persons}, _CARDS.format(inside=raw.numbers(persons)), at)
    return {-one: badge for one, badge in found.items()}


def _badges(profiles: Collection[int], holders: str, at: datetime) -> dict[int, str]:
    found: dict[int, list[tuple[str, str, str]]] = {profile: [] for profile in profiles}
    for profile, role, position, zone, sex, starts, ends in raw.rows(_BADGES.format(holders=holders)):
        if holds(starts, ends, at, zone):
            found[profile].append((role, position, sex))
    children: dict[int, list[str]] = {}
    for profile, first_name, zone, starts, ends in raw.rows(_CHILDREN.format(holders=holders)):
        if holds(starts, ends, at, zone):
            children.setdefault(profile, []).append(first_name)
    return {profile: words.badge(roles, children.get(profile, [])) for profile, roles in found.items()}


_BADGES = """
SELECT l.profile_id, a.role, a.position, s.timezone, p.sex, a.starts_on, a.ends_on
FROM {holders} l JOIN roster_person p ON p.id = l.person_id JOIN roster_school s ON s.id = p.school_id
JOIN roster_affiliation a ON a.person_id = p.id
"""
_CHILDREN = """
SELECT l.profile_id, child.first_name, s.timezone, w.starts_on, w.ends_on
FROM {holders} l JOIN roster_guardianship w ON w.guardian_id = l.person_id
JOIN roster_person child ON child.id = w.child_id JOIN roster_school s ON s.id = child.school_id
ORDER BY child.first_name
"""


def unit_titles(classes: Collection[int], groups: Collection[int]) -> dict[Unit, str]:
    """Return the titles of classes and subject groups: «3 А», «1А - Русский язык»."""
    titles: dict[Unit, str] = {}
    found = raw.rows(f"SELECT id, title FROM roster_schoolclass WHERE id IN ({raw.numbers(classes)})")
    titles.update((("class", unit), title) for unit, title in found)
    found = raw.rows(f"SELECT id, title FROM roster_subjectgroup WHERE id IN ({raw.numbers(groups)})")
    titles.update((("group", unit), title) for unit, title in found)
    return titles


def profiles_ever_linked(persons: Collection[int]) -> dict[int, set[int]]:
    """Return, for each person, every profile that is or was linked to them."""
    links: dict[int, set[int]] = {}
    for person, profile in raw.rows(
        f"SELECT person_id, profile_id FROM roster_link WHERE person_id IN ({raw.numbers(persons)})"
    ):
        links.setdefault(person, set()).add(profile)
    return links


def is_profile(profile: int) -> bool:
    return bool(raw.rows("SELECT 1 FROM people_profile WHERE id = %s", [profile]))


def profiles_by_person() -> dict[int, int]:
    """Return the profile of every linked person of the installation."""
    return dict(raw.rows("SELECT person_id, profile_id FROM roster_link WHERE ended_at IS NULL"))


def persons_of_profiles(profiles: Collection[int]) -> dict[int, set[int]]:
    """Return the persons that profiles are linked to now."""
    links: dict[int, set[int]] = {}
    for profile, person in raw.rows(
        "SELECT profile_id, person_id FROM roster_link"
        f" WHERE ended_at IS NULL AND profile_id IN ({raw.numbers(profiles)})"
    ):
        links.setdefault(profile, set()).add(person)
    return links


def led_by(profile: int, at: datetime) -> frozenset[Unit]:
    """Return the classes that a profile leads at a moment."""
    found = raw.rows(
        "SELECT a.school_class_id, s.timezone, a.starts_on, a.ends_on FROM roster_link l"
        " JOIN roster_person p ON p.id = l.person_id JOIN roster_school s ON s.id = p.school_id"
        " JOIN roster_affiliation a ON a.person_id = p.id AND a.role = 'class_teacher'"
        " WHERE l.ended_at IS NULL AND l.profile_id = %s",
        [profile],
    )
    return frozenset(("class", unit) for unit, zone, starts, ends in found if holds(starts, ends, at, zone))
