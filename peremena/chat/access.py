"""The only way from a person and an id from outside to a conversation."""

from dataclasses import dataclass

from peremena import clock
from peremena.chat.models import Conversation, Membership

# A number beyond these would be an error of the database and not a missing row.
_IDS = range(1, 2**53)


class NotFound(Exception):
    """There is no such thing, or this person may not know of it; the two look alike."""


class PersonNotFound(NotFound):
    """The same of a person."""


@dataclass(frozen=True, slots=True)
class Place:
    """A conversation that a profile has a present right to."""

    conversation: int
    profile: int
    kind: str


def is_id(number: int) -> bool:
    """Say whether a number from outside can be an id of anything."""
    return number in _IDS


def conversation_for_reading(profile: int, conversation: int) -> Place:
    """Return the conversation if the profile sits in it at this moment; raises NotFound otherwise."""
    if not is_id(conversation):
        raise NotFound
    found = (
        Membership.objects.filter(conversation_id=conversation, profile_id=profile, is_current=True)
        .exclude(ends_at__lte=clock.now())
        .values_list("conversation__kind", flat=True)
        .first()
    )
    if found is None:
        raise NotFound
    return Place(conversation, profile, found)


def picture_of(place: Place, picture: int) -> int:
    """Return the picture if the conversation has it at this moment; raises NotFound otherwise.

    Whoever sits in some chat may thereby see the picture of no other.
    """
    has = Conversation.objects.filter(pk=place.conversation).values_list("picture", flat=True).first()
    if has is None or has != picture:
        raise NotFound
    return picture
