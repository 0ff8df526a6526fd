"""Looks for a way round: whatever happens in the roster, nobody gets by any road what the dates do not give them.

The right is worked out here a second time, from the rows of the roster alone and in the plainest way.
"""

import uuid
from collections import defaultdict
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
from peremena.roster.models import Affiliation, Guardianship, Link, Person, Role
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


class Roster:
    """What the rows of the roster say today, each read once: the roads ask so often that the reading would be dear."""

    def __init__(self) -> None:
        self._persons: dict[int, set[int]] = defaultdict(set)
        for person, profile in Link.objects.filter(ended_at__isnull=True).values_list("person", "profile"):
            self._persons[profile].add(person)
        affiliations = Affiliation.objects.select_related("person", "subject_group")
        self._affiliations = list(_holding(affiliations))
        self._guardianships = list(_holding(Guardianship.objects.all()))

    def sits(self, profile: int, conversation: Conversation) -> bool:
        """Say whether the dates give this profile a place in this conversation today."""
        hats = self.hats(profile)
        if conversation.kind == Kind.DIRECT:
            return profile in {conversation.direct_low_id, conversation.direct_high_id}
        if conversation.kind == Kind.STAFF:
            return any(hat.role != Role.PUPIL and hat.person.school_id == conversation.school_id for hat in hats)
        if conversation.kind == Kind.SUBJECT:
            group = conversation.subject_group
            assert group is not None
            learns = self.classes_of(self._persons[profile])
            return any(hat.subject_group == group for hat in hats) or group.school_class_id in learns
        school_class = conversation.school_class_id
        if any(hat.role == Role.CLASS_TEACHER and hat.school_class_id == school_class for hat in hats):
            return True
        persons = self._persons[profile] if conversation.kind == Kind.CLASS else self.wards(profile)
        return school_class in self.classes_of(persons)

    def related(self, one: int, other: int) -> bool:
        """Say whether two profiles may write to each other today."""
        if one == other:
            return False
        are_colleagues = self.works_in(one) & self.works_in(other)
        return bool(are_colleagues) or self._one_way(one, other) or self._one_way(other, one)

    def may(self, profile: int, road: str, conversation: Conversation) -> bool:
        if not self.sits(profile, conversation):
            return False
        if road in READS or conversation.kind != Kind.DIRECT:
            return True
        low, high = conversation.direct_low_id, conversation.direct_high_id
        assert low is not None
        assert high is not None
        return self.related(low, high)

    def _one_way(self, adult: int, other: int) -> bool:
        hats = self.hats(adult)
        taught = {hat.subject_group.school_class_id for hat in hats if hat.role == Role.TEACHER and hat.subject_group}
        led = {hat.school_class_id for hat in hats if hat.role == Role.CLASS_TEACHER}
        in_charge = {hat.person.school_id for hat in hats if hat.role in {Role.HEAD, Role.ADMINISTRATOR}}
        wards = self.wards(other)
        return bool(
            (taught | led) & self.classes_of(self._persons[other] | wards)
            or self.wards(adult) & self._persons[other]
            or in_charge & {hat.person.school_id for hat in self.pupils(wards)}
        )

    def hats(self, profile: int) -> list[Affiliation]:
        return [hat for hat in self._affiliations if hat.person_id in self._persons[profile]]

    def pupils(self, persons: set[int]) -> list[Affiliation]:
        return [hat for hat in self._affiliations if hat.role == Role.PUPIL and hat.person_id in persons]

    def classes_of(self, persons: set[int]) -> set[int | None]:
        return {hat.school_class_id for hat in self.pupils(persons)} - {None}

    def wards(self, profile: int) -> set[int]:
        return {one.child_id for one in self._guardianships if one.guardian_id in self._persons[profile]}

    def works_in(self, profile: int) -> set[int]:
        return {hat.person.school_id for hat in self.hats(profile) if hat.role != Role.PUPIL}


def _holding(rows: QuerySet[Any]) -> QuerySet[Any]:
    today = clock.today(ZONE)
    return rows.filter(starts_on__lte=today).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today))


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
    allowed = Roster().may(town.id_of(name), road, conversation)
    assert allowed or not through, f"{name} got through by {road} to {conversation.kind} {conversation.title}"
    if not through:
        assert Message.objects.filter(conversation=conversation).count() == before


def try_direct(town: Town, author: str, addressee: str) -> None:
    one, other = town.id_of(author), town.id_of(addressee)
    pair = {"direct_low": min(one, other), "direct_high": max(one, other)}
    was_there = Conversation.objects.filter(**pair).exists()
    answer = post(visitor(town.sessions[author]), "/api/direct", {"profile": other})
    are_related = Roster().related(one, other)
    if answer.status_code == 200:
        assert was_there or are_related, f"{author} opened a chat with {addressee}"
        assert answer.json()["conversation"]["may_post"] == are_related
    else:
        assert answer.status_code == 403, answer.content
        assert not are_related, f"{author} may write to {addressee}, and was refused"


def check_lists(town: Town) -> None:
    """Nothing of what a person's first screen and contacts show may be without a right."""
    now, today = clock.now(), Roster()
    everything = Conversation.objects.select_related("subject_group").in_bulk()
    for name in ACTORS:
        profile = town.id_of(name)
        for row in queries.rows_of(profile, now):
            conversation = everything[row.id]
            assert today.sits(profile, conversation), f"{name} sees {row.title}"
            assert row.may_post == today.may(profile, "message.send", conversation)
        for contact in contacts.contacts(profile, "", now).contacts:
            assert today.related(profile, contact.profile), f"{name} is offered {contact.name}"


def check_doors(town: Town) -> None:
    """Without a place one finds no conversation, in whichever batch one asks, and a socket opened now hears nothing."""
    now, today = clock.now(), Roster()
    everything = list(Conversation.objects.select_related("subject_group"))
    outside = {
        (one.id, profile) for profile in map(town.id_of, ACTORS) for one in everything if not today.sits(profile, one)
    }
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
    clock.set_offset(clock.offset() + timedelta(days=1))


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
