"""What a file says, as plain values: the meeting point of all formats. Keys are identities within the file only."""

from dataclasses import dataclass, field
from datetime import date

from peremena.roster.importing.names import FullName
from peremena.roster.importing.remarks import Remark
from peremena.roster.importing.values import ClassName


@dataclass(frozen=True, order=True)
class GroupName:
    school_class: ClassName
    subject: str
    part: str = ""


Unit = ClassName | GroupName | None


@dataclass(frozen=True)
class PersonDraft:
    key: str
    name: FullName
    line: int
    sex: str = ""
    birth_date: date | None = None
    phone: str = ""
    # The identity in the source; only sources that have lasting ones fill it.
    external_key: str = ""


@dataclass(frozen=True)
class AffiliationDraft:
    person: str
    # A value of roster.models.Role.
    role: str
    unit: Unit
    position: str = ""
    # Without a start the row says "now", and the plan chooses the day.
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class GuardianshipDraft:
    guardian: str
    child: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True)
class YearDraft:
    title: str
    starts_on: date
    ends_on: date


@dataclass
class RosterDraft:
    """Filled by one reader, then only read."""

    # `csv`, `xlsx`, `sds`.
    source: str
    # A class list names everybody in its classes: a missing pupil is worth a word. An export of the past does not.
    is_complete: bool
    school_name: str = ""
    year: YearDraft | None = None
    classes: set[ClassName] = field(default_factory=set)
    groups: set[GroupName] = field(default_factory=set)
    people: dict[str, PersonDraft] = field(default_factory=dict)
    affiliations: list[AffiliationDraft] = field(default_factory=list)
    guardianships: list[GuardianshipDraft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
