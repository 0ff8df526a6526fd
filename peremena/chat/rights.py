"""What the seats of one profile in one conversation say at a moment: the right, until when, or why it is over. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from peremena.chat import texts
from peremena.chat.models import History, MemberRole, Reason, Seat


@dataclass(frozen=True, slots=True)
class Right:
    """What the seats of one profile in one conversation say at a moment."""

    role: str
    sees_all: bool
    ends_at: datetime | None


class Window(Protocol):
    """Something that holds between two moments, half-open."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime | None: ...


def right_of(seats: Collection[Seat], at: datetime) -> Right | None:
    """Return the right that seats give at `at`; it ends where the windows that follow on each other end."""
    now = [seat for seat in seats if _covers(seat, at)]
    sitting = [seat for seat in now if not is_appointment(seat)]
    if not sitting:
        return None
    return Right(
        role=strongest_role([seat.role for seat in now]),
        sees_all=any(seat.history == History.ALL for seat in sitting),
        ends_at=end_of_run([seat for seat in seats if not is_appointment(seat)], at),
    )


def is_appointment(seat: Seat) -> bool:
    """Say whether a seat makes an administrator of whoever sits there by another one; alone it seats nobody."""
    return seat.reason == Reason.BY_HAND and seat.role == MemberRole.ADMIN


def end_of_run(windows: Collection[Window], at: datetime) -> datetime | None:
    """Return until when windows that follow on each other hold from `at` on; `at` itself when none does."""
    end = at
    while covering := [one for one in windows if _covers(one, end)]:
        if any(one.ends_at is None for one in covering):
            return None
        end = max(one.ends_at for one in covering if one.ends_at is not None)
    return end


def _covers(one: Window, at: datetime) -> bool:
    return one.starts_at <= at and (one.ends_at is None or at < one.ends_at)


def why_left(seats: Collection[Seat], at: datetime) -> str:
    """Return why somebody with these seats is no longer here: the reason that held last."""
    ended = [seat for seat in seats if seat.ends_at is not None and seat.ends_at <= at]
    over = [seat for seat in ended if not is_appointment(seat)]
    if not over:
        return "unlinked"
    # Who is dismissed loses all roles on one day; the staff room is then told of the post, not of the lessons.
    last = max(over, key=lambda seat: (seat.ends_at, _ended(seat) == "staff", seat.id))
    return texts.left_key(_ended(last), _first_day_without(last))


def _ended(seat: Seat) -> str:
    """Return what came to an end with a seat, a key of chat.texts."""
    if seat.reason == Reason.BY_HAND:
        return "school"
    if seat.guardianship is not None:
        adult_left = seat.guardianship.ends_on == _first_day_without(seat)
        return "guardianship" if adult_left else "guardian"
    role = seat.affiliation.role if seat.affiliation is not None else ""
    return role if role in {"pupil", "class_teacher", "teacher"} else "staff"


def _first_day_without(seat: Seat) -> date:
    if seat.reason == Reason.BY_HAND:
        return (seat.ends_at or seat.starts_at).astimezone(ZoneInfo(seat.person.school.timezone)).date()
    rows = (seat.affiliation, seat.guardianship)
    return min(row.ends_on for row in rows if row is not None and row.ends_on is not None)


def strongest_role(roles: Collection[str]) -> str:
    return MemberRole.ADMIN if MemberRole.ADMIN in roles else MemberRole.MEMBER
