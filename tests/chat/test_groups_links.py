"""Links to a chat over HTTP: whom they let in, until when, and how little they tell to anybody else."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from peremena import clock
from peremena.chat import actions_links, newcomers, rules_groups
from peremena.chat.models import ChatLink
from peremena.roster import actions as roster
from tests.chat.conftest import Answer, Asking, chat, code_of
from tests.chat.groups import change, exclude, leave, lines, made, members, reasons, rows
from tests.world import Actor, World


@pytest.fixture(autouse=True)
def _nobody_has_guessed() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def link(actor: Actor, conversation: int, **wanted: Any) -> dict[str, Any]:
    status, body = Asking(actor).post(f"conversations/{conversation}/links", wanted)
    assert status == 200, body
    made_one: dict[str, Any] = body["links"][0]
    return made_one


def look(actor: Actor, token: str) -> Answer:
    return Asking(actor).post("links/preview", {"token": token})


def join(actor: Actor, token: str) -> Answer:
    return Asking(actor).post("links/join", {"token": token})


def links(actor: Actor, conversation: int) -> list[dict[str, Any]]:
    status, body = Asking(actor).get(f"conversations/{conversation}/links")
    assert status == 200, body
    found: list[dict[str, Any]] = body["links"]
    return found


def test_whoever_the_maker_may_add_comes_in(world: World) -> None:
    group = made(world.elena, world.olga)
    one = link(world.elena, group)
    status, seen = look(world.masha, one["token"])
    assert (status, seen["title"], seen["member_count"], seen["conversation"]) == (200, "Поход", 2, None)
    status, body = join(world.masha, one["token"])
    assert (status, body["conversation"]["id"]) == (200, group)
    assert rows(world.masha)[group]["may"] == ["write", "leave"]
    assert lines(world.olga, group)[-1] == ("joined_by_link", [])
    assert reasons(members(world.olga, group)["Мария"])[0].startswith("По ссылке (Павлова Е. В.), ")
    (shown,) = links(world.elena, group)
    assert (shown["uses"], [use["name"] for use in shown["came"]]) == (1, ["Кузнецова Мария"])
    assert look(world.masha, one["token"])[1]["conversation"] == group
    assert join(world.masha, one["token"])[0] == 200, "whoever is there is led there"
    assert links(world.elena, group)[0]["uses"] == 1


def test_whom_the_maker_may_not_add_is_not_even_told_where_it_leads(world: World) -> None:
    group = made(world.elena, world.olga)
    token = link(world.elena, group)["token"]
    for stranger in (world.kolya, world.fyodor):
        for answer in (look(stranger, token), join(stranger, token)):
            assert code_of(answer) == (403, "may_not")
            assert "Поход" not in str(answer)
        assert group not in rows(stranger)


def test_the_right_is_judged_when_somebody_joins(world: World) -> None:
    group = made(world.ivan, world.olga)
    token = link(world.ivan, group)["token"]
    roster.stop_teaching(by=None, person=world.ivan.person, subject_group=world.maths_3a)
    assert code_of(join(world.masha, token)) == (403, "may_not"), "no longer a pupil of the maker"
    assert join(world.nina, token)[0] == 200
    assert leave(world.ivan, group) == 204
    assert code_of(join(world.elena, token)) == (404, "link_over"), "the maker has gone"


def test_a_link_of_a_parent_lets_no_pupil_in(world: World) -> None:
    group = made(world.boris, world.vera)
    token = link(world.boris, group)["token"]
    assert code_of(join(world.masha, token)) == (403, "may_not")
    assert join(world.anna, token)[0] == 200


def test_where_pupils_sit_a_link_of_a_parent_lets_staff_alone_in(world: World) -> None:
    group = made(world.elena, world.boris, world.masha, abilities=["write", "invite"])
    token = link(world.boris, group)["token"]
    status, body = join(world.anna, token)
    assert (status, body["error"]["message"]) == (403, rules_groups.ONLY_STAFF_ADDS_TO_PUPILS)
    assert join(world.olga, token)[0] == 200
    assert change(world.elena, group, abilities=["write"])[0] == 200
    assert code_of(join(world.ivan, token)) == (404, "link_over"), "plain members invite no more"


def test_a_link_ends(world: World, set_clock: Callable[[datetime], None]) -> None:
    group = made(world.elena)
    now = clock.now()
    in_an_hour = clock.to_ms(now + timedelta(hours=1))
    timed, counted, revoked = (
        link(world.elena, group, expires_at=in_an_hour),
        link(world.elena, group, most_uses=1),
        link(world.elena, group),
    )
    assert join(world.masha, counted["token"])[0] == 200
    assert code_of(join(world.petya, counted["token"])) == (404, "link_over")
    path = f"/api/conversations/{group}/links/{revoked['id']}"
    assert Asking(world.masha).client.delete(path).status_code == 403
    assert Asking(world.elena).client.delete(path).status_code == 200
    assert Asking(world.elena).client.delete(path).status_code == 404
    assert code_of(look(world.petya, revoked["token"])) == (404, "link_over")
    assert look(world.petya, timed["token"])[0] == 200
    set_clock(now + timedelta(hours=1))
    assert code_of(join(world.petya, timed["token"])) == (404, "link_over")
    assert [one["is_open"] for one in links(world.elena, group)] == [False, False, False]


def test_what_no_link_can_be(world: World) -> None:
    group = made(world.elena, world.masha)
    path = f"conversations/{group}/links"
    for wanted in ({"expires_at": 1}, {"expires_at": 2**53}, {"most_uses": 0}, {"most_uses": 10_001}, {"more": 1}):
        assert code_of(Asking(world.elena).post(path, wanted))[0] == 422
    assert code_of(Asking(world.masha).post(path, {})) == (403, "may_not")
    assert code_of(Asking(world.petya).post(path, {})) == (404, "not_found")
    assert code_of(Asking(world.masha).get(path)) == (403, "may_not")
    direct = Asking(world.elena).post("direct", {"profile": world.masha.id})[1]["conversation"]["id"]
    assert code_of(Asking(world.elena).post(f"conversations/{direct}/links", {}))[0] in {403, 404}


def test_plain_members_see_and_revoke_their_own_links_alone(world: World) -> None:
    group = made(world.elena, world.olga, abilities=["write", "invite"])
    of_elena, of_olga = link(world.elena, group), link(world.olga, group)
    assert [one["id"] for one in links(world.olga, group)] == [of_olga["id"]]
    assert {one["id"] for one in links(world.elena, group)} == {of_olga["id"], of_elena["id"]}
    path = f"/api/conversations/{group}/links"
    assert Asking(world.olga).client.delete(f"{path}/{of_elena['id']}").status_code == 404
    assert Asking(world.elena).client.delete(f"{path}/{of_olga['id']}").status_code == 200


def test_whoever_was_excluded_does_not_come_back_by_a_link(world: World) -> None:
    group = made(world.elena, world.masha)
    token = link(world.elena, group)["token"]
    assert exclude(world.elena, group, world.masha)[0] == 200
    status, body = join(world.masha, token)
    assert (status, body["error"]["message"]) == (403, newcomers.WAS_EXCLUDED)
    class_3a = chat("3 А")
    assert exclude(world.elena, class_3a, world.petya, "Оскорблял других")[0] == 200
    assert code_of(join(world.petya, link(world.elena, class_3a)["token"])) == (403, "may_not")


def test_a_token_is_kept_nowhere_and_guessing_ends(world: World) -> None:
    group = made(world.elena)
    token = link(world.elena, group)["token"]
    assert len(token) >= 22
    row = ChatLink.objects.get()
    assert token not in (row.token_hash, str(row.__dict__))
    assert token == links(world.elena, group)[0]["token"], "shown again to whoever may invite"
    for _ in range(actions_links.MOST_GUESSES):
        assert code_of(look(world.masha, "x" * 24)) == (404, "link_over")
    assert code_of(look(world.masha, token)) == (429, "too_often")
    assert code_of(join(world.masha, token)) == (429, "too_often")
    assert look(world.petya, token)[0] == 200


def test_no_more_links_than_anybody_can_keep_in_view(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions_links, "MOST_OPEN", 1)
    group = made(world.elena)
    link(world.elena, group)
    assert code_of(Asking(world.elena).post(f"conversations/{group}/links", {})) == (403, "may_not")
