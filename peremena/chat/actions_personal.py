"""What people make of their own chats: pinned, muted, archived, marked as unread, drafts, cleared histories.

All of it stands in the own `Membership` and is told to the own devices alone, as a row of the chat list. Each function
takes many wishes at once, of whoever they are, and answers in their order.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from peremena import clock
from peremena.chat import actions_read
from peremena.chat.actions_announce import MembershipChange, announce
from peremena.chat.actions_storing import as_json
from peremena.chat.drafts import NOT_FOUND, Refused
from peremena.chat.models import Membership, Stay
from peremena.chat.schemas import Appearance, Mention
from peremena.database import raw

Pair = tuple[int, int]

# The manuals' number.
MOST_PINNED = 5
FOR_GOOD: Final = -1

TOO_MANY_PINNED = Refused(
    "too_many", f"Закрепить можно до пяти чатов, и {MOST_PINNED} уже закреплено. Сначала открепите какой-нибудь."
)

_OWN = (
    *("pin", "muted_until_ms", "archived_no", "marked_unread", "hue", "paper"),
    *("draft", "draft_reply_no", "draft_at_ms", "draft_mentions", "read_no", "from_no", "cleared_no"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What one person wants of one of their chats; None leaves it as it is."""

    profile: int
    conversation: int
    pinned: bool | None = None
    # Milliseconds since 1970; 0: heard; -1: until turned on again.
    muted_until: int | None = None
    archived: bool | None = None
    unread: bool | None = None
    appearance: Appearance | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed in a chat and has not sent, and when, by the clock of their device."""

    profile: int
    conversation: int
    text: str
    reply: int | None
    edited_at: int
    mentions: Sequence[Mention] = ()


@transaction.atomic
def change_settings(wishes: Sequence[Wish]) -> list[Refused | None]:
    """Do what each wish says, all of it or nothing; None where it is done."""
    desk = _Desk({(wish.conversation, wish.profile) for wish in wishes})
    answers = [_change(desk, wish) for wish in wishes]
    desk.tell(desk.write())
    return answers


def _change(desk: "_Desk", wish: Wish) -> Refused | None:
    one = desk.of(wish.conversation, wish.profile)
    if one is None:
        return NOT_FOUND
    if wish.pinned and not one.pin and len(desk.pinned(wish.profile)) >= MOST_PINNED:
        return TOO_MANY_PINNED
    if wish.muted_until is not None:
        _mute(one, wish.muted_until)
    if wish.archived is not None:
        one.archived_no = _last_no(one) if wish.archived else None
    if wish.unread is not None:
        one.marked_unread = wish.unread
    if wish.appearance is not None:
        one.hue, one.paper = wish.appearance.hue, wish.appearance.paper
    stays_pinned = bool(one.pin) and not wish.archived
    _pin(desk, one, is_pinned=stays_pinned if wish.pinned is None else wish.pinned)
    return None


def _mute(one: Membership, until: int) -> None:
    """Whoever turns the sound on again does not thereby empty their archive, nor fills it who turns it off."""
    if one.archived_no is not None and _is_muted(one):
        one.archived_no = _last_no(one)
    elif one.archived_no is not None and one.archived_no < _last_no(one):
        # A message has brought the chat back; muted it would otherwise count as put away.
        one.archived_no = None
    one.muted_until_ms = until


def _is_muted(one: Membership) -> bool:
    return one.muted_until_ms == FOR_GOOD or one.muted_until_ms > clock.now_ms()


def _pin(desk: "_Desk", one: Membership, *, is_pinned: bool) -> None:
    """Pin at the end, or unpin and close the gap. A pinned chat is in the list and not in the archive."""
    if is_pinned:
        one.archived_no = None
    if is_pinned == bool(one.pin):
        return
    others = [other for other in desk.pinned(one.profile_id) if other is not one]
    one.pin = 0
    _number([*others, one] if is_pinned else others)


def _number(pinned: Sequence[Membership]) -> None:
    for place, one in enumerate(pinned, start=1):
        one.pin = place


@transaction.atomic
def arrange_pinned(orders: Sequence[tuple[int, Sequence[int]]]) -> list[Refused | None]:
    """Put the pinned chats of (profile, conversations) into this order.

    It only arranges: what another device unpinned meanwhile stays unpinned, what it pinned comes last.
    """
    desk = _Desk({(conversation, profile) for profile, order in orders for conversation in order})
    answers = [_arrange(desk, profile, order) for profile, order in orders]
    desk.tell(desk.write())
    return answers


def _arrange(desk: "_Desk", profile: int, order: Sequence[int]) -> Refused | None:
    named = [desk.of(conversation, profile) for conversation in dict.fromkeys(order)]
    if any(one is None for one in named):
        return NOT_FOUND
    first = [one for one in named if one is not None and one.pin]
    _number([*first, *(one for one in desk.pinned(profile) if one not in first)])
    return None


@transaction.atomic
def clear_history(places: Sequence[Pair]) -> list[int | None]:
    """Let (conversation, profile) see nothing of what was said so far; answers their new `from_no`, None for NOT_FOUND.

    The windows of what they may read are cut, so that history and sync agree; nothing is taken from anybody else.
    """
    desk = _Desk(places)
    answers: list[int | None] = []
    for place in places:
        one = desk.of(*place)
        answers.append(None if one is None else _clear(one))
    cleared = desk.write()
    _cut_windows(cleared)
    desk.tell(cleared)
    for conversation in sorted({one.conversation_id for one in cleared}):
        actions_read.whisper_marks(conversation)
    return answers


def _clear(one: Membership) -> int:
    one.cleared_no = one.read_no = _last_no(one)
    one.from_no = one.cleared_no + 1
    one.marked_unread = False
    return one.from_no


def _cut_windows(cleared: Collection[Membership]) -> None:
    for one in cleared:
        stays = Stay.objects.filter(membership=one)
        stays.filter(to_no__isnull=False).update(from_no=F("to_no"))
        stays.filter(to_no__isnull=True).update(from_no=one.from_no)


@transaction.atomic
def save_drafts(typed: Sequence[Typed]) -> list[Refused | None]:
    """Keep what was typed; of two devices the one that typed later wins. An empty text is no draft."""
    desk = _Desk({(one.conversation, one.profile) for one in typed})
    answers = [_keep(desk, one) for one in typed]
    desk.tell(desk.write())
    return answers


def _keep(desk: "_Desk", typed: Typed) -> Refused | None:
    one = desk.of(typed.conversation, typed.profile)
    if one is None:
        return NOT_FOUND
    # A device whose clock is ahead would otherwise win for ever.
    at = min(typed.edited_at, clock.now_ms())
    if at >= one.draft_at_ms:
        text = typed.text if typed.text.strip() else ""
        reply = typed.reply if text else None
        named = as_json([mention for mention in typed.mentions if mention[0] + mention[1] <= len(text)])
        if (text, reply, named) != (one.draft, one.draft_reply_no, one.draft_mentions):
            one.draft, one.draft_reply_no, one.draft_mentions, one.draft_at_ms = text, reply, named, at
    return None


def forget_sent_drafts(places: Collection[Pair], at: int) -> None:
    """Empty the drafts of these (conversation, profile), whose text was sent just now, in the caller's transaction."""
    if not places:
        return
    raw.write_many(
        "UPDATE chat_membership SET draft = '', draft_reply_no = NULL, draft_mentions = '', draft_at_ms = %s"
        " WHERE conversation_id = %s AND profile_id = %s",
        [(at, conversation, profile) for conversation, profile in sorted(places)],
    )
    announce([MembershipChange(conversation, profile, "changed") for conversation, profile in sorted(places)])


