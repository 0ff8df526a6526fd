"""A browser as the server sees it: cookies, the CSRF header, one address."""

import json
import re
from typing import Any, cast

from django.http import HttpResponse
from django.test import Client

from peremena.notify import delivery, queries
from peremena.people import actions
from peremena.people.models import Account

PASSWORD = "Kx93!pqLmZ"
WRONG_CODE = "not it"
ID = "/id/browser/v1/"


class Visitor:
    def __init__(self, address: str = "127.0.0.1", user_agent: str = "") -> None:
        self.client = Client(
            enforce_csrf_checks=True,
            raise_request_exception=True,
            headers={"host": "localhost", "user-agent": user_agent},
            REMOTE_ADDR=address,
        )
        self.get(f"{ID}config")

    def get(self, path: str) -> HttpResponse:
        return cast("HttpResponse", self.client.get(path))

    def post(self, path: str, body: dict[str, Any] | None = None) -> HttpResponse:
        return self._send("POST", path, body)

    def delete(self, path: str, body: dict[str, Any] | None = None) -> HttpResponse:
        return self._send("DELETE", path, body)

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> HttpResponse:
        token = {"x-csrftoken": self.client.cookies["csrftoken"].value}
        answer = self.client.generic(
            method, path, json.dumps(body or {}), content_type="application/json", headers=token
        )
        return cast("HttpResponse", answer)

    # --- Sign-in ------------------------------------------------------------------------------------------------------

    def give_password(self, phone: str, password: str = PASSWORD) -> HttpResponse:
        return self.post(f"{ID}auth/login", {"phone": phone, "password": password})

    def ask_for_code(self, phone: str) -> HttpResponse:
        return self.post(f"{ID}auth/code/request", {"phone": phone})

    def give_code(self, code: str) -> HttpResponse:
        return self.post(f"{ID}auth/code/confirm", {"code": code})

    def ask_again(self) -> HttpResponse:
        return self.post(f"{ID}auth/code/resend")

    def sign_out(self) -> HttpResponse:
        return self.delete(f"{ID}auth/session")

    def sign_in(self, phone: str) -> None:
        assert self.give_password(phone).status_code == 401
        assert self.give_code(code_sent_to(phone)).status_code == 200

    @property
    def is_signed_in(self) -> bool:
        return self.get(f"{ID}auth/session").status_code == 200

    @property
    def session_key(self) -> str:
        return self.client.cookies["sessionid"].value

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())


def account(phone: str, **changed: object) -> Account:
    made = actions.create_account(by=None, phone=phone, password=PASSWORD)
    if changed:
        Account.objects.filter(pk=made.pk).update(**changed)
    return made


def codes_sent_to(phone: str) -> list[str]:
    """Return the codes of all messages to a number, the newest first."""
    delivery.wait()
    texts = [sms.text for sms in queries.shown_sms() if sms.to == phone]
    return [found.group() for text in texts if (found := re.search(r"\d{6}", text))]


def code_sent_to(phone: str) -> str:
    return codes_sent_to(phone)[0]


def told(response: HttpResponse) -> Any:
    return json.loads(response.content)
