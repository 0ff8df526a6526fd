"""Looks for a way round: whatever happens in the roster, nobody gets by any road what the dates do not give them.

The right is worked out here a second time, from the rows of the roster alone and in the plainest way.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
from django.db import transaction
from django.db.models import Q, QuerySet
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from peremena import clock
from peremena.chat import access, actions_seats, commands, contacts, queries, queries_sync
from peremena.chat.models import Conversation, Kind, Message
from peremena.live.contract import Call, Principal
from peremena.roster import actions as roster
from peremena.roster.models import Affiliation, Guardianship, Person, Role
from tests import world as worlds
from tests.databases import Database
from tests.live.client import session_of
from tests.web import post, visitor
from tests.world import World

ZONE = "Europe/Moscow"
ACTORS = ("olga", "elena", "nina", "ivan", "vera", "masha", "petya", "kolya", "anna", "boris", "fyodor")
CHILDREN = ("masha", "petya", "kolya", "zoya")
STAFF = ("elena", "nina", "ivan", "vera")
ADULTS = ("anna", "boris", "vera", "elena", "ivan")
PAGES = ("messages", "members", "readers", "pins", "mentions")
READS = (*PAGES, "sync over HTTP", "sync", "conversation.read", "message.mark")
WRITES = ("message.send", "conversation.typing", "message.react", "message.pin", "message.edit")


# --- The right, worked out a second time ------------------------------------------------------------------------------


def _holding(rows: QuerySet[Any]) -> QuerySet[Any]:
    today = clock.today(ZONE)
    return rows.filter(starts_on__lte=today).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))


def _hats(profile: int) -> QuerySet[Affiliation]:
    persons = Person.objects.filter(links__profile=profile, links__ended_at__isnull=True)
    return _holding(Affiliation.objects.filter(person__in=persons))


def _wards(profile: int) -> set[int]:
    persons = Person.objects.filter(links__profile=profile, links__ended_at__isnull=True)
    return set(_holding(Guardianship.objects.filter(guardian__in=persons)).values_list("child", flat=True))


def _classes_of(persons: set[int]) -> set[int]:
    pupils = _holding(Affiliation.objects.filter(person__in=persons, role=Role.PUPIL))
    return set(pupils.exclude(school_class=None).values_list("school_class", flat=True))


def _persons(profile: int) -> set[int]:
    return set(Person.objects.filter(links__profile=profile, links__ended_at__isnull=True).values_list("id", flat=True))


def sits(profile: int, conversation: Conversation) -> bool:
    """Say whether the dates give this profile a place in this conversation today."""
    hats = _hats(profile)
    if conversation.kind == Kind.DIRECT:
        return profile in {conversation.direct_low_id, conversation.direct_high_id}
    if conversation.kind == Kind.STAFF:
        return hats.exclude(role=Role.PUPIL).filter(person__school=conversation.school_id).exists()
    if conversation.kind == Kind.SUBJECT:
        group = conversation.subject_group
        assert group is not None
        return hats.filter(Q(subject_group=group) | Q(role=Role.PUPIL, school_class=group.school_class)).exists()
    leads = hats.filter(role=Role.CLASS_TEACHER, school_class=conversation.school_class_id).exists()
    if conversation.kind == Kind.CLASS:
        return leads or conversation.school_class_id in _classes_of(_persons(profile))
    return leads or conversation.school_class_id in _classes_of(_wards(profile))


def related(one: int, other: int) -> bool:
    """Say whether two profiles may write to each other today."""
    return one != other and (_colleagues(one, other) or _one_way(one, other) or _one_way(other, one))


def _schools(profile: int) -> set[int]:
    return set(_hats(profile).exclude(role=Role.PUPIL).values_list("person__school", flat=True))


def _colleagues(one: int, other: int) -> bool:
    return bool(_schools(one) & _schools(other))


def _one_way(adult: int, other: int) -> bool:
    hats = _hats(adult)
    taught = set(hats.filter(role=Role.TEACHER).values_list("subject_group__school_class", flat=True))
    taught |= set(hats.filter(role=Role.CLASS_TEACHER).values_list("school_class", flat=True))
    in_charge = set(hats.filter(role__in=[Role.HEAD, Role.ADMINISTRATOR]).values_list("person__school", flat=True))
    wards = _wards(other)
    pupils = _holding(Affiliation.objects.filter(person__in=wards, role=Role.PUPIL))
    return bool(
        taught & (_classes_of(_persons(other)) | _classes_of(wards))
        or _wards(adult) & _persons(other)
        or in_charge & set(pupils.values_list("person__school", flat=True))
    )


def may(profile: int, road: str, conversation: Conversation) -> bool:
    if not sits(profile, conversation):
        return False
    if road in READS or conversation.kind != Kind.DIRECT:
        return True
    low, high = conversation.direct_low_id, conversation.direct_high_id
    assert low is not None
    assert high is not None
    return related(low, high)


# --- The roads --------------------------------------------------------------------------------------------------------


@dataclass
class Town:
    world: World
    sessions: dict[str, str]
    attempts: list[str] = field(default_factory=list)

    def id_of(self, name: str) -> int:
        return self.world.cast[name].id

    def goes(self, name: str, road: str, conversation: int) -> bool:
        """Say whether somebody gets something of a conversation, or leaves something there, by a road."""
        client = visitor(self.sessions[name])
        if road in PAGES:
            answer = client.get(f"/api/conversations/{conversation}/{road}", {"no": 1})
            assert answer.status_code in {200, 404}, answer.content
            return answer.status_code == 200
        if road == "sync over HTTP":
            body = post(client, "/api/sync", {"topics": {f"c{conversation}": 0}}).json()
            return "gone" not in body["topics"][f"c{conversation}"]
        return self._by_socket(self.id_of(name), road, conversation)

    def _by_socket(self, profile: int, command: str, conversation: int) -> bool:
        fields: dict[str, dict[str, Any]] = {
            "sync": {"topics": {f"c{conversation}": 0}},
            "conversation.read": {"conversation": conversation, "no": 1},
            "message.send": {"conversation": conversation, "key": str(uuid.uuid4()), "text": "раз"},
            "conversation.typing": {"conversation": conversation},
            "message.mark": {"conversation": conversation, "nos": [1], "important": True},
            "message.react": {"conversation": conversation, "no": 1, "emoji": "👍"},
            "message.pin": {"conversation": conversation, "no": 1, "on": True},
            "message.edit": {"conversation": conversation, "no": 1, "text": "два"},
        }
        (kind,) = [one for one in commands.kinds() if one.name == command]
        struct = msgspec.convert({"id": 1, "do": command, **fields[command]}, kind.struct)
        (answer,) = kind.handler([Call(Principal(profile, "", 0.0), struct)])
        return answer.error is None and not any(one.gone for one in getattr(answer.ok, "topics", {}).values())


def try_road(town: Town, name: str, road: str, number: int) -> None:
    everything = list(Conversation.objects.order_by("id"))
    conversation = everything[number % len(everything)]
    before = Message.objects.filter(conversation=conversation).count()
    through = town.goes(name, road, conversation.id)
    allowed = may(town.id_of(name), road, conversation)
    assert allowed or not through, f"{name} got through by {road} to {conversation.kind} {conversation.title}"
    if not through:
        assert Message.objects.filter(conversation=conversation).count() == before


def try_direct(town: Town, author: str, addressee: str) -> None:
    one, other = town.id_of(author), town.id_of(addressee)
    pair = {"direct_low": min(one, other), "direct_high": max(one, other)}
    was_there = Conversation.objects.filter(**pair).exists()
    answer = post(visitor(town.sessions[author]), "/api/direct", {"profile": other})
    if answer.status_code == 200:
        assert was_there or related(one, other), f"{author} opened a chat with {addressee}"
        assert answer.json()["conversation"]["may_post"] == related(one, other)
    else:
        assert answer.status_code == 403, answer.content
        assert not related(one, other), f"{author} may write to {addressee}, and was refused"


def check_lists(town: Town) -> None:
    """Nothing of what a person's first screen and contacts show may be without a right."""
    now = clock.now()
    for name in ACTORS:
        profile = town.id_of(name)
        for row in queries.rows_of(profile, now):
            conversation = Conversation.objects.get(pk=row.id)
            assert sits(profile, conversation), f"{name} sees {row.title}"
            assert row.may_post == may(profile, "message.send", conversation)
        for contact in contacts.contacts(profile, "", now).contacts:
            assert related(profile, contact.profile), f"{name} is offered {contact.name}"


