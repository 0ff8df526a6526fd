"""Writing down that a database is invented, and as whom its door signs in."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from peremena.audit import actions as audit
from peremena.audit import queries as audit_rows
from peremena.people.models import Account, CastMember, DemoMark


class NotInvented(Exception):
    """Something real has been done in this database: it can never become a demo."""


@transaction.atomic
def mark_demo() -> None:
    """Say that nobody in this database is real: only while nothing at all has been done in it. Raises `NotInvented`."""
    if DemoMark.objects.exists():
        return
    if not audit_rows.is_empty():
        raise NotInvented
    DemoMark.objects.create(id=1)
    audit.record(by=None, action="people.demo.begun", target="demo")


@transaction.atomic
def end_demo() -> None:
    """A real class list came: the door of this database never opens again.

    The invented accounts lose their numbers, which may be those of strangers: a code must let none of them in.
    """
    DemoMark.objects.all().delete()
    nowhere = Concat(Value("demo-"), Cast("pk", CharField()), Value("@demo.invalid"), output_field=CharField())
    Account.objects.filter(phone__isnull=False).update(email=nowhere, phone=None, phone_verified=False)
    audit.record(by=None, action="people.demo.ended", target="demo")


@transaction.atomic
def write_cast(members: Sequence[CastMember]) -> None:
    """Replace those as whom the door signs in; the order is the order of the list. Raises `NotInvented`."""
    if not DemoMark.objects.exists():
        raise NotInvented
    CastMember.objects.all().delete()
    for position, member in enumerate(members, 1):
        member.position = position
    CastMember.objects.bulk_create(members)
