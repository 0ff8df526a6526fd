"""Who may make a chat, bring people into it and run it. Pure decisions; docs/membership.md has the tables.

The default is no. Two things hold in whatever way somebody comes into a chat, by hand or by a link: whoever brings them
may add them (`why_not_added`), and where a pupil sits a member of the staff sits too, or nobody writes (`is_closed`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from peremena.chat import rules
from peremena.chat.models import Ability, Hush, Kind, MemberRole
from peremena.chat.schemas import PersonKind, Power, ability_names

if TYPE_CHECKING:
    from peremena.roster.queries import Facts

# What one is told. Each stands beside the rule that says it.
PUPILS_MAKE_NO_CHATS = "Создавать чаты могут учителя, сотрудники школы и родители."
STRANGERS_MAKE_NO_CHATS = "Создавать чаты можно, только пока вас связывает школа."
PUPILS_ADD_NOBODY = "Ученики не добавляют людей в чаты."
ONLY_STAFF_ADDS_PUPILS = "Учеников добавляют в чаты только учителя и сотрудники школы."
NOT_YOUR_PUPIL = "Добавить можно только учеников, у которых вы ведёте уроки или классное руководство."
ONLY_STAFF_ADDS_TO_PUPILS = "В чат, где есть ученики, людей добавляют только учителя и сотрудники школы."
NOT_YOURS_TO_ADD = "Добавить можно только тех, кому вы можете написать, и родителей из вашего класса."
ONLY_STAFF_CALLS_TOGETHER = "Звонок со своим чатом создают учителя и сотрудники школы."
NOT_OF_THIS_SCHOOL = "Этого человека сейчас нет в списках школы."
NO_PUPILS_HERE = "В этот чат ученики не входят."
STAFF_ONLY_HERE = "В этот чат входят только сотрудники школы."
NEEDS_STAFF = "Писать здесь можно, пока в чате с учениками есть учитель или сотрудник школы."
HOST_IS_GONE = "Ведущий звонка пропал: чат на паузе, пока не вернётся учитель."
HOST_STOPPED_CHAT = "Ведущий звонка остановил чат. Писать можно будет, когда он откроет его снова."
CALL_IS_OVER = "Звонок завершён: новых сообщений здесь не будет, а переписка осталась."
WRITING_IS_FOR_ADMINISTRATORS = "В этом чате пишут только администраторы."
PUPILS_DO_NOT_RUN_CHATS = "Ученик не может быть администратором чата."
ROSTER_RUNS_THIS_CHAT = "Этого администратора назначила школа: изменить это можно только в списках школы."
NOT_ONESELF = "Себя исключить нельзя: можно выйти из чата."
ROSTER_KEEPS_YOU = (
    "Выйти из этого чата нельзя: вы в нём по спискам школы. Можно выключить уведомления и убрать в архив."
)

POWERS: tuple[Power, ...] = get_args(Power)
# What comes with being an administrator, whatever plain members may.
_OF_ADMINISTRATORS: frozenset[Power] = frozenset({"manage", "delete_others", "exclude", "appoint"})
# What a chat without its member of the staff loses, for everybody: whatever could say something to a pupil.
_CLOSED: frozenset[Power] = frozenset({"edit", "write", "pin", "call", "mention_all"})
# What is taken from pupils while a call keeps its chat still. They may come into the call, or ring again.
_HUSHED: frozenset[Power] = _CLOSED - {"call"}
# What the chat of a call leaves to the call: whoever comes in does so by being let into it, and it names the chat.
_OF_THE_CALL: frozenset[Power] = frozenset({"edit", "invite", "call", "manage", "exclude", "appoint"})
_OF_DIRECT: frozenset[Power] = frozenset({"write", "pin", "call"})
_ALL_ABILITIES: frozenset[Power] = frozenset(ability_names(sum(Ability)))


@dataclass(frozen=True, slots=True)
class Place:
    """What one person is in one chat at a moment."""

    kind: str
    role: str
    abilities: int = 0
    is_pupil: bool = False
    # No pupil without staff, and in a chat of two no word without a relation.
    is_closed: bool = False
    # A call keeps this one still.
    is_hushed: bool = False
    # Sits there by hand alone.
    is_by_hand: bool = False


def may_in(place: Place) -> list[Power]:
    """Return what somebody may do in a chat, in the order of `schemas.Power`."""
    allowed = _in_direct_chat(place) if place.kind == Kind.DIRECT else _in_common_chat(place)
    if place.is_hushed:
        allowed -= _HUSHED
    return [power for power in POWERS if power in allowed]


def _in_direct_chat(place: Place) -> frozenset[Power]:
    return frozenset() if place.is_closed else _OF_DIRECT


def _in_common_chat(place: Place) -> frozenset[Power]:
    allowed: frozenset[Power] = frozenset(ability_names(place.abilities))
    if place.role == MemberRole.ADMIN and not place.is_pupil:
        allowed = _ALL_ABILITIES | _OF_ADMINISTRATORS
    if place.is_pupil:
        allowed -= {"invite"}
    if place.kind == Kind.CALL:
        allowed -= _OF_THE_CALL
    if place.is_closed:
        allowed -= _CLOSED
    return allowed | {"leave"} if place.is_by_hand else allowed


def is_closed(members: Collection["Facts"], school: int | None) -> bool:
    """Say whether a chat has a pupil and no member of the school's staff: then nobody may write there."""
    has_pupil = any(one.is_pupil for one in members)
    return has_pupil and not any(is_staff(one, school) for one in members)


