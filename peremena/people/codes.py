"""The code by SMS as a step of signing in.

django-allauth sends it to the e-mail when there is one, stumbles over numbers it does not know when a code is sent
again, and keeps the count of tries in the session; here it always goes to the phone, every number goes the same way,
and tries are counted in the database.
"""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.httpkit import headed_redirect_response
from django.http import HttpRequest

from peremena import clock
from peremena.people import actions_codes, rules
from peremena.people.models import Account


class CodeBySms(LoginCodeVerificationProcess):
    """One pending code; without an account it is a pretence that no answer can tell from the real one."""

    @classmethod
    def begin(cls, request: HttpRequest, *, account: Account | None, phone: str, stage: Any = None) -> None:
        """Send the first code; `stage` is the sign-in that demands it, none when only a code was asked for."""
        state = cls.initial_state(user=account, phone=phone) | {"initiated_by_user": stage is None}
        process = cls(stage or _pretended_stage(request, account))
        process.state.update(state)
        process.send()
        process.persist()
        _look_as_long_for_nobody(account)

    @classmethod
    def pending(cls, request: HttpRequest) -> "CodeBySms | None":
        if request.user.is_authenticated:
            return None
        stage = LoginStageController.enter(request, CodeStage.key)
        if stage is None:
            return None
        process = cls(stage)
        _look_as_long_for_nobody(stage.login.user)
        if not process.is_valid():
            process.abort()
            return None
        return process

    def send_by_phone(self, phone: str, *_skip: bool, **_rest: bool) -> None:
        with_password = not self.state["initiated_by_user"]
        counted = actions_codes.count_request(phone=phone, with_password=with_password)
        self.state |= {"request": counted.request, "at": clock.now().timestamp()}
        if self.user:
            code = self.generate_code()
            if counted.may_send:
                get_adapter().send_verification_code_sms(user=self.user, phone=phone, code=code)

    def is_valid(self) -> bool:
        sent_at: float = self.state["at"]
        return clock.now().timestamp() - sent_at <= rules.CODE_LASTS.total_seconds()

    def take_try(self) -> bool:
        return actions_codes.take_try(request=self.state["request"])

    def resend(self) -> None:
        self.send()
        self.record_resend()
        self.persist()


class CodeStage(LoginByCodeStage):
    """The second step after a password."""

    def handle(self) -> Any:
        if self.state or not get_adapter().is_login_by_code_required(self.login):
            return super().handle()  # type: ignore[no-untyped-call]
        account = cast("Account", self.login.user)
        CodeBySms.begin(self.request, account=account, phone=account.phone or "", stage=self)
        return headed_redirect_response("account_confirm_login_code"), True


def _look_as_long_for_nobody(account: Any) -> None:
    """Read the account that is not there: the session of a known number makes allauth read one, which takes time."""
    if account is None:
        Account.objects.filter(pk=0).first()


def _pretended_stage(request: HttpRequest, account: Account | None) -> CodeStage:
    """Return the step of a sign-in that has not begun: the code itself will begin it."""
    login = Login(user=account)
    login.state["stages"] = {"current": CodeStage.key}
    return CodeStage(LoginStageController(request, login), request, login)
