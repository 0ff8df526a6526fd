"""Making a chat by hand and bringing people into it.

Each action asks the rules inside its transaction, after `stand_in_line`: nobody changes seats meanwhile. It writes
seats; `seat_profiles` makes memberships of them and tells browsers, and a line in the chat says what happened.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.chat import access, newcomers, rules_groups
from peremena.chat.actions_memberships import Pair, appoint_seat, seat_profiles, stand_in_line
from peremena.chat.actions_service import say_service
from peremena.chat.models import Ability, Conversation, Exclusion, History, Kind, MemberRole, Reason, Seat
from peremena.chat.newcomers import Newcomer, insist, refuse
from peremena.chat.schemas import AbilityName, Service
from peremena.chat.schemas_groups import LONGEST_TITLE, GroupRequest, Someone
from peremena.files import actions as files
from peremena.refusals import MayNot, Unfit
from peremena.roster import queries as roster
from peremena.roster import queries_cards
from peremena.roster.queries import Facts
from peremena.roster.queries_cards import Card

NO_TITLE = "Назовите чат."
LONG_TITLE = f"Название длиннее {LONGEST_TITLE} знаков. Выберите название покороче."
DIFFERENT_SCHOOLS = "В один чат можно собрать людей только одной школы."


def create_group(*, by: int, wanted: GroupRequest) -> int:
    """Make a chat with people in it; returns its id. Whoever makes it is its administrator.

    Raises MayNot where `rules_groups` refuses the maker or one of the people, Unfit for a title
    that is none, and files.NoSuchPicture.
    """
    title, now = tidy_title(wanted.title), clock.now()
    with transaction.atomic():
        stand_in_line()
        maker = roster.facts_of({by}, now)[by]
        refuse(rules_groups.why_not_created(maker))
        cards = newcomers.cards_of(wanted.people)
        conversation = Conversation.objects.create(
            kind=Kind.GROUP,
            title=title,
            school_id=_school_for(maker, cards),
            abilities=bits_of(wanted.abilities),
            created_by_id=by,
            picture=wanted.picture,
        )
        if wanted.picture is not None:
            files.attach_picture(wanted.picture, by=by)
        audit.record(by=by, action="chat.group.created", target=f"conversation:{conversation.id}", title=title)
        # The maker sits down first: the longest staying comes first when another administrator is looked for.
        _seat_maker(conversation, maker, now)
        conversation.member_count = 1
        seat(conversation, newcomers.newcomers(maker, cards, conversation, now), by=by, at=now)
        say(conversation.id, by, Service(what="created", title=title))
    return conversation.id


def add_members(*, by: int, conversation: int, people: Collection[Someone]) -> None:
    """Bring people into a chat, all of them or nobody. Whoever sits there already stays as they are."""
    now = clock.now()
    with transaction.atomic():
        place = locked(conversation)
        insist(by, conversation, "invite", now)
        cards = newcomers.cards_of(people)
        back = _lift_exclusions(place, cards, by=by, at=now)
        coming = newcomers.newcomers(roster.facts_of({by}, now)[by], cards, place, now)
        if come := [*back, *seat(place, coming, by=by, at=now)]:
            say(conversation, by, Service(what="added", people=ids_of(come), names=[card.name for card in come]))


def seat(
    conversation: Conversation, coming: Sequence[Newcomer], *, by: int, at: datetime, link: int | None = None
) -> list[Card]:
    """Write the seats of people who may come in, and let them in; returns their cards."""
    if not coming:
        return []
    founding = conversation.last_no == 0 and conversation.kind != Kind.CALL
    Seat.objects.bulk_create(
        Seat(
            conversation=conversation,
            person_id=one.card.person,
            role=MemberRole.MEMBER,
            reason=Reason.BY_HAND,
            added_by_id=by,
            link_id=link,
            history=History.ALL if founding else History.JOINING,
            starts_at=at,
            ends_at=one.ends_at,
        )
        for one in coming
    )
    target = f"conversation:{conversation.id}"
    audit.record_many(
        by=by, rows=[("chat.member.added", target, {"person": one.card.person, "link": link}) for one in coming]
    )
    cards = [one.card for one in coming]
    seat_profiles(pairs_of(conversation.id, cards), at)
    return cards


def locked(conversation: int) -> Conversation:
    """Return a common chat for changing who sits there: one transaction at a time. Raises NotFound for any other."""
    stand_in_line()
    found = Conversation.objects.select_for_update(no_key=True).filter(id=conversation).first()
    if found is None or found.kind == Kind.DIRECT:
        raise access.NotFound
    return found


def say(conversation: int, by: int, service: Service) -> None:
    """Say in the chat what somebody did, in the words of their sex."""
    service.sex = queries_cards.sex_of(by)
    say_service(conversation, by, service)


def pairs_of(conversation: int, cards: Collection[Card]) -> list[Pair]:
    return [(conversation, card.profile) for card in cards if card.profile is not None]


def ids_of(cards: Collection[Card]) -> list[int]:
    """Return the profiles of cards as a line names them: 0 for whoever has not registered yet."""
    return [card.profile or 0 for card in cards]


def tidy_title(title: str) -> str:
    """Return a title as it is shown; raises Unfit."""
    tidy = " ".join(title.replace("\x00", "").split())
    if not tidy:
        raise Unfit(NO_TITLE)
    if len(tidy) > LONGEST_TITLE:
        raise Unfit(LONG_TITLE)
    return tidy


def bits_of(abilities: Collection[AbilityName]) -> int:
    """Return what plain members may as `models.Ability` keeps it."""
    return sum({Ability[name.upper()] for name in abilities})


def _school_for(maker: Facts, cards: Collection[Card]) -> int:
    """Return the school of a chat: one of the maker's to which everybody belongs, first where the maker works."""
    people: dict[int, set[int]] = {}
    for card in cards:
        people.setdefault(card.profile or -card.person, set()).add(card.school)
    for school in (*sorted(maker.staff_of), *sorted(maker.ward_schools)):
        if all(school in schools for schools in people.values()):
            return school
    raise MayNot(DIFFERENT_SCHOOLS)


