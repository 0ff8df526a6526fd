"""Who may be brought into a chat, to choose from: the same rules that adding asks again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from peremena.chat import abilities, newcomers, rules_groups
from peremena.chat.models import Conversation, Exclusion, Kind, Seat
from peremena.chat.schemas_groups import Candidate, Candidates, UnitOut
from peremena.roster import queries as roster
from peremena.roster import queries_cards, queries_names
from peremena.roster.queries import Facts
from peremena.roster.queries_cards import Card

# So many travel at once; whoever looks for somebody else types a letter.
MOST_SHOWN = 200

Role = Literal["pupil", "guardian", "staff"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: words of a name in any order, a role, a class by its number."""

    name: str = ""
    role: Role | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """The chat that people are looked for: one that exists, or one that is going to be made."""

    kind: str
    school: int | None
    beside_pupils: bool
    # Cards of those who sit there already.
    seated: frozenset[int]
    # Cards of those who were excluded: nobody is offered them by the way.
    excluded: frozenset[int]


def candidates(profile: int, conversation: int | None, wanted: Wanted, at: datetime) -> Candidates:
    """Return whom `profile` may bring into a chat, or into one they are going to make."""
    adder = roster.facts_of({profile}, at)[profile]
    if conversation is None:
        newcomers.refuse(rules_groups.why_not_created(adder))
    place = _place(conversation, at)
    cards = queries_cards.cards_of_schools(adder.schools if place.school is None else {place.school})
    cards = [card for card in cards if card.profile != profile and card.person not in place.excluded]
    seated = {_key(card) for card in cards if card.person in place.seated}
    free = {_key(card): card for card in reversed(cards) if _key(card) not in seated}
    facts = newcomers.facts_of(free.values(), at)
    allowed = [card for card in free.values() if _may_come(adder, facts[card.person], place)]
    units = _units([facts[card.person] for card in allowed])
    found = [card for card in allowed if _fits(card, facts[card.person], wanted)]
    found.sort(key=lambda card: queries_names.plain(card.name))
    shown = found[:MOST_SHOWN]
    return Candidates(candidates=_shown(shown, facts, at), units=units, more=len(found) > len(shown))


def _key(card: Card) -> int:
    return -card.person if card.profile is None else card.profile


def _place(conversation: int | None, at: datetime) -> _Place:
    if conversation is None:
        return _Place(Kind.GROUP, None, beside_pupils=False, seated=frozenset(), excluded=frozenset())
    row = Conversation.objects.get(pk=conversation)
    seats = Seat.objects.filter(conversation=row, starts_at__lte=at).exclude(ends_at__lte=at)
    excluded = Exclusion.objects.filter(conversation=row, lifted_at__isnull=True)
    return _Place(
        kind=row.kind,
        school=row.school_id,
        beside_pupils=any(one.is_pupil for one in abilities.members_of(conversation, at)),
        seated=frozenset(seats.values_list("person", flat=True)),
        excluded=frozenset(excluded.values_list("person", flat=True)),
    )


def _may_come(adder: Facts, one: Facts, place: _Place) -> bool:
    schools = adder.schools & one.schools if place.school is None else {place.school}
    return not rules_groups.why_not_added(adder, one, beside_pupils=place.beside_pupils) and any(
        not rules_groups.why_not_seated(one, place.kind, school) for school in schools
    )


def _fits(card: Card, one: Facts, wanted: Wanted) -> bool:
    parts = queries_names.plain(card.name).split()
    words = queries_names.plain(wanted.name).split()
    return (
        all(any(part.startswith(word) for part in parts) for word in words)
        and (wanted.role is None or wanted.role in _roles(one))
        and (wanted.unit is None or wanted.unit in _classes(one))
    )


def _roles(one: Facts) -> set[Role]:
    """Return under which headings somebody is found; a teacher who is a parent under two."""
    found: set[Role] = set()
    if one.is_pupil:
        found.add("pupil")
    if one.ward_units:
        found.add("guardian")
    if one.staff_of:
        found.add("staff")
    return found


def _classes(one: Facts) -> set[int]:
    return {unit for kind, unit in one.learns | one.ward_units | one.teaches if kind == "class"}


def _units(people: Collection[Facts]) -> list[UnitOut]:
    classes = {unit for one in people for unit in _classes(one)}
    titles = roster.unit_titles(classes, ())
    found = [UnitOut(id=unit, title=title) for (_, unit), title in titles.items()]
    return sorted(found, key=lambda unit: (len(unit.title), unit.title))


def _shown(cards: Collection[Card], facts: dict[int, Facts], at: datetime) -> list[Candidate]:
    profiles = [card.profile for card in cards if card.profile is not None]
    persons = [card.person for card in cards if card.profile is None]
    badges = roster.badges_of(profiles, at)
    of_cards = roster.badges_of_cards(persons, at)
    return [
        Candidate(
            profile=card.profile,
            person=card.person if card.profile is None else None,
            name=card.name,
            badge=of_cards[card.person] if card.profile is None else badges[card.profile],
            kind=rules_groups.kind_of(facts[card.person]),
            linked=card.profile is not None,
            units=sorted(_classes(facts[card.person])),
        )
        for card in cards
    ]
