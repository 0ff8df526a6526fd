"""Looks for a way to a child through chats made by hand, and for a way to stay after one has left the school.

Whatever people do and whatever happens in the roster: everybody in a chat belongs to its school today, was brought in
by somebody who might bring them in, and where a pupil sits nobody writes without the staff. All of it is worked out
here a second time, from the rows of the roster alone.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from peremena import clock
from peremena.chat import access, queries
from peremena.chat.actions_send import send_messages
from peremena.chat.drafts import Draft, Refused
from peremena.chat.models import Conversation, Kind, Membership
from peremena.roster.models import Role
from tests import world as worlds
from tests.databases import Database
from tests.live.client import session_of
from tests.site import test_no_way_round as roads
from tests.site.test_no_way_round import ACTORS, Roster, Town
from tests.web import post, visitor

ALL = ["edit", "invite", "write", "pin", "call", "mention_all"]


# --- The right, worked out a second time ------------------------------------------------------------------------------


def is_pupil(profile: int) -> bool:
    return any(hat.role == Role.PUPIL for hat in Roster().hats(profile))


def works_in(profile: int, school: int) -> bool:
    return not is_pupil(profile) and school in Roster().works_in(profile)


def belongs(profile: int, school: int) -> bool:
    """Say whether a school knows somebody today: as pupil, as staff, or as guardian of a pupil."""
    today = Roster()
    hats = [*today.hats(profile), *today.pupils(today.wards(profile))]
    return any(hat.person.school_id == school for hat in hats)


def might_bring_in(adder: int, addee: int) -> bool:
    if is_pupil(adder):
        return False
    today = Roster()
    leading = [hat for hat in today.hats(adder) if hat.role in {Role.HEAD, Role.ADMINISTRATOR}]
    in_charge = any(belongs(addee, hat.person.school_id) for hat in leading)
    if is_pupil(addee):
        (school,) = {hat.person.school_id for hat in today.hats(addee) if hat.role == Role.PUPIL}
        return works_in(adder, school) and (in_charge or today.related(adder, addee))
    same_class = today.classes_of(today.wards(adder)) & today.classes_of(today.wards(addee))
    return bool(in_charge or same_class or today.related(adder, addee))


# --- What people do ---------------------------------------------------------------------------------------------------


@dataclass
class Crowd(Town):
    """The town, with the links that were made in it: token, maker."""

    links: list[tuple[str, int, int]] = field(default_factory=list)

    def client(self, name: str) -> Client:
        return visitor(self.sessions[name])


Step = Callable[[Crowd], object]


def common_chats() -> list[Conversation]:
    return list(Conversation.objects.exclude(kind=Kind.DIRECT).order_by("id"))


def one_of_them(number: int, *, by_hand: bool) -> Conversation:
    """Choose a chat, twice as often one that was made by hand, if there is any."""
    groups = [one for one in common_chats() if one.kind == Kind.GROUP] if by_hand else []
    chosen = groups or common_chats()
    return chosen[number % len(chosen)]


def members_of(conversation: int) -> set[int]:
    now = clock.now()
    rows = Membership.objects.filter(conversation=conversation, is_current=True).exclude(ends_at__lte=now)
    return set(rows.values_list("profile", flat=True))


def make(crowd: Crowd, maker: str, others: list[str]) -> None:
    by = crowd.id_of(maker)
    named = [{"profile": crowd.id_of(name)} for name in others]
    body = {"title": "Чат", "people": named, "abilities": ALL}
    answer = post(crowd.client(maker), "/api/conversations", body)
    assert answer.status_code in {200, 403}, answer.content
    if answer.status_code == 200:
        assert not is_pupil(by), f"{maker} made a chat"
        for name in set(others) - {maker}:
            assert might_bring_in(by, crowd.id_of(name)), f"{maker} made a chat with {name}"


def add(crowd: Crowd, adder: str, addee: str, chat: Conversation) -> None:
    before, other = members_of(chat.id), crowd.id_of(addee)
    answer = post(crowd.client(adder), f"/api/conversations/{chat.id}/members", {"people": [{"profile": other}]})
    assert answer.status_code in {200, 403, 404}, answer.content
    came = members_of(chat.id) - before
    assert came <= {other}
    if came:
        assert crowd.id_of(adder) in before, f"{adder} does not sit there"
        assert might_bring_in(crowd.id_of(adder), other), f"{adder} brought in {addee}"
        check_company(crowd.id_of(adder), other, chat, before)


def check_company(adder: int, addee: int, chat: Conversation, before: set[int]) -> None:
    """Where pupils sit, an adult who does not work here is let in by the staff alone."""
    school = chat.school_id
    assert school is not None
    if any(is_pupil(one) for one in before) and not is_pupil(addee) and not Roster().works_in(addee):
        assert works_in(adder, school)


def make_link(crowd: Crowd, maker: str, chat: Conversation) -> None:
    answer = post(crowd.client(maker), f"/api/conversations/{chat.id}/links", {})
    assert answer.status_code in {200, 403, 404}, answer.content
    if answer.status_code == 200:
        crowd.links.append((answer.json()["links"][0]["token"], crowd.id_of(maker), chat.id))


def join(crowd: Crowd, name: str, number: int) -> None:
    if not crowd.links:
        return
    token, maker, conversation = crowd.links[number % len(crowd.links)]
    before, other = members_of(conversation), crowd.id_of(name)
    answer = post(crowd.client(name), "/api/links/join", {"token": token})
    assert answer.status_code in {200, 403, 404}, answer.content
    if members_of(conversation) - before:
        assert maker in before, "the maker of the link has left"
        assert might_bring_in(maker, other), f"{name} came in by a link"
        check_company(maker, other, Conversation.objects.get(pk=conversation), before)


def run(crowd: Crowd, name: str, other: str, deed: str, chat: Conversation) -> None:
    """Do something to somebody in a chat: most of it is refused."""
    member = {"profile": crowd.id_of(other)}
    path = f"/api/conversations/{chat.id}"
    bodies = {
        "exclude": ("members/exclude", {"member": member, "reason": "так"}),
        "appoint": ("members/role", {"member": member, "role": "admin"}),
        "dismiss": ("members/role", {"member": member, "role": "member"}),
        "leave": ("leave", {}),
    }
    road, body = bodies[deed]
    answer = post(crowd.client(name), f"{path}/{road}", body)
    assert answer.status_code in {200, 204, 403, 404, 422}, answer.content


def open_all(crowd: Crowd, name: str, chat: Conversation) -> None:
    """Let members do everything: whoever may bring in people is then asked by the rules alone."""
    path = f"/api/conversations/{chat.id}"
    crowd.client(name).patch(path, {"abilities": ALL}, content_type="application/json")


def deeds() -> st.SearchStrategy[Step]:
    actors, numbers = st.sampled_from(ACTORS), st.integers(0, 20)
    chats = st.builds(lambda number, by_hand: (number, by_hand), numbers, st.sampled_from([True, True, False]))

    def at(place: tuple[int, bool]) -> Conversation:
        return one_of_them(place[0], by_hand=place[1])

    return st.one_of(
        st.builds(
            lambda one, others: lambda crowd: make(crowd, one, others),
            actors,
            st.lists(actors, max_size=3, unique=True),
        ),
        st.builds(lambda one, two, where: lambda crowd: add(crowd, one, two, at(where)), actors, actors, chats),
        st.builds(lambda one, where: lambda crowd: make_link(crowd, one, at(where)), actors, chats),
        st.builds(lambda one, number: lambda crowd: join(crowd, one, number), actors, numbers),
        st.builds(
            lambda one, two, deed, where: lambda crowd: run(crowd, one, two, deed, at(where)),
            actors,
            actors,
            st.sampled_from(["exclude", "appoint", "dismiss", "leave"]),
            chats,
        ),
        st.builds(lambda one, where: lambda crowd: open_all(crowd, one, at(where)), actors, chats),
    )


def gather(crowd: Crowd) -> None:
    """Begin with chats in which something can go wrong: children with one teacher and somebody else's parent."""
    make(crowd, "elena", ["petya", "boris"])
    make(crowd, "ivan", ["masha", "vera", "boris"])
    make(crowd, "boris", ["anna", "elena"])
    for number, maker in enumerate(("elena", "ivan", "boris")):
        make_link(crowd, maker, one_of_them(number, by_hand=True))


