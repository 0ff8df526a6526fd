"""State + events = fresh state, for every class of event. A class without a scenario fails the suite."""

import json
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import uvloop
from django.db import transaction

from peremena import clock
from peremena.chat import actions_direct, queries, start
from peremena.chat.actions_announce import MembershipChange, announce
from peremena.chat.actions_read import Mark, mark_read
from peremena.chat.models import Conversation, Membership
from peremena.live import publishing
from peremena.live.contract import Subscription, encode
from peremena.live.hub import Hub
from peremena.live.publishing import News
from peremena.people.actions_preferences import change_preferences
from peremena.people.models import Profile
from peremena.roster import actions as roster
from peremena.roster.models import SchoolClass
from peremena.site import protocol
from tests import world as worlds
from tests.chat.giving import give
from tests.databases import Database
from tests.live.lines import opened
from tests.live.speaking import say
from tests.world import Actor, World

Json = dict[str, Any]


class Screen:
    """What a browser knows: the start state, and after it nothing but events, applied as docs/protocol.md tells."""

    def __init__(self, profile: int) -> None:
        self.profile = profile
        state = fresh(profile)
        self.rows: dict[int, Json] = state["rows"]
        self.topics: dict[str, int] = state["topics"]
        self.preferences: Json = state["preferences"]
        self.applied: list[str] = []

    def apply(self, event: Json) -> None:
        topic, seq = event.get("topic", ""), event.get("seq")
        if seq is not None and seq <= self.topics.get(topic, -1):
            return
        self.applied.append(event["on"])
        getattr(self, "_" + event["on"].replace(".", "_"))(event)
        if seq is not None and topic in self.topics:
            assert seq == self.topics[topic] + 1, f"a gap in {topic}"
            self.topics[topic] = seq
            if topic.startswith("c"):
                self.rows[int(topic[1:])]["seq"] = seq

    def _message_sent(self, event: Json) -> None:
        row = self.rows[int(event["topic"][1:])]
        row["last"] = _message(event)
        row["last_no"] = event["no"]
        mark = "read_no" if event["by"] == self.profile else "others_read_no"
        row[mark] = max(row[mark], event["no"])
        self._note_mention(row, event)

    def _message_changed(self, event: Json) -> None:
        row = self.rows[int(event["topic"][1:])]
        last = row["last"]
        if last is not None and last["no"] == event["no"]:
            row["last"] = _message(event)
        elif last is not None and last.get("reply", {}).get("no") == event["no"]:
            text = "" if event.get("deleted") else event["text"][:140]
            last["reply"] = {**last["reply"], "text": text, **({"deleted": True} if event.get("deleted") else {})}
        self._note_mention(row, event)

    def _note_mention(self, row: Json, event: Json) -> None:
        named = {profile for _, _, profile in event.get("mentions", [])}
        if event["by"] != self.profile and event["no"] >= row["from_no"] and named & {self.profile, 0}:
            row["mention_no"] = max(row["mention_no"], event["no"])

    def _conversation_passed(self, event: Json) -> None:
        pass

    def _message_marked(self, event: Json) -> None:
        row, last = self.rows[event["conversation"]], event["last"]
        shown = 0 if row["last"] is None else row["last"]["no"]
        if (event["hidden"] and shown == event["no"]) or (not event["hidden"] and last and last["no"] > shown):
            row["last"] = last

    def _preferences_changed(self, event: Json) -> None:
        self.preferences = event["preferences"]

    def _conversation_changed(self, event: Json) -> None:
        row = self.rows[int(event["topic"][1:])]
        row.update({name: event[name] for name in ("title", "member_count", "picture", "abilities", "call")})

    def _membership_changed(self, event: Json) -> None:
        row = event["row"]
        self.rows[row["id"]] = row
        self.topics[f"c{row['id']}"] = max(row["seq"], self.topics.get(f"c{row['id']}", 0))

    def _membership_ended(self, event: Json) -> None:
        assert event["why"], "one sentence says why"
        self.rows.pop(event["conversation"], None)
        self.topics.pop(f"c{event['conversation']}", None)

    def _conversation_read(self, event: Json) -> None:
        row = self.rows[event["conversation"]]
        row["read_no"] = max(row["read_no"], event["no"])

    def _conversation_read_by(self, event: Json) -> None:
        row = self.rows[int(event["topic"][1:])]
        others = [no for profile, no in event["marks"] if profile != self.profile]
        row["others_read_no"] = max([row["others_read_no"], *others])


def _message(event: Json) -> Json:
    return {name: value for name, value in event.items() if name not in {"on", "topic"}}


def fresh(profile: int) -> Json:
    """Return what a fresh load would show, as JSON."""
    state = json.loads(encode(start.state(Profile.objects.get(pk=profile))))
    rows = {row["id"]: row for row in state["conversations"]}
    return {"rows": rows, "topics": state["topics"], "preferences": state["preferences"]}


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[News]:
    commits: list[News] = []
    monkeypatch.setattr(publishing.ports, "after_commit", transaction.on_commit)
    monkeypatch.setattr(publishing.ports, "sink", commits.append)
    return commits


