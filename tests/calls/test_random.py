"""Calls as anybody may press their buttons, in any order: what must hold after every step."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from peremena import clock
from peremena.calls import queries_door, rules, telling
from peremena.calls.contract import Claims, Knock
from peremena.calls.models import Call, Participant, State
from tests.calls.lesson import Lesson, Person, lessons
from tests.databases import copy_of_sqlite, point_django_at

HOSTS, PUPILS = ("elena", "ivan"), ("masha", "petya")
EVERYBODY = st.sampled_from([*HOSTS, *PUPILS])
DEEDS = st.sampled_from(
    [
        "mute",
        "silence",
        "let_speak",
        "hide",
        "let_show",
        "unshare",
        "let_share",
        "lower",
        "remove",
        "appoint",
        "dismiss",
    ]
)


class Lessons(RuleBasedStateMachine):
    """One class chat with two of the staff and two pupils, through several calls."""

    make: Any = None

    @initialize()
    def school(self) -> None:
        self._stack = contextlib.ExitStack()
        self.lesson: Lesson = self._stack.enter_context(self.make())
        elena = self.lesson.person("elena")
        body = {
            "title": "Кружок",
            "people": [{"profile": self.lesson.world.cast[name].id} for name in ("ivan", *PUPILS)],
            "abilities": ["write", "call"],
        }
        status, answer = elena.post("conversations", body)
        assert status == 200, answer
        self.chat: int = answer["conversation"]["id"]
        self.people = {name: self.lesson.person(name) for name in (*HOSTS, *PUPILS)}
        self.call: int | None = None
        # Whose tokens were ever given, by room: a removed one may still hold one.
        self.removed: set[tuple[int, str]] = set()
        self.frozen_due_since: int | None = None

    def teardown(self) -> None:
        if hasattr(self, "_stack"):
            self._stack.close()

    # --- what people do -----------------------------------------------------------------------------------------------

    @rule(who=EVERYBODY)
    def start(self, who: str) -> None:
        status, body = self.people[who].start(self.chat)
        if self.call is None:
            assert (status == 200) is (who in HOSTS)
        if status == 200:
            self.call = body["call"]["id"]

    @precondition(lambda self: self.call is not None)
    @rule(who=EVERYBODY, move=st.booleans())
    def join(self, who: str, move: bool) -> None:
        answer = self.people[who].join(self.call or 0, move=move)
        if (self.call, who) in self.removed:
            assert answer["door"] == "refuse"
            assert "token" not in answer
        if answer["door"] == "admit":
            self.people[who].enter()

    @precondition(lambda self: self.call is not None)
    @rule(who=EVERYBODY)
    def come_with_the_old_token(self, who: str) -> None:
        person = self.people[who]
        if not person.token or self._room_of(person) not in self.lesson.twin.rooms:
            return
        if self._door_opens(person):
            person.enter()

    @precondition(lambda self: self.call is not None)
    @rule(who=EVERYBODY)
    def drop(self, who: str) -> None:
        person = self.people[who]
        if person.token and person.inside is not None:
            person.drop()

    @precondition(lambda self: self.call is not None)
    @rule(who=EVERYBODY)
    def leave(self, who: str) -> None:
        assert self.people[who].post(f"calls/{self.call}/leave")[0] == 204

    @precondition(lambda self: self.call is not None)
    @rule(who=EVERYBODY)
    def reload_the_page(self, who: str) -> None:
        person = self.people[who]
        assert person.post(f"calls/{self.call}/away")[0] == 204
        if person.token and person.inside is not None:
            person.drop()

    @rule(who=EVERYBODY)
    def take_another_device(self, who: str) -> None:
        self.people[who] = self.lesson.person(who)

    @precondition(lambda self: self.call is not None)
    @rule(by=EVERYBODY, who=EVERYBODY, what=DEEDS)
    def govern(self, by: str, who: str, what: str) -> None:
        row = Participant.objects.filter(call=self.call, profile=self.people[who].id).first()
        if row is None:
            return
        status, _ = self.people[by].govern(self.call or 0, what, row.pk)
        if by in PUPILS or (what in {"remove", "silence"} and who in HOSTS):
            assert status == 403
        if what == "appoint" and who in PUPILS:
            assert status == 403
        if what == "remove" and status == 204:
            self.removed.add((self.call or 0, who))

    @precondition(lambda self: self.call is not None)
    @rule(by=EVERYBODY, setting=st.sampled_from(["lobby", "locked"]), on=st.booleans())
    def change(self, by: str, setting: str, on: bool) -> None:
        status, _ = self.people[by].patch(f"calls/{self.call}", **{setting: on})
        assert status != 200 or by in HOSTS

    @precondition(lambda self: self.call is not None)
    @rule(by=EVERYBODY)
    def end(self, by: str) -> None:
        status, _ = self.people[by].post(f"calls/{self.call}/end")
        assert (status == 204) is (by in HOSTS) or self._row().ended_at_ms is not None
        if self._row().ended_at_ms is not None:
            self.call = None

    @rule(seconds=st.sampled_from([0, 1, 14, 16, 70, 310]), reconcile=st.booleans())
    def wait(self, seconds: int, reconcile: bool) -> None:
        # The watch looks each second; twice is enough, since it acts on what it noticed before.
        self.lesson.wait(0)
        self.lesson.wait(seconds, reconcile=reconcile)
        if self.call is not None and self._row().ended_at_ms is not None:
            self.call = None

    # --- what must hold -----------------------------------------------------------------------------------------------

    @invariant()
    def one_call_at_a_time(self) -> None:
        if hasattr(self, "chat"):
            assert Call.objects.filter(conversation=self.chat, ended_at_ms__isnull=True).count() <= 1

    @invariant()
    def nobody_is_inside_who_was_removed(self) -> None:
        for participant in Participant.objects.filter(state=State.REMOVED).select_related("call"):
            room = self.lesson.twin.rooms.get(participant.call.room)
            assert room is None or telling.identity_of(participant.pk) not in room.inside

    @invariant()
    def no_pupil_holds_what_hosts_hold(self) -> None:
        for room in self.lesson.twin.rooms.values() if hasattr(self, "lesson") else ():
            for one in room.inside.values():
                if one.attributes["kind"] == "pupil":
                    assert one.attributes["part"] == "member"
                    assert not {"run", "end", "invite"} & set(one.attributes.get("may", "").split(","))
        assert not Participant.objects.filter(is_cohost=True, profile__in=self._pupils()).exists()

    @invariant()
    def what_is_over_is_empty(self) -> None:
        for call in Call.objects.filter(ended_at_ms__isnull=False):
            assert call.room not in self.lesson.twin.rooms
            assert not Participant.objects.filter(call=call, state=State.IN).exists()

    @invariant()
    def the_still_are_still(self) -> None:
        for call in Call.objects.filter(ended_at_ms__isnull=True, is_frozen=True):
            room = self.lesson.twin.rooms.get(call.room)
            for one in room.inside.values() if room is not None else ():
                assert one.grants.sources == () or one.attributes["part"] == "host"

    @invariant()
    def still_only_when_due(self) -> None:
        now = clock.now_ms()
        for call in Call.objects.filter(ended_at_ms__isnull=True):
            gone_at = call.hosts_gone_at_ms
            assert not call.is_frozen or gone_at is not None
            if call.is_frozen and gone_at is not None:
                assert now - gone_at >= rules.FREEZE_AFTER_MS

    # ------------------------------------------------------------------------------------------------------------------

    def _row(self) -> Call:
        return Call.objects.get(pk=self.call or 0)

    def _pupils(self) -> list[int]:
        return [self.lesson.world.cast[name].id for name in PUPILS] if hasattr(self, "lesson") else []

    def _room_of(self, person: Person) -> str:
        room: str = json.loads(person.token)["room"]
        return room

    def _door_opens(self, person: Person) -> bool:
        said = json.loads(person.token)
        if said["until"] < clock.now_ms():
            return False
        cookie = "; ".join(f"{name}={one.value}" for name, one in person.client.cookies.items())
        knock = Knock(Claims(said["room"], said["identity"], "", 0.0), cookie, "")
        return queries_door.admits([knock]) == [None]


@pytest.mark.slow
def test_calls_at_random(sqlite_template: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.conftest import _SQLITE  # noqa: PLC0415 the settings that the template was made with

    @contextlib.contextmanager
    def school() -> Iterator[Lesson]:
        for database in copy_of_sqlite(sqlite_template, tmp_path_factory.mktemp("calls"), _SQLITE):
            point_django_at(database.settings)
            yield from lessons()

    class OnFiles(Lessons):
        make = staticmethod(school)

    run_state_machine_as_test(
        OnFiles,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
