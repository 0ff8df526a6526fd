"""Opening a chat between two people."""

from django.db import IntegrityError, transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.chat import relations
from peremena.chat.actions_announce import MembershipChange, announce
from peremena.chat.models import Conversation, Kind, Membership, Stay


class MayNotStart(Exception):
    """The rules do not let this person begin a chat with that one; the message is a sentence for people."""


def open_direct(*, by: int, addressee: int) -> int:
    """Find or make the direct chat of two profiles; returns its id.

    Raises MayNotStart unless `chat.rules.may_start` allows it at this moment; an unknown addressee looks the same.
    """
    low, high = sorted((by, addressee))
    found = Conversation.objects.filter(direct_low_id=low, direct_high_id=high).values_list("id", flat=True).first()
    if found is not None:
        return found
    verdict = relations.start_verdicts({(by, addressee)}, clock.now())[by, addressee]
    if not verdict.allowed:
        raise MayNotStart(verdict.why)
    try:
        return _make(by, low, high)
    except IntegrityError:
        # The other of the two was quicker.
        return Conversation.objects.get(direct_low_id=low, direct_high_id=high).id


@transaction.atomic
def _make(by: int, low: int, high: int) -> int:
    conversation = Conversation.objects.create(kind=Kind.DIRECT, direct_low_id=low, direct_high_id=high, member_count=2)
    memberships = [Membership(conversation=conversation, profile_id=profile) for profile in (low, high)]
    for membership in memberships:
        membership.save(force_insert=True)
    Stay.objects.bulk_create([Stay(membership=membership, from_no=1) for membership in memberships])
    audit.record(by=by, action="chat.direct.opened", target=f"conversation:{conversation.id}")
    announce([MembershipChange(conversation.id, profile, "joined") for profile in (low, high)])
    return conversation.id
