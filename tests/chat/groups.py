"""What tests of chats made by hand share: making one, and what each person sees of it."""

from typing import Any

from tests.chat.conftest import Answer, Asking
from tests.world import Actor

Json = dict[str, Any]
ALL = ["edit", "invite", "write", "pin", "call", "mention_all"]


def named(*actors: Actor) -> list[Json]:
    """Name people as a browser does: by the profile, or by the card of whoever has not registered."""
    return [{"profile": one.id} if one.profile else {"person": one.person.pk} for one in actors]


def make(actor: Actor, *others: Actor, title: str = "Поход", abilities: list[str] | None = None) -> Answer:
    body = {"title": title, "people": named(*others), "abilities": ["write"] if abilities is None else abilities}
    return Asking(actor).post("conversations", body)


def made(actor: Actor, *others: Actor, **fields: Any) -> int:
    status, body = make(actor, *others, **fields)
    assert status == 200, body
    number: int = body["conversation"]["id"]
    return number


def add(actor: Actor, conversation: int, *others: Actor) -> Answer:
    return Asking(actor).post(f"conversations/{conversation}/members", {"people": named(*others)})


def exclude(actor: Actor, conversation: int, other: Actor, reason: str = "") -> Answer:
    body = {"member": named(other)[0], "reason": reason}
    return Asking(actor).post(f"conversations/{conversation}/members/exclude", body)


def set_role(actor: Actor, conversation: int, other: Actor, role: str) -> Answer:
    return Asking(actor).post(f"conversations/{conversation}/members/role", {"member": named(other)[0], "role": role})


def leave(actor: Actor, conversation: int) -> int:
    answer = Asking(actor).client.post(f"/api/conversations/{conversation}/leave")
    return answer.status_code


def change(actor: Actor, conversation: int, **wanted: Any) -> Answer:
    path = f"/api/conversations/{conversation}"
    answer = Asking(actor).client.patch(path, wanted, content_type="application/json")
    return answer.status_code, answer.json()


def rows(actor: Actor) -> dict[int, Json]:
    """Return somebody's chat list as a fresh load shows it."""
    _, body = Asking(actor).get("start")
    return {row["id"]: row for row in body["conversations"]}


def lines(actor: Actor, conversation: int) -> list[tuple[str, list[str]]]:
    """Return the lines that say what happened, as one reader sees them."""
    _, page = Asking(actor).get(f"conversations/{conversation}/messages")
    said = [one["service"] for one in page["messages"] if "service" in one]
    return [(one["what"], one.get("names", [])) for one in said]


def members(actor: Actor, conversation: int) -> dict[str, Json]:
    """Return the members by the first word of their names, as one reader sees them."""
    status, body = Asking(actor).get(f"conversations/{conversation}/members")
    assert status == 200, body
    return {one["name"].split()[0]: one for one in body["members"]}


def reasons(member: Json) -> list[str]:
    return [one["text"] for one in member["reasons"]]
