"""Links to a chat: their addresses, which are secrets, and what is shown of them."""

import base64
import hmac
from collections import defaultdict
from datetime import datetime

from django.conf import settings

from peremena import clock
from peremena.chat.models import ChatLink, Seat
from peremena.chat.schemas_groups import LinkOut, LinkPreview, Links, LinkUse


def token_of(link: int) -> str:
    """Return what the address of a link carries. Worked out anew each time, so that no table holds it."""
    return base64.urlsafe_b64encode(_keyed(f"chat link {link}")[:18]).decode()


def hash_of(token: str) -> str:
    """Return what the table keeps of a token: enough to find it, and of no use to whoever reads the table."""
    return _keyed(f"chat link token {token}").hex()


def _keyed(text: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), "sha256").digest()


def is_open(link: ChatLink, at: datetime) -> bool:
    if link.revoked_at is not None or (link.expires_at is not None and link.expires_at <= at):
        return False
    return link.most_uses is None or link.uses < link.most_uses


def found(token: str, at: datetime) -> ChatLink | None:
    """Return the link of a token, None for one that lets nobody in."""
    link = ChatLink.objects.select_related("conversation", "made_by").filter(token_hash=hash_of(token)).first()
    return link if link is not None and is_open(link, at) else None


def preview(link: ChatLink, sits_there: bool) -> LinkPreview:  # noqa: FBT001 one of two answers
    place = link.conversation
    return LinkPreview(
        title=place.title,
        member_count=place.member_count,
        has_picture=place.picture is not None,
        made_by=link.made_by.display_name,
        conversation=place.id if sits_there else None,
    )


def links(conversation: int, at: datetime, *, made_by: int | None) -> Links:
    """Return the links of a chat, all or those of one maker, the newest first, with whoever came by each."""
    came: dict[int, list[LinkUse]] = defaultdict(list)
    for link, surname, first_name, moment in (
        Seat.objects.filter(conversation=conversation, link__isnull=False)
        .order_by("starts_at", "id")
        .values_list("link", "person__surname", "person__first_name", "starts_at")
    ):
        came[link].append(LinkUse(name=f"{surname} {first_name}", at=clock.to_ms(moment)))
    rows = ChatLink.objects.select_related("made_by").filter(conversation=conversation).order_by("-id")
    if made_by is not None:
        rows = rows.filter(made_by=made_by)
    return Links(links=[_shown(link, came[link.pk], at) for link in rows])


def _shown(link: ChatLink, came: list[LinkUse], at: datetime) -> LinkOut:
    return LinkOut(
        id=link.pk,
        token=token_of(link.pk),
        made_by=link.made_by.display_name,
        made_at=clock.to_ms(link.made_at),
        expires_at=None if link.expires_at is None else clock.to_ms(link.expires_at),
        most_uses=link.most_uses,
        uses=link.uses,
        is_open=is_open(link, at),
        came=came,
    )
