"""A change of the roster, from the office to the screens: who gains a chat, who loses one and hears no more of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from peremena.chat.models import Conversation, Membership
from peremena.roster import actions as roster
from peremena.roster.models import Person
from tests import world as worlds
from tests.live.client import LiveClient, session_of
from tests.live.conftest import Connect
from tests.live.speaking import say
from tests.server import Server
from tests.world import Actor, World

# A change reaches chats within a second (design.md, section 8; the bench measures it). A busy machine gets more.
AT_ONCE = 3.0


@pytest.fixture
def world(server: Server) -> World:
    return worlds.build()


@dataclass
class Screen:
    """What one person's browser shows of the list of chats, told by events alone."""

    client: LiveClient
    chats: set[str]

    def follow(self, until: float) -> None:
        while (left := until - time.monotonic()) > 0 and self.client._read(left):
            pass
        taken, self.client.events = self.client.events, []
        for event in taken:
            if event["on"] == "membership.changed":
                self.chats.add(event["row"]["title"])
            elif event["on"] == "membership.ended":
                assert event["why"].startswith("Вы больше не в этом чате: ")
                self.chats.discard(event["title"])


def screen_of(actor: Actor, connect: Connect) -> Screen:
    assert actor.account is not None
    client = connect(session_of(actor.account))
    heads = client.hello()["heads"]
    titles = Conversation.objects.filter(id__in=[int(topic[1:]) for topic in heads if topic.startswith("c")])
    return Screen(client, set(titles.values_list("title", flat=True)))


Change = Callable[[World], object]

CHANGES: dict[str, tuple[Change, dict[str, set[str]]]] = {
    "transfer": (
        lambda w: roster.transfer(by=None, person=w.masha.person, school_class=w.class_3b),
        {
            "masha": {"3 Б"},
            "boris": {"3 Б Родители"},
            "anna": {"3 Б Родители"},
            "petya": {"3 А", "3А - Математика"},
        },
    ),
    "expel": (
        lambda w: roster.expel(by=None, person=w.petya.person),
        {"petya": set(), "vera": {"Учительская"}, "masha": {"3 А", "3А - Математика"}},
    ),
    "enrol": (
        lambda w: roster.enrol(by=None, person=_newcomer(w), school_class=w.class_3a),
        {"fyodor": {"Учительская", "3 А", "3А - Математика"}},
    ),
    "hire": (
        lambda w: roster.hire(by=None, person=w.boris.person, position="учитель"),
        {"boris": {"3 А Родители", "Учительская"}},
    ),
    "dismiss": (
        lambda w: roster.dismiss(by=None, person=w.vera.person),
        {"vera": {"3 А Родители"}},
    ),
    "lead": (
        lambda w: roster.lead(by=None, person=w.ivan.person, school_class=w.class_3a),
        {
            "ivan": {"3 А", "3 А Родители", "3А - Математика", "Учительская"},
            "elena": {"Учительская"},
            "masha": {"3 А", "3А - Математика"},
        },
    ),
    "second parent": (
        lambda w: roster.add_guardian(by=None, guardian=w.boris.person, child=w.kolya.person),
        {"boris": {"3 А Родители", "3 Б Родители"}},
    ),
    "teacher who is also a parent": (
        lambda w: roster.add_guardian(by=None, guardian=w.ivan.person, child=w.kolya.person),
        {"ivan": {"3А - Математика", "Учительская", "3 Б Родители"}},
    ),
    "end of a guardianship": (
        lambda w: roster.end_guardianship(by=None, guardian=w.anna.person, child=w.masha.person),
        {"anna": {"3 Б Родители"}, "boris": {"3 А Родители"}},
    ),
    "unlink": (
        lambda w: roster.unlink(by=None, person=w.masha.person),
        {"masha": set(), "boris": {"3 А Родители"}},
    ),
}


def _newcomer(world: World) -> Person:
    """A pupil whose card is linked to somebody who has been here under another card."""
    person = roster.add_person(by=None, school=world.school, surname="Чужой", first_name="Фёдор")
    roster.link(by=None, person=person, profile=world.fyodor.id, how="test")
    return person


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_on_every_screen_at_once(world: World, connect: Connect, name: str) -> None:
    change, expected = CHANGES[name]
    screens = {person: screen_of(world.cast[person], connect) for person in expected}
    change(world)
    until = time.monotonic() + AT_ONCE
    for person, chats in expected.items():
        while screens[person].chats != chats and time.monotonic() < until:
            screens[person].follow(time.monotonic() + 0.05)
        assert screens[person].chats == chats, person
        # The screen told by events is the screen of a fresh load.
        assert screen_of(world.cast[person], connect).chats == chats, person


def test_a_leaver_hears_no_word_more(world: World, connect: Connect) -> None:
    boris = screen_of(world.boris, connect)
    masha = screen_of(world.masha, connect)
    vera = screen_of(world.vera, connect)
    place = Membership.objects.get(profile=world.boris.id, conversation__title="3 А Родители").conversation_id
    say(place, world.elena.id, "при вас")
    assert boris.client.event("message.sent", seconds=5)["text"] == "при вас"
    assert vera.client.event("message.sent", seconds=5)["text"] == "при вас"
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    say(place, world.elena.id, "без вас")
    assert vera.client.event("message.sent", seconds=5)["text"] == "без вас"
    heard = [*boris.client.quiet(0.5), *masha.client.quiet(0.1)]
    assert [event for event in heard if event["on"] == "message.sent"] == []
    assert boris.client.send(place, "впустите")["error"]["code"] == "not_found"


def test_the_command_beside_the_server_moves_a_pupil(server: Server, world: World, connect: Connect) -> None:
    masha, boris = screen_of(world.masha, connect), screen_of(world.boris, connect)
    done = server.command("roster", "transfer", str(world.masha.person.pk), str(world.class_3b.pk))
    assert done.returncode == 0, done.stderr
    assert "Перевод в 3 Б: Кузнецова Мария Борисовна" in done.stdout
    until = time.monotonic() + AT_ONCE
    masha.follow(time.monotonic() + 0.3)
    boris.follow(time.monotonic() + 0.3)
    assert time.monotonic() < until
    assert (masha.chats, boris.chats) == ({"3 Б"}, {"3 Б Родители"})
    refused = server.command("roster", "transfer", str(world.masha.person.pk), str(world.class_3b.pk))
    assert (refused.returncode, refused.stderr) == (1, "Уже учится: 3 Б.\n")
