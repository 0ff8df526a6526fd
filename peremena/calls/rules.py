"""Who may start a call, come into it, be heard in it and run it. Pure decisions; docs/calls.md has the tables.

The default is no. Whoever runs a call does so because of what they are in the roster, never because they came first. A
pupil never runs one, and where pupils are and no host is, everybody is still.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal, get_args

# What one is in a call: a host runs it, a peer is one of two equals, a viewer only watches a broadcast.
Part = Literal["host", "peer", "member", "guest", "viewer"]
# What a participant may do besides being there.
Power = Literal["speak", "show", "share", "write", "hand", "ask", "invite", "run", "end"]
POWERS: tuple[Power, ...] = get_args(Power)
# Whether somebody can be made a host, or is one for this call alone; empty where neither is so.
Hosting = Literal["", "possible", "appointed"]
# What LiveKit calls the things that one can publish.
Source = Literal["microphone", "camera", "screen_share", "screen_share_audio"]

# How long a call rings; how long children may be without a host before they are still, and before it is over.
RING_MS = 30_000
FREEZE_AFTER_MS = 15_000
DESERTED_AFTER_MS = 5 * 60_000
# How long an empty room waits for somebody to come back, and a lobby for a sign of life of who waits there.
EMPTY_AFTER_MS = 60_000
LOBBY_SILENCE_MS = 15_000
# How long whoever reloads the page, or closes it by accident, is still in the call.
AWAY_MS = 15_000

NO_CALLS_HERE = "В этом чате звонить могут администраторы."
STAFF_STARTS = "Звонок в этом чате начинает учитель или сотрудник школы."
STAFF_PLANS = "Звонок по ссылке создают учителя и сотрудники школы."
CALL_IS_OVER = "Звонок завершён."
YOU_WERE_REMOVED = "Вас удалили из этого звонка. Если это ошибка, напишите учителю."
YOU_WERE_REFUSED = "Вас не впустили в этот звонок."
DOOR_IS_LOCKED = "Звонок закрыт: новых участников сейчас не впускают. Попросите ведущего открыть его."
IT_IS_FULL = "В звонке уже {count}: больше сейчас не поместится. Попросите ведущего начать трансляцию."
BROADCAST_IS_FULL = "Зрителей уже {count}: больше этот сервер не вмещает. Попробуйте ещё раз, когда кто-нибудь выйдет."
NOT_OF_THE_SCHOOL = "Этот звонок только для своей школы."
NO_GUESTS_HERE = "По этой ссылке входят только через свой аккаунт."
NAME_IS_TAKEN = "Так зовут человека из этой школы. Войдите под своим аккаунтом или назовитесь иначе."
ONLY_HOSTS = "Это может только ведущий звонка."
NOT_A_HOST_FOR_PUPILS = "Ученик не может вести звонок."
ONLY_APPOINTED = "Снять можно только того, кого сделали ведущим этого звонка."
ONLY_STAFF_HOSTS = "Ведущим можно сделать только учителя или сотрудника школы."
HOSTS_ARE_EQUAL = "Ведущего по спискам школы нельзя удалить или заглушить: он такой же ведущий, как вы."
WAIT_TO_BE_LET_IN = "Подождите: ведущий впустит вас."
WAIT_FOR_THE_HOST = "Звонок начнётся, когда придёт ведущий."
ATTENDANCE_IS_FOR_STAFF = "Кто был в звонке, видят учителя и сотрудники этого чата."
STILL_WITHOUT_HOST = "Ведущий пропал: звонок на паузе, пока не вернётся учитель."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call is, or would be: what the rules ask of a chat, or of a call on its own."""

    # Of `calls.models.Kind`, and of the chat (`chat.models.Kind`) when it is the call of one.
    kind: str
    chat: str = ""
    # Pupils sit there, or may come.
    has_pupils: bool = False


@dataclass(frozen=True, slots=True)
class One:
    """Somebody, as far as a call is concerned."""

    # Works in the school of the call and does not learn there.
    is_staff: bool = False
    is_pupil: bool = False
    is_guest: bool = False
    # Runs the chat whose call it is.
    is_admin: bool = False
    is_starter: bool = False
    is_cohost: bool = False
    # May call in that chat at all, as `chat.rules_groups` has it; the sentence for whoever may not.
    may_call: bool = True
    closed_because: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """What a call lets its members do."""

    speak: bool = True
    camera: bool = True
    share: bool = True
    write: bool = True
    has_lobby: bool = False
    is_locked: bool = False


@dataclass(frozen=True, slots=True)
class Personal:
    """What a host has decided for one participant; None follows the policy."""

    speak: bool | None = None
    camera: bool | None = None
    share: bool | None = None