def _last_no(one: Membership) -> int:
    return one.conversation.last_no


class _Desk:
    """The memberships that a batch is about, and all that are pinned by the same people: as they are and will be."""

    def __init__(self, wanted: Collection[Pair]) -> None:
        profiles = {profile for _, profile in wanted}
        named = {conversation for conversation, _ in wanted}
        pinned = Membership.objects.filter(profile__in=profiles, pin__gt=0).values_list("conversation", flat=True)
        actions_read.lock_conversations({*named, *pinned})
        standing = (
            Membership.objects.filter(profile__in=profiles, is_current=True)
            .exclude(ends_at__lte=clock.now())
            .filter(Q(conversation__in=named) | Q(pin__gt=0))
            .select_related("conversation")
        )
        self._standing = {(one.conversation_id, one.profile_id): one for one in standing}
        self._before = {pair: _values(one) for pair, one in self._standing.items()}

    def of(self, conversation: int, profile: int) -> Membership | None:
        return self._standing.get((conversation, profile))

    def pinned(self, profile: int) -> list[Membership]:
        """Return the pinned chats of a person in their order."""
        own = (one for one in self._standing.values() if one.profile_id == profile and one.pin)
        return sorted(own, key=lambda one: one.pin)

    def write(self) -> list[Membership]:
        """Write what has become different; returns it."""
        changed = [one for pair, one in sorted(self._standing.items()) if _values(one) != self._before[pair]]
        if changed:
            Membership.objects.bulk_update(changed, _OWN, batch_size=50)
        return changed

    def tell(self, changed: Sequence[Membership]) -> None:
        announce([MembershipChange(one.conversation_id, one.profile_id, "changed") for one in changed])


def _values(one: Membership) -> list[object]:
    return [getattr(one, name) for name in _OWN]
