"""Who has read it, over HTTP."""

import pytest

from peremena.chat.actions_read import Mark, mark_read
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat, code_of
from tests.live.speaking import say
from tests.world import World


def test_who_has_read_it_and_who_has_not(world: World) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два")
    mark_read([Mark(world.masha.id, conversation, 1)])
    status, body = Asking(world.petya).get(f"conversations/{conversation}/readers", no=1)
    assert status == 200
    assert body["readers"] == [{"profile": world.masha.id, "name": "Мария Кузнецова", "read_no": 1}]
    assert [one["profile"] for one in body["unread"]] == [world.elena.id]
    _, body = Asking(world.petya).get(f"conversations/{conversation}/readers", no=2)
    assert body["readers"] == []


def test_who_came_later_is_in_neither_list(world: World) -> None:
    """A newcomer who may not see the message has neither read it nor left it unread."""
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз")
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    _, body = Asking(world.petya).get(f"conversations/{conversation}/readers", no=1)
    assert world.kolya.id not in {one["profile"] for one in [*body["readers"], *body["unread"]]}


@pytest.mark.parametrize("no", ["", "x", str(10**30), "-1"])
def test_nonsense_is_refused_or_harmless(world: World, no: str) -> None:
    status, body = Asking(world.petya).get(f"conversations/{chat('3 А')}/readers", no=no)
    assert status in {200, 422}, body


def test_strangers_are_not_told(world: World) -> None:
    path = f"conversations/{chat('3 А')}/readers?no=1"
    assert code_of(Asking(world.kolya).get(path)) == (404, "not_found")
    assert code_of(Asking(None).get(path)) == (401, "signed_out")