NOTHING_PERSONAL = Personal()


class Door(StrEnum):
    ADMIT = "admit"
    WAIT = "wait"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Verdict:
    door: Door
    why: str = ""


@dataclass(frozen=True, slots=True)
class Grants:
    """What LiveKit is told that somebody may do in a room."""

    sources: tuple[Source, ...] = ()
    # Not shown to the others, and not counted among them.
    is_hidden: bool = False


# --- Starting ---------------------------------------------------------------------------------------------------------


def why_not_started(place: Place, one: One) -> str:
    """Say why somebody may not start a call in a chat; empty when they may."""
    if not one.may_call:
        return one.closed_because or NO_CALLS_HERE
    if place.chat == "direct" or one.is_staff:
        return ""
    # Adults on their own call each other as their chat allows; where children are, or the roster gathers people, not.
    return STAFF_STARTS if place.chat != "group" or place.has_pupils or one.is_pupil else ""


def why_not_planned(one: One) -> str:
    """Say why somebody may not make a call by link or a broadcast; empty when they may."""
    return "" if one.is_staff and not one.is_pupil else STAFF_PLANS


# --- Who is what ------------------------------------------------------------------------------------------------------


def part_of(place: Place, one: One) -> Part:
    """Return what somebody is in a call."""
    if one.is_guest:
        return "viewer" if place.kind == "broadcast" else "guest"
    if is_host(place, one):
        return "host"
    if place.kind == "broadcast":
        return "viewer"
    return "peer" if place.chat == "direct" and not one.is_pupil else "member"


def is_host(place: Place, one: One) -> bool:
    """Say whether somebody runs a call.

    Where the school gathers children or parents its staff does, all of it that is there, so that whoever is left can
    take over. Among adults it is whoever started the call and who runs the chat. Between two it is the one of the
    staff with a pupil, and nobody otherwise.
    """
    if one.is_pupil or one.is_guest:
        return False
    if place.chat == "direct":
        return place.has_pupils and one.is_staff
    if one.is_cohost and one.is_staff:
        return True
    if place.kind != "chat":
        return one.is_starter and one.is_staff
    if place.has_pupils or place.chat in {"class", "guardians", "subject"}:
        return one.is_staff
    return one.is_starter or one.is_admin


def hosting_of(place: Place, one: One) -> Hosting:
    """Say whether somebody may be appointed, or was and is no host otherwise."""
    is_one_anyway = is_host(place, replace(one, is_cohost=False))
    if is_one_anyway or not is_host(place, replace(one, is_cohost=True)):
        return ""
    return "appointed" if one.is_cohost else "possible"


def needs_host(place: Place) -> bool:
    """Say whether everybody else is still when no host is there: wherever children or strangers may be."""
    if place.chat == "direct":
        return False
    return place.kind != "chat" or place.has_pupils


def powers_of(place: Place, one: One, policy: Policy, own: Personal, *, is_frozen: bool) -> list[Power]:
    """Return what somebody may do in a call, in the order of `Power`."""
    part = part_of(place, one)
    allowed = _powers(place, part, policy, own, is_frozen=is_frozen)
    return [power for power in POWERS if power in allowed]


def _powers(place: Place, part: Part, policy: Policy, own: Personal, *, is_frozen: bool) -> frozenset[Power]:
    if part == "host":
        # Whoever answers the questions does not ask them.
        return frozenset(POWERS) - {"ask"}
    if part == "peer":
        return frozenset({"speak", "show", "share", "write", "end"})
    if part == "viewer":
        return frozenset() if is_frozen else frozenset({"ask"})
    allowed: set[Power] = set() if place.chat == "direct" else {"hand"}
    if not is_frozen:
        allowed |= _as_decided(policy, own)
        if policy.write:
            allowed.add("write")
    # A guest has no chat to write in, and shows a screen only when a host lets this one guest.
    if part == "guest":
        allowed -= {"write"} if own.share else {"write", "share"}
    return frozenset(allowed)


def _as_decided(policy: Policy, own: Personal) -> set[Power]:
    decided: dict[Power, tuple[bool | None, bool]] = {
        "speak": (own.speak, policy.speak),
        "show": (own.camera, policy.camera),
        "share": (own.share, policy.share),
    }
    return {power for power, (mine, everybodys) in decided.items() if (everybodys if mine is None else mine)}


_SOURCES: dict[Power, tuple[Source, ...]] = {
    "speak": ("microphone",),
    "show": ("camera",),
    "share": ("screen_share", "screen_share_audio"),
}


