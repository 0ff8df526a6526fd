"""Coming into a call, waiting at its door, raising a hand, declining, and going."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.calls import access, queries, queries_broadcast, queries_inside, rules, telling
from peremena.calls.access import Caller, Someone
from peremena.calls.actions_telling import end, end_visits, locked, tell_chat
from peremena.calls.models import Call, EndedBy, Kind, Participant, State, Visit
from peremena.calls.rules import Arrival, Door, Part
from peremena.calls.schemas import JoinAnswer
from peremena.calls.standing import policy_of
from peremena.chat import actions_calls as chat
from peremena.refusals import refuse

_VIEWERS_ASK_AGAIN_MS = 8_000
_DOORS: dict[Door, Literal["admit", "wait", "refuse"]] = {
    Door.ADMIT: "admit",
    Door.WAIT: "wait",
    Door.REFUSE: "refuse",
}
NO_HAND = "Поднять руку здесь нельзя."


def join(*, by: Caller, call: int, move: bool) -> JoinAnswer:
    """Come in, or wait, or learn why not. Raises NotFound, and CallsAway where the media server is not there.

    Some fifteen queries, one transaction, and two questions to the media server after it.
    """
    now = clock.now()
    with transaction.atomic():
        # The rights are asked once, under the lock: nobody is removed between the question and the answer.
        who = access.someone(by, call, now, lock=True)
        telling.server()
        if who.participant.state == State.IN and _is_elsewhere(who, by) and not move:
            return JoinAnswer(door="elsewhere", call=queries.call_out(who))
        verdict = rules.at_the_door(policy_of(who.call), _arrival(who, now))
        began_to_wait = verdict.door == Door.WAIT and _wait(who, clock.to_ms(now))
        if verdict.door == Door.ADMIT:
            _admit(who, by, now)
    if began_to_wait:
        telling.follow_room(call)
    if verdict.door != Door.ADMIT:
        why = _in_words(verdict.why, who.standing.part)
        answer = JoinAnswer(door=_DOORS[verdict.door], why=why, call=queries.call_out(who))
        if verdict.door == Door.WAIT and who.standing.part == "viewer":
            answer.again = _VIEWERS_ASK_AGAIN_MS
        return answer
    (inside,) = queries_inside.seen([who.participant], now)
    return JoinAnswer(door="admit", token=telling.token_for(inside, now), call=queries.call_out(who))


def _is_elsewhere(who: Someone, by: Caller) -> bool:
    if who.participant.session == by.session:
        return False
    return Visit.objects.filter(participant=who.participant, went_at_ms__isnull=True).exists()


def _arrival(who: Someone, at: datetime) -> Arrival:
    call, participant = who.call, who.participant
    is_viewer = who.standing.part == "viewer"
    return Arrival(
        part=who.standing.part,
        state=participant.state if participant.pk else "",
        is_of_the_school=who.standing.is_of_the_school,
        is_over=call.ended_at_ms is not None,
        has_begun=call.started_at_ms is not None,
        count=queries_broadcast.count_viewers(at) if is_viewer else _count(call, clock.to_ms(at)),
        capacity=settings.BROADCAST_VIEWERS if is_viewer else settings.CALL_PEOPLE,
        may_guests=participant.guest is None or _link_stands(participant),
    )


def _link_stands(participant: Participant) -> bool:
    """Say whether a guest's link lets guests in; whoever has been seen by a host needs it no more."""
    link = participant.guest.link if participant.guest is not None else None
    was_seen = participant.state in {State.IN, State.LEFT, State.WAITING}
    return was_seen or (link is not None and link.lets_guests and link.revoked_at_ms is None)


def _count(call: Call, at_ms: int) -> int:
    """Return how many are inside or on their way."""
    inside = Visit.objects.filter(participant__call=call, went_at_ms__isnull=True).values("participant")
    on_the_way = Participant.objects.filter(
        call=call, state=State.IN, asked_at_ms__gt=at_ms - queries_broadcast.ON_THE_WAY_MS
    )
    return (Participant.objects.filter(call=call, pk__in=inside) | on_the_way).distinct().count()


def _in_words(why: str, part: Part) -> str:
    return why.format(count=settings.BROADCAST_VIEWERS if part == "viewer" else settings.CALL_PEOPLE)


def _wait(who: Someone, at_ms: int) -> bool:
    """Note that somebody waits; says whether they have only now begun to."""
    participant = who.participant
    has_been_here = participant.state == State.WAITING and participant.asked_at_ms > at_ms - rules.LOBBY_SILENCE_MS
    participant.state, participant.asked_at_ms = State.WAITING, at_ms
    if not has_been_here:
        participant.waits_since_ms = at_ms
    _keep(participant, "state", "asked_at_ms", "waits_since_ms")
    return not has_been_here


