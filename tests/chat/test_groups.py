"""Making a chat by hand over HTTP, and bringing people into it: what everybody sees of it afterwards, and refusals."""

import pytest

from peremena import clock
from peremena.audit.models import AuditEvent
from peremena.chat import newcomers, rules_groups
from peremena.chat.models import Conversation, Seat
from peremena.people import actions as people
from peremena.people.actions import Name
from peremena.roster import actions as roster
from tests.chat.conftest import Asking, chat, code_of
from tests.chat.groups import ALL, Json, add, change, exclude, lines, made, make, members, reasons, rows, set_role
from tests.live.speaking import say
from tests.world import World


def test_a_teacher_makes_a_chat_and_everybody_in_it_has_it(world: World) -> None:
    group = made(world.elena, world.masha, world.boris, world.olga)
    for actor in (world.elena, world.masha, world.boris, world.olga):
        row = rows(actor)[group]
        assert (row["kind"], row["title"], row["member_count"], row["is_automatic"]) == ("group", "Поход", 4, False)
        assert row["last"]["service"]["what"] == "created"
        assert row["abilities"] == ["write"]
    assert rows(world.elena)[group]["may"] == [*ALL, "manage", "delete_others", "exclude", "appoint", "leave"]
    assert rows(world.masha)[group]["may"] == ["write", "leave"]
    assert group not in rows(world.petya)
    found = members(world.masha, group)
    assert found["Елена"]["role"] == "admin"
    today = clock.today("Europe/Moscow").strftime("%d.%m.%Y")
    assert reasons(found["Елена"]) == [f"Создала чат, {today}"]
    assert reasons(found["Мария"]) == [f"Добавила Павлова Е. В., {today}"]
    assert {name: one["kind"] for name, one in found.items()} == {
        "Елена": "teacher",
        "Мария": "pupil",
        "Борис": "guardian",
        "Ольга": "head",
    }
    assert found["Мария"]["badge"] == "ученица"


def test_a_parent_makes_a_chat_of_parents_and_teachers(world: World) -> None:
    group = made(world.boris, world.anna, world.vera, world.elena)
    assert set(members(world.anna, group)) == {"Борис", "Анна", "Вера", "Елена"}
    assert reasons(members(world.boris, group)["Борис"])[0].startswith("Создал чат, ")


@pytest.mark.parametrize(
    ("maker", "other", "why"),
    [
        ("masha", "petya", rules_groups.PUPILS_MAKE_NO_CHATS),
        ("boris", "masha", rules_groups.ONLY_STAFF_ADDS_PUPILS),
        ("boris", "nina", rules_groups.NOT_YOURS_TO_ADD),
        ("nina", "masha", rules_groups.NOT_YOUR_PUPIL),
        ("vera", "petya", None),
        ("ivan", "kolya", rules_groups.NOT_YOUR_PUPIL),
        ("elena", "fyodor", rules_groups.NOT_YOURS_TO_ADD),
        ("fyodor", "elena", rules_groups.NOT_YOURS_TO_ADD),
    ],
)
def test_whom_one_may_not_bring_in(world: World, maker: str, other: str, why: str | None) -> None:
    status, body = make(world.cast[maker], world.cast[other])
    if why is None:
        assert status == 200, body
        return
    assert (status, body["error"]["code"]) == (403, "may_not")
    assert body["error"]["message"] in {why, "В один чат можно собрать людей только одной школы."}
    assert not Conversation.objects.filter(kind="group").exists(), "refused as a whole"
    assert not Seat.objects.filter(reason="by_hand").exists()


@pytest.mark.parametrize(
    "body",
    [
        {"title": " ", "people": [], "abilities": []},
        {"title": "я" * 101, "people": [], "abilities": []},
        {"title": "я", "people": [], "abilities": ["fly"]},
        {"title": "я", "people": [{}, {"profile": 1, "person": "x"}], "abilities": []},
        {"title": "я", "people": [{"profile": 1}] * 201, "abilities": []},
        {"title": "я", "people": [], "abilities": [], "picture": 999_999},
        {"title": "я", "people": []},
    ],
)
def test_a_chat_that_cannot_be(world: World, body: object) -> None:
    answer = Asking(world.elena).post("conversations", body)
    assert code_of(answer)[0] == 422
    assert not Conversation.objects.filter(kind="group").exists()


def test_who_has_not_registered_has_a_seat_and_comes_in_on_linking(world: World) -> None:
    group = made(world.elena, world.zoya, world.masha)
    assert rows(world.masha)[group]["member_count"] == 2, "a seat is no member yet"
    zoya = members(world.masha, group)["Зоя"]
    assert (zoya["linked"], zoya["profile"], zoya["kind"], zoya["badge"]) == (False, None, "pupil", "ученица")
    profile = people.create_profile(by=None, name=Name("Ким", "Зоя"))
    roster.link(by=None, person=world.zoya.person, profile=profile.id, how="test")
    assert rows(world.masha)[group]["member_count"] == 3
    assert members(world.masha, group)["Зоя"]["linked"] is True


