"""Who carries a message: nobody, the development page, or the class that an operator names."""

import logging
from functools import lru_cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from peremena.notify import development

_log = logging.getLogger("peremena.notify")


class Sender(Protocol):
    def send(self, to: str, text: str, *, purpose: str) -> None:
        """Hand one SMS to the provider; an error is raised, never swallowed."""


class Off:
    """Production before an operator has set up a sender. Neither text nor code ever reaches the log."""

    def send(self, to: str, text: str, *, purpose: str) -> None:  # noqa: ARG002 the port's signature
        _log.error("%s was not sent: no SMS sender is set up. Name one in PEREMENA_SMS_SENDER.", purpose)


class Development:
    """Shows messages on /dev/sms and in the log. Never chosen outside demo and development."""

    def send(self, to: str, text: str, *, purpose: str) -> None:
        development.keep(to, text, purpose)
        _log.info("SMS to %s: %s", to, text)


def chosen() -> Sender:
    if development.is_on():
        return Development()
    return named(settings.SMS_SENDER) if settings.SMS_SENDER else Off()


@lru_cache(maxsize=4)
def named(path: str) -> Sender:
    return cast("Sender", import_string(path)())
