"""Sync: exactly what changed, within the intervals one sat there, bounded, and equal to a fresh load."""

import json

import pytest

from peremena import clock
from peremena.chat import queries_messages, queries_sync
from peremena.chat.models import Conversation, Message
from peremena.chat.queries_sync import Ask
from peremena.chat.schemas import SyncAnswer, TopicAnswer
from tests.databases import Database
from tests.live.speaking import say, say_at_once
from tests.statements import counted
from tests.torture import cast
from tests.torture.cast import Somebody


def sync(somebody: Somebody, bound: int = queries_sync.HTTP_BYTES, **topics: int) -> SyncAnswer:
    return queries_sync.answers([Ask(somebody.profile, topics)], clock.now(), bound)[0]


def seqs(answer: TopicAnswer) -> list[int]:
    return [json.loads(bytes(event))["seq"] for event in answer.events]


def numbers(somebody: Somebody, conversation: int) -> list[int]:
    page = queries_messages.history_page(conversation, somebody.profile, limit=100)
    return [message.no for message in page.messages]


def test_exactly_what_changed_since(database: Database) -> None:
    masha, petya = cast.people(2)
    one, two = cast.group("класс", [masha, petya]), cast.group("театр", [masha, petya])
    say(one, petya.profile, "1", "2", "3")
    say(two, petya.profile, "1")
    answer = sync(masha, **{f"c{one}": 1, f"c{two}": 1})
    assert seqs(answer.topics[f"c{one}"]) == [2, 3]
    assert answer.topics[f"c{one}"].head == 3
    assert answer.topics[f"c{two}"] == TopicAnswer(head=1)
    assert answer.by_http == []


def test_messages_carry_dense_numbers_whatever_else_takes_a_seq(database: Database) -> None:
    masha, petya, kolya = cast.people(3)
    conversation = cast.group("класс", [masha, petya])
    say(conversation, masha.profile, "1")
    cast.join(conversation, kolya.profile)
    say(conversation, masha.profile, "2")
    cast.leave(conversation, kolya.profile)
    say(conversation, masha.profile, "3")
    rows = list(Message.objects.filter(conversation=conversation).order_by("no").values_list("no", "changed_seq"))
    assert rows == [(1, 1), (2, 3), (3, 5)]
    place = Conversation.objects.get(pk=conversation)
    assert (place.last_no, place.last_seq, place.changed_seq) == (3, 5, 4)


def test_sync_and_history_show_the_intervals_one_sat_there_and_nothing_else(database: Database) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    say(conversation, petya.profile, "1", "2")
    cast.leave(conversation, masha.profile)
    assert sync(masha, **{f"c{conversation}": 0}).topics[f"c{conversation}"] == TopicAnswer(gone=True)
    say(conversation, petya.profile, "3", "4")
    cast.join(conversation, masha.profile)
    say(conversation, petya.profile, "5")
    assert numbers(masha, conversation) == [1, 2, 5]
    answer = sync(masha, **{f"c{conversation}": 0}).topics[f"c{conversation}"]
    texts = [bytes(event) for event in answer.events if b"message.sent" in bytes(event)]
    assert [b'"no":%d,' % no in text for no, text in zip((1, 2, 5), texts, strict=True)] == [True] * 3
    assert answer.head == Conversation.objects.get(pk=conversation).last_seq
    assert numbers(petya, conversation) == [1, 2, 3, 4, 5]


def test_an_old_message_that_changed_outside_ones_intervals_stays_unseen(database: Database) -> None:
    """An edit takes a new seq on an old row: the interval of numbers decides, not the seq."""
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [petya])
    say(conversation, petya.profile, "до неё")
    cast.join(conversation, masha.profile)
    say(conversation, petya.profile, "при ней")
    Conversation.objects.filter(pk=conversation).update(last_seq=5)
    Message.objects.filter(conversation=conversation, no=1).update(changed_seq=4)
    Message.objects.filter(conversation=conversation, no=2).update(changed_seq=5)
    answer = sync(masha, **{f"c{conversation}": 3}).topics[f"c{conversation}"]
    assert (seqs(answer), answer.head) == ([5], 5)
    assert seqs(sync(petya, **{f"c{conversation}": 3}).topics[f"c{conversation}"]) == [4, 5]


