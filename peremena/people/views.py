"""The addresses of sign-in under /id/: django-allauth's browser client, with our own views where it falls short."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast

from allauth.core.internal.httpkit import authenticated_user
from allauth.decorators import rate_limit
from allauth.headless.account.views import ConfirmLoginCodeView, LoginView, RequestLoginCodeView
from allauth.headless.base.response import AuthenticationResponse, ConflictResponse
from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit.response import APIResponse
from allauth.headless.usersessions.response import SessionsResponse
from allauth.headless.usersessions.views import SessionsView
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.decorators import method_decorator

from peremena.people import phones, rules
from peremena.people.codes import CodeBySms
from peremena.people.words import said

if TYPE_CHECKING:
    from peremena.people.models import Account


class _TidyPhone:
    """Reads a phone in any spelling; allauth itself takes only E.164."""

    def _parse_json(self, request: HttpRequest) -> Any:
        asked = super()._parse_json(request)  # type: ignore[misc]
        if asked and isinstance(asked.get("phone"), str):
            asked["phone"] = phones.tidy_if_possible(asked["phone"])
        return asked


class SignIn(_TidyPhone, LoginView):
    """Phone and password; answers with the pending step `login_by_code`."""


@method_decorator(rate_limit(action="ask_for_code"), name="handle")
class AskForCode(_TidyPhone, RequestLoginCodeView):
    """A code without a password; known and unknown numbers go the same way."""

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return ConflictResponse(request)
        account = cast("Account | None", self.input._user)  # noqa: SLF001 where allauth's form keeps whom it found
        CodeBySms.begin(request, account=account, phone=self.input.cleaned_data["phone"])
        return AuthenticationResponse(request)


class ConfirmCode(ConfirmLoginCodeView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.process = CodeBySms.pending(request)
        if not self.process:
            return ConflictResponse(request)
        if request.method == "POST" and not self.process.take_try():
            self.process.abort()
            return ConflictResponse(request)
        # Past allauth's own dispatch, which would look for a process of its own kind.
        return super(ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs)


class SendCodeAgain(APIView):
    handle_json_input = False

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        process = CodeBySms.pending(request)
        if not process or not process.can_resend:
            return ConflictResponse(request)
        process.resend()
        return APIResponse(request)


class _SessionsInWords(SessionsResponse):
    def _session_data(self, session: UserSession) -> dict[str, Any]:
        shown = super()._session_data(session)
        del shown["ip"]
        return shown | {"browser": _in_words(session.user_agent)}


def _in_words(user_agent: str) -> str:
    browser, system = rules.browser_words(user_agent)
    if browser and system:
        return f"{browser}, {system}"
    return browser or system or said("Неизвестный браузер", "Unknown browser")


class MySessions(SessionsView):
    """GET lists them, DELETE {"sessions": [ids]} ends them, with their sockets."""

    def _respond_session_list(self) -> SessionsResponse:
        return _SessionsInWords(self.request, UserSession.objects.purge_and_list(authenticated_user(self.request)))


def sign_up_is_closed(_request: HttpRequest) -> JsonResponse:
    """Answer everybody alike, whatever was sent."""
    sentence = said(
        "Самостоятельной регистрации нет: учётную запись создаёт школа.",
        "There is no sign-up: the school makes accounts.",
    )
    return JsonResponse({"error": {"code": "sign_up_closed", "message": sentence}}, status=HTTPStatus.FORBIDDEN)
