"""The roads by which chats are made by hand and run: rows of docs/access.md, and how a test goes each of them."""

from typing import Any

from django.test import Client

from tests.web import post

UNKNOWN = 999_999
# Who runs which chat of the test; docs/membership.md has the rule.
ADMINISTRATORS: dict[str, frozenset[str]] = {
    "class": frozenset({"class teacher"}),
    "guardians": frozenset({"class teacher"}),
    "subject": frozenset({"subject teacher"}),
    "staff": frozenset({"head", "administrator"}),
    "direct": frozenset(),
    "closed direct": frozenset(),
    "group": frozenset({"class teacher"}),
}
MAKERS = frozenset({"guardian", "subject teacher", "class teacher", "head", "administrator", "other school"})
# Whom the class teacher may bring in, and those who sit there already.
LET_IN = frozenset({"pupil", "guardian", "subject teacher", "class teacher", "head", "administrator"})
_OF_CHAT = "/api/conversations/{conversation}"
# Each with a body that changes nothing, or that is refused only after the right was asked.
_RUNNING: dict[str, Any] = {
    f"PATCH {_OF_CHAT}": {"abilities": ["write", "call"]},
    f"GET {_OF_CHAT}/candidates": None,
    f"POST {_OF_CHAT}/members": {"people": [{"profile": 0}]},
    f"POST {_OF_CHAT}/members/exclude": {"member": {"profile": UNKNOWN}},
    f"POST {_OF_CHAT}/members/reinstate": {"person": UNKNOWN},
    f"POST {_OF_CHAT}/members/role": {"member": {"profile": UNKNOWN}, "role": "member"},
    f"GET {_OF_CHAT}/links": None,
    f"POST {_OF_CHAT}/links": {},
    f"DELETE {_OF_CHAT}/links/{{link}}": None,
}
_MAKING: dict[str, Any] = {
    "POST /api/conversations": {"title": "Поход", "people": [], "abilities": ["write"]},
    "GET /api/candidates": None,
}
_LINKS = ("POST /api/links/preview", "POST /api/links/picture", "POST /api/links/join")
_LEAVING = f"POST {_OF_CHAT}/leave"
ROADS = frozenset({*_RUNNING, *_MAKING, *_LINKS, _LEAVING})

# Road, on what, who gets through.
Row = tuple[str, str, frozenset[str]]


def rows(group: frozenset[str]) -> list[Row]:
    """Return the rows; `group` are those who sit in the chat made by hand."""
    making = [(road, "a chat made by hand", MAKERS) for road in _MAKING]
    running = [(road, f"{place} chat", runs) for road in _RUNNING for place, runs in ADMINISTRATORS.items()]
    leaving = [(_LEAVING, f"{place} chat", group if place == "group" else frozenset()) for place in ADMINISTRATORS]
    # Whoever has left comes back by the link.
    by_link = [(road, "a link that the class teacher made", LET_IN) for road in _LINKS]
    return [*making, *running, *leaving, *by_link]


def gets_through(client: Client, row: Row, conversation: int, *, teacher: int, token: str) -> bool:
    """Go one road as somebody; refusals that come after the right was asked count as getting through."""
    method, path = row[0].split(" ", 1)
    path = path.format(conversation=conversation, link=UNKNOWN)
    body = {"token": token} if row[0] in _LINKS else {**_RUNNING, **_MAKING, _LEAVING: {}}[row[0]]
    if isinstance(body, dict) and "people" in body and body["people"]:
        body = {"people": [{"profile": teacher}]}
    if method == "POST":
        answer = post(client, path, body)
    elif method == "PATCH":
        answer = client.patch(path, body, content_type="application/json")
    else:
        answer = client.get(path) if method == "GET" else client.delete(path)
    assert answer.status_code in {200, 204, 401, 403, 404, 422}, answer.content
    refused_later = answer.status_code >= 400 and answer.json()["error"]["code"] in {"unfit", "link_over"}
    return answer.status_code in {200, 204} or refused_later
