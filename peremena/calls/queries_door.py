"""What the door asks at every connect, and again while a line stands: may whoever holds this token be inside now?"""

from collections.abc import Sequence

from django.http import parse_cookie

from peremena import clock
from peremena.calls import check, telling
from peremena.calls.contract import NOBODY_ASKED, Knock, Refusal
from peremena.calls.links import GUEST_COOKIE, digest_of
from peremena.calls.models import Participant, State
from peremena.calls.rules import CALL_IS_OVER, YOU_WERE_REMOVED
from peremena.live.contract import Principal
from peremena.people import queries as people

_OVER = Refusal(403, CALL_IS_OVER)
_REMOVED = Refusal(403, YOU_WERE_REMOVED)


def admits(knocks: Sequence[Knock]) -> list[Refusal | None]:
    """Answer the knocks in their order, None for whoever may be inside.

    The call is open, they are let in, and the session through which they came is alive and theirs; of a guest it is
    the cookie. Three queries for any number of knocks.
    """
    numbers = [telling.participant_of(knock.claims.identity) for knock in knocks]
    known = [number for number in numbers if number is not None]
    found = {one.pk: one for one in Participant.objects.select_related("call", "guest").filter(pk__in=known)}
    holders = people.authenticate([knock.cookie for knock in knocks])
    return [
        _why_not(knock, found.get(number or 0), holder)
        for knock, number, holder in zip(knocks, numbers, holders, strict=True)
    ]


def _why_not(knock: Knock, participant: Participant | None, holder: Principal | None) -> Refusal | None:
    if check.is_room(knock.claims.room):
        # Whoever checks is alone there: no call, and nobody's session, depends on them.
        return check.why_not(knock.claims)
    if participant is None or participant.call.room != knock.claims.room:
        return NOBODY_ASKED
    if participant.call.ended_at_ms is not None:
        return _OVER
    if participant.state == State.REMOVED:
        return _REMOVED
    is_theirs = _is_theirs(participant, knock, holder)
    if participant.state != State.IN or not is_theirs:
        return NOBODY_ASKED
    # Their token may grant what was taken from them since: it is good for five minutes.
    telling.doubt(participant.call_id)
    return None


def _is_theirs(participant: Participant, knock: Knock, holder: Principal | None) -> bool:
    if participant.guest is not None:
        cookie = parse_cookie(knock.cookie).get(GUEST_COOKIE, "")
        return bool(cookie) and digest_of(cookie) == participant.guest.digest
    if holder is None or holder.expires_at <= clock.now().timestamp():
        return False
    return holder.profile == participant.profile_id and holder.session == participant.session
