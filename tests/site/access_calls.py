"""The roads of calls: rows of docs/access.md, and how a test goes each of them."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from tests.web import post

# Who may begin a call in which chat of the test; docs/calls.md has the rule.
STARTERS: dict[str, frozenset[str]] = {
    # Where one goes on already it is that one that one gets.
    "class": frozenset({"pupil", "class teacher"}),
    "guardians": frozenset({"class teacher"}),
    "subject": frozenset({"subject teacher"}),
    "staff": frozenset({"subject teacher", "class teacher", "head", "administrator"}),
    "direct": frozenset({"pupil", "class teacher"}),
    "closed direct": frozenset(),
    "group": frozenset({"class teacher"}),
}
STAFF = frozenset({"subject teacher", "class teacher", "head", "administrator", "other school"})
# Who is in the call of the class chat, and who runs it.
INSIDE = frozenset({"pupil", "class teacher"})
HOSTS = frozenset({"class teacher"})
# Whom a meeting of the guardians of the class is for.
INVITED = frozenset({"guardian", "class teacher"})
_CALL = "/api/calls/{call}"
_OF_CLASS, _BY_LINK = "a call of the class chat", "a call by link of the class teacher"
_MEETING = "a meeting of the class teacher for the guardians of the class"
_BROADCAST = "a broadcast of the class teacher for the guardians of the class"
_START = "POST /api/conversations/{conversation}/call"
# In this order: what ends something comes last.
_ROADS: list[tuple[str, str, Any, frozenset[str]]] = [
    (f"GET {_CALL}", _OF_CLASS, None, INSIDE),
    # There is no media server in this test: whoever is told so has passed the rules.
    (f"POST {_CALL}/join", _OF_CLASS, {}, INSIDE),
    (f"POST {_CALL}/hand", _OF_CLASS, {"up": False}, INSIDE),
    (f"PATCH {_CALL}", _OF_CLASS, {"locked": False}, HOSTS),
    (f"POST {_CALL}/govern", _OF_CLASS, {"what": "lower", "who": None}, HOSTS),
    (f"GET {_CALL}/lobby", _OF_CLASS, None, HOSTS),
    (f"GET {_CALL}/attendance", _OF_CLASS, None, HOSTS),
    (f"GET {_CALL}/attendance.csv", _OF_CLASS, None, HOSTS),
    (f"POST {_CALL}/decline", _OF_CLASS, {}, INSIDE),
    (f"POST {_CALL}/away", _OF_CLASS, {}, INSIDE),
    (f"POST {_CALL}/leave", _OF_CLASS, {}, INSIDE),
    (f"POST {_CALL}/end", _OF_CLASS, {}, HOSTS),
    (f"GET {_CALL}", _BY_LINK, None, HOSTS),
    (f"GET {_CALL}/calendar.ics", _BY_LINK, None, HOSTS),
    (f"POST {_CALL}/join", _BY_LINK, {}, HOSTS),
    (f"GET {_CALL}", _MEETING, None, INVITED),
    (f"POST {_CALL}/join", _MEETING, {}, INVITED),
    (f"GET {_CALL}/questions", _BROADCAST, None, INVITED),
    (f"POST {_CALL}/questions", _BROADCAST, {"text": "Когда?"}, frozenset({"guardian"})),
    (f"POST {_CALL}/questions/{{question}}", _BROADCAST, {"what": "show"}, frozenset({"class teacher"})),
    (f"POST {_CALL}/links", _BY_LINK, {}, HOSTS),
    (f"DELETE {_CALL}/links", _BY_LINK, None, HOSTS),
]
_LINK = "a link that lets guests in"
_PREVIEW, _GUEST = "POST /api/calls/preview", "POST /api/calls/guest"
_OWN, _PLAN, _WEBHOOK = "GET /api/calls", "POST /api/calls", "POST /api/calls/livekit-webhook"
_GATHER = "GET /api/calls/audiences"
_CHECK = "the check of a connection, where the operator has not opened it"
_CHECKS = ("GET /api/calls/check", "POST /api/calls/check", "POST /api/calls/check/down", "POST /api/calls/check/up")
ROADS = frozenset({_START, _OWN, _PLAN, _GATHER, _PREVIEW, _GUEST, _WEBHOOK, *_CHECKS, *(road for road, *_ in _ROADS)})

# Road, on what, who gets through.
Row = tuple[str, str, frozenset[str]]


@dataclass
class Going:
    """The calls of the test."""

    of_class: int
    by_link: int
    token: str
    meeting: int
    broadcast: int
    # Of the broadcast.
    question: int


def rows(signed_in: frozenset[str]) -> list[Row]:
    starting = [(_START, f"{place} chat", starters) for place, starters in STARTERS.items()]
    # Of another school, or of none any more, is nobody the link of this school is for.
    of_the_school = signed_in - {"other school", "former member"}
    return [
        (_OWN, "what is one's own", signed_in),
        (_PLAN, "a call by link", STAFF),
        (_GATHER, "whom one may gather", signed_in),
        (_WEBHOOK, "without the media server's signature", frozenset()),
        *((road, _CHECK, signed_in) for road in _CHECKS),
        *starting,
        # Before the link is looked at: whoever has seen it may come.
        *((road, on, allowed) for road, on, _, allowed in _ROADS[:-2]),
        (_PREVIEW, _LINK, of_the_school | {"nobody"}),
        # Whoever is signed in comes under their own name.
        (_GUEST, _LINK, frozenset({"nobody"})),
        *((road, on, allowed) for road, on, _, allowed in _ROADS[-2:]),
    ]


def _ticket(client: Client) -> str:
    ticket: str = post(client, "/api/calls/check", {}).json().get("ticket", "")
    return ticket


def gets_through(client: Client, row: Row, conversation: int, going: Going) -> bool:
    """Go one road as somebody."""
    road, on, _ = row
    method, path = road.split(" ", 1)
    calls = {_BY_LINK: going.by_link, _MEETING: going.meeting, _BROADCAST: going.broadcast}
    path = path.format(conversation=conversation, call=calls.get(on, going.of_class), question=going.question)
    bodies = {
        _START: {"media": "audio"},
        _PLAN: {"title": "Урок"},
        _PREVIEW: {"token": going.token},
        _GUEST: {"token": going.token, "name": "Тётя Клава"},
        _WEBHOOK: {},
        _CHECKS[1]: {},
        _CHECKS[2]: {"ticket": _ticket(client) if road == _CHECKS[2] else "", "size": 10},
        **{one: body for one, _, body, _ in _ROADS},
    }
    if path.endswith("/check/up"):
        ticket = {"X-Check": _ticket(client)}
        answer = client.post(path, b"some bytes", content_type="application/octet-stream", headers=ticket)
    elif method == "POST":
        answer = post(client, path, bodies[road])
    elif method == "PATCH":
        answer = client.patch(path, bodies[road], content_type="application/json")
    else:
        answer = client.get(path) if method == "GET" else client.delete(path)
    assert answer.status_code in {200, 204, 401, 403, 404, 503}, answer.content
    return answer.status_code in {200, 204, 503}
