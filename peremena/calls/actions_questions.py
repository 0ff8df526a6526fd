"""Questions of viewers to the hosts of a broadcast: nobody else sees one before a host shows it."""

from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.calls import access, rules, rules_gathering, telling
from peremena.calls.access import Caller
from peremena.calls.models import Question, QuestionState, State
from peremena.calls.refusals import NotFound
from peremena.calls.schemas import AnswerRequest
from peremena.refusals import Unfit, refuse

EMPTY = "Напишите вопрос."
_STATES = {"show": QuestionState.SHOWN, "done": QuestionState.DONE, "dismiss": QuestionState.DISMISSED}


def ask(*, by: Caller, call: int, text: str) -> None:
    """Put a question to the hosts, as a viewer who is inside. Raises NotFound, MayNot, Unfit."""
    now = clock.now()
    tidy = " ".join(text.replace("\x00", "").split())
    if not tidy:
        raise Unfit(EMPTY)
    with transaction.atomic():
        who = access.someone(by, call, now, lock=True)
        is_inside = who.call.ended_at_ms is None and who.participant.state == State.IN
        own = Question.objects.filter(participant=who.participant.pk or 0, state=QuestionState.WAITING)
        is_viewer = who.standing.part == "viewer"
        refuse(rules_gathering.why_not_asked(is_viewer=is_viewer, waiting=own.count()))
        refuse("" if is_inside else rules.CALL_IS_OVER)
        refuse("" if "ask" in who.standing.may else rules.STILL_WITHOUT_HOST)
        Question.objects.create(call=who.call, participant=who.participant, text=tidy, asked_at_ms=clock.to_ms(now))
    telling.follow_room(call)


def answer(*, by: Caller, call: int, question: int, wanted: AnswerRequest) -> None:
    """Show a question to all, put it away or dismiss it, as a host. The one that was shown makes room."""
    with transaction.atomic():
        who = access.someone(by, call, clock.now(), lock=True)
        refuse(rules.why_not_governed(who.standing.part))
        refuse(rules.CALL_IS_OVER if who.call.ended_at_ms is not None else "")
        row = Question.objects.filter(call=who.call, pk=question).first()
        if row is None:
            raise NotFound
        if wanted.what == "show":
            shown = Question.objects.filter(call=who.call, state=QuestionState.SHOWN).exclude(pk=question)
            shown.update(state=QuestionState.DONE)
        row.state = _STATES[wanted.what]
        row.save(update_fields=["state"])
        audit.record(by=by.profile, action=f"call.question.{wanted.what}", target=f"call:{call}", question=question)
    telling.follow_room(call)
