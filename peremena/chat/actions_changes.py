"""What a chat is called, how it looks and what its members may: changed by whoever may."""

from django.db import transaction
from msgspec import UNSET

from peremena import clock
from peremena.audit import actions as audit
from peremena.chat.actions_announce import MembershipChange, announce, tell_conversation
from peremena.chat.actions_groups import bits_of, locked, say, tidy_title
from peremena.chat.models import Conversation, Kind, Membership
from peremena.chat.newcomers import insist
from peremena.chat.schemas import Service
from peremena.chat.schemas_groups import ChangeRequest
from peremena.files import actions as files
from peremena.refusals import MayNot

ROSTER_NAMES_THIS_CHAT = "Этот чат называется так же, как класс, предмет или учительская в списках школы."


def change(*, by: int, conversation: int, wanted: ChangeRequest) -> None:
    """Change title, picture and abilities of a chat, all that is wanted or nothing. Raises MayNot or Unfit."""
    with transaction.atomic():
        place = locked(conversation)
        lines = [line for line in (_rename(place, wanted, by), _picture(place, wanted, by)) if line is not None]
        is_other = _abilities(place, wanted, by)
        if not lines and not is_other:
            return
        place.save(update_fields=["title", "picture", "abilities"])
        audit.record(
            by=by,
            action="chat.group.changed",
            target=f"conversation:{conversation}",
            title=place.title,
            picture=place.picture,
            abilities=place.abilities,
        )
        if is_other:
            # First, because the row says at once what members may and what that makes of oneself.
            _tell_members(conversation)
        tell_conversation(conversation)
        for line in lines:
            say(conversation, by, line)


def _rename(place: Conversation, wanted: ChangeRequest, by: int) -> Service | None:
    if wanted.title is UNSET:
        return None
    insist(by, place.id, "edit", clock.now())
    title = tidy_title(wanted.title)
    if title == place.title:
        return None
    if place.kind != Kind.GROUP:
        raise MayNot(ROSTER_NAMES_THIS_CHAT)
    place.title = title
    return Service(what="renamed", title=title)


def _picture(place: Conversation, wanted: ChangeRequest, by: int) -> Service | None:
    if wanted.picture is UNSET:
        return None
    insist(by, place.id, "edit", clock.now())
    if wanted.picture == place.picture:
        return None
    if wanted.picture is not None:
        files.attach_picture(wanted.picture, by=by)
    if place.picture is not None:
        files.release_picture(place.picture, at=clock.now())
    place.picture = wanted.picture
    return Service(what="pictured")


def _abilities(place: Conversation, wanted: ChangeRequest, by: int) -> bool:
    if wanted.abilities is UNSET:
        return False
    insist(by, place.id, "manage", clock.now())
    before, place.abilities = place.abilities, bits_of(wanted.abilities)
    return place.abilities != before


def _tell_members(conversation: int) -> None:
    """Tell everybody there what they may now."""
    members = Membership.objects.filter(conversation=conversation, is_current=True).exclude(ends_at__lte=clock.now())
    profiles = members.order_by("profile").values_list("profile", flat=True)
    announce([MembershipChange(conversation, profile, "changed") for profile in profiles])
