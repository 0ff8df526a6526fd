"""The calls of the school in which every road is walked."""

from peremena import clock
from peremena.calls import actions
from peremena.calls.models import Call, Participant, State
from peremena.calls.schemas import PlanRequest
from tests.site.access_calls import Going


def begin(class_chat: int, teacher: int, pupil: int) -> Going:
    """Let a call go on in the class chat, with the teacher and a pupil in it, and plan one by link."""
    now = clock.now_ms()
    call = Call.objects.create(
        kind="chat", conversation_id=class_chat, room="r", title="3 А", started_by_id=teacher, started_at_ms=now
    )
    for profile in (teacher, pupil):
        Participant.objects.create(call=call, profile_id=profile, state=State.IN)
    planned, token = actions.plan(by=teacher, wanted=PlanRequest(title="Собрание", planned_at=now + 3_600_000))
    return Going(call.pk, planned, token)