def grants_of(part: Part, powers: Sequence[Power]) -> Grants:
    """Return what LiveKit lets somebody with these powers do."""
    sources = tuple(source for power in powers for source in _SOURCES.get(power, ()))
    return Grants(sources, is_hidden=part == "viewer")


# --- Coming in --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody at the door."""

    part: Part
    # `calls.models.State` of their row, empty when they have none yet.
    state: str = ""
    # Of the school of the call, in whichever role; not asked of guests.
    is_of_the_school: bool = True
    is_over: bool = False
    # A host of a call by link or of a broadcast has come; the calls of chats begin with whoever starts them.
    has_begun: bool = True
    # How many are inside, and how many fit; of viewers, in all broadcasts of the installation.
    count: int = 0
    capacity: int = 100
    # Asked of guests alone: their link lets them in.
    may_guests: bool = True


def at_the_door(policy: Policy, arrival: Arrival) -> Verdict:
    """Decide about somebody at the door. Whoever was let in once comes back without asking, a removed one never."""
    why = _why_refused(policy, arrival)
    if why:
        return Verdict(Door.REFUSE, why)
    is_known = arrival.state in {"in", "left"}
    if arrival.part == "host" or is_known:
        return Verdict(Door.ADMIT)
    if not arrival.has_begun:
        return Verdict(Door.WAIT, WAIT_FOR_THE_HOST)
    waits = policy.has_lobby or arrival.part == "guest"
    return Verdict(Door.WAIT, WAIT_TO_BE_LET_IN) if waits else Verdict(Door.ADMIT)


def _why_refused(policy: Policy, arrival: Arrival) -> str:
    is_host, was_in = arrival.part == "host", arrival.state in {"in", "left"}
    full = BROADCAST_IS_FULL if arrival.part == "viewer" else IT_IS_FULL
    reasons = (
        (arrival.is_over, CALL_IS_OVER),
        (arrival.state == "removed", YOU_WERE_REMOVED),
        (arrival.state == "refused", YOU_WERE_REFUSED),
        (not arrival.may_guests, NO_GUESTS_HERE),
        (not arrival.is_of_the_school, NOT_OF_THE_SCHOOL),
        (policy.is_locked and not is_host and not was_in, DOOR_IS_LOCKED),
        (arrival.count >= arrival.capacity and not is_host and arrival.state != "in", full),
    )
    return next((sentence for holds, sentence in reasons if holds), "")


# --- Running it -------------------------------------------------------------------------------------------------------


def why_not_governed(by: Part, over: Part | None = None) -> str:
    """Say why somebody may not mute, remove, admit and the like; `over` is to whom, None for all who are no hosts."""
    if by != "host":
        return ONLY_HOSTS
    return HOSTS_ARE_EQUAL if over == "host" else ""


def why_not_appointed(by: Part, one: One) -> str:
    """Say why somebody can't be made a host."""
    if by != "host":
        return ONLY_HOSTS
    if one.is_pupil:
        return NOT_A_HOST_FOR_PUPILS
    return "" if one.is_staff else ONLY_STAFF_HOSTS


def why_not_dismissed(by: Part, place: Place, one: One) -> str:
    """Say why somebody can't be made no host again: only those can who were appointed for this call."""
    if by != "host":
        return ONLY_HOSTS
    return "" if hosting_of(place, one) == "appointed" else ONLY_APPOINTED


def why_not_ended(part: Part) -> str:
    """Say why somebody may not end a call for all."""
    return "" if part in {"host", "peer"} else ONLY_HOSTS


def why_no_attendance(place: Place, one: One) -> str:
    """Say why somebody may not read who was there: the staff of a chat may, and whoever runs a call."""
    if is_host(place, one):
        return ""
    return "" if one.is_staff and place.kind == "chat" and place.chat != "direct" else ATTENDANCE_IS_FOR_STAFF


# --- Without a host ---------------------------------------------------------------------------------------------------


class Watch(StrEnum):
    """What has to be done about a call in which everybody must not be alone."""

    GO_ON = "go on"
    FREEZE = "freeze"
    THAW = "thaw"
    END = "end"


def watch(*, is_frozen: bool, hosts_gone_for_ms: int | None) -> Watch:
    """Decide about a call that needs a host; None: a host is there."""
    if hosts_gone_for_ms is None:
        return Watch.THAW if is_frozen else Watch.GO_ON
    if hosts_gone_for_ms >= DESERTED_AFTER_MS:
        return Watch.END
    if hosts_gone_for_ms >= FREEZE_AFTER_MS and not is_frozen:
        return Watch.FREEZE
    return Watch.GO_ON
