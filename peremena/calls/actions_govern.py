"""What a host does to one participant or to all who are no hosts. The media server holds it, not politeness."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.calls import access, queries_inside, rules, telling
from peremena.calls.access import Caller, Someone
from peremena.calls.actions_telling import end_visits
from peremena.calls.contract import Source
from peremena.calls.models import Call, Kind, Participant, State, Who
from peremena.calls.queries_inside import Inside
from peremena.calls.refusals import NotFound
from peremena.calls.schemas import Deed
from peremena.chat import actions_calls as chat
from peremena.refusals import Unfit, refuse

NEEDS_ONE = "Это делают с одним участником."
NOT_HERE = "Этого участника уже нет в звонке."

# Deeds that decide about one thing: the field of the participant, that of the call, and what is decided.
_RIGHTS: dict[Deed, tuple[str, str, bool]] = {
    "silence": ("may_speak", "speak", False),
    "let_speak": ("may_speak", "speak", True),
    "hide": ("may_show", "camera", False),
    "let_show": ("may_show", "camera", True),
    "unshare": ("may_share", "share", False),
    "let_share": ("may_share", "share", True),
}
_OF_ONE: frozenset[Deed] = frozenset({"remove", "appoint", "dismiss"})
_AT_THE_DOOR: frozenset[Deed] = frozenset({"admit", "refuse"})
_MICROPHONE: Source = "microphone"


def govern(*, by: Caller, call: int, what: Deed, who: int | None) -> None:
    """Do one thing to one participant, or to all. Raises NotFound, MayNot, Unfit.

    Fifteen queries, and one question to the media server for each whose rights change.
    """
    now = clock.now()
    if who is None and what in _OF_ONE:
        raise Unfit(NEEDS_ONE)
    with transaction.atomic():
        host = access.someone(by, call, now, lock=True)
        refuse(rules.why_not_governed(host.standing.part))
        refuse(rules.CALL_IS_OVER if host.call.ended_at_ms is not None else "")
        others = _others(host.call, what, who, now)
        for one in others:
            refuse(_why_not(host, one, what))
        _DEEDS[what](host.call, others, what, who is None)
        audit.record(
            by=by.profile,
            action=f"call.{what}",
            target=f"call:{call}",
            participants=[one.participant.pk for one in others],
        )
    _afterwards(host.call, what, others, everybody=who is None)


def _others(call: Call, what: Deed, who: int | None, at: datetime) -> list[Inside]:
    """Return those whom a deed concerns: the one who is named, or everybody who is there and no host."""
    if who is not None:
        named = queries_inside.seen(list(queries_inside.participants_of(call).filter(pk=who)), at)
        if not named:
            raise NotFound
        return named
    if what in _AT_THE_DOOR:
        return queries_inside.seen(list(queries_inside.waiting_of(call, at)), at)
    return [one for one in queries_inside.let_in(call, at) if one.standing.part != "host"]


def _why_not(host: Someone, one: Inside, what: Deed) -> str:
    if what == "appoint":
        return rules.why_not_appointed(host.standing.part, one.standing.one)
    if what == "dismiss":
        return rules.why_not_dismissed(host.standing.part, one.standing.place, one.standing.one)
    state = one.participant.state
    if what in _AT_THE_DOOR and state != State.WAITING:
        return NOT_HERE
    if what == "lower":
        return rules.why_not_governed(host.standing.part)
    return rules.why_not_governed(host.standing.part, one.standing.part)


def _decide(call: Call, others: list[Inside], what: Deed, everybody: bool) -> None:  # noqa: FBT001 one of a table of deeds
    own, common, allowed = _RIGHTS[what]
    if everybody:
        setattr(call, common, Who.ALL if allowed else Who.HOSTS)
        call.save(update_fields=[common])
        # Nobody is an exception any more, whoever has left and comes back included.
        Participant.objects.filter(call=call).update(**{own: None})
        return
    for one in others:
        setattr(one.participant, own, allowed)
        one.participant.save(update_fields=[own])


def _lower(_call: Call, others: list[Inside], _what: Deed, _everybody: bool) -> None:  # noqa: FBT001 as above
    for one in others:
        one.participant.hand_at_ms = None
        one.participant.save(update_fields=["hand_at_ms"])


def _remove(call: Call, others: list[Inside], _what: Deed, _everybody: bool) -> None:  # noqa: FBT001 as above
    for one in others:
        participant = one.participant
        end_visits(call, clock.now_ms(), [participant.pk])
        participant.state, participant.hand_at_ms, participant.is_cohost = State.REMOVED, None, False
        participant.save(update_fields=["state", "hand_at_ms", "is_cohost"])
        if call.kind != Kind.CHAT and call.conversation_id is not None and participant.profile_id is not None:
            chat.unseat(call.conversation_id, participant.profile_id)


def _answer(_call: Call, others: list[Inside], what: Deed, _everybody: bool) -> None:  # noqa: FBT001 as above
    for one in others:
        participant = one.participant
        participant.state = State.IN if what == "admit" else State.REFUSED
        participant.waits_since_ms = 0
        participant.save(update_fields=["state", "waits_since_ms"])


def _appoint(call: Call, others: list[Inside], what: Deed, _everybody: bool) -> None:  # noqa: FBT001 as above
    for one in others:
        participant = one.participant
        participant.is_cohost = what == "appoint"
        participant.save(update_fields=["is_cohost"])
        has_chat_of_its_own = call.kind != Kind.CHAT and participant.state == State.IN
        if has_chat_of_its_own and call.conversation_id is not None and participant.profile_id is not None:
            if call.kind == Kind.BROADCAST and not participant.is_cohost:
                # A viewer again, who sees nobody.
                chat.unseat(call.conversation_id, participant.profile_id)
                continue
            chat.seat(
                call.conversation_id, participant.profile_id, by=call.started_by_id, is_host=participant.is_cohost
            )


def _nothing(_call: Call, _others: list[Inside], _what: Deed, _everybody: bool) -> None:  # noqa: FBT001 as above
    """To mute is the media server's affair alone: the right stays."""


_DEEDS: dict[Deed, Callable[[Call, list[Inside], Deed, bool], None]] = {
    "mute": _nothing,
    **dict.fromkeys(_RIGHTS, _decide),
    "lower": _lower,
    "remove": _remove,
    "admit": _answer,
    "refuse": _answer,
    "appoint": _appoint,
    "dismiss": _appoint,
}


def _afterwards(call: Call, what: Deed, others: list[Inside], *, everybody: bool) -> None:
    """Let the media server follow, after the commit."""
    numbers = [one.participant.pk for one in others]
    if what == "mute":
        telling.mute(call, numbers, _MICROPHONE)
    elif what == "remove":
        telling.send_out(call, numbers)
        telling.follow_room(call.pk)
    elif what in _AT_THE_DOOR:
        telling.follow_room(call.pk)
    else:
        telling.follow(call.pk, None if everybody else numbers)