def _admit(who: Someone, by: Caller, now: datetime) -> None:
    participant, call, at_ms = who.participant, who.call, clock.to_ms(now)
    participant.state, participant.session, participant.asked_at_ms = State.IN, by.session, at_ms
    participant.waits_since_ms, participant.away_since_ms = 0, None
    participant.kind = who.standing.kind
    _keep(participant, "state", "session", "asked_at_ms", "waits_since_ms", "away_since_ms", "kind")
    if call.started_at_ms is None:
        call.started_at_ms = at_ms
        call.save(update_fields=["started_at_ms"])
    has_chat_of_its_own = call.kind != Kind.CHAT and call.conversation_id is not None
    # Viewers see nobody and nobody sees them: the chat of a broadcast is its hosts'.
    is_seen = who.standing.part != "viewer" and by.profile is not None
    if has_chat_of_its_own and call.conversation_id is not None and by.profile is not None and is_seen:
        is_host = who.standing.part == "host"
        chat.seat(call.conversation_id, by.profile, by=call.started_by_id, is_host=is_host)


def _keep(participant: Participant, *fields: str) -> None:
    if participant.pk:
        participant.save(update_fields=fields)
    else:
        participant.save(force_insert=True)


def leave(*, by: Caller, call: int) -> None:
    """Go; in a chat of two that ends the call. Whoever waits stops waiting."""
    now, is_over = clock.now(), False
    with transaction.atomic():
        who = access.someone(by, call, now, lock=True)
        is_here = who.call.ended_at_ms is None
        if is_here and who.participant.state == State.WAITING:
            # Not "left": nobody has let them in yet.
            who.participant.state, who.participant.waits_since_ms = State.RUNG, 0
            _keep(who.participant, "state", "waits_since_ms")
        was_in = is_here and who.participant.state == State.IN
        if was_in:
            is_over = depart(who, clock.to_ms(now))
    afterwards(who.call, [who.participant.pk] if was_in else [], is_over=is_over)


def depart(who: Someone, at_ms: int) -> bool:
    """Write that somebody has left, in the caller's transaction; says whether that ended the call, of two."""
    go(who.call, who.participant, at_ms)
    if who.standing.place.chat != "direct":
        return False
    end(who.call, _why_over(who.call), at_ms, by=who.participant.profile_id)
    return True


def go(call: Call, participant: Participant, at_ms: int) -> None:
    """Write that somebody has gone, in the caller's transaction."""
    end_visits(call, at_ms, [participant.pk])
    participant.state, participant.hand_at_ms, participant.away_since_ms = State.LEFT, None, None
    participant.save(update_fields=["state", "hand_at_ms", "away_since_ms"])


def _why_over(call: Call) -> EndedBy:
    came = Participant.objects.filter(call=call, state__in=[State.IN, State.LEFT]).count()
    return EndedBy.HAND if came > 1 else EndedBy.UNANSWERED


def afterwards(call: Call, gone: list[int], *, is_over: bool) -> None:
    """Let the media server know, after the transaction, who has gone, or that the call is over."""
    if is_over:
        telling.close(call)
    elif gone:
        telling.send_out(call, gone)
    else:
        telling.follow_room(call.pk)


def take_out_session(session: str) -> None:
    """Let whoever came in through a session that has ended be out of every call."""
    rows = Participant.objects.filter(session=session, state=State.IN, call__ended_at_ms__isnull=True)
    for participant, call in rows.values_list("pk", "call"):
        take_out(call, participant, "call.session.ended")


def take_out(call: int, participant: int, why: str) -> None:
    """Let somebody be out of a call to which they have no right at the moment; they may come again with one."""
    with transaction.atomic():
        row = locked(call)
        # Read under the lock: whoever a host has removed meanwhile stays removed.
        found = Participant.objects.filter(pk=participant, state=State.IN).first()
        if found is None:
            return
        go(row, found, clock.now_ms())
        audit.record(by=found.profile_id, action=why, target=f"call:{call}")
    telling.send_out(row, [participant])


def decline(*, by: Caller, call: int) -> None:
    """Say no to a call that rings; in a chat of two that ends it."""
    now, is_over = clock.now(), False
    with transaction.atomic():
        who = access.someone(by, call, now, lock=True)
        if who.call.ended_at_ms is None and who.participant.state == State.RUNG:
            who.participant.state = State.DECLINED
            _keep(who.participant, "state")
            is_over = who.standing.place.chat == "direct"
            if is_over:
                end(who.call, EndedBy.DECLINED, clock.to_ms(now), by=by.profile)
            else:
                tell_chat(who.call)
    if is_over:
        telling.close(who.call)


def raise_hand(*, by: Caller, call: int, up: bool) -> None:
    """Put up or take down the own hand; the order is that of the moments."""
    now = clock.now()

    def change(who: Someone) -> None:
        if up and who.participant.hand_at_ms is None:
            refuse("" if "hand" in who.standing.may else NO_HAND)
            who.participant.hand_at_ms = clock.to_ms(now)
        elif not up:
            who.participant.hand_at_ms = None
        _keep(who.participant, "hand_at_ms")

    _as_one_inside(by, call, now, change)


def _as_one_inside(by: Caller, call: int, now: datetime, change: Callable[[Someone], None]) -> None:
    with transaction.atomic():
        who = access.someone(by, call, now, lock=True)
        is_inside = who.call.ended_at_ms is None and who.participant.state == State.IN
        refuse("" if is_inside else rules.CALL_IS_OVER)
        change(who)
    telling.follow(call, [who.participant.pk])