@pytest.mark.parametrize(("count", "is_reset"), [(200, False), (201, True)])
def test_more_than_200_changes_are_a_reset(database: Database, count: int, is_reset: bool) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    say_at_once(conversation, petya.profile, *map(str, range(count)))
    answer = sync(masha, **{f"c{conversation}": 0}).topics[f"c{conversation}"]
    assert (answer.reset, answer.head, len(answer.events)) == (is_reset, count, 0 if is_reset else count)


@pytest.mark.parametrize("since", [8, 10**12])
def test_a_position_from_the_future_is_a_reset(database: Database, since: int) -> None:
    """As after a database was put back from a copy: nothing is known of such a position."""
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    say(conversation, petya.profile, "1")
    answer = sync(masha, **{f"c{conversation}": since, f"p{masha.profile}": since})
    assert answer.topics == {
        f"c{conversation}": TopicAnswer(reset=True, head=1),
        f"p{masha.profile}": TopicAnswer(reset=True, head=0),
    }


def test_over_the_socket_at_most_8_kb_the_rest_by_http(database: Database) -> None:
    masha, petya = cast.people(2)
    small, large, more = (cast.group("класс", [masha, petya]) for _ in range(3))
    say(small, petya.profile, "раз")
    say(large, petya.profile, "я" * 4096)
    say(more, petya.profile, "два")
    asked = {f"c{one}": 0 for one in (small, large, more)}
    answer = sync(masha, queries_sync.SOCKET_BYTES, **asked)
    assert answer.by_http == [f"c{large}"]
    assert {topic: seqs(one) for topic, one in answer.topics.items()} == {f"c{small}": [1], f"c{more}": [1]}
    assert {topic: seqs(one) for topic, one in sync(masha, **asked).topics.items()} == {topic: [1] for topic in asked}


def test_over_256_kb_there_is_more_and_asking_again_ends(database: Database) -> None:
    masha, petya = cast.people(2)
    conversations = [cast.group("класс", [masha, petya]) for _ in range(3)]
    for conversation in conversations:
        say_at_once(conversation, petya.profile, *("я" * 4000 for _ in range(20)))
    positions, found, asked = {f"c{one}": 0 for one in conversations}, dict[str, list[int]](), 0
    while positions:
        answer = sync(masha, **positions)
        asked += 1
        assert sum(len(bytes(event)) for one in answer.topics.values() for event in one.events) <= 256 * 1024
        for topic, one in answer.topics.items():
            found.setdefault(topic, []).extend(seqs(one))
        positions = {topic: one.head for topic, one in answer.topics.items() if one.more}
    assert found == {f"c{one}": list(range(1, 21)) for one in conversations}
    assert asked == 2


def test_strange_topics_are_gone(database: Database) -> None:
    masha, petya = cast.people(2)
    strange = cast.group("шахматы", [petya])
    topics = [f"c{strange}", f"p{petya.profile}", "c999999", "", "c", "p", "x1", "c1x", "c²", "c-1", "c" + "9" * 30]
    answer = sync(masha, **dict.fromkeys(topics, 0))
    assert answer.topics == dict.fromkeys(topics, TopicAnswer(gone=True))


def test_the_profiles_stream_tells_of_joining_leaving_and_own_marks(database: Database) -> None:
    masha, petya = cast.people(2)
    one, two = cast.group("класс", [petya]), cast.group("театр", [masha, petya])
    cast.join(one, masha.profile)
    cast.leave(two, masha.profile)
    topic = f"p{masha.profile}"
    answer = sync(masha, **{topic: 0}).topics[topic]
    events = [json.loads(bytes(event)) for event in answer.events]
    assert [(event["on"], event["seq"]) for event in events] == [("membership.changed", 1), ("membership.ended", 2)]
    assert events[0]["row"]["id"] == one
    assert (events[1]["conversation"], events[1]["title"]) == (two, "театр")
    assert events[1]["why"]
    assert seqs(sync(masha, **{topic: 1}).topics[topic]) == [2]
    cast.leave(one, masha.profile)
    assert seqs(sync(masha, **{topic: 0}).topics[topic]) == [2, 3], "a row that changed twice is told once"


def test_many_who_ask_the_same_share_the_work(database: Database) -> None:
    people = cast.people(30)
    conversation = cast.group("класс", people)
    say(conversation, people[0].profile, "раз")
    asks = [Ask(one.profile, {f"c{conversation}": 0}) for one in people]
    with counted() as statements:
        queries_sync.answers(asks, clock.now(), queries_sync.SOCKET_BYTES)
    assert len(statements) <= 4, str(statements)
