"""What a call does to the chat it goes on in: it is shown there, keeps pupils still, and leaves one line."""

from typing import Any

import pytest
from msgspec.structs import replace

from peremena import clock
from peremena.chat import actions_calls, actions_direct, actions_groups, queries_calls, rules_groups
from peremena.chat.models import Conversation
from peremena.chat.queries_calls import Sitting
from peremena.chat.schemas import CallBrief
from peremena.chat.schemas_groups import GroupRequest, Someone
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat
from tests.chat.giving import give
from tests.chat.groups import change, lines, made, members, rows
from tests.live.speaking import say
from tests.statements import counted
from tests.world import Actor, World

BRIEF = CallBrief(id=1, media="video", by=7, name="Елена", at=1, ring_until=2, count=1)


def write(actor: Actor, conversation: int, key: str = "0198b0a0-0000-7000-8000-000000000001") -> Any:
    return give(actor, "message.send", conversation=conversation, key=key, text="раз")


def sitting(actor: Actor, conversation: int) -> Sitting:
    found = queries_calls.sitting(conversation, actor.id, clock.now())
    assert found is not None
    return found


def last_seq(conversation: int) -> int:
    return Conversation.objects.get(pk=conversation).last_seq


# --- Shown ------------------------------------------------------------------------------------------------------------


def test_a_call_is_shown_to_whoever_sits_there(world: World) -> None:
    class_3a = chat("3 А")
    assert rows(world.masha)[class_3a]["call"] is None
    actions_calls.show_call(class_3a, replace(BRIEF, rings=[world.masha.id]))
    shown = rows(world.masha)[class_3a]["call"]
    assert shown == {"id": 1, "media": "video", "by": 7, "name": "Елена", "at": 1, "ring_until": 2} | {
        "count": 1,
        "rings": [world.masha.id],
    }
    assert class_3a not in rows(world.kolya)
    assert all(row["call"] is None for number, row in rows(world.masha).items() if number != class_3a)
    actions_calls.show_call(class_3a, None)
    assert rows(world.masha)[class_3a]["call"] is None


def test_only_what_is_new_takes_a_seq(world: World) -> None:
    class_3a = chat("3 А")
    actions_calls.show_call(class_3a, BRIEF)
    before = last_seq(class_3a)
    actions_calls.show_call(class_3a, BRIEF)
    assert last_seq(class_3a) == before
    actions_calls.show_call(class_3a, replace(BRIEF, count=2))
    assert last_seq(class_3a) == before + 1
    assert change(world.elena, class_3a, abilities=["write"])[0] == 200
    assert rows(world.masha)[class_3a]["call"]["count"] == 2, "other changes leave it as it is"


# --- Still ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("why", "sentence"),
    [("host_gone", rules_groups.HOST_IS_GONE), ("stopped", rules_groups.HOST_STOPPED_CHAT)],
)
def test_pupils_are_still_and_the_others_write_on(world: World, why: actions_calls.Why, sentence: str) -> None:
    group = made(world.elena, world.masha, world.boris, abilities=["write", "pin", "call", "mention_all"])
    number = write(world.masha, group)["no"]
    actions_calls.hush(group, why)
    assert rows(world.masha)[group]["closed_because"] == sentence
    assert rows(world.masha)[group]["may"] == ["call", "leave"]
    assert write(world.masha, group, "0198b0a0-0000-7000-8000-000000000002") == "may_not_post"
    assert give(world.masha, "message.edit", conversation=group, no=number, text="два") == "may_not_post"
    assert give(world.masha, "message.pin", conversation=group, no=number, on=True) == "may_not"
    for actor in (world.elena, world.boris):
        assert rows(actor)[group]["closed_because"] is None
        assert "no" in write(actor, group)
    actions_calls.hush(group, None)
    assert rows(world.masha)[group]["may_post"]
    assert "no" in write(world.masha, group, "0198b0a0-0000-7000-8000-000000000003")


def test_staff_that_learns_here_is_a_pupil_all_the_same(world: World) -> None:
    class_3a = chat("3 А")
    roster.enrol(by=None, person=world.ivan.person, school_class=world.class_3a)
    actions_calls.hush(class_3a, "host_gone")
    assert not rows(world.ivan)[class_3a]["may_post"]


