"""What is read of broadcasts: how many watch, and the questions to the hosts."""

from datetime import datetime

from django.db.models import F, Q

from peremena import clock
from peremena.calls.models import Call, Kind, Participant, Question, QuestionState, State, Visit
from peremena.calls.schemas import PolicyOut, RoomState, ShownQuestion

# So long somebody who was let in counts as inside, though their line does not stand yet.
ON_THE_WAY_MS = 30_000
_RUNS_IT = Q(is_cohost=True) | Q(profile=F("call__started_by"))


def count_viewers(at: datetime) -> int:
    """Return how many watch all broadcasts of this installation, or are on their way: one media server holds them."""
    viewers = Participant.objects.filter(call__kind=Kind.BROADCAST, call__ended_at_ms__isnull=True, state=State.IN)
    inside = Visit.objects.filter(went_at_ms__isnull=True, participant__in=viewers).values("participant")
    is_there = Q(pk__in=inside) | Q(asked_at_ms__gt=clock.to_ms(at) - ON_THE_WAY_MS)
    return viewers.filter(is_there).exclude(_RUNS_IT).count()


def room_state(call: Call, policy: PolicyOut) -> RoomState:
    """Return what everybody in a broadcast sees of it. Three queries."""
    inside = Visit.objects.filter(participant__call=call, went_at_ms__isnull=True).values("participant")
    shown = Question.objects.filter(call=call, state=QuestionState.SHOWN).first()
    return RoomState(
        call=call.pk,
        title=call.title,
        policy=policy,
        frozen=call.is_frozen,
        viewers=Participant.objects.filter(call=call, pk__in=inside).exclude(_RUNS_IT).count(),
        questions=Question.objects.filter(call=call, state=QuestionState.WAITING).count(),
        shown=None if shown is None else ShownQuestion(id=shown.pk, text=shown.text),
    )