# --- What must hold ---------------------------------------------------------------------------------------------------


def check(crowd: Crowd) -> None:
    everybody = [crowd.id_of(name) for name in ACTORS]
    pupils = {one for one in everybody if is_pupil(one)}
    for chat in common_chats():
        if chat.kind == Kind.GROUP or chat.seats.filter(reason="by_hand").exists():
            check_chat(chat, members_of(chat.id), pupils)
    check_outside(everybody)


def check_chat(chat: Conversation, members: set[int], pupils: set[int]) -> None:
    school = chat.school_id
    assert school is not None
    for profile in members:
        assert belongs(profile, school), f"{profile} is in {chat.title} and in no list of the school"
    pupils &= members
    if chat.kind in {Kind.GUARDIANS, Kind.STAFF}:
        assert not pupils
    if chat.kind == Kind.GROUP:
        assert not Membership.objects.filter(conversation=chat, profile__in=pupils, role="admin").exists()
    works = {one for one in members - pupils if works_in(one, school)}
    if pupils and members - pupils and not works:
        check_silence(chat, members)


def check_silence(chat: Conversation, members: set[int]) -> None:
    """Nobody says anything where a pupil sits with strangers and without the staff."""
    pairs = [(chat.id, profile) for profile in members]
    for row in queries.rows_of_pairs(pairs, clock.now()).values():
        assert not row.may_post, f"{chat.title} has a pupil, a stranger and nobody of the staff"
        assert not {"write", "edit", "pin", "call"} & set(row.may)
    assert not queries.posting_names(pairs, clock.now())
    drafts = [Draft(profile, chat.id, str(uuid.uuid4()), "раз") for profile in members]
    assert all(isinstance(outcome, Refused) for outcome in send_messages(drafts))


