"""Links to a call: making, revoking, looking where one leads, and coming by one as a guest."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.calls import access, names, rules
from peremena.calls.access import Caller
from peremena.calls.actions_telling import locked
from peremena.calls.gathering import has_audience
from peremena.calls.links import digest_of, make_token
from peremena.calls.models import Call, CallLink, Guest, Kind, Participant, State
from peremena.calls.schemas import CallPreview, GuestRequest, state_of
from peremena.chat import queries_calls as chat
from peremena.refusals import LinkOver, TooManyGuesses, Unfit, refuse
from peremena.roster import queries_names

# An address has 144 random bits; whoever tries so many looks for somebody else's.
MOST_GUESSES, GUESSES_SECONDS = 20, 600
# A link that was passed on to strangers must not fill a lobby: so many guests from one address, or of one call.
MOST_GUESTS_OF_ADDRESS, MOST_GUESTS = 40, 300
NOT_BY_LINK = "В звонок этого чата входят из самого чата."
NOT_BY_LINK_BUT_BY_LIST = "Сюда входят без ссылки: приглашённые видят собрание в разделе «Звонки»."
NO_NAME = "Назовитесь: в имени нужны хотя бы две буквы."
NO_GUEST = "Вы вошли под своим аккаунтом: в звонок входят под своим именем."
CROWDED = "Гостей уже слишком много. Попросите ведущего прислать новую ссылку."


def make_link(call: Call, *, by: int, lets_guests: bool) -> str:
    """Make the link of a call, in the caller's transaction; the former one stops working. Returns what it carries."""
    token = make_token()
    CallLink.objects.filter(call=call, revoked_at_ms__isnull=True).update(revoked_at_ms=clock.now_ms())
    link = CallLink.objects.create(call=call, digest=digest_of(token), made_by_id=by, lets_guests=lets_guests)
    audit.record(by=by, action="call.link.made", target=f"call:{call.pk}", link=link.pk)
    return token


def renew_link(*, by: Caller, call: int) -> str:
    """Make a new link and close the former one; whoever has come by it stays. Raises NotFound, MayNot."""
    with transaction.atomic():
        row = _invited_by(by, call)
        former = CallLink.objects.filter(call=row).order_by("-pk").first()
        _forget_those_outside(row)
        return make_link(row, by=by.profile or 0, lets_guests=former is None or former.lets_guests)


def revoke_link(*, by: Caller, call: int) -> None:
    """Close the link of a call: nobody new comes by it, and whoever is inside stays."""
    with transaction.atomic():
        row = _invited_by(by, call)
        CallLink.objects.filter(call=row, revoked_at_ms__isnull=True).update(revoked_at_ms=clock.now_ms())
        _forget_those_outside(row)
        audit.record(by=by.profile, action="call.link.revoked", target=f"call:{call}")


def _invited_by(by: Caller, call: int) -> Call:
    who = access.someone(by, call, clock.now(), lock=True)
    refuse("" if "invite" in who.standing.may else rules.ONLY_HOSTS)
    refuse(NOT_BY_LINK if who.call.kind == Kind.CHAT else "")
    refuse(NOT_BY_LINK_BUT_BY_LIST if has_audience(who.call) else "")
    refuse(rules.CALL_IS_OVER if who.call.ended_at_ms is not None else "")
    return who.call


def _forget_those_outside(call: Call) -> None:
    """Whoever only held the former link needs the new one; those who run the call do not."""
    rows = Participant.objects.filter(call=call, state=State.RUNG, is_cohost=False, guest__isnull=True)
    rows.exclude(profile=call.started_by_id).delete()


def look_at_link(*, by: Caller, token: str, address: str) -> CallPreview:
    """Say where a link leads. Whoever is signed in may come from now on. Raises LinkOver, MayNot, TooManyGuesses."""
    guest = None if by.guest is None else _guest_by(token, by.guest)
    link = _link(token, address) if guest is None else guest.link
    call = link.call
    if by.profile is not None:
        _remember(call, by.profile)
    return CallPreview(
        call=call.pk,
        title=call.title,
        by_name=call.started_by.display_name,
        kind=call.kind,  # type: ignore[arg-type] # the database holds no other
        state=state_of(call.started_at_ms, call.ended_at_ms),
        planned_at=call.planned_at_ms,
        signed_in=by.profile is not None,
        guests=link.lets_guests,
        guest="" if guest is None else guest.name,
    )


def _guest_by(token: str, guest: int) -> Guest | None:
    """Return a guest who came by this link; they may stay though it was closed since."""
    rows = Guest.objects.select_related("link__call__started_by")
    return rows.filter(pk=guest, link__digest=digest_of(token), call__ended_at_ms__isnull=True).first()


def _remember(call: Call, profile: int) -> None:
    if call.school_id is None:
        raise LinkOver
    person = chat.persons([profile], call.school_id, clock.now())[profile]
    refuse("" if person.is_of_the_school else rules.NOT_OF_THE_SCHOOL)
    if not Participant.objects.filter(call=call, profile=profile).exists():
        Participant.objects.get_or_create(call=call, profile_id=profile)


def _link(token: str, address: str) -> CallLink:
    name = f"call-link-guesses:{address}"
    cache.add(name, 0, timeout=GUESSES_SECONDS)
    if cache.get(name, 0) >= MOST_GUESSES:
        raise TooManyGuesses(GUESSES_SECONDS)
    rows = CallLink.objects.select_related("call__started_by")
    link = rows.filter(digest=digest_of(token), revoked_at_ms__isnull=True, call__ended_at_ms__isnull=True).first()
    if link is None:
        cache.incr(name)
        raise LinkOver
    return link


@dataclass(frozen=True, slots=True)
class Welcome:
    """A new guest, and what their browser keeps."""

    call: int
    guest: int
    cookie: str


def come_as_guest(*, by: Caller, wanted: GuestRequest, address: str) -> Welcome:
    """Make a guest of a call, who may knock at its door. Raises LinkOver, MayNot, Unfit, TooManyGuesses."""
    # Under another name somebody who was removed, or a pupil, would come back as a stranger.
    refuse(NO_GUEST if by.profile is not None else "")
    link = _link(wanted.token, address)
    refuse("" if link.lets_guests else rules.NO_GUESTS_HERE)
    name = names.tidy(wanted.name)
    if not names.is_name(name):
        raise Unfit(NO_NAME)
    school = link.call.school_id
    known = queries_names.names_of_school(school) if school is not None else []
    refuse(rules.NAME_IS_TAKEN if names.sounds_official(name) or names.is_taken(name, known) else "")
    _count_guest(address)
    cookie = make_token()
    with transaction.atomic():
        locked(link.call_id)
        refuse(CROWDED if Guest.objects.filter(link=link).count() >= _most_guests(link.call) else "")
        guest = Guest.objects.create(call=link.call, link=link, name=name, digest=digest_of(cookie))
        Participant.objects.create(call=link.call, guest=guest)
        audit.record(by=None, action="call.guest.came", target=f"call:{link.call_id}", guest=guest.pk, link=link.pk)
    return Welcome(link.call_id, guest.pk, cookie)


def _most_guests(call: Call) -> int:
    return max(MOST_GUESTS, settings.BROADCAST_VIEWERS) if call.kind == Kind.BROADCAST else MOST_GUESTS


def _count_guest(address: str) -> None:
    name = f"call-guests:{address}"
    cache.add(name, 0, timeout=GUESSES_SECONDS)
    if cache.get(name, 0) >= MOST_GUESTS_OF_ADDRESS:
        raise TooManyGuesses(GUESSES_SECONDS)
    cache.incr(name)