def test_adding_is_said_once_and_opens_what_is_said_from_then_on(world: World) -> None:
    group = made(world.elena, world.olga)
    say(group, world.elena.id, "до вас")
    assert add(world.elena, group, world.masha, world.olga)[0] == 200
    assert add(world.elena, group, world.masha)[0] == 200, "who is there stays there"
    assert lines(world.olga, group) == [("created", []), ("added", ["Мария Кузнецова"])]
    assert lines(world.masha, group) == [("added", ["Мария Кузнецова"])]
    _, page = Asking(world.masha).get(f"conversations/{group}/messages")
    assert [one["text"] for one in page["messages"]] == [""]
    assert AuditEvent.objects.filter(action="chat.member.added", target=f"conversation:{group}").count() == 3


def test_plain_members_bring_in_people_only_where_the_chat_lets_them(world: World) -> None:
    group = made(world.elena, world.olga, world.masha)
    assert code_of(add(world.olga, group, world.nina)) == (403, "may_not")
    assert change(world.elena, group, abilities=["write", "invite"])[0] == 200
    assert rows(world.olga)[group]["may"] == ["invite", "write", "leave"]
    assert rows(world.masha)[group]["may"] == ["write", "leave"], "a pupil brings in nobody"
    assert add(world.olga, group, world.nina)[0] == 200
    assert code_of(add(world.masha, group, world.petya)) == (403, "may_not")
    assert code_of(add(world.petya, group, world.petya)) == (404, "not_found")


def test_where_pupils_sit_a_parent_brings_in_staff_alone(world: World) -> None:
    group = made(world.elena, world.boris, abilities=["write", "invite"])
    assert add(world.boris, group, world.vera)[0] == 200, "a parent of the class"
    assert add(world.elena, group, world.masha)[0] == 200
    status, body = add(world.boris, group, world.anna)
    assert (status, body["error"]["message"]) == (403, rules_groups.ONLY_STAFF_ADDS_TO_PUPILS)
    assert add(world.boris, group, world.olga)[0] == 200
    assert add(world.elena, group, world.anna)[0] == 200


def test_people_are_added_to_automatic_chats_as_far_as_they_fit_there(world: World) -> None:
    class_3a, guardians = chat("3 А"), chat("3 А Родители")
    assert add(world.elena, class_3a, world.olga)[0] == 200
    row = rows(world.olga)[class_3a]
    assert (row["role"], row["may"]) == ("member", ["write", "call", "leave"])
    assert "leave" not in rows(world.masha)[class_3a]["may"]
    status, body = add(world.elena, guardians, world.masha)
    assert (status, body["error"]["message"]) == (403, rules_groups.NO_PUPILS_HERE)
    room = Conversation.objects.get(kind="staff", school=world.school).id
    status, body = add(world.olga, room, world.boris)
    assert (status, body["error"]["message"]) == (403, rules_groups.STAFF_ONLY_HERE)
    direct = Asking(world.elena).post("direct", {"profile": world.masha.id})[1]["conversation"]["id"]
    assert code_of(add(world.elena, direct, world.olga)) == (404, "not_found")


def test_what_one_may_never_lags_behind_what_members_may(world: World, heard: list[Json]) -> None:
    group = made(world.elena, world.olga, world.masha, abilities=["write"])
    heard.clear()
    assert change(world.elena, group, abilities=["write", "pin"])[0] == 200
    *own, common = [(event["on"], event["topic"]) for event in heard]
    assert own == [
        ("membership.changed", f"p{one.id}")
        for one in sorted((world.elena, world.olga, world.masha), key=lambda one: one.id)
    ]
    assert common == ("conversation.changed", f"c{group}")
    for event in heard[:-1]:
        assert event["row"]["abilities"] == ["write", "pin"]
        assert "pin" in event["row"]["may"]


def test_title_picture_and_abilities_are_changed_by_whoever_may(world: World) -> None:
    group = made(world.elena, world.masha, world.olga)
    assert code_of(change(world.masha, group, title="Наш чат")) == (403, "may_not")
    assert code_of(change(world.masha, group, abilities=ALL)) == (403, "may_not")
    status, body = change(world.elena, group, title="  Поход  в лес ", abilities=["edit"])
    assert (status, body["conversation"]["title"], body["conversation"]["abilities"]) == (200, "Поход в лес", ["edit"])
    assert lines(world.masha, group)[-1] == ("renamed", [])
    row = rows(world.masha)[group]
    assert (row["may"], row["may_post"]) == (["edit", "leave"], False)
    assert row["closed_because"] == rules_groups.WRITING_IS_FOR_ADMINISTRATORS
    assert change(world.masha, group, title="Наш чат")[0] == 200
    assert code_of(change(world.elena, group, title=" ")) == (422, "unfit")
    assert code_of(change(world.elena, group, picture=999_999)) == (422, "no_such_picture")
    assert code_of(change(world.elena, chat("3 А"), title="Мой класс")) == (403, "may_not")
    assert rows(world.masha)[chat("3 А")]["title"] == "3 А"