def test_a_pupil_is_still_in_a_direct_chat_too(world: World) -> None:
    direct = actions_direct.open_direct(by=world.masha.id, addressee=world.elena.id)
    actions_calls.hush(direct, "stopped")
    assert rows(world.masha)[direct]["closed_because"] == rules_groups.HOST_STOPPED_CHAT
    assert rows(world.elena)[direct]["may_post"]


def test_a_chat_that_is_closed_says_that_first(world: World) -> None:
    group = made(world.elena, world.masha)
    actions_calls.hush(group, "host_gone")
    roster.dismiss(by=None, person=world.elena.person)
    assert rows(world.masha)[group]["closed_because"] == rules_groups.NEEDS_STAFF


def test_a_chat_that_no_call_keeps_still_costs_no_query_more(world: World) -> None:
    class_3a = chat("3 А")
    with counted() as plain:
        write(world.masha, class_3a)
    with counted() as listed:
        rows(world.masha)
    actions_calls.show_call(class_3a, BRIEF)
    with counted() as during:
        write(world.masha, class_3a, "0198b0a0-0000-7000-8000-000000000002")
    with counted() as listed_during:
        rows(world.masha)
    assert (len(during), len(listed_during)) == (len(plain), len(listed))


# --- The line that stays ----------------------------------------------------------------------------------------------


def test_a_call_leaves_a_line(world: World) -> None:
    class_3a = chat("3 А")
    people = [world.elena.id, world.masha.id]
    actions_calls.say_call(class_3a, world.elena.id, media="audio", ms=720_000, answered=True, were_in=people)
    _, page = Asking(world.petya).get(f"conversations/{class_3a}/messages")
    assert page["messages"][-1]["service"] == {"what": "called", "ms": 720_000}
    read = [rows(actor)[class_3a]["read_no"] for actor in (world.elena, world.masha, world.petya)]
    assert read == [1, 1, 0]


def test_the_line_hides_nothing_that_is_new(world: World) -> None:
    class_3a = chat("3 А")
    say(class_3a, world.elena.id, "раз")
    actions_calls.say_call(class_3a, world.elena.id, media="video", ms=1, answered=True, were_in=[world.masha.id])
    row = rows(world.masha)[class_3a]
    assert (row["read_no"], row["last_no"]) == (0, 2)


def test_a_missed_call_is_new_to_whom_it_rang(world: World) -> None:
    direct = actions_direct.open_direct(by=world.elena.id, addressee=world.masha.id)
    actions_calls.say_call(direct, world.elena.id, media="video", ms=0, answered=False)
    assert lines(world.masha, direct) == [("missed", [])]
    mine, theirs = rows(world.elena)[direct], rows(world.masha)[direct]
    assert (mine["read_no"], theirs["read_no"], theirs["last_no"]) == (1, 0, 1)
    assert theirs["last"]["service"] == {"what": "missed", "media": "video"}


# --- What a call asks -------------------------------------------------------------------------------------------------


def test_a_class_as_a_call_sees_it(world: World) -> None:
    class_3a = chat("3 А")
    elena, masha = sitting(world.elena, class_3a), sitting(world.masha, class_3a)
    assert (elena.kind, elena.school, elena.title, elena.peer) == ("class", world.school.pk, "3 А", None)
    assert (elena.is_admin, masha.is_admin) == (True, False)
    assert (elena.person.is_staff, elena.person.is_pupil, elena.person.kind) == (True, False, "teacher")
    assert (masha.person.is_staff, masha.person.is_pupil, masha.person.kind) == (False, True, "pupil")
    assert elena.has_pupils
    assert masha.has_pupils
    assert (masha.person.name, masha.person.is_of_the_school) == ("Мария Кузнецова", True)
    assert (masha.may_call, masha.closed_because, masha.hears) == (True, "", True)


def test_who_does_not_sit_there_is_told_nothing(world: World) -> None:
    now = clock.now()
    for actor, conversation in ((world.kolya, chat("3 А")), (world.masha, 2**60), (world.masha, 999_999)):
        assert queries_calls.sitting(conversation, actor.id, now) is None
    roster.expel(by=None, person=world.masha.person)
    assert queries_calls.sitting(chat("3 А"), world.masha.id, clock.now()) is None
    assert queries_calls.sittings([], now) == {}