def _seat_maker(conversation: Conversation, maker: Facts, at: datetime) -> None:
    cards = queries_cards.cards_of_profiles([maker.profile])
    (own,) = newcomers.chosen_cards(cards, conversation, at)
    appoint_seat(conversation, own.card.person, by=maker.profile, at=at)
    seat(conversation, [own], by=maker.profile, at=at)


def _lift_exclusions(conversation: Conversation, cards: Collection[Card], *, by: int, at: datetime) -> list[Card]:
    """Let whoever may exclude bring back whom somebody excluded; returns those whom the roster seats again."""
    excluded = Exclusion.objects.filter(
        conversation=conversation, person__in=[card.person for card in cards], lifted_at__isnull=True
    )
    if not excluded.exists():
        return []
    insist_on_returning(by, conversation.id, at)
    persons = list(excluded.values_list("person", flat=True))
    excluded.update(lifted_at=at)
    target = f"conversation:{conversation.id}"
    audit.record_many(by=by, rows=[("chat.member.reinstated", target, {"person": one}) for one in persons])
    seat_profiles(pairs_of(conversation.id, cards), at)
    seats = Seat.objects.filter(conversation=conversation, person__in=persons).exclude(reason=Reason.BY_HAND)
    back = set(seats.filter(starts_at__lte=at).exclude(ends_at__lte=at).values_list("person", flat=True))
    return [card for card in cards if card.person in back]


def insist_on_returning(by: int, conversation: int, at: datetime) -> None:
    try:
        insist(by, conversation, "exclude", at)
    except MayNot as error:
        raise MayNot(newcomers.WAS_EXCLUDED) from error