def check_outside(everybody: list[int]) -> None:
    """Who does not sit in a chat made by hand finds nothing of it, and who sits in one finds it."""
    inside = {one.id: members_of(one.id) for one in common_chats() if one.kind == Kind.GROUP}
    for profile in everybody:
        listed = {row.id for row in queries.rows_of(profile, clock.now())}
        assert listed & inside.keys() == {chat for chat, members in inside.items() if profile in members}
        for chat in inside.keys() - listed:
            with pytest.raises(access.NotFound):
                access.conversation_for_reading(profile, chat)


STEPS = st.lists(
    # Each of the deeds weighs as much as one of these.
    st.one_of(deeds(), *(roads._changes() for _ in range(5)), st.sampled_from([roads._a_day_passes])),
    min_size=6,
    max_size=12,
)


@pytest.mark.timeout(600)
def test_there_is_no_way_by_hand(sqlite_database: Database) -> None:
    world = worlds.build()
    sessions = {name: session_of(account) for name in ACTORS if (account := world.cast[name].account)}

    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(STEPS)
    def happen(steps: list[Step]) -> None:
        crowd = Crowd(world, sessions)
        cache.clear()
        try:
            with transaction.atomic():
                gather(crowd)
                for step in steps:
                    step(crowd)
                check(crowd)
                roads._a_day_passes(crowd)
                check(crowd)
                roads._the_calendar_looks(crowd)
                check(crowd)
                transaction.set_rollback(True)
        finally:
            clock.set_offset(timedelta())

    happen()
