"""What the seats of one profile in one conversation say at a moment: the right, until when, or why it is over. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from peremena.chat import texts
from peremena.chat.models import History, MemberRole, Seat


@dataclass(frozen=True, slots=True)
class Right:
    """What the seats of one profile in one conversation say at a moment."""

    role: str
    sees_all: bool
    ends_at: datetime | None


def right_of(seats: Collection[Seat], at: datetime) -> Right | None:
    """Return the right that seats give at `at`; it ends where the windows that follow on each other end."""
    now = [seat for seat in seats if _covers(seat, at)]
    if not now:
        return None
    ends_at = _end_of_run(seats, at)
    return Right(
        role=strongest_role([seat.role for seat in now]),
        sees_all=any(seat.history == History.ALL for seat in now),
        ends_at=ends_at,
    )


def _covers(seat: Seat, at: datetime) -> bool:
    return seat.starts_at <= at and (seat.ends_at is None or at < seat.ends_at)


def _end_of_run(seats: Collection[Seat], at: datetime) -> datetime | None:
    end = at
    while covering := [seat for seat in seats if _covers(seat, end)]:
        if any(seat.ends_at is None for seat in covering):
            return None
        end = max(seat.ends_at for seat in covering if seat.ends_at is not None)
    return end


def why_left(seats: Collection[Seat], at: datetime) -> str:
    """Return why somebody with these seats is no longer here: the reason that held last."""
    over = [seat for seat in seats if seat.affiliation is not None and seat.ends_at is not None and seat.ends_at <= at]
    if not over:
        return "unlinked"
    # Who is dismissed loses all roles on one day; the staff room is then told of the post, not of the lessons.
    last = max(over, key=lambda seat: (seat.ends_at, _ended(seat) == "staff", seat.id))
    return texts.left_key(_ended(last), _first_day_without(last))


def _ended(seat: Seat) -> str:
    """Return what came to an end with a seat, a key of chat.texts."""
    if seat.guardianship is not None:
        adult_left = seat.guardianship.ends_on == _first_day_without(seat)
        return "guardianship" if adult_left else "guardian"
    role = seat.affiliation.role if seat.affiliation is not None else ""
    return role if role in {"pupil", "class_teacher", "teacher"} else "staff"


def _first_day_without(seat: Seat) -> date:
    rows = (seat.affiliation, seat.guardianship)
    return min(row.ends_on for row in rows if row is not None and row.ends_on is not None)


def strongest_role(roles: Collection[str]) -> str:
    return MemberRole.ADMIN if MemberRole.ADMIN in roles else MemberRole.MEMBER