def check_doors(town: Town) -> None:
    """Without a place one finds no conversation, in whichever batch one asks, and a socket opened now hears nothing."""
    now = clock.now()
    everything = list(Conversation.objects.select_related("subject_group"))
    outside = {(one.id, profile) for profile in map(town.id_of, ACTORS) for one in everything if not sits(profile, one)}
    for conversation, profile in outside:
        with pytest.raises(access.NotFound):
            access.conversation_for_reading(profile, conversation)
    assert not outside & queries.posting_names(sorted(outside), now).keys()
    assert not outside & queries.rows_of_pairs(sorted(outside), now).keys()
    topics = {f"c{one.id}": 0 for one in everything}
    for profile in map(town.id_of, ACTORS):
        heard = {right.topic for right in queries.subscriptions_of([profile], now)[profile]}
        (answer,) = queries_sync.answers([queries_sync.Ask(profile, topics)], now, queries_sync.HTTP_BYTES)
        heard |= {topic for topic, one in answer.topics.items() if not one.gone}
        assert not heard & {f"c{conversation}" for conversation, who in outside if who == profile}


def check_pairs() -> None:
    """Whatever was tried: no chat of two children, and none across schools."""
    for conversation in Conversation.objects.filter(kind=Kind.DIRECT).select_related("direct_low", "direct_high"):
        people = Person.objects.filter(
            links__profile__in=[conversation.direct_low_id, conversation.direct_high_id]
        ).distinct()
        assert len({person.school_id for person in people}) == 1
        assert people.filter(affiliations__role=Role.PUPIL).count() < 2


