"""Contacts and direct chats over HTTP: whom one may write to, and how little a refusal says."""

import pytest

from peremena.chat.models import Conversation
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, code_of
from tests.live.speaking import say
from tests.world import World


def contacts(world: World, name: str, q: str = "") -> set[str]:
    status, body = Asking(world.cast[name]).get("contacts", q=q)
    assert status == 200
    by_id = {actor.profile.id: key for key, actor in world.cast.items() if actor.profile}
    assert all(one["name"] and one["relation"] for one in body["contacts"])
    return {by_id[one["profile"]] for one in body["contacts"]}


def test_contacts_are_those_whom_one_may_write_to(world: World) -> None:
    assert contacts(world, "masha") == {"elena", "ivan", "anna", "boris"}
    assert contacts(world, "boris") == {"masha", "elena", "ivan", "olga"}
    assert contacts(world, "elena") == {"olga", "nina", "ivan", "vera", "masha", "petya", "anna", "boris"}
    assert contacts(world, "fyodor") == set()


def test_every_contact_may_be_written_to_and_nobody_else(world: World) -> None:
    for name, actor in world.cast.items():
        if actor.profile is None:
            continue
        allowed = contacts(world, name)
        for other, addressee in world.cast.items():
            if addressee.profile is None or other == name:
                continue
            status, body = Asking(actor).post("direct", {"profile": addressee.id})
            assert (status == 200) == (other in allowed), (name, other, body)


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("пав", {"elena"}),
        ("ЕЛЕНА", {"elena"}),
        ("ли", {"ivan"}),
        ("кузнецов", {"anna", "boris"}),
        ("кузнецов бор", {"boris"}),
        ("ё", {"elena"}),
        ("э", set()),
        ("%", set()),
        ("\x00", set()),
        ("я" * 10_000, set()),
    ],
)
def test_looking_for_somebody(world: World, q: str, found: set[str]) -> None:
    assert contacts(world, "masha", q) == found


def test_opening_finds_the_one_there_is_from_both_sides(world: World) -> None:
    status, first = Asking(world.elena).post("direct", {"profile": world.masha.id})
    row = first["conversation"]
    assert (status, row["kind"], row["peer"], row["may_post"], row["closed_because"]) == (
        200,
        "direct",
        world.masha.id,
        True,
        None,
    )
    _, other = Asking(world.masha).post("direct", {"profile": world.elena.id})
    assert other["conversation"]["id"] == row["id"]
    assert (row["title"], other["conversation"]["title"]) == ("Мария Кузнецова", "Елена Викторовна Павлова")
    assert Conversation.objects.filter(kind="direct").count() == 1


def test_a_refusal_says_the_same_of_whom_one_does_not_know_and_of_nobody(world: World) -> None:
    """Whether such a profile exists is not told to a child, nor to anybody else."""
    masha = Asking(world.masha)
    unknown = masha.post("direct", {"profile": 999_999})
    assert code_of(unknown) == (403, "may_not_start")
    assert masha.post("direct", {"profile": world.fyodor.id}) == unknown
    assert masha.post("direct", {"profile": world.masha.id})[0] == 403
    assert code_of(masha.post("direct", {"profile": world.petya.id})) == (403, "may_not_start")
    assert Conversation.objects.filter(kind="direct").count() == 0


@pytest.mark.parametrize(
    "body",
    [{}, {"profile": "x"}, {"profile": None}, {"profile": 1, "more": 1}, [], "x", {"profile": 1.5}, {"profile": True}],
)
def test_a_body_that_is_no_question(world: World, body: object) -> None:
    assert code_of(Asking(world.masha).post("direct", body)) == (422, "bad_arguments")


@pytest.mark.parametrize("profile", [0, -1, 2**63, 10**30])
def test_a_profile_of_a_strange_number_is_nobody(world: World, profile: int) -> None:
    status, body = Asking(world.masha).post("direct", {"profile": profile})
    assert status in {403, 422}, body


def test_a_chat_between_child_and_adult_is_read_only_without_a_relation(world: World) -> None:
    elena, masha = Asking(world.elena), Asking(world.masha)
    _, body = elena.post("direct", {"profile": world.masha.id})
    conversation = body["conversation"]["id"]
    say(conversation, world.elena.id, "здравствуй")
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    for asking in (elena, masha):
        _, start = asking.get("start")
        (row,) = [one for one in start["conversations"] if one["id"] == conversation]
        assert row["may_post"] is False
        assert row["closed_because"]
        status, page = asking.get(f"conversations/{conversation}/messages")
        assert (status, len(page["messages"])) == (200, 1), "what was said stays to be read"
    _, again = elena.post("direct", {"profile": world.masha.id})
    assert again["conversation"]["may_post"] is False, "found, and not opened anew"
    roster.lead(by=None, person=world.elena.person, school_class=world.class_3b)
    _, again = masha.post("direct", {"profile": world.elena.id})
    assert again["conversation"]["may_post"] is True
    assert again["conversation"]["id"] == conversation


def test_nobody_signed_in_opens_nothing(world: World) -> None:
    assert code_of(Asking(None).post("direct", {"profile": world.masha.id})) == (401, "signed_out")
    assert code_of(Asking(None).get("contacts")) == (401, "signed_out")