def heard(profile: int, rights: list[Subscription], commits: list[News]) -> list[Json]:
    """Return what a browser with these rights is told of these commits, by a real hub on a real loop."""

    async def listen() -> list[Json]:
        hub = Hub(lambda: clock.now().timestamp())
        socket, line = opened(hub, profile)
        hub.admit(socket, rights)
        for news in commits:
            hub.tell(news)
        return line.frames()

    return uvloop.run(listen())


def check(told: list[News], watcher: Actor, change: Callable[[], object], *expected: str) -> None:
    """Let `change` happen; what the watcher's browser makes of the events must be what a fresh load shows."""
    screen = Screen(watcher.id)
    rights = queries.subscriptions_of([watcher.id], clock.now())[watcher.id]
    told.clear()
    change()
    for event in heard(watcher.id, rights, told):
        screen.apply(event)
    now = fresh(watcher.id)
    assert screen.rows == now["rows"]
    assert screen.topics == now["topics"]
    assert screen.preferences == now["preferences"]
    assert set(expected) <= set(screen.applied), screen.applied


def chat(title: str) -> int:
    return Conversation.objects.get(title=title).id


Scenario = Callable[[World, list[News]], None]


def somebody_says_something(world: World, told: list[News]) -> None:
    check(told, world.masha, lambda: say(chat("3 А"), world.petya.id, "раз", "два"), "message.sent")


def one_says_something_oneself(world: World, told: list[News]) -> None:
    check(told, world.petya, lambda: say(chat("3 А"), world.petya.id, "раз", "два"), "message.sent")


def somebody_joins_and_somebody_leaves(world: World, told: list[News]) -> None:
    def change() -> None:
        roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
        roster.expel(by=None, person=world.petya.person)

    check(told, world.masha, change, "conversation.changed")


def one_joins(world: World, told: list[News]) -> None:
    say(chat("3 А"), world.petya.id, "раз", "два")

    def change() -> None:
        roster.lead(by=None, person=world.ivan.person, school_class=world.class_3a)
        say(chat("3 А"), world.petya.id, "три")

    check(told, world.ivan, change, "membership.changed", "message.sent")


def one_is_transferred(world: World, told: list[News]) -> None:
    def change() -> None:
        roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
        say(chat("3 Б"), world.kolya.id, "раз")
        say(chat("3 А"), world.petya.id, "раз")

    check(told, world.masha, change, "membership.changed", "membership.ended", "message.sent")
    check(told, world.boris, lambda: roster.transfer(by=None, person=world.masha.person, school_class=world.class_3a))


def one_goes_and_comes_back(world: World, told: list[News]) -> None:
    say(chat("3 А"), world.petya.id, "раз")

    def change() -> None:
        roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
        say(chat("3 А"), world.petya.id, "без неё")
        roster.transfer(by=None, person=world.masha.person, school_class=world.class_3a)
        say(chat("3 А"), world.petya.id, "при ней")

    check(told, world.masha, change, "membership.ended", "membership.changed", "message.sent")


def ones_role_changes(world: World, told: list[News]) -> None:
    conversation = chat("3 А")

    def change() -> None:
        with transaction.atomic():
            Membership.objects.filter(conversation=conversation, profile=world.masha.id).update(role="admin")
            announce([MembershipChange(conversation, world.masha.id, "changed")])

    check(told, world.masha, change, "membership.changed")


def somebody_opens_a_direct_chat(world: World, told: list[News]) -> None:
    def change() -> None:
        conversation = actions_direct.open_direct(by=world.elena.id, addressee=world.masha.id)
        say(conversation, world.elena.id, "здравствуй")

    check(told, world.masha, change, "membership.changed", "message.sent")
    say(Conversation.objects.get(kind="direct").id, world.masha.id, "здравствуйте")
    check(told, world.elena, lambda: None)


def a_direct_chat_closes_and_opens_again(world: World, told: list[News]) -> None:
    conversation = actions_direct.open_direct(by=world.elena.id, addressee=world.masha.id)

    def may_post() -> bool:
        return bool(fresh(world.elena.id)["rows"][conversation]["may_post"])

    def move(school_class: SchoolClass) -> None:
        roster.transfer(by=None, person=world.masha.person, school_class=school_class)

    for there, back, is_open in ((world.class_3b, world.class_3a, False), (world.class_3a, world.class_3b, True)):
        for watcher in (world.elena, world.masha):
            check(told, watcher, partial(move, there), "membership.changed")
            assert may_post() is is_open
            move(back)
        move(there)


