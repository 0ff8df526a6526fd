"""The difference between a file and the roster, as a plain value. Pure: the same draft and holding give the same plan.

Who of the file is who in the roster stands in `matching`.
"""

from dataclasses import dataclass, field
from datetime import date

from peremena.roster.importing import matching
from peremena.roster.importing.draft import AffiliationDraft, GroupName, PersonDraft, RosterDraft
from peremena.roster.importing.holding import Holding
from peremena.roster.importing.matching import Correction
from peremena.roster.importing.remarks import Remark
from peremena.roster.importing.values import ClassName

PUPIL = "pupil"


@dataclass(frozen=True)
class Beginning:
    """An affiliation to write. `person` is a key of the draft; `ends_on` is exclusive."""

    person: str
    role: str
    unit: ClassName | GroupName | None
    position: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class Transfer:
    """A pupil who goes to another class; `person` is a key of the draft."""

    person: str
    to: ClassName
    on: date


@dataclass(frozen=True)
class Family:
    guardian: str
    child: str
    starts_on: date
    ends_on: date | None


@dataclass
class Plan:
    """What has to be done. Keys of `known` are people of the file that the roster has."""

    known: dict[str, int] = field(default_factory=dict)
    classes: list[ClassName] = field(default_factory=list)
    groups: list[GroupName] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    beginnings: list[Beginning] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    # Pupils of the roster, in classes of the file, whom the file does not name.
    missing: list[int] = field(default_factory=list)
    expulsions: list[int] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(
            (
                self.classes,
                self.groups,
                self.people,
                self.corrections,
                self.beginnings,
                self.transfers,
                self.families,
                self.expulsions,
            )
        )


def make_plan(
    draft: RosterDraft, held: Holding, *, today: date, year_starts_on: date, expel_missing: bool = False
) -> Plan:
    """Compare, in the order in which the plan is carried out."""
    found = matching.match_people(draft, held)
    plan = Plan(known=found.known, people=found.strangers, corrections=found.corrections, remarks=found.remarks)
    plan.classes = sorted(draft.classes - held.classes.keys())
    plan.groups = sorted(
        group for group in draft.groups if (group.school_class, group.subject, group.part) not in held.groups
    )
    # Nothing of a school year begins before it; a list may be read in summer.
    begins_on = max(today, year_starts_on)
    for row in draft.affiliations:
        _plan_affiliation(plan, row, held, begins_on, year_starts_on)
    for family in draft.guardianships:
        starts_on = family.starts_on or (today if held.classes else year_starts_on)
        if not _has_family(plan, family.guardian, family.child, family.starts_on, family.ends_on, held):
            plan.families.append(Family(family.guardian, family.child, starts_on, family.ends_on))
    if draft.is_complete:
        _plan_missing(plan, draft, held, expel_missing=expel_missing)
    return plan


# --- Affiliations and families ----------------------------------------------------------------------------------------


def _plan_affiliation(plan: Plan, row: AffiliationDraft, held: Holding, begins_on: date, year_starts_on: date) -> None:
    person = plan.known.get(row.person)
    if row.starts_on is not None:
        _plan_dated(plan, row, person, held)
        return
    if row.role == PUPIL and person is not None and isinstance(row.unit, ClassName):
        before = held.enrolled.get(person)
        if before is not None:
            if before[1] != held.classes.get(row.unit):
                plan.transfers.append(Transfer(row.person, row.unit, begins_on))
            return
    # A class that opens with this file has had its pupils since the first of September.
    is_fresh = isinstance(row.unit, ClassName) and row.unit not in held.classes
    starts_on = year_starts_on if is_fresh else begins_on
    plan.beginnings.append(Beginning(row.person, row.role, row.unit, row.position, starts_on, row.ends_on))


def _plan_dated(plan: Plan, row: AffiliationDraft, person: int | None, held: Holding) -> None:
    """A row with days of its own is written as it says, once."""
    starts_on = row.starts_on
    if starts_on is None:
        return
    unit = _unit_id(row.unit, held)
    if person is not None and (person, row.role, unit, starts_on, row.ends_on) in held.affiliations:
        return
    plan.beginnings.append(Beginning(row.person, row.role, row.unit, row.position, starts_on, row.ends_on))


def _unit_id(unit: ClassName | GroupName | None, held: Holding) -> int:
    """Return the number of a unit; 0 for none, and one that nothing has for a unit that is not there yet."""
    if unit is None:
        return 0
    if isinstance(unit, ClassName):
        return held.classes.get(unit, -1)
    return held.groups.get((unit.school_class, unit.subject, unit.part), -1)


def _has_family(
    plan: Plan, guardian: str, child: str, starts_on: date | None, ends_on: date | None, held: Holding
) -> bool:
    if guardian not in plan.known or child not in plan.known:
        return False
    pair = (plan.known[guardian], plan.known[child])
    if starts_on is not None:
        return (*pair, starts_on, ends_on) in held.dated_families
    return pair in held.families


def _plan_missing(plan: Plan, draft: RosterDraft, held: Holding, *, expel_missing: bool) -> None:
    named = set(plan.known.values())
    listed = {held.classes[one] for one in draft.classes if one in held.classes}
    plan.missing = sorted(
        person for person, (_, school_class) in held.enrolled.items() if school_class in listed and person not in named
    )
    plan.expulsions = plan.missing if expel_missing else []
