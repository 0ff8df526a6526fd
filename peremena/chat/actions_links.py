"""Links to a chat: making, revoking, and coming in by one."""

import secrets
from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.chat import abilities, access, links, newcomers
from peremena.chat.actions_groups import locked, say, seat
from peremena.chat.models import ChatLink, Exclusion
from peremena.chat.newcomers import insist
from peremena.chat.schemas import Service
from peremena.chat.schemas_groups import LinkPreview, LinkRequest
from peremena.refusals import LinkOver, MayNot, TooManyGuesses, Unfit
from peremena.roster import queries as roster
from peremena.roster import queries_cards

FARTHEST = timedelta(days=366)
MOST_OPEN = 20
PAST = "Этот срок уже прошёл. Выберите день в будущем."
TOO_FAR = "Ссылка может действовать не дольше года."
TOO_MANY = f"У чата уже {MOST_OPEN} действующих ссылок. Отзовите те, что больше не нужны."

# An address has 144 random bits; whoever tries so many looks for somebody else's.
MOST_GUESSES, GUESSES_SECONDS = 20, 600


def make_link(*, by: int, conversation: int, wanted: LinkRequest) -> int:
    """Make a link in the name of whoever makes it: it lets in whom they themselves may add at that moment."""
    now = clock.now()
    expires_at = None if wanted.expires_at is None else _end(wanted.expires_at, now)
    with transaction.atomic():
        place = locked(conversation)
        insist(by, conversation, "invite", now)
        standing = ChatLink.objects.filter(conversation=place, revoked_at__isnull=True)
        if sum(links.is_open(one, now) for one in standing) >= MOST_OPEN:
            raise MayNot(TOO_MANY)
        made = ChatLink.objects.create(
            conversation=place,
            # Until the row has its number, of which the token is made.
            token_hash=secrets.token_hex(32),
            made_by_id=by,
            expires_at=expires_at,
            most_uses=wanted.most_uses,
        )
        made.token_hash = links.hash_of(links.token_of(made.pk))
        made.save(update_fields=["token_hash"])
        audit.record(by=by, action="chat.link.made", target=f"conversation:{conversation}", link=made.pk)
    return made.pk


def _end(moment: int, now: datetime) -> datetime:
    # Compared as numbers first: not every number is a moment.
    milliseconds = clock.to_ms(now)
    if moment <= milliseconds:
        raise Unfit(PAST)
    if moment > milliseconds + FARTHEST // timedelta(milliseconds=1):
        raise Unfit(TOO_FAR)
    return datetime.fromtimestamp(moment / 1000, UTC)


def revoke_link(*, by: int, conversation: int, link: int) -> None:
    """Close a link for good, one's own or as an administrator any; whoever came by it stays."""
    now = clock.now()
    with transaction.atomic():
        locked(conversation)
        insist(by, conversation, "invite", now)
        standing = ChatLink.objects.filter(pk=link, conversation=conversation, revoked_at__isnull=True)
        if not abilities.may_in(conversation, by, "manage", now):
            standing = standing.filter(made_by=by)
        if not standing.update(revoked_at=now):
            raise LinkOver
        audit.record(by=by, action="chat.link.revoked", target=f"conversation:{conversation}", link=link)


def look_at_link(*, by: int, token: str) -> LinkPreview:
    """Say where a link leads, to whoever it would let in; raises LinkOver, MayNot or TooManyGuesses."""
    return links.preview(*_looked_at(by, token))


def picture_behind_link(*, by: int, token: str) -> int:
    """Return the picture of the chat, under the same conditions; raises access.NotFound where it has none."""
    link, _ = _looked_at(by, token)
    if link.conversation.picture is None:
        raise access.NotFound
    return link.conversation.picture


def _looked_at(by: int, token: str) -> tuple[ChatLink, bool]:
    """Return a link that lets this person in, and whether they sit there already."""
    now = clock.now()
    link = _link(by, token, now)
    sits_there = bool(abilities.may_of_pairs([(link.conversation_id, by)], now))
    if not sits_there:
        _newcomers(link, by, now)
    return link, sits_there


def join_by_link(*, by: int, token: str) -> int:
    """Come into a chat by a link, if its maker might add this person right now; returns the chat."""
    now = clock.now()
    known = _link(by, token, now)
    with transaction.atomic():
        place = locked(known.conversation_id)
        # Asked again under the lock: others may have used it up meanwhile.
        link = links.found(token, now)
        if link is None:
            raise LinkOver
        if abilities.may_of_pairs([(place.id, by)], now):
            return place.id
        coming = _newcomers(link, by, now)
        seat(place, coming, by=link.made_by_id, at=now, link=link.pk)
        link.uses += 1
        link.save(update_fields=["uses"])
        say(place.id, by, Service(what="joined_by_link"))
    return place.id


def _link(by: int, token: str, at: datetime) -> ChatLink:
    name = f"link-guesses:{by}"
    cache.add(name, 0, timeout=GUESSES_SECONDS)
    if cache.get(name, 0) >= MOST_GUESSES:
        raise TooManyGuesses(GUESSES_SECONDS)
    link = links.found(token, at)
    if link is None:
        cache.incr(name)
        raise LinkOver
    return link


def _newcomers(link: ChatLink, by: int, at: datetime) -> list[newcomers.Newcomer]:
    """Return who comes in by a link, judged as if its maker added them: with the maker's rights of this moment."""
    try:
        insist(link.made_by_id, link.conversation_id, "invite", at)
    except (MayNot, access.NotFound) as error:
        # Who made it has left, or may bring in nobody any more.
        raise LinkOver from error
    cards = queries_cards.cards_of_profiles([by])
    excluded = Exclusion.objects.filter(
        conversation=link.conversation_id, person__in=[card.person for card in cards], lifted_at__isnull=True
    )
    if excluded.exists():
        raise MayNot(newcomers.WAS_EXCLUDED)
    if not cards:
        raise LinkOver
    maker = roster.facts_of({link.made_by_id}, at)[link.made_by_id]
    return newcomers.newcomers(maker, cards, link.conversation, at)