def test_a_chat_with_a_pupil_is_silent_without_staff(world: World) -> None:
    group = made(world.elena, world.masha, world.boris, abilities=ALL)
    assert set_role(world.elena, group, world.boris, "admin")[0] == 200
    assert exclude(world.boris, group, world.elena)[0] == 200
    for actor in (world.masha, world.boris):
        row = rows(actor)[group]
        assert (row["may_post"], row["closed_because"]) == (False, rules_groups.NEEDS_STAFF)
    assert code_of(change(world.boris, group, title="Привет, Маша")) == (403, "may_not")
    assert code_of(add(world.boris, group, world.anna)) == (403, "may_not")
    assert add(world.boris, group, world.ivan)[0] == 200
    assert rows(world.masha)[group]["may_post"] is True


# --- Candidates -------------------------------------------------------------------------------------------------------


def candidates(world: World, name: str, of: int | None = None, **query: str | int) -> set[str]:
    path = "candidates" if of is None else f"conversations/{of}/candidates"
    status, body = Asking(world.cast[name]).get(path, **query)
    assert status == 200, body
    known = {actor.profile.id: key for key, actor in world.cast.items() if actor.profile}
    cards = {actor.person.pk: key for key, actor in world.cast.items()}
    return {known[one["profile"]] if one["linked"] else cards[one["person"]] for one in body["candidates"]}


def test_candidates_are_those_whom_one_may_bring_in(world: World) -> None:
    staff = {"olga", "nina", "ivan", "vera"}
    assert candidates(world, "elena") == staff | {"masha", "petya", "zoya", "anna", "boris"}
    assert candidates(world, "boris") == {"anna", "vera", "elena", "ivan", "olga"}
    assert candidates(world, "olga") == {"elena", "nina", "ivan", "vera", "anna", "boris"} | {
        "masha",
        "petya",
        "kolya",
        "zoya",
    }
    assert code_of(Asking(world.masha).get("candidates")) == (403, "may_not")
    assert candidates(world, "fyodor") == set()


def test_looking_for_candidates(world: World) -> None:
    assert candidates(world, "elena", q="кузнецова бор") == set()
    assert candidates(world, "elena", q="ИЛЬИЧ борис") == {"boris"}
    assert candidates(world, "elena", q="дюма петр") == {"petya"}, "ё is е"
    assert candidates(world, "elena", role="pupil") == {"masha", "petya", "zoya"}
    assert candidates(world, "elena", role="guardian") == {"anna", "boris", "vera"}
    assert candidates(world, "elena", role="staff") == {"olga", "nina", "ivan", "vera"}
    assert candidates(world, "elena", role="pupil", unit=world.class_3b.pk) == set()
    assert candidates(world, "elena", unit=world.class_3b.pk) == {"nina", "anna"}
    _, body = Asking(world.elena).get("candidates", q="нет такого")
    assert [unit["title"] for unit in body["units"]] == ["3 А", "3 Б"]
    assert Asking(world.elena).get("candidates", role="ghost")[0] == 422


def test_candidates_of_a_chat_leave_out_who_sits_there(world: World) -> None:
    group = made(world.elena, world.masha, world.olga)
    assert candidates(world, "elena", group) == {"nina", "ivan", "vera", "petya", "zoya", "anna", "boris"}
    assert code_of(Asking(world.olga).get(f"conversations/{group}/candidates")) == (403, "may_not")
    assert code_of(Asking(world.petya).get(f"conversations/{group}/candidates")) == (404, "not_found")
    assert candidates(world, "elena", chat("3 А Родители")) == {"olga", "nina", "ivan"}


def test_every_candidate_may_be_brought_in_and_nobody_else(world: World) -> None:
    for name in ("elena", "boris"):
        allowed = candidates(world, name)
        for other, actor in world.cast.items():
            if other != name:
                status, body = make(world.cast[name], actor)
                assert (status == 200) == (other in allowed), (name, other, body)


def test_too_many_people(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newcomers, "MOST_MEMBERS", 2)
    assert code_of(make(world.elena, world.masha, world.olga)) == (403, "may_not")
    group = made(world.elena, world.masha)
    assert code_of(add(world.elena, group, world.olga)) == (403, "may_not")
