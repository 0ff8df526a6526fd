"""Who is brought into a chat by hand: from what a browser names to cards, and whether the rules let them in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from peremena.chat import abilities, access, rules_groups, seating
from peremena.chat.models import Conversation, Exclusion, Seat
from peremena.chat.schemas import Power
from peremena.chat.schemas_groups import Someone
from peremena.refusals import MayNot
from peremena.roster import queries as roster
from peremena.roster import queries_cards
from peremena.roster.queries import Facts
from peremena.roster.queries_cards import Card

# Beyond so many people a chat is a broadcast, and each change of it is told to each of them.
MOST_MEMBERS = 500
TOO_MANY = f"В чате может быть не больше {MOST_MEMBERS} человек."
WAS_EXCLUDED = "Этого человека исключил администратор. Вернуть его может только администратор."

_SENTENCES: dict[Power, str] = {
    "edit": "Название и картинку этого чата меняют только администраторы.",
    "invite": "Добавлять людей в этот чат могут только администраторы.",
    "manage": "Настройки этого чата меняют только администраторы.",
    "exclude": "Исключать людей могут только администраторы чата.",
    "appoint": "Назначать администраторов могут только администраторы чата.",
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who may come in, and until when the school's list lets them stay."""

    card: Card
    ends_at: datetime | None


def insist(by: int, conversation: int, power: Power, at: datetime) -> None:
    """Raise NotFound for whoever does not sit there, and MayNot for whoever has no such right there at `at`."""
    allowed = abilities.may_of_pairs([(conversation, by)], at).get((conversation, by))
    if allowed is None:
        raise access.NotFound
    if power not in allowed.may:
        why = allowed.closed_because
        raise MayNot(_SENTENCES[power] if why in {None, rules_groups.WRITING_IS_FOR_ADMINISTRATORS} else str(why))


def refuse(why: str) -> None:
    if why:
        raise MayNot(why)


def facts_of(cards: Collection[Card], at: datetime) -> dict[int, Facts]:
    """Return, by card, the facts of the profile that is linked to it, or of the card alone."""
    by_profile = roster.facts_of({card.profile for card in cards if card.profile is not None}, at)
    by_card = roster.facts_of_cards({card.person for card in cards if card.profile is None}, at)
    return {card.person: by_card[card.person] if card.profile is None else by_profile[card.profile] for card in cards}


def cards_of(people: Collection[Someone]) -> list[Card]:
    """Return the cards of those named, all of them where somebody has several; raises MayNot for whom there is none."""
    persons = {one.person for one in people if one.person is not None}
    profiles = {one.profile for one in people if one.profile is not None}
    found = queries_cards.cards(persons)
    if len(found) < len(persons):
        raise MayNot(rules_groups.NOT_YOURS_TO_ADD)
    # Whoever has registered is known by the profile, with all that it is.
    profiles |= {card.profile for card in found if card.profile is not None}
    linked = queries_cards.cards_of_profiles(profiles)
    if {card.profile for card in linked} < profiles:
        raise MayNot(rules_groups.NOT_YOURS_TO_ADD)
    return [*(card for card in found if card.profile is None), *linked]


def newcomers(adder: Facts, cards: Sequence[Card], conversation: Conversation, at: datetime) -> list[Newcomer]:
    """Return those of the people with these cards who do not sit in a chat yet; raises MayNot if one may not be added.

    Everything that anybody is let in by goes through here: adding by hand, and a link in the name of its maker.
    """
    seated = _seated(conversation, cards, at)
    coming = [card for card in cards if _key(card) not in seated]
    facts = facts_of(coming, at)
    # A chat that is being made has nobody in it: whoever makes it may add each of them.
    present = abilities.members_of(conversation.id, at) if conversation.member_count else []
    beside_pupils = any(one.is_pupil for one in present)
    for card in coming:
        refuse(rules_groups.why_not_added(adder, facts[card.person], beside_pupils=beside_pupils))
        refuse(rules_groups.why_not_seated(facts[card.person], conversation.kind, conversation.school_id))
    if conversation.member_count + len(coming) > MOST_MEMBERS:
        raise MayNot(TOO_MANY)
    return chosen_cards(coming, conversation, at)


def _key(card: Card) -> int:
    return -card.person if card.profile is None else card.profile


def _seated(conversation: Conversation, cards: Collection[Card], at: datetime) -> set[int]:
    """Return the keys of those who have a seat already, whichever card it belongs to; not of the excluded."""
    open_seats = Seat.objects.filter(conversation=conversation, person__in={card.person for card in cards})
    out = Exclusion.objects.filter(conversation=conversation, lifted_at__isnull=True).values("person")
    persons = set(
        open_seats.filter(starts_at__lte=at)
        .exclude(ends_at__lte=at)
        .exclude(person__in=out)
        .values_list("person", flat=True)
    )
    return {_key(card) for card in cards if card.person in persons}


def chosen_cards(cards: Sequence[Card], conversation: Conversation, at: datetime) -> list[Newcomer]:
    """Choose one card of the chat's school for each of the people: the one that belongs to it longest."""
    of_school = [card for card in cards if card.school == conversation.school_id]
    wanted = seating.wanted_seats({card.person for card in of_school}) if of_school else []
    chosen: dict[int, Newcomer] = {}
    for card in of_school:
        own = [one for one in wanted if one.person == card.person]
        ends_at = seating.end_of_belonging(conversation.kind, own, at)
        before = chosen.get(_key(card))
        if (ends_at is None or ends_at > at) and (before is None or _is_longer(ends_at, before.ends_at)):
            chosen[_key(card)] = Newcomer(card, ends_at)
    if {_key(card) for card in cards} - chosen.keys():
        raise MayNot(rules_groups.NOT_OF_THIS_SCHOOL)
    return list(chosen.values())


def _is_longer(one: datetime | None, other: datetime | None) -> bool:
    return other is not None and (one is None or one > other)
