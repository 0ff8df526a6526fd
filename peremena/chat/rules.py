"""Who may write to whom. Pure decisions over the facts of two people; docs/membership.md has the table.

The default is no. A person's roles add up: one relation is enough. Every relation is mutual, so whoever may be written
to may answer, as long as the relation lasts.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peremena.roster.queries import Facts


class Relation(StrEnum):
    """What binds two people so that they may write to each other."""

    COLLEAGUES = "colleagues"
    TEACHER_OF_PUPIL = "teacher of the pupil"
    TEACHER_OF_WARD = "teacher of the child"
    HEAD_OF_WARD = "head of the child's school"
    GUARDIAN_OF_PUPIL = "guardian of the pupil"


# Said to whoever may not begin a chat, and in a chat that has become read-only: the messages stay to be read.
PUPILS_APART = "Ученики пишут друг другу только в общих чатах."
GUARDIANS_APART = "Родители пишут друг другу только в общих чатах."
CHILD_APART = "Ученик и взрослый переписываются, только пока их связывают уроки, класс или семья."
ADULTS_APART = "Переписываться можно, только пока вас связывает школа."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two people may write to each other: by which relation, or why not, in a sentence."""

    allowed: bool
    relation: str = ""
    why: str = ""


def may_start(author: "Facts", addressee: "Facts") -> Verdict:
    """Decide whether `author` may open a direct chat with `addressee`."""
    relation = relation_of(author, addressee)
    if relation is None:
        return Verdict(allowed=False, why=_why_apart(author, addressee))
    return Verdict(allowed=True, relation=relation)


def may_post(member: "Facts", peer: "Facts") -> Verdict:
    """Decide whether `member` may go on writing to `peer` in the direct chat they have: while the relation lasts.

    In every other chat whoever sits there at the moment may post; that is asked where the rows are read, by the dates.
    """
    return may_start(member, peer)


def relation_of(one: "Facts", other: "Facts") -> Relation | None:
    """Return the strongest relation of two people, in whichever direction it goes."""
    if one.profile == other.profile:
        return None
    if one.staff_of & other.staff_of:
        return Relation.COLLEAGUES
    return relation_from(one, other) or relation_from(other, one)


def relation_from(adult: "Facts", other: "Facts") -> Relation | None:
    """Return the relation in which `adult` is the teacher, the head or the guardian."""
    if adult.teaches & other.learns:
        return Relation.TEACHER_OF_PUPIL
    if other.profile in adult.wards:
        return Relation.GUARDIAN_OF_PUPIL
    if adult.teaches & other.ward_units:
        return Relation.TEACHER_OF_WARD
    if adult.heads & other.ward_schools:
        return Relation.HEAD_OF_WARD
    return None


def _why_apart(one: "Facts", other: "Facts") -> str:
    if one.is_pupil and other.is_pupil:
        return PUPILS_APART
    if one.is_pupil or other.is_pupil:
        return CHILD_APART
    # Staff who are also parents are told what holds for staff: that is the relation they may hope for.
    only_guardians = not one.staff_of and not other.staff_of
    return GUARDIANS_APART if only_guardians and one.ward_units and other.ward_units else ADULTS_APART
