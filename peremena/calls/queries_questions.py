"""The questions of a broadcast: the hosts' queue, and a viewer's own."""

from datetime import datetime

from peremena.calls import queries_inside
from peremena.calls.access import Someone
from peremena.calls.models import Participant, Question, QuestionState, State, Visit
from peremena.calls.queries_inside import Inside
from peremena.calls.schemas import Colleague, QuestionOut, Questions

# What was settled long ago is of no use while the broadcast goes on.
_MOST_SETTLED = 50


def questions(who: Someone, at: datetime) -> Questions:
    """Return what somebody may see of the questions. Some fifteen queries for hosts, one for others."""
    if who.standing.part != "host":
        own = Question.objects.filter(participant=who.participant.pk) if who.participant.pk else Question.objects.none()
        return Questions(questions=[_shown(one) for one in own.order_by("pk")], colleagues=[])
    asked = Question.objects.filter(call=who.call)
    settled = asked.filter(state__in=[QuestionState.DONE, QuestionState.DISMISSED]).order_by("-pk")[:_MOST_SETTLED]
    current = asked.filter(state__in=[QuestionState.WAITING, QuestionState.SHOWN])
    rows = sorted([*current, *settled], key=lambda one: one.pk)
    askers = queries_inside.participants_of(who.call).filter(pk__in={one.participant_id for one in rows})
    people = {one.participant.pk: one for one in queries_inside.seen_or_gone(list(askers), at)}
    return Questions(
        questions=[_shown(one, people.get(one.participant_id)) for one in rows], colleagues=_colleagues(who, at)
    )


def _shown(question: Question, asker: Inside | None = None) -> QuestionOut:
    return QuestionOut(
        id=question.pk,
        text=question.text,
        state=question.state,  # type: ignore[arg-type] # the database holds no other
        asked_at=question.asked_at_ms,
        name="" if asker is None else asker.standing.name,
        kind="" if asker is None else asker.standing.kind,
    )


def _colleagues(who: Someone, at: datetime) -> list[Colleague]:
    """Return those of the staff who watch: a host may make them hosts."""
    inside = Visit.objects.filter(participant__call=who.call, went_at_ms__isnull=True).values("participant")
    rows = Participant.objects.filter(pk__in=inside, state=State.IN, is_cohost=False, profile__isnull=False)
    viewers = queries_inside.seen(list(rows.select_related("call", "guest").order_by("pk")), at)
    return [
        Colleague(participant=one.participant.pk, name=one.standing.name)
        for one in viewers
        if one.standing.part == "viewer" and one.standing.one.is_staff and not one.standing.one.is_pupil
    ]
