"""Who is in a call and what the others see of them; what is told of the call itself."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.db.models import QuerySet

from peremena import clock
from peremena.calls import queries_broadcast, rules
from peremena.calls.models import Call, CallLink, Kind, Participant, State, Visit
from peremena.calls.schemas import Lobby, PolicyOut, RoomState, Waiting, WhoName
from peremena.calls.standing import Standing, standings_of
from peremena.chat import queries_calls as chat


@dataclass(frozen=True, slots=True)
class Inside:
    """Somebody in a call as the others see them."""

    participant: Participant
    standing: Standing
    badge: str
    # Who let a guest have the link.
    invited_by: str


def open_call(call: int) -> Call | None:
    return Call.objects.filter(pk=call, ended_at_ms__isnull=True).select_related("started_by").first()


def let_in(call: Call, at: datetime, only: Collection[int] | None = None) -> list[Inside]:
    """Return those who are let in and have a right to it still; `only`: of these participants."""
    rows = participants_of(call).filter(state=State.IN)
    return seen(list(rows if only is None else rows.filter(pk__in=only)), at)


def participants_of(call: Call) -> QuerySet[Participant]:
    return Participant.objects.filter(call=call).select_related("call", "guest__link__made_by").order_by("pk")


def seen(participants: Sequence[Participant], at: datetime) -> list[Inside]:
    """Return people of one call as the others see them, those without a right to it left out. Some twelve queries."""
    standings = standings_of(participants, at)
    standing = [(one, its) for one, its in zip(participants, standings, strict=True) if its is not None]
    profiles = [one.profile_id for one, _ in standing if one.profile_id is not None]
    badges = _badges(participants, profiles, at)
    return [
        Inside(one, its, badge=badges.get(one.profile_id or 0, ""), invited_by=_invited_by(one))
        for one, its in standing
    ]


def seen_or_gone(participants: Sequence[Participant], at: datetime) -> list[Inside]:
    """Return the same of a call that was: whoever has left the chat since is shown by their name alone."""
    here = {one.participant.pk: one for one in seen(participants, at)}
    gone = [one for one in participants if one.pk not in here]
    names = dict(_names_of(gone))
    return [here.get(one.pk) or _gone(one, names.get(one.profile_id or 0, "")) for one in participants]


def _names_of(participants: Sequence[Participant]) -> list[tuple[int, str]]:
    rows = Participant.objects.filter(pk__in=[one.pk for one in participants], profile__isnull=False)
    return [(profile or 0, name or "") for profile, name in rows.values_list("profile", "profile__display_name")]


def _gone(participant: Participant, name: str) -> Inside:
    place, one = rules.Place(participant.call.kind), rules.One(is_pupil=True)
    standing = Standing(place, one, "member", [], name, "pupil", is_of_the_school=False, title="")
    return Inside(participant, standing, badge="", invited_by="")


def _badges(participants: Sequence[Participant], profiles: Collection[int], at: datetime) -> dict[int, str]:
    if not profiles:
        return {}
    call = participants[0].call
    return chat.badges(call.conversation_id if call.kind == Kind.CHAT else None, profiles, at)


def _invited_by(participant: Participant) -> str:
    guest = participant.guest
    return "" if guest is None else guest.link.made_by.display_name


def policy_out(call: Call) -> PolicyOut:
    return PolicyOut(
        lobby=call.has_lobby,
        locked=call.is_locked,
        speak=cast("WhoName", call.speak),
        camera=cast("WhoName", call.camera),
        share=cast("WhoName", call.share),
        write=cast("WhoName", call.write),
    )


def room_state(call: Call, at: datetime) -> RoomState:
    """Return what everybody inside sees of the call itself. One query, of a broadcast three."""
    if call.kind == Kind.BROADCAST:
        return queries_broadcast.room_state(call, policy_out(call))
    return RoomState(
        call=call.pk,
        title=call.title,
        policy=policy_out(call),
        frozen=call.is_frozen,
        waiting=waiting_of(call, at).count(),
    )


def waiting_of(call: Call, at: datetime) -> QuerySet[Participant]:
    """Return the rows of those who wait in the lobby and still ask."""
    since = clock.to_ms(at) - rules.LOBBY_SILENCE_MS
    # Viewers wait for the hosts and not to be let in.
    if call.kind == Kind.BROADCAST:
        return Participant.objects.none()
    return participants_of(call).filter(state=State.WAITING, asked_at_ms__gt=since)


def lobby(call: Call, at: datetime) -> Lobby:
    """Return who waits to be let in, who has waited longest first."""
    return Lobby(
        waiting=[
            Waiting(
                participant=one.participant.pk,
                profile=one.participant.profile_id,
                name=one.standing.name,
                kind=one.standing.kind,
                invited_by=one.invited_by,
                since=one.participant.waits_since_ms,
            )
            for one in seen(list(waiting_of(call, at).order_by("waits_since_ms", "pk")), at)
        ]
    )


def counts(calls: Iterable[int]) -> dict[int, int]:
    """Return how many are inside each call: those whose line stands. One query."""
    found: dict[int, int] = dict.fromkeys(calls, 0)
    standing = Visit.objects.filter(went_at_ms__isnull=True, participant__call__in=list(found))
    for call in standing.values_list("participant__call", "participant").distinct():
        found[call[0]] += 1
    return found


def open_link(call: int) -> CallLink | None:
    """Return the link by which people come into a call now."""
    return CallLink.objects.filter(call=call, revoked_at_ms__isnull=True).order_by("-pk").first()
