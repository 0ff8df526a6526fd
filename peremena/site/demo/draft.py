"""A school that is not written yet, as plain values. Keys name people within the draft."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PersonDraft:
    key: str
    surname: str
    first_name: str
    patronymic: str
    sex: str
    birth_date: date | None
    phone: str
    # Some have a card but have not registered yet.
    has_account: bool = True

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.surname, self.first_name, self.patronymic) if part)


@dataclass(frozen=True)
class PostDraft:
    """Employment: `role` is staff, head or administrator."""

    person: str
    role: str
    position: str


@dataclass(frozen=True)
class GroupDraft:
    subject: str
    teacher: str
    # «группа 1» and who is in it; empty for the whole class.
    part: str = ""
    pupils: tuple[str, ...] = ()


@dataclass(frozen=True)
class ClassDraft:
    number: int
    letter: str
    leader: str
    pupils: tuple[str, ...]
    groups: tuple[GroupDraft, ...]

    @property
    def title(self) -> str:
        return f"{self.number} {self.letter}"


@dataclass(frozen=True)
class CastDraft:
    """One of those as whom the demo door signs in; the key names a person of the draft."""

    key: str
    role_label: str
    hint: str


@dataclass(frozen=True)
class SchoolDraft:
    name: str
    people: tuple[PersonDraft, ...]
    posts: tuple[PostDraft, ...]
    classes: tuple[ClassDraft, ...]
    # Guardian and child.
    guardianships: tuple[tuple[str, str], ...]
    cast: tuple[CastDraft, ...]