def one_reads_in_another_tab(world: World, told: list[News]) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два")
    check(told, world.masha, lambda: mark_read([Mark(world.masha.id, conversation, 1)]), "conversation.read")


def others_read(world: World, told: list[News]) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два")
    check(told, world.petya, lambda: mark_read([Mark(world.masha.id, conversation, 2)]), "conversation.read_by")


def messages_change(world: World, told: list[News]) -> None:
    conversation = chat("3 А")
    for watcher in (world.masha, world.petya, world.elena):
        say(conversation, world.petya.id, "раз")
        that = {"conversation": conversation, "no": Conversation.objects.get(pk=conversation).last_no}
        masha = [[0, 4, world.masha.id]]

        def change(that: Json = that, masha: object = masha) -> None:
            give(world.masha, "message.react", **that, emoji="👍")
            give(world.elena, "message.pin", **that, on=True)
            give(world.petya, "message.edit", **that, text="Маша", mentions=masha)
            give(world.elena, "message.delete", conversation=conversation, nos=[that["no"]], for_all=True)

        check(told, watcher, change, "message.changed")


def somebody_is_named_and_answered(world: World, told: list[News]) -> None:
    conversation = chat("3 А")
    there = {"conversation": conversation}
    say(conversation, world.petya.id, "раз")

    def change() -> None:
        key = str(uuid.uuid4())
        give(world.elena, "message.send", **there, key=key, text="@все", mentions=[[0, 4, 0]], reply=1)
        give(world.petya, "message.edit", **there, no=1, text="иначе")

    for watcher in (world.masha, world.elena):
        check(told, watcher, change, "message.sent")


def what_was_before_one_came_changes(world: World, told: list[News]) -> None:
    conversation = chat("3 А")
    there = {"conversation": conversation}
    say(conversation, world.petya.id, "раз")
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)

    def change() -> None:
        give(world.petya, "message.edit", **there, no=1, text="Коля", mentions=[[0, 4, world.kolya.id]])
        key = str(uuid.uuid4())
        give(world.masha, "message.send", **there, key=key, text="два", reply=1)

    check(told, world.kolya, change, "conversation.passed", "message.sent")


def one_marks_in_another_tab(world: World, told: list[News]) -> None:
    conversation = chat("3 А")
    there = {"conversation": conversation}
    say(conversation, world.petya.id, "раз", "два", "три")

    def change() -> None:
        give(world.masha, "message.mark", **there, nos=[1, 2], important=True)
        give(world.masha, "message.delete", **there, nos=[2, 3], for_all=False)
        give(world.petya, "message.edit", **there, no=1, text="иначе")

    check(told, world.masha, change, "message.marked")
    check(told, world.masha, lambda: give(world.masha, "message.restore", **there, nos=[3]))
    check(
        told,
        world.masha,
        lambda: give(world.masha, "message.delete", **there, nos=[3, 1], for_all=False),
    )


def one_chooses_something_for_all_devices(world: World, told: list[News]) -> None:
    check(told, world.masha, lambda: change_preferences(by=world.masha.id, sound=False), "preferences.changed")


SCENARIOS: list[tuple[Scenario, set[str]]] = [
    (somebody_says_something, {"message.sent"}),
    (one_says_something_oneself, {"message.sent"}),
    (somebody_joins_and_somebody_leaves, {"conversation.changed"}),
    (one_joins, {"membership.changed"}),
    (one_is_transferred, {"membership.changed", "membership.ended"}),
    (one_goes_and_comes_back, {"membership.changed", "membership.ended"}),
    (ones_role_changes, {"membership.changed"}),
    (somebody_opens_a_direct_chat, {"membership.changed"}),
    (a_direct_chat_closes_and_opens_again, {"membership.changed"}),
    (one_reads_in_another_tab, {"conversation.read"}),
    (others_read, {"conversation.read_by"}),
    (messages_change, {"message.changed"}),
    (somebody_is_named_and_answered, {"message.changed"}),
    (what_was_before_one_came_changes, {"conversation.passed"}),
    (one_marks_in_another_tab, {"message.marked"}),
    (one_chooses_something_for_all_devices, {"preferences.changed"}),
]
# They say what is true for a moment and nothing that a fresh load would show.
WITHOUT_STATE = {"typing", "presence", "hello", "restart"}


@pytest.mark.parametrize("scenario", [scenario for scenario, _ in SCENARIOS], ids=lambda scenario: scenario.__name__)
def test_state_and_events_are_a_fresh_state(database: Database, told: list[News], scenario: Scenario) -> None:
    scenario(worlds.build(), told)


def test_every_class_of_event_has_a_scenario() -> None:
    names = {event.__struct_config__.tag for event in protocol.all_events()}
    assert set().union(*(covered for _, covered in SCENARIOS)) | WITHOUT_STATE == names
    assert {event.__struct_config__.tag for event in protocol.durable_events()}.isdisjoint(WITHOUT_STATE)
