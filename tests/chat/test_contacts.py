"""Contacts in groups, and the card of a person: for those who have a reason to see it, and nobody else."""

from typing import Any

import pytest

from peremena.chat.models import Conversation
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat, code_of
from tests.torture import cast
from tests.torture.cast import Somebody
from tests.world import Actor, World

Json = dict[str, Any]


def headings(world: World, reader: str, q: str = "") -> dict[str, set[str]]:
    status, body = Asking(world.cast[reader]).get("contacts", q=q)
    assert status == 200
    by_id = {actor.profile.id: name for name, actor in world.cast.items() if actor.profile}
    found: dict[str, set[str]] = {}
    for one in body["contacts"]:
        found.setdefault(one["group"], set()).add(by_id[one["profile"]])
    return found


def card(reader: Actor, other: int) -> Json:
    status, body = Asking(reader).get(f"people/{other}")
    assert status == 200, body
    return dict(body)


def why(reader: Actor, other: Actor) -> list[str]:
    return [reason["text"] for reason in card(reader, other.id)["reasons"]]


# --- Contacts ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reader", "groups"),
    [
        ("masha", {"teachers": {"elena", "ivan"}, "parents": {"anna", "boris"}}),
        ("boris", {"children": {"masha"}, "teachers": {"elena", "ivan"}, "staff": {"olga"}}),
        (
            "elena",
            {
                "class": {"masha", "petya"},
                "parents": {"anna", "boris"},
                "teachers": {"nina", "ivan"},
                "staff": {"olga", "vera"},
            },
        ),
        (
            "ivan",
            {
                "pupils": {"masha", "petya"},
                "parents": {"anna", "boris"},
                "teachers": {"nina", "elena"},
                "staff": {"olga", "vera"},
            },
        ),
        ("olga", {"teachers": {"elena", "nina", "ivan"}, "staff": {"vera"}, "parents": {"anna", "boris"}}),
        ("fyodor", {}),
    ],
)
def test_each_finds_people_by_what_binds_them(world: World, reader: str, groups: dict[str, set[str]]) -> None:
    assert headings(world, reader) == groups


def test_each_contact_says_in_a_word_who_it_is(world: World) -> None:
    _, body = Asking(world.elena).get("contacts")
    kinds = {one["profile"]: one["kind"] for one in body["contacts"]}
    assert {name: kinds[world.cast[name].id] for name in ("olga", "ivan", "vera", "anna", "masha")} == {
        "olga": "head",
        "ivan": "teacher",
        "vera": "staff",
        "anna": "guardian",
        "masha": "pupil",
    }


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("кузнецова мария", {"masha", "anna"}),
        ("МАРИЯ", {"masha", "anna", "boris"}),
        ("родитель мария", {"anna", "boris"}),
        ("пётр", {"petya", "olga"}),
        ("петр", {"petya", "olga"}),
        ("дюма петр", {"petya"}),
        ("библиотекарь", {"vera"}),
        (":", set()),
        ("  ", {"masha", "petya", "anna", "boris", "olga", "nina", "ivan", "vera"}),
    ],
)
def test_search_knows_neither_case_nor_yo_nor_the_order_of_words(world: World, q: str, found: set[str]) -> None:
    assert {name for names in headings(world, "elena", q).values() for name in names} == found


# --- Cards ------------------------------------------------------------------------------------------------------------


def test_a_card_says_who_somebody_is_and_why_one_sees_them(world: World) -> None:
    body = card(world.boris, world.elena.id)
    assert {name: body[name] for name in ("profile", "name", "kind", "may_write")} == {
        "profile": world.elena.id,
        "name": "Елена Викторовна Павлова",
        "kind": "teacher",
        "may_write": True,
    }
    assert body["roles"] == ["классный руководитель"]
    assert body["common"] == [chat("3 А Родители")]
    first, second = body["reasons"]
    assert first == {"text": "Учит вашего ребёнка", "since": None}
    assert second["text"] == "Классный руководитель: 3 А"
    assert second["since"]


def test_what_binds_two_is_said_from_each_side(world: World) -> None:
    assert why(world.masha, world.ivan)[0] == "Учит вас"
    assert why(world.ivan, world.masha)[0] == "Вы учите этого ученика"
    assert why(world.boris, world.masha) == ["Ваш ребёнок"]
    assert why(world.masha, world.boris) == ["Ваш родитель"]
    assert why(world.boris, world.olga) == ["Руководит школой вашего ребёнка"]
    assert why(world.olga, world.boris) == ["Ребёнок этого человека учится в вашей школе"]
    assert why(world.elena, world.nina)[0] == "Вы работаете в одной школе"


def test_whom_one_meets_in_a_chat_alone_one_sees_as_one_meets_them(world: World) -> None:
    body = card(world.boris, world.vera.id)
    assert (body["may_write"], body["common"]) == (False, [chat("3 А Родители")])
    assert body["roles"] == ["родитель: Пётр"], "that she is the librarian is not for other parents"
    assert [reason["text"] for reason in body["reasons"]] == ["Родитель. Ребёнок: Дюма Пётр"]
    classmate = card(world.masha, world.petya.id)
    assert (classmate["may_write"], classmate["kind"]) == (False, "pupil")
    assert classmate["common"] == sorted([chat("3 А"), chat("3А - Математика")])


def test_of_oneself_there_is_a_card_too(world: World) -> None:
    body = card(world.masha, world.masha.id)
    assert (body["roles"], body["common"], body["may_write"]) == (["ученица"], [], False)


def test_strangers_look_like_nobody(world: World) -> None:
    """Whether such a profile exists is told to nobody who has no reason to see it."""
    nobody = Asking(world.masha).get("people/999999")
    assert code_of(nobody) == (404, "not_found")
    for reader, stranger in (
        (world.masha, world.fyodor),
        (world.masha, world.kolya),
        (world.masha, world.olga),
        (world.masha, world.vera),
        (world.kolya, world.boris),
        (world.fyodor, world.masha),
    ):
        assert Asking(reader).get(f"people/{stranger.id}") == nobody
    for strange in (0, -1, 2**63, 10**30):
        assert Asking(world.masha).get(f"people/{strange}") == nobody
    assert code_of(Asking(None).get(f"people/{world.elena.id}")) == (401, "signed_out")
    assert Asking(world.masha).get("people/x")[0] == 422


def test_a_card_closes_with_the_last_reason(world: World) -> None:
    assert card(world.masha, world.petya.id)
    roster.transfer(by=None, person=world.petya.person, school_class=world.class_3b)
    assert Asking(world.masha).get(f"people/{world.petya.id}")[0] == 404
    assert Asking(world.petya).get(f"people/{world.masha.id}")[0] == 404


def test_a_closed_chat_of_two_keeps_the_card_and_says_no_more_than_the_chat(world: World) -> None:
    Asking(world.elena).post("direct", {"profile": world.masha.id})
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    body = card(world.masha, world.elena.id)
    assert body["may_write"] is False
    assert [reason["text"] for reason in body["reasons"]] == ["Вы встречаетесь в чате"]
    assert body["common"] == [Conversation.objects.get(kind="direct").id]


def test_whom_one_meets_in_a_chat_made_by_hand_has_a_card(world: World) -> None:
    people = [Somebody(world.boris.id, ()), Somebody(world.kolya.id, ())]
    conversation = cast.group("Поход", people)
    body = card(world.boris, world.kolya.id)
    assert (body["common"], body["may_write"]) == ([conversation], False)
    cast.leave(conversation, world.kolya.id)
    assert Asking(world.boris).get(f"people/{world.kolya.id}")[0] == 404