# --- What happens -----------------------------------------------------------------------------------------------------

Step = Callable[[Town], object]


def _on(is_tomorrow: bool) -> date:
    return clock.today(ZONE) + timedelta(days=int(is_tomorrow))


def _change(act: Callable[[World, date], object]) -> Callable[[bool], Step]:
    def at(is_tomorrow: bool) -> Step:
        def step(town: Town) -> None:
            with suppress(roster.RosterConflict), transaction.atomic():
                act(town.world, _on(is_tomorrow))

        return step

    return at


def _a_day_passes(_town: Town) -> None:
    clock.set_offset(clock._offset + timedelta(days=1))


def _the_calendar_looks(_town: Town) -> None:
    actions_seats.refresh(clock.now())


def _changes() -> st.SearchStrategy[Step]:
    children, staff, adults = st.sampled_from(CHILDREN), st.sampled_from(STAFF), st.sampled_from(ADULTS)
    classes = st.sampled_from(["class_3a", "class_3b"])

    def person(world: World, name: str) -> Person:
        return world.cast[name].person

    acts = st.one_of(
        st.builds(
            lambda child, unit: (
                lambda w, on: roster.transfer(by=None, person=person(w, child), school_class=getattr(w, unit), on=on)
            ),
            children,
            classes,
        ),
        st.builds(lambda child: lambda w, on: roster.expel(by=None, person=person(w, child), on=on), children),
        st.builds(
            lambda one, unit: (
                lambda w, on: roster.lead(by=None, person=person(w, one), school_class=getattr(w, unit), on=on)
            ),
            staff,
            classes,
        ),
        st.builds(
            lambda one: lambda w, on: roster.teach(by=None, person=person(w, one), subject_group=w.maths_3a, on=on),
            staff,
        ),
        st.builds(
            lambda one: (
                lambda w, on: roster.stop_teaching(by=None, person=person(w, one), subject_group=w.maths_3a, on=on)
            ),
            staff,
        ),
        st.builds(lambda one: lambda w, on: roster.dismiss(by=None, person=person(w, one), on=on), staff),
        st.builds(
            lambda adult, child: (
                lambda w, on: roster.add_guardian(by=None, guardian=person(w, adult), child=person(w, child), on=on)
            ),
            adults,
            children,
        ),
        st.builds(
            lambda adult, child: (
                lambda w, on: roster.end_guardianship(by=None, guardian=person(w, adult), child=person(w, child), on=on)
            ),
            adults,
            children,
        ),
        st.builds(lambda one: lambda w, _on: roster.unlink(by=None, person=person(w, one)), st.sampled_from(ACTORS)),
    )
    return st.builds(lambda act, is_tomorrow: _change(act)(is_tomorrow), acts, st.booleans())


def _attempts() -> st.SearchStrategy[Step]:
    actors = st.sampled_from(ACTORS)
    roads = st.builds(
        lambda name, road, number: lambda town: try_road(town, name, road, number),
        actors,
        st.sampled_from(READS + WRITES),
        st.integers(0, 100),
    )
    directs = st.builds(lambda one, other: lambda town: try_direct(town, one, other), actors, actors)
    return st.one_of(roads, directs)


STEPS = st.lists(
    st.one_of(_changes(), _changes(), _attempts(), _attempts(), st.sampled_from([_a_day_passes, _the_calendar_looks])),
    min_size=4,
    max_size=14,
)


def test_there_is_no_way_round(sqlite_database: Database) -> None:
    world = worlds.build()
    sessions = {name: session_of(account) for name in ACTORS if (account := world.cast[name].account)}

    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(STEPS)
    def happen(steps: list[Step]) -> None:
        town = Town(world, sessions)
        try:
            with transaction.atomic():
                for step in steps:
                    step(town)
                for _ in range(2):
                    check_lists(town)
                    check_doors(town)
                    check_pairs()
                    _a_day_passes(town)
                transaction.set_rollback(True)
        finally:
            clock.set_offset(timedelta())

    happen()
