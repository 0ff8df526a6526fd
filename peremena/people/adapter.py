"""What django-allauth asks about our accounts. Named by ACCOUNT_ADAPTER and HEADLESS_ADAPTER."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.headless.adapter import DefaultHeadlessAdapter
from django.http import HttpRequest

from peremena.notify import actions as notify
from peremena.people import actions
from peremena.people.actions_codes import TooOften
from peremena.people.models import Account
from peremena.people.words import said

_AFTER_WRONG_PASSWORDS = timedelta(minutes=5)


class Adapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's signature
        """Accounts are made by the school in this version."""
        return False

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def get_user_by_phone(self, phone: str) -> Account | None:
        """Return the active account; a closed one answers like a number that nobody has."""
        return Account.objects.filter(phone=phone, is_active=True).first()

    def set_phone_verified(self, user: Any, phone: str) -> None:
        actions.verify_phone(account=user, phone=phone)

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **_rest: Any) -> None:  # noqa: ARG002 allauth's
        text = said(
            f"Код для входа в Перемену: {code}. Никому его не называйте.",
            f"Your code for Peremena: {code}. Do not tell it to anybody.",
        )
        notify.send_sms(phone, text, purpose="sign-in code")

    def get_login_stages(self) -> list[str]:
        stage = "allauth.account.stages.LoginByCodeStage"
        ours = "peremena.people.codes.CodeStage"
        return [ours if name == stage else name for name in super().get_login_stages()]

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002 allauth's
        # allauth itself counts all phones together, so that five wrong passwords would lock everybody out.
        return str(credentials.get("phone", ""))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        self._login_failed_rl_usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed",
            key=self._get_login_attempts_cache_key(request, **credentials),
        )
        if not self._login_failed_rl_usage:
            raise TooOften(_AFTER_WRONG_PASSWORDS)


class HeadlessAdapter(DefaultHeadlessAdapter):
    def serialize_user(self, user: Any) -> dict[str, Any]:
        """Tell only that there is somebody; /api/me says who."""
        return {"id": user.pk}
