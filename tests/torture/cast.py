"""Who takes part: people with sessions, and groups into which they are put by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.db import transaction

from peremena.chat import actions_calls
from peremena.chat.actions_announce import MembershipChange, announce
from peremena.chat.models import Ability, Conversation, Kind, Membership, Stay
from peremena.chat.schemas import CallBrief
from peremena.people.models import Account, Profile
from tests.live.client import session_of

_phones = count(9_400_000)


@dataclass(frozen=True, slots=True)
class Somebody:
    profile: int
    # A session each: as many browsers as one likes.
    sessions: tuple[str, ...]

    @property
    def session(self) -> str:
        return self.sessions[0]


def people(number: int, sessions: int = 1) -> list[Somebody]:
    return [_somebody(sessions) for _ in range(number)]


def _somebody(sessions: int) -> Somebody:
    account = Account.objects.create(phone=f"+7901{next(_phones):07d}", password="!")
    name = f"Житель {account.pk}"
    profile = Profile.objects.create(account=account, surname="Житель", first_name=str(account.pk), display_name=name)
    return Somebody(profile.id, tuple(session_of(account) for _ in range(sessions)))


def show_call(conversation: int, by: int, count: int) -> None:
    """Let a call with so many people go on in a conversation; with nobody in it there is none."""
    brief = CallBrief(id=1, media="audio", by=by, name=f"Житель {by}", at=1, ring_until=2, count=count)
    actions_calls.show_call(conversation, brief if count else None)
    actions_calls.hush(conversation, "host_gone" if count > 1 else None)


def group(title: str, members: Sequence[Somebody]) -> int:
    """Make a group whose members may pin; returns its id."""
    abilities = Ability.WRITE | Ability.PIN
    conversation = Conversation.objects.create(
        kind=Kind.GROUP, title=title, member_count=len(members), abilities=abilities
    )
    for member in members:
        membership = Membership.objects.create(conversation=conversation, profile_id=member.profile)
        Stay.objects.create(membership=membership, from_no=1)
    return conversation.id


@transaction.atomic
def join(conversation: int, profile: int) -> None:
    """Let somebody in who sees what is said from now on."""
    place = Conversation.objects.select_for_update().get(pk=conversation)
    one = Membership.objects.filter(conversation=place, profile=profile).first()
    one = one or Membership(conversation=place, profile_id=profile)
    one.is_current, one.left_why = True, ""
    one.from_no, one.read_no = place.last_no + 1, place.last_no
    one.save()
    Stay.objects.create(membership=one, from_no=one.from_no)
    announce([MembershipChange(conversation, profile, "joined")])


@transaction.atomic
def leave(conversation: int, profile: int) -> None:
    place = Conversation.objects.select_for_update().get(pk=conversation)
    one = Membership.objects.get(conversation=place, profile=profile)
    one.is_current, one.left_why = False, "removed"
    one.save()
    Stay.objects.filter(membership=one, to_no=None).update(to_no=place.last_no + 1)
    announce([MembershipChange(conversation, profile, "left")])


def is_member(conversation: int, profile: int) -> bool:
    return Membership.objects.filter(conversation=conversation, profile=profile, is_current=True).exists()
