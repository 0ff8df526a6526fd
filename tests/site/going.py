"""The calls of the school in which every road is walked."""

from typing import Literal

from peremena import clock
from peremena.calls import actions, actions_gather
from peremena.calls.models import Call, Participant, Question, State
from peremena.calls.schemas import AudienceWish, PlanRequest
from peremena.chat.models import Conversation
from tests.site.access_calls import Going


def begin(class_chat: int, teacher: int, pupil: int, guardian: int) -> Going:
    """Let a call go on in the class chat, with the teacher and a pupil in it, plan one by link, gather guardians."""
    now = clock.now_ms()
    call = Call.objects.create(
        kind="chat", conversation_id=class_chat, room="r", title="3 А", started_by_id=teacher, started_at_ms=now
    )
    for profile in (teacher, pupil):
        Participant.objects.create(call=call, profile_id=profile, state=State.IN)
    planned, token = actions.plan(by=teacher, wanted=PlanRequest(title="Собрание", planned_at=now + 3_600_000))
    meeting, broadcast = (_gathered(kind, class_chat, teacher) for kind in ("meeting", "broadcast"))
    viewer = Participant.objects.create(call_id=broadcast, profile_id=guardian, state=State.IN)
    question = Question.objects.create(call_id=broadcast, participant=viewer, text="Когда каникулы?", state="done")
    return Going(call.pk, planned, token, meeting, broadcast, question.pk)


def _gathered(kind: Literal["meeting", "broadcast"], class_chat: int, teacher: int) -> int:
    """Gather the guardians of the class."""
    unit = Conversation.objects.get(pk=class_chat).school_class_id or 0
    audience = AudienceWish(unit="class", number=unit, whom="guardians")
    return actions_gather.gather(by=teacher, wanted=PlanRequest(title="Собрание", kind=kind), audience=audience)
