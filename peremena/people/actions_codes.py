"""Counts the codes that are asked for and the tries at them: the only bound on what SMS cost and on guessing.

Requests without a password are judged only by their own kind, and strangers' numbers are counted like ours: so
neither a refusal nor its absence tells whether a number is known here.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from peremena import clock
from peremena.people import rules
from peremena.people.models import CodeRequest

_DAY = timedelta(days=1)
# Refused for the whole installation: half an hour later some of yesterday's codes are no longer counted.
_BUDGET_WAIT = timedelta(minutes=30)
# Any number that no other part of the installation locks by.
_LOCK = 0x70657265


class TooOften(RateLimited):
    """One has to wait; answered with 429."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.retry_after = max(1, round(wait.total_seconds()))


@dataclass(frozen=True, slots=True)
class Counted:
    """A request that was counted. When it may not be sent, its answer is the same as if it had been."""

    request: int
    may_send: bool


def count_request(*, phone: str, with_password: bool) -> Counted:
    """Count one request for a code; raises `TooOften`. The same statements for every number, known or not."""
    number = _number(phone)
    now = clock.now()
    with transaction.atomic():
        _one_at_a_time()
        CodeRequest.objects.filter(at__lte=now - _DAY).delete()
        earlier = list(CodeRequest.objects.filter(number=number).order_by("at").values_list("at", "with_password"))
        spent = CodeRequest.objects.filter(with_password=with_password).count()
        all_waits = rules.wait_for_code([at for at, _ in earlier], now)
        seen_waits = all_waits if with_password else rules.wait_for_code(_without_password(earlier), now)
        _refuse(seen_waits, spent)
        counted = CodeRequest.objects.create(number=number, with_password=with_password, at=now)
    return Counted(request=counted.pk, may_send=all_waits is None)


def _without_password(earlier: Sequence[tuple[datetime, bool]]) -> list[datetime]:
    return [at for at, with_password in earlier if not with_password]


def _refuse(wait: timedelta | None, spent: int) -> None:
    if wait is not None:
        raise TooOften(wait)
    # Half of the day's SMS is kept for those who gave their password: strangers cannot spend it.
    if spent >= settings.SMS_PER_DAY // 2:
        raise TooOften(_BUDGET_WAIT)


def _one_at_a_time() -> None:
    """Count in turn: parallel requests would all find that there is one code left. SQLite writes in turn anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def take_try(*, request: int) -> bool:
    """Take one of the tries at a code; False when they are used up or the code is too old.

    Counted in the database, not in the session: parallel guesses would all begin from the same count there.
    """
    fresh = CodeRequest.objects.filter(pk=request, at__gt=clock.now() - rules.CODE_LASTS)
    return bool(fresh.filter(tries__lt=rules.TRIES_PER_CODE).update(tries=F("tries") + 1))


def _number(phone: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"code {phone}".encode(), "sha256").hexdigest()[:32]
