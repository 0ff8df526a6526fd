"""Whoever reloads the page, or closes it by accident, has not left: the call waits for them for a moment."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from peremena import clock
from peremena.calls import access
from peremena.calls.access import Caller, Someone
from peremena.calls.actions_join import afterwards, depart
from peremena.calls.actions_telling import locked
from peremena.calls.models import Call, Participant, State
from peremena.calls.rules import AWAY_MS
from peremena.calls.standing import standing_of


def go_away(*, by: Caller, call: int) -> None:
    """Note that somebody's page is gone; if it is not back in time they have left."""
    now = clock.now()
    with transaction.atomic():
        who = access.someone(by, call, now, lock=True)
        if who.call.ended_at_ms is None and who.participant.state == State.IN:
            who.participant.away_since_ms = clock.to_ms(now)
            who.participant.save(update_fields=["away_since_ms"])


def see_off(inside: Mapping[int, Collection[int]], at: datetime) -> None:
    """Let those leave who did not come back, of the calls whose participants with a line `inside` names. One query."""
    due = Participant.objects.filter(
        call__in=list(inside), state=State.IN, away_since_ms__lte=clock.to_ms(at) - AWAY_MS
    )
    for participant, call in due.values_list("pk", "call"):
        _see_off(call, participant, at, is_back=participant in inside[call])


def _see_off(call: int, participant: int, at: datetime, *, is_back: bool) -> None:
    with transaction.atomic():
        row = locked(call)
        # Read under the lock: they may have come back, or a host has removed them meanwhile.
        found = _still_away(row, participant, at)
        if found is None or row.ended_at_ms is not None:
            return
        standing = standing_of(found, at)
        if is_back or standing is None:
            found.away_since_ms = None
            found.save(update_fields=["away_since_ms"])
            return
        is_over = depart(Someone(row, found, standing), clock.to_ms(at))
    afterwards(row, [participant], is_over=is_over)


def _still_away(call: Call, participant: int, at: datetime) -> Participant | None:
    rows = Participant.objects.select_related("guest__link__made_by").filter(pk=participant, state=State.IN)
    found = rows.filter(away_since_ms__lte=clock.to_ms(at) - AWAY_MS).first()
    if found is not None:
        found.call = call
    return found
