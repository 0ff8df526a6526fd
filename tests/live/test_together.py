"""Sends, read marks and the roster all write at once, from threads and processes that know nothing of each other."""

import threading
import time
import uuid
from collections.abc import Callable

import pytest
from django.db import connections, transaction

from peremena import clock
from peremena.chat import actions_seats
from peremena.chat.actions_read import Mark, mark_read
from peremena.chat.actions_send import send_messages
from peremena.chat.drafts import Draft, Stored
from peremena.chat.models import Conversation, Membership, Message
from peremena.database import raw
from peremena.people import actions as people
from peremena.people.models import Profile
from peremena.roster import actions as roster
from tests import world as worlds
from tests.databases import Database
from tests.live.speaking import say
from tests.world import World

ROUNDS = 10


@pytest.fixture
def world(database: Database) -> World:
    return worlds.build()


def together(first: Callable[[], None], *others: Callable[[], None]) -> list[BaseException]:
    """Run `first` so many times, and the others over and over beside it; returns what they raised."""
    errors: list[BaseException] = []
    is_over = threading.Event()

    def repeat(work: Callable[[], None]) -> None:
        try:
            for _ in range(ROUNDS) if work is first else iter(is_over.is_set, True):
                work()
        except BaseException as error:  # noqa: BLE001 handed to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=repeat, args=[work]) for work in (first, *others)]
    for thread in threads:
        thread.start()
    threads[0].join(60)
    is_over.set()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    return errors


def test_nobody_stands_in_anybodys_way(world: World) -> None:
    chats = {one.title: one.id for one in Conversation.objects.exclude(kind="direct").filter(school=world.school)}
    class_chats = [chats["3 А"], chats["3 Б"], chats["3 А Родители"], chats["3 Б Родители"]]
    moving = [world.masha.id, world.boris.id]
    # Whoever writes has read: only others have marks to move.
    writing = [world.anna.id, world.petya.id, world.elena.id, world.nina.id, world.vera.id]
    stored: list[Stored] = []

    def send() -> None:
        drafts = [Draft(who, chat, str(uuid.uuid4()), "раз") for chat in class_chats for who in writing]
        outcomes = send_messages(drafts)
        assert not {"retry_same_key", "broken"} & {getattr(one, "code", "") for one in outcomes}
        stored.extend(one for one in outcomes if isinstance(one, Stored))

    def read() -> None:
        mark_read([Mark(who, chat, 10**9) for who in reversed(moving) for chat in class_chats])

    def move() -> None:
        for school_class in (world.class_3b, world.class_3a):
            roster.transfer(by=None, person=world.masha.person, school_class=school_class)

    def refresh() -> None:
        actions_seats.refresh(clock.now())

    errors = together(move, send, read, refresh)
    assert errors == []
    for conversation in Conversation.objects.filter(pk__in=class_chats):
        numbers = list(Message.objects.filter(conversation=conversation).order_by("no").values_list("no", flat=True))
        assert numbers == list(range(1, conversation.last_no + 1))
        seqs = Message.objects.filter(conversation=conversation).values_list("changed_seq", flat=True)
        assert len(set(seqs)) == len(numbers)
        current = Membership.objects.filter(conversation=conversation, is_current=True).count()
        assert conversation.member_count == current
    assert Message.objects.count() == len(stored)
    for profile in Profile.objects.filter(pk__in=[*moving, *writing]):
        newest = max(Membership.objects.filter(profile=profile).values_list("stream_seq", flat=True))
        assert newest == profile.stream_seq


def test_a_mark_waits_for_whoever_changes_the_membership(postgres_database: Database) -> None:
    """The roster changes memberships and then takes the profile's seq: a mark must not do it the other way round."""
    world = worlds.build()
    conversation = Conversation.objects.get(title="3 А").id
    say(conversation, world.petya.id, "раз", "два")
    answers: list[list[int | None]] = []

    def read() -> None:
        answers.append(mark_read([Mark(world.masha.id, conversation, 2)]))
        connections.close_all()

    reading = threading.Thread(target=read)
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=conversation)
        Membership.objects.filter(conversation=conversation, profile=world.masha.id).update(role="member")
        reading.start()
        _until_somebody_waits()
        people.take_stream_seqs([world.masha.id])
    reading.join(20)
    assert answers == [[2]]


def _until_somebody_waits() -> None:
    until = time.monotonic() + 20
    while not raw.rows("SELECT 1 FROM pg_locks WHERE NOT granted") and time.monotonic() < until:
        time.sleep(0.01)
