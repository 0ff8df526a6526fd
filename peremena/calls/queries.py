"""Reads: calls as one person sees them, and the list of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Q

from peremena import clock
from peremena.calls import gathering, queries_inside, rules, telling
from peremena.calls.access import Someone
from peremena.calls.models import Audience, Kind, Participant, State, Visit
from peremena.calls.schemas import AudienceOut, CallOut, Calls, state_of
from peremena.calls.standing import Standing, standings_of
from peremena.roster import queries as roster

PAGE = 30
# Those that go on or are to come; nobody has more at once.
_MOST_OPEN = 100


def call_out(who: Someone) -> CallOut:
    """Return a call as whoever asked for it sees it. Three queries."""
    inside = queries_inside.counts([who.call.pk])[who.call.pk]
    audience = gathering.audiences_of([who.call]).get(who.call.pk)
    return _shown(who.participant, who.standing, inside, _own_ms([who.participant]), audience)


def calls_of(profile: int, before: int | None, at: datetime) -> Calls:
    """Return the calls of somebody: those that go on, those to come, and a page of those that are over.

    Some fifteen queries, whatever their number.
    """
    own = Participant.objects.filter(profile=profile).select_related("call__started_by")
    current = [] if before is not None else _current(profile, at)
    past = own.filter(call__ended_at_ms__isnull=False).exclude(_never_begun())
    if before is not None:
        past = past.filter(call__lt=before)
    over = list(past.order_by("-call")[: PAGE + 1])
    more, over = len(over) > PAGE, over[:PAGE]
    shown = _all_shown([*current, *over], at)
    facts = roster.facts_of({profile}, at)[profile]
    may_plan = not rules.why_not_planned(rules.One(is_staff=bool(facts.staff_of), is_pupil=facts.is_pupil))
    planned = [one for one in shown if one.state == "planned"]
    return Calls(
        open=[one for one in shown if one.state == "open"],
        planned=sorted(planned, key=lambda one: (one.planned_at or 0, one.id)),
        over=[one for one in shown if one.state == "over"],
        before=over[-1].call_id if more else None,
        may_plan=may_plan,
        missing=telling.missing(),
    )


def _current(profile: int, at: datetime) -> list[Participant]:
    """Return somebody's rows in calls that are not over; of those for an audience also where they have none yet."""
    own = Participant.objects.filter(profile=profile).select_related("call__started_by")
    for_all = [Participant(call=call, profile_id=profile) for call in gathering.open_for(profile, at)]
    return [*own.filter(call__ended_at_ms__isnull=True)[:_MOST_OPEN], *for_all]


def _never_begun() -> Q:
    """Planned calls that nobody ever held are of no interest to those who had the link."""
    return Q(call__started_at_ms__isnull=True) & ~Q(call__kind=Kind.CHAT)


def _all_shown(participants: Sequence[Participant], at: datetime) -> list[CallOut]:
    counts = queries_inside.counts(one.call_id for one in participants)
    own_ms = _own_ms(participants)
    standings = standings_of(participants, at)
    audiences = gathering.audiences_of([one.call for one in participants])
    return [
        _shown(one, standing, counts[one.call_id], own_ms, audiences.get(one.call_id))
        for one, standing in zip(participants, standings, strict=True)
        # Whoever left the chat keeps what is over, and does not see what goes on.
        if standing is not None or one.call.ended_at_ms is not None
    ]


def _shown(
    participant: Participant,
    standing: Standing | None,
    count: int,
    own_ms: dict[int, int],
    audience: Audience | None,
) -> CallOut:
    call = participant.call
    is_over = call.ended_at_ms is not None
    return CallOut(
        id=call.pk,
        kind=call.kind,  # type: ignore[arg-type] # the database holds no other
        state=state_of(call.started_at_ms, call.ended_at_ms),
        media=call.media,  # type: ignore[arg-type] # as above
        title=call.title if standing is None else standing.title,
        conversation=None if standing is None else _conversation(participant, standing),
        by=call.started_by_id,
        by_name=call.started_by.display_name,
        planned_at=call.planned_at_ms,
        started_at=call.started_at_ms,
        ended_at=call.ended_at_ms,
        ended_by=call.ended_by,
        count=count,
        policy=queries_inside.policy_out(call),
        part="member" if standing is None else standing.part,
        may=[] if standing is None or is_over else standing.may,
        was_in=participant.state in {State.IN, State.LEFT, State.REMOVED} or participant.pk in own_ms,
        my_ms=own_ms.get(participant.pk, 0),
        audience=None if audience is None else _audience_out(audience),
    )


def _audience_out(audience: Audience) -> AudienceOut:
    return AudienceOut(unit=gathering.unit_of(audience), title=audience.title, whom=gathering.whom_of(audience))


def _conversation(participant: Participant, standing: Standing) -> int | None:
    """Return the chat of a call for whoever sits in it: in that of a call by link one sits once let in."""
    call = participant.call
    was_let_in = participant.state in {State.IN, State.LEFT}
    has_chat = standing.part not in {"guest", "viewer"} and participant.profile_id is not None
    may = call.kind == Kind.CHAT or (has_chat and was_let_in)
    return call.conversation_id if may else None


def _own_ms(participants: Iterable[Participant]) -> dict[int, int]:
    """Return for how long each was inside, whoever never was left out. One query."""
    now_ms = clock.now_ms()
    numbers = [one.pk for one in participants if one.pk]
    found: dict[int, int] = {}
    rows = Visit.objects.filter(participant__in=numbers).values_list("participant", "came_at_ms", "went_at_ms")
    for participant, came, went in rows:
        found[participant] = found.get(participant, 0) + max(0, (now_ms if went is None else went) - came)
    return found
