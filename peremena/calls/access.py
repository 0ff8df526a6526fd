"""The only way from a person, or a guest, and an id from outside to a call."""

from dataclasses import dataclass
from datetime import datetime

from peremena.calls.gathering import has_audience
from peremena.calls.links import digest_of
from peremena.calls.models import Call, Guest, Kind, Participant
from peremena.calls.refusals import NotFound
from peremena.calls.standing import Standing, standing_of
from peremena.chat.access import is_id


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: a profile with the session through which they do, or a guest."""

    profile: int | None = None
    guest: int | None = None
    session: str = ""


@dataclass(frozen=True, slots=True)
class Someone:
    """Somebody with a present right to know of a call, and what they are in it."""

    call: Call
    # Their row, or one that is not stored yet.
    participant: Participant
    standing: Standing


def guest_of(cookie: str) -> int | None:
    """Return the guest who holds what this cookie says. One query."""
    if not cookie:
        return None
    return Guest.objects.filter(digest=digest_of(cookie)).values_list("pk", flat=True).first()


def someone(caller: Caller, call: int, at: datetime, *, lock: bool = False) -> Someone:
    """Return the caller in a call they may know of: they sit in its chat, or have its link. Raises NotFound.

    With `lock`, which needs a transaction, nobody else changes the call until its end. Two queries, and some eight
    for what they are.
    """
    if not is_id(call):
        raise NotFound
    rows = Call.objects.select_related("started_by").filter(pk=call)
    row = (rows.select_for_update(no_key=True, of=("self",)) if lock else rows).first()
    if row is None:
        raise NotFound
    participant = _participant(caller, row)
    standing = None if participant is None else standing_of(participant, at)
    if participant is None or standing is None:
        raise NotFound
    return Someone(row, participant, standing)


def _participant(caller: Caller, call: Call) -> Participant | None:
    rows = Participant.objects.select_related("guest__link__made_by")
    if caller.profile is not None:
        found = rows.filter(call=call, profile=caller.profile).first()
        # Whether they have a right to it is asked next: of the chat, or of the audience.
        may_be_new = call.kind == Kind.CHAT or call.started_by_id == caller.profile or has_audience(call)
        if found is None and may_be_new:
            found = Participant(call=call, profile_id=caller.profile)
    elif caller.guest is not None:
        found = rows.filter(call=call, guest=caller.guest).first()
    else:
        found = None
    if found is not None:
        # The very row that was read, so that both change together.
        found.call = call
    return found
