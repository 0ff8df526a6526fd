"""Making a chat by hand over HTTP, and bringing people into it: what everybody sees of it afterwards, and refusals."""

from typing import Any

from tests.chat.conftest import Answer, Asking
from tests.world import Actor, World

Json = dict[str, Any]
ALL = ["edit", "invite", "write", "pin", "call", "mention_all"]


def make(actor: Actor, *others: Actor, title: str = "Поход", abilities: list[str] | None = None) -> Answer:
    named = [{"profile": one.id} if one.profile else {"person": one.person.pk} for one in others]
    body = {"title": title, "people": named, "abilities": ["write"] if abilities is None else abilities}
    return Asking(actor).post("conversations", body)


def made(actor: Actor, *others: Actor, **fields: Any) -> int:
    status, body = make(actor, *others, **fields)
    assert status == 200, body
    number: int = body["conversation"]["id"]
    return number


def rows(actor: Actor) -> dict[int, Json]:
    _, body = Asking(actor).get("start")
    return {row["id"]: row for row in body["conversations"]}


def lines(actor: Actor, conversation: int) -> list[tuple[str, list[str]]]:
    """Return the lines that say what happened, as one reader sees them."""
    _, page = Asking(actor).get(f"conversations/{conversation}/messages")
    said = [one["service"] for one in page["messages"] if "service" in one]
    return [(one["what"], one.get("names", [])) for one in said]


def people_of(actor: Actor, conversation: int) -> dict[str, Json]:
    status, body = Asking(actor).get(f"conversations/{conversation}/members")
    assert status == 200, body
    return {one["name"]: one for one in body["members"]}


def add(actor: Actor, conversation: int, *others: Actor) -> Answer:
    named = [{"profile": one.id} if one.profile else {"person": one.person.pk} for one in others]
    return Asking(actor).post(f"conversations/{conversation}/members", {"people": named})


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
    found = people_of(world.masha, group)
    assert found["Елена Викторовна Павлова"]["role"] == "admin"
    assert [one["text"][:12] for one in found["Елена Викторовна Павлова"]["reasons"]] == ["Создала чат,"]
    assert found["Мария Кузнецова"]["reasons"][0]["text"].startswith("Добавила Павлова Е. В., ")
    assert {one["kind"] for one in found.values()} == {"teacher", "pupil", "guardian", "head"}
