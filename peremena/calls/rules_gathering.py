"""Whom of the school somebody may gather to a meeting or a broadcast, and who belongs. docs/calls.md has the tables."""

from dataclasses import dataclass
from typing import Literal

from peremena.calls.rules import STAFF_PLANS

# Of `calls.models.Unit` and `Whom`.
UnitName = Literal["chat", "class", "grade", "school", "family"]
WhomName = Literal["all", "pupils", "guardians", "staff"]

NOT_YOUR_CLASS = "Собрать этот класс может тот, кто в нём учит, или руководство школы."
ONLY_HEADS = "Собрать параллель или всю школу может директор или администратор."
NOT_YOUR_PUPIL = "Пригласить семью может тот, кто учит ребёнка, или руководство школы."
NOT_OF_THIS_CHAT = "Собрание этого чата создаёт учитель или сотрудник, который может в нём звонить."
ASKING_IS_FOR_VIEWERS = "Вопрос ведущему задают зрители трансляции."
STILL_MANY_QUESTIONS = "Ведущий ещё не ответил на ваши вопросы. Подождите немного."

MOST_QUESTIONS_WAITING = 3


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Whoever wants to gather a unit of the school."""

    is_staff: bool = False
    is_pupil: bool = False
    # Is its head or an administrator.
    heads: bool = False
    # Leads or teaches the class, or the child of the family.
    teaches: bool = False
    # Of a chat: may begin a call there.
    may_call: bool = False


@dataclass(frozen=True, slots=True)
class Belonging:
    """What somebody is in the unit of an audience."""

    # Sits in the chat.
    sits: bool = False
    learns: bool = False
    # Answers for somebody who learns there.
    guards: bool = False
    # Teaches or leads there; in a whole school, works there.
    works: bool = False


def why_not_gathered(unit: UnitName, one: Gatherer) -> str:
    """Say why somebody may not gather a unit; empty when they may."""
    if not one.is_staff or one.is_pupil:
        return STAFF_PLANS
    if unit == "chat":
        return "" if one.may_call else NOT_OF_THIS_CHAT
    if one.heads:
        return ""
    if unit in {"grade", "school"}:
        return ONLY_HEADS
    if one.teaches:
        return ""
    return NOT_YOUR_CLASS if unit == "class" else NOT_YOUR_PUPIL


def belongs(unit: UnitName, whom: WhomName, one: Belonging) -> bool:
    """Say whether somebody is of an audience. A chat's is all who sit there, a family's the guardians."""
    if unit == "chat":
        return one.sits
    if unit == "family":
        return one.guards
    is_any = {"pupils": one.learns, "guardians": one.guards, "staff": one.works}
    return any(is_any.values()) if whom == "all" else is_any[whom]


def why_not_asked(*, is_viewer: bool, waiting: int) -> str:
    """Say why somebody may not put a question now, of whom so many wait already; empty when they may."""
    if not is_viewer:
        return ASKING_IS_FOR_VIEWERS
    return STILL_MANY_QUESTIONS if waiting >= MOST_QUESTIONS_WAITING else ""
