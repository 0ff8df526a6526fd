"""The roads of meetings and broadcasts: whom one may gather, and the questions of viewers."""

from django.http import HttpRequest, HttpResponse

from peremena import clock
from peremena.calls import access, actions_questions, queries_gathering, queries_questions
from peremena.calls.api_check import router
from peremena.calls.asking import described_nothing, nothing, person_or_guest, signed_in
from peremena.calls.schemas import AnswerRequest, Audiences, QuestionRequest, Questions
from peremena.people import wire

# The roads of one address belong to one router; `api` adds those for whoever is signed in.
__all__ = ["router"]


@router.get("/calls/audiences", operation_id="getAudiences", openapi_extra=wire.described(Audiences))
def get_audiences(request: HttpRequest) -> HttpResponse:
    """Whom I may gather to a meeting or a broadcast, chats left out. Some twelve queries, the facts of the school."""
    return wire.said(queries_gathering.audiences(wire.profile_of(request).id, clock.now()))


@router.get("/calls/{call}/questions", auth=None, operation_id="getQuestions", openapi_extra=wire.described(Questions))
def get_questions(request: HttpRequest, call: int) -> HttpResponse:
    """The queue of questions for hosts; one's own for viewers, guests too. Some twenty-five queries for hosts."""
    now = clock.now()
    return wire.said(queries_questions.questions(access.someone(person_or_guest(request), call, now), now))


@router.post(
    "/calls/{call}/questions",
    auth=None,
    operation_id="askQuestion",
    openapi_extra=described_nothing(QuestionRequest),
)
def ask_question(request: HttpRequest, call: int) -> HttpResponse:
    """Ask the hosts, as a viewer; nobody else sees it. Some fifteen queries, one question to the media server."""
    by = person_or_guest(request)
    actions_questions.ask(by=by, call=call, text=wire.heard(request, QuestionRequest).text)
    return nothing()


@router.post(
    "/calls/{call}/questions/{question}",
    operation_id="answerQuestion",
    openapi_extra=described_nothing(AnswerRequest),
)
def answer_question(request: HttpRequest, call: int, question: int) -> HttpResponse:
    """Show a question to all, put it away, or dismiss it, as a host. Some fifteen queries."""
    by = signed_in(request)
    actions_questions.answer(by=by, call=call, question=question, wanted=wire.heard(request, AnswerRequest))
    return nothing()
