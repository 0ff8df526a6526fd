"""Running a chat: taking people out and letting them in again, leaving, and who is administrator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.chat import access, newcomers, rules_groups, texts
from peremena.chat.actions_groups import ids_of, insist_on_returning, locked, pairs_of, say
from peremena.chat.actions_memberships import appoint_seat, seat_profiles
from peremena.chat.models import Conversation, Exclusion, MemberRole, Reason, Seat
from peremena.chat.newcomers import insist, refuse
from peremena.chat.schemas import Service
from peremena.chat.schemas_groups import LONGEST_REASON, Someone
from peremena.refusals import MayNot, Unfit
from peremena.roster import queries_cards
from peremena.roster.queries_cards import Card

NOT_HERE = "Этого человека в чате уже нет."
REASON_NEEDED = "Этот человек в чате по спискам школы. Напишите, почему вы его исключаете: причина останется в журнале."
LONG_REASON = f"Причина длиннее {LONGEST_REASON} знаков. Напишите короче."
NOT_EXCLUDED = "Этого человека никто не исключал."


@dataclass(frozen=True, slots=True)
class _Member:
    """Somebody in a chat: the cards by which they sit there, and the seats that hold now."""

    cards: list[Card]
    seats: list[Seat]

    @property
    def name(self) -> str:
        return self.cards[0].name

    @property
    def by_roster(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.reason != Reason.BY_HAND]

    @property
    def runs_by_roster(self) -> bool:
        return any(seat.role == MemberRole.ADMIN for seat in self.by_roster)

    @property
    def is_administrator(self) -> bool:
        return any(seat.role == MemberRole.ADMIN for seat in self.seats)


def exclude(*, by: int, conversation: int, member: Someone, reason: str) -> None:
    """Take somebody out of a chat. Whom the roster seats there stays out until somebody lets them in again."""
    now, why = clock.now(), " ".join(reason.replace("\x00", "").split())
    with transaction.atomic():
        place = locked(conversation)
        insist(by, conversation, "exclude", now)
        out = _member(place, member, now)
        is_oneself = any(card.profile == by for card in out.cards)
        refuse(rules_groups.why_not_excluded(is_oneself=is_oneself, runs_by_roster=out.runs_by_roster))
        if out.by_roster and not why:
            raise Unfit(REASON_NEEDED)
        if len(why) > LONGEST_REASON:
            raise Unfit(LONG_REASON)
        _end_by_hand(out.seats, now)
        persons = {seat.person_id for seat in out.seats}
        Exclusion.objects.bulk_create(
            Exclusion(conversation=place, person_id=person, excluded_by_id=by, reason=why, at=now)
            for person in sorted(persons)
        )
        _record(by, "chat.member.excluded", place, out, reason=why)
        _let_go(place, out, "excluded", now)
        say(conversation, by, Service(what="removed", people=ids_of(out.cards[:1]), names=[out.name]))


def reinstate(*, by: int, conversation: int, person: int) -> None:
    """Let in again somebody who was excluded, if the roster still seats them; others may be added again."""
    now = clock.now()
    with transaction.atomic():
        place = locked(conversation)
        insist_on_returning(by, conversation, now)
        cards = _cards(Someone(person=person), NOT_EXCLUDED)
        persons = [card.person for card in cards]
        lifted = Exclusion.objects.filter(conversation=place, person__in=persons, lifted_at__isnull=True)
        if not lifted.update(lifted_at=now):
            raise Unfit(NOT_EXCLUDED)
        back = _member_or_none(place, cards, now)
        target = f"conversation:{conversation}"
        audit.record(by=by, action="chat.member.reinstated", target=target, person=person)
        seat_profiles(pairs_of(conversation, cards), now)
        if back is not None:
            say(conversation, by, Service(what="added", people=ids_of(cards[:1]), names=[back.name]))


def leave(*, by: int, conversation: int) -> None:
    """Leave a chat in which no seat of the roster holds one."""
    now = clock.now()
    with transaction.atomic():
        place = locked(conversation)
        out = _member_or_none(place, queries_cards.cards_of_profiles([by]), now)
        if out is None:
            raise access.NotFound
        if out.by_roster:
            raise MayNot(rules_groups.ROSTER_KEEPS_YOU)
        _end_by_hand(out.seats, now)
        _record(by, "chat.member.left", place, out)
        _let_go(place, out, "went", now)
        say(conversation, by, Service(what="left"))


def appoint(*, by: int, conversation: int, member: Someone) -> None:
    """Make an administrator of a member; whoever is one stays one."""
    now = clock.now()
    with transaction.atomic():
        place = locked(conversation)
        insist(by, conversation, "appoint", now)
        one = _member(place, member, now)
        facts = newcomers.facts_of(one.cards, now)
        for card in one.cards:
            refuse(rules_groups.why_not_appointed(facts[card.person]))
        if one.is_administrator:
            return
        appoint_seat(place, one.seats[0].person_id, by=by, at=now)
        seat_profiles(pairs_of(conversation, one.cards), now)
        say(conversation, by, Service(what="appointed", people=ids_of(one.cards[:1]), names=[one.name]))


def dismiss(*, by: int, conversation: int, member: Someone) -> None:
    """Make a plain member of an administrator whom somebody appointed; in the end a chat always has one."""
    now = clock.now()
    with transaction.atomic():
        place = locked(conversation)
        insist(by, conversation, "appoint", now)
        one = _member(place, member, now)
        refuse(rules_groups.why_not_dismissed(by_roster=one.runs_by_roster))
        if not one.is_administrator:
            return
        _end_by_hand([seat for seat in one.seats if seat.role == MemberRole.ADMIN], now)
        _record(by, "chat.administrator.dismissed", place, one)
        seat_profiles(pairs_of(conversation, one.cards), now)
        say(conversation, by, Service(what="dismissed", people=ids_of(one.cards[:1]), names=[one.name]))


def _member(conversation: Conversation, member: Someone, at: datetime) -> _Member:
    found = _member_or_none(conversation, _cards(member, NOT_HERE), at)
    if found is None:
        raise Unfit(NOT_HERE)
    return found


def _cards(someone: Someone, otherwise: str) -> list[Card]:
    try:
        return newcomers.cards_of([someone])
    except MayNot as error:
        raise Unfit(otherwise) from error


def _member_or_none(conversation: Conversation, cards: Collection[Card], at: datetime) -> _Member | None:
    seats = Seat.objects.filter(conversation=conversation, person__in=[card.person for card in cards])
    out = Exclusion.objects.filter(conversation=conversation, lifted_at__isnull=True).values("person")
    holding = list(
        seats.filter(starts_at__lte=at).exclude(ends_at__lte=at).exclude(person__in=out).order_by("role", "id")
    )
    # An appointment alone seats nobody, and comes after the seat that does.
    holding.sort(key=lambda seat: seat.role == MemberRole.ADMIN and seat.reason == Reason.BY_HAND)
    persons = {seat.person_id for seat in holding}
    return _Member([card for card in cards if card.person in persons], holding) if holding else None


def _end_by_hand(seats: Collection[Seat], at: datetime) -> None:
    ended = [seat.pk for seat in seats if seat.reason == Reason.BY_HAND]
    Seat.objects.filter(pk__in=ended).update(ends_at=at)


def _let_go(conversation: Conversation, member: _Member, what: str, at: datetime) -> None:
    school = Conversation.objects.select_related("school").get(pk=conversation.pk).school
    day = at.astimezone(ZoneInfo(school.timezone if school is not None else "UTC")).date()
    pairs = pairs_of(conversation.id, member.cards)
    seat_profiles(pairs, at, why=dict.fromkeys(pairs, texts.left_key(what, day)))


def _record(by: int, action: str, conversation: Conversation, member: _Member, **details: object) -> None:
    persons = sorted({seat.person_id for seat in member.seats})
    target = f"conversation:{conversation.id}"
    audit.record_many(by=by, rows=[(action, target, {"person": person, **details}) for person in persons])