def test_chats_without_pupils(world: World) -> None:
    room = Conversation.objects.get(kind="staff", school=world.school).id
    parents = chat("3 А Родители")
    assert not sitting(world.olga, room).has_pupils
    assert not sitting(world.anna, parents).has_pupils
    assert (sitting(world.anna, parents).person.is_staff, sitting(world.vera, parents).person.is_staff) == (False, True)
    roster.enrol(by=None, person=world.ivan.person, school_class=world.class_3b)
    group = made(world.elena, world.ivan)
    assert sitting(world.elena, group).has_pupils
    roster.expel(by=None, person=world.ivan.person)
    assert not sitting(world.elena, group).has_pupils, "who learned once is no pupil"


def test_who_may_not_call_is_told_why(world: World) -> None:
    group = made(world.elena, world.boris, abilities=["write"])
    assert not sitting(world.boris, group).may_call
    assert sitting(world.elena, group).may_call
    closed = made(world.elena, world.masha)
    roster.dismiss(by=None, person=world.elena.person)
    masha = sitting(world.masha, closed)
    assert (masha.may_call, masha.closed_because) == (False, rules_groups.NEEDS_STAFF)


def test_a_direct_chat_is_called_by_the_other_name(world: World) -> None:
    direct = actions_direct.open_direct(by=world.masha.id, addressee=world.elena.id)
    masha, elena = sitting(world.masha, direct), sitting(world.elena, direct)
    assert (masha.title, elena.title) == ("Елена Викторовна Павлова", "Мария Кузнецова")
    assert (masha.peer, masha.school, masha.has_pupils) == (world.elena.id, None, True)
    assert (elena.person.is_staff, masha.person.is_staff) == (True, False)
    colleagues = actions_direct.open_direct(by=world.ivan.id, addressee=world.elena.id)
    assert not sitting(world.ivan, colleagues).has_pupils
    roster.dismiss(by=None, person=world.elena.person)
    closed = sitting(world.masha, direct)
    assert not closed.may_call
    assert closed.closed_because
    assert not sitting(world.elena, direct).person.is_staff


def test_everybody_in_a_chat_and_who_hears(world: World) -> None:
    class_3a = chat("3 А")
    give(world.masha, "conversation.set", conversation=class_3a, muted_until=-1)
    give(world.petya, "conversation.set", conversation=class_3a, muted_until=clock.now_ms() + 60_000)
    everybody = {one.person.profile: one for one in queries_calls.everybody_in(class_3a, clock.now())}
    assert set(everybody) == {world.elena.id, world.masha.id, world.petya.id}, "who has not registered can't be rung"
    assert [one.hears for one in map(everybody.__getitem__, sorted(everybody))] == [True, False, False]
    assert everybody[world.masha.id] == sitting(world.masha, class_3a)


def test_people_of_a_call_that_belongs_to_no_chat(world: World) -> None:
    wanted = [world.elena.id, world.masha.id, world.fyodor.id]
    with counted() as asked:
        found = queries_calls.persons(wanted, world.school.pk, clock.now())
    assert len(asked) == 3
    assert (found[world.elena.id].is_staff, found[world.masha.id].is_staff) == (True, False)
    assert found[world.masha.id].is_pupil
    assert (found[world.fyodor.id].is_staff, found[world.fyodor.id].is_of_the_school) == (False, False)


def test_badges_are_those_that_the_chat_shows(world: World) -> None:
    now = clock.now()
    direct = actions_direct.open_direct(by=world.masha.id, addressee=world.elena.id)
    group = actions_groups.create_group(
        by=world.elena.id,
        wanted=GroupRequest(title="Поход", people=[Someone(profile=world.vera.id)], abilities=["write"]),
    )
    for conversation, reader in ((chat("3 А Родители"), world.elena), (direct, world.masha), (group, world.vera)):
        shown = {one["profile"]: one["badge"] for one in members(reader, conversation).values() if one["profile"]}
        with counted() as asked:
            assert queries_calls.badges(conversation, sorted(shown), now) == shown
        assert len(asked) <= 3
    assert queries_calls.badges(None, [world.masha.id], now) == {world.masha.id: "ученица"}


def test_many_at_once_cost_what_one_costs(world: World) -> None:
    now, class_3a = clock.now(), chat("3 А")
    with counted() as one:
        queries_calls.sitting(class_3a, world.masha.id, now)
    pairs = [(conversation, actor.id) for conversation in (class_3a, chat("3 А Родители")) for actor in _all(world)]
    with counted() as many:
        assert len(queries_calls.sittings(pairs, now)) == 7
    assert (len(one), len(many)) == (4, 4)


def _all(world: World) -> list[Actor]:
    return [actor for actor in world.cast.values() if actor.profile is not None]
