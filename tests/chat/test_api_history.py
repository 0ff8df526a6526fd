"""Pages of history over HTTP: every edge, every refusal."""

import pytest

from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat, code_of
from tests.live.speaking import say_at_once
from tests.statements import counted
from tests.world import World

COUNT = 130


@pytest.fixture
def conversation(world: World) -> int:
    one = chat("3 А")
    say_at_once(one, world.petya.id, *(f"м{number}" for number in range(1, COUNT + 1)))
    return one


def page(asking: Asking, conversation: int, **query: int) -> tuple[list[int], int | None, int]:
    status, body = asking.get(f"conversations/{conversation}/messages", **query)
    assert status == 200, body
    return [message["no"] for message in body["messages"]], body["first_no"], body["last_no"]


def test_the_newest_page_and_those_above_and_below(world: World, conversation: int) -> None:
    masha = Asking(world.masha)
    assert page(masha, conversation) == (list(range(81, 131)), 1, COUNT)
    assert page(masha, conversation, before=81) == (list(range(31, 81)), 1, COUNT)
    assert page(masha, conversation, before=31, limit=100) == (list(range(1, 31)), 1, COUNT)
    assert page(masha, conversation, after=100, limit=10) == (list(range(101, 111)), 1, COUNT)
    assert page(masha, conversation, limit=1) == ([COUNT], 1, COUNT)


def test_a_page_around_a_number_for_jumping_there(world: World, conversation: int) -> None:
    masha = Asking(world.masha)
    assert page(masha, conversation, around=60, limit=10) == (list(range(56, 66)), 1, COUNT)
    assert page(masha, conversation, around=60, limit=1) == ([60], 1, COUNT)
    assert page(masha, conversation, around=2, limit=10) == ([1, 2, 3, 4, 5, 6, 7], 1, COUNT)
    assert page(masha, conversation, around=COUNT, limit=10) == (list(range(126, 131)), 1, COUNT)
    assert page(masha, conversation, around=10**6, limit=4) == ([129, 130], 1, COUNT)
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    assert page(Asking(world.kolya), conversation, around=60) == ([], COUNT + 1, COUNT)


def test_pages_without_messages_still_say_where_the_conversation_stands(world: World, conversation: int) -> None:
    masha = Asking(world.masha)
    assert page(masha, conversation, before=1) == ([], 1, COUNT)
    assert page(masha, conversation, after=COUNT) == ([], 1, COUNT)
    assert page(masha, conversation, after=10**6) == ([], 1, COUNT)
    assert page(masha, chat("3А - Математика")) == ([], 1, 0)


@pytest.mark.parametrize(("limit", "count"), [(0, 1), (-5, 1), (100, 100), (101, 100), (10**9, 100)])
def test_a_page_is_bounded(world: World, conversation: int, limit: int, count: int) -> None:
    assert len(page(Asking(world.masha), conversation, limit=limit)[0]) == count


def test_a_message_carries_what_the_event_carried(world: World, conversation: int) -> None:
    _, body = Asking(world.masha).get(f"conversations/{conversation}/messages", limit=1)
    (message,) = body["messages"]
    assert set(message) == {"no", "seq", "by", "name", "key", "text", "at"}
    assert (message["no"], message["by"], message["name"], message["text"]) == (
        COUNT,
        world.petya.id,
        "Пётр Дюма",
        f"м{COUNT}",
    )


def test_where_one_does_not_sit_there_is_nothing(world: World, conversation: int) -> None:
    for stranger in (world.kolya, world.anna, world.ivan, world.fyodor):
        for path in ("messages", "members", "readers?no=1"):
            assert code_of(Asking(stranger).get(f"conversations/{conversation}/{path}")) == (404, "not_found")
    assert code_of(Asking(world.masha).get("conversations/999999/messages")) == (404, "not_found")
    assert code_of(Asking(None).get(f"conversations/{conversation}/messages")) == (401, "signed_out")


@pytest.mark.parametrize(
    "query",
    [
        {"before": "x"},
        {"after": "1.5"},
        {"around": str(10**30)},
        {"limit": ""},
        {"before": str(10**30)},
        {"after": str(-(10**30))},
        {"before": "1 OR 1=1"},
        {"limit": str(10**30)},
    ],
)
def test_nonsense_is_refused_or_harmless(world: World, conversation: int, query: dict[str, str]) -> None:
    status, body = Asking(world.masha).get(f"conversations/{conversation}/messages", **query)
    assert status in {200, 422}, body


@pytest.mark.parametrize("number", ["-1", "0", str(10**30), "x"])
def test_a_conversation_of_a_strange_number_is_not_there(world: World, number: str) -> None:
    masha = Asking(world.masha)
    for path in ("messages", "members", "readers?no=1"):
        answer = masha.client.get(f"/api/conversations/{number}/{path}")
        assert answer.status_code in {404, 422}, answer.content


def test_a_page_costs_a_constant_number_of_statements(world: World, conversation: int) -> None:
    masha = Asking(world.masha)
    masha.get("me")
    with counted() as short:
        page(masha, conversation, limit=1)
    with counted() as long:
        page(masha, conversation, limit=100)
    assert len(long) == len(short) <= 7, str(long)
