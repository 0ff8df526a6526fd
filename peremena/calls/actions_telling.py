"""What a call tells its chat, inside the transaction that changed it, and how a call ends."""

from collections.abc import Collection
from typing import Literal, cast

from django.db.models import F, Max

from peremena.audit import actions as audit
from peremena.calls import queries_inside
from peremena.calls.models import Call, EndedBy, Kind, Participant, State, Visit, Who
from peremena.chat import actions_calls as chat
from peremena.chat.schemas import CallBrief, MediaName


def locked(call: int) -> Call:
    """Return a call for changing it: one transaction at a time."""
    return Call.objects.select_for_update(no_key=True, of=("self",)).select_related("started_by").get(pk=call)


def tell_chat(call: Call, count: int | None = None) -> None:
    """Show the call in its chat as it is now, or that it is over."""
    if call.kind != Kind.CHAT or call.conversation_id is None:
        return
    chat.show_call(call.conversation_id, None if call.ended_at_ms is not None else _brief(call, count))


def _brief(call: Call, count: int | None) -> CallBrief:
    return CallBrief(
        id=call.pk,
        media=cast("MediaName", call.media),
        by=call.started_by_id,
        name=call.started_by.display_name,
        at=call.started_at_ms or call.created_at_ms,
        ring_until=call.ring_until_ms,
        count=queries_inside.counts([call.pk])[call.pk] if count is None else count,
        rings=_rings(call),
    )


def _rings(call: Call) -> list[int] | None:
    """Return whom the call still rings; null where that is still everybody of the chat."""
    # Who has answered or declined is rung on none of their devices.
    others = Participant.objects.filter(call=call).exclude(profile=call.started_by_id)
    if not call.rings_some and not others.exclude(state=State.RUNG).exists():
        return None
    return sorted(others.filter(state=State.RUNG, profile__isnull=False).values_list("profile", flat=True))


def hush_chat(call: Call) -> None:
    """Keep pupils from writing in the call's chat where the call is still, or whoever runs it wants it so."""
    if call.conversation_id is None:
        return
    why: Literal["host_gone", "stopped"] | None = None
    if call.ended_at_ms is None and call.is_frozen:
        why = "host_gone"
    elif call.ended_at_ms is None and call.write == Who.HOSTS:
        why = "stopped"
    chat.hush(call.conversation_id, why)


def end(call: Call, why: EndedBy, at_ms: int, *, by: int | None = None) -> None:
    """End a call for all, in the caller's transaction; whoever calls closes the room afterwards."""
    were_in = _were_in(call)
    last_left = Visit.objects.filter(participant__call=call).aggregate(at=Max("went_at_ms"))["at"]
    until = last_left if why == EndedBy.EMPTY and last_left is not None else at_ms
    end_visits(call, at_ms)
    # Who waited or was rung came in vain; who was inside has left.
    Participant.objects.filter(call=call, state=State.IN).update(state=State.LEFT, hand_at_ms=None)
    call.ended_at_ms, call.ended_by = max(until, call.started_at_ms or until), why
    call.is_frozen, call.hosts_gone_at_ms = False, None
    call.save(update_fields=["ended_at_ms", "ended_by", "is_frozen", "hosts_gone_at_ms"])
    audit.record(by=by, action="call.ended", target=f"call:{call.pk}", why=str(why))
    tell_chat(call)
    hush_chat(call)
    _leave_a_line(call, were_in)


def _were_in(call: Call) -> set[int]:
    were_in = [State.IN, State.LEFT, State.REMOVED]
    came = Participant.objects.filter(call=call, profile__isnull=False, state__in=were_in)
    return set(came.values_list("profile", flat=True))


def _leave_a_line(call: Call, were_in: Collection[int]) -> None:
    if call.conversation_id is None:
        return
    if call.kind != Kind.CHAT:
        chat.close_chat(call.conversation_id)
        return
    began, over = call.started_at_ms or call.created_at_ms, call.ended_at_ms or 0
    chat.say_call(
        call.conversation_id,
        call.started_by_id,
        media=cast("MediaName", call.media),
        ms=max(0, over - began),
        answered=len(were_in) > 1,
        were_in=were_in,
    )


def end_visits(call: Call, at_ms: int, participants: Collection[int] | None = None) -> None:
    """End the presence of some participants, or of all."""
    standing = Visit.objects.filter(participant__call=call, went_at_ms__isnull=True)
    if participants is not None:
        standing = standing.filter(participant__in=participants)
    # A line that came, by the media server's clock, after this moment ends as it begins.
    standing.filter(came_at_ms__gt=at_ms).update(went_at_ms=F("came_at_ms"))
    standing.filter(came_at_ms__lte=at_ms).update(went_at_ms=at_ms)