def why_hushed(hush: str, *, is_pupil: bool) -> str:
    """Say why somebody may not write in a chat that its call keeps still; empty when they may."""
    if hush == Hush.OVER:
        return CALL_IS_OVER
    return _WHY_HUSHED.get(hush, "") if is_pupil else ""


_WHY_HUSHED: dict[str, str] = {Hush.HOST_GONE: HOST_IS_GONE, Hush.STOPPED: HOST_STOPPED_CHAT}


def is_staff(one: "Facts", school: int | None) -> bool:
    """Say whether somebody works in the school and does not learn there."""
    return school in one.staff_of and not one.is_pupil


def why_not_created(maker: "Facts") -> str:
    """Say why somebody may make no chat; empty when they may."""
    if maker.is_pupil:
        return PUPILS_MAKE_NO_CHATS
    return "" if maker.staff_of or maker.ward_units else STRANGERS_MAKE_NO_CHATS


def why_not_added(adder: "Facts", addee: "Facts", *, beside_pupils: bool) -> str:
    """Say why `adder` may not bring `addee` into a chat; `beside_pupils`: pupils sit there. Empty when they may."""
    if adder.is_pupil:
        return PUPILS_ADD_NOBODY
    if addee.is_pupil:
        return _why_no_pupil(adder, addee)
    works_here = bool(adder.staff_of & addee.schools)
    if beside_pupils and not works_here and not addee.staff_of:
        return ONLY_STAFF_ADDS_TO_PUPILS
    return "" if _may_add_adult(adder, addee) else NOT_YOURS_TO_ADD


def _why_no_pupil(adder: "Facts", pupil: "Facts") -> str:
    if not adder.staff_of & pupil.pupil_of:
        return ONLY_STAFF_ADDS_PUPILS
    is_theirs = adder.heads & pupil.pupil_of or rules.may_start(adder, pupil).allowed
    return "" if is_theirs else NOT_YOUR_PUPIL


def _may_add_adult(adder: "Facts", addee: "Facts") -> bool:
    in_charge = adder.heads & addee.schools
    same_class = adder.ward_units & addee.ward_units
    return bool(in_charge or same_class) or rules.may_start(adder, addee).allowed


def why_no_chat_of_call(maker: "Facts", school: int) -> str:
    """Say why somebody may have no chat for a call of theirs; empty when they may."""
    return "" if is_staff(maker, school) else ONLY_STAFF_CALLS_TOGETHER


def why_not_seated(one: "Facts", kind: str, school: int | None) -> str:
    """Say why somebody has no place in a chat of this kind, whoever brings them; empty when they may sit there."""
    if school not in one.schools:
        return NOT_OF_THIS_SCHOOL
    if kind == Kind.STAFF and not is_staff(one, school):
        return STAFF_ONLY_HERE
    return NO_PUPILS_HERE if kind == Kind.GUARDIANS and one.is_pupil else ""


def why_not_appointed(one: "Facts") -> str:
    return PUPILS_DO_NOT_RUN_CHATS if one.is_pupil else ""


def why_not_dismissed(*, by_roster: bool) -> str:
    """An administrator by the roster stays one for as long as the roster says so."""
    return ROSTER_RUNS_THIS_CHAT if by_roster else ""


def why_not_excluded(*, is_oneself: bool, runs_by_roster: bool) -> str:
    if is_oneself:
        return NOT_ONESELF
    return ROSTER_RUNS_THIS_CHAT if runs_by_roster else ""


def successor(members: Sequence["Facts"], school: int | None) -> int | None:
    """Return who runs a chat whose last administrator went: `members` come in the order in which they joined.

    The longest staying member of the staff, else the longest staying adult, else nobody.
    """
    staff = [one.profile for one in members if is_staff(one, school)]
    adults = [one.profile for one in members if not one.is_pupil]
    return next(iter([*staff, *adults]), None)


def kind_of(one: "Facts") -> PersonKind:
    """Say in one word what somebody is to the school; staff before guardian before pupil."""
    if one.heads:
        return "head"
    if one.teaches:
        return "teacher"
    if one.staff_of:
        return "staff"
    return "guardian" if one.ward_units or one.wards else "pupil"
