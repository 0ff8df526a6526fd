"""Every route and every command, walked as everybody: nobody gets through who is not named in docs/access.md."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver

from peremena.chat import commands
from peremena.chat.models import Conversation, Message
from peremena.files import actions as files
from peremena.live.contract import Answer, Call, Principal
from peremena.people import queries as people
from peremena.roster import actions as roster
from peremena.roster.models import Role
from peremena.site.api import api
from tests import world as worlds
from tests.databases import Database
from tests.files.paintings import picture
from tests.live.client import session_of
from tests.live.speaking import say
from tests.site import access_calls, access_groups, access_messages, access_table
from tests.site.access_table import ROLES, SIGN_IN, Row, rows
from tests.site.going import begin
from tests.web import post, visitor
from tests.world import LONG_AGO, Actor, World

UNKNOWN = 999_999


@dataclass
class Town:
    """The school with everybody of the table in it."""

    world: World
    roles: dict[str, Actor | None]
    places: dict[str, int]
    people: dict[str, int]
    # The picture of every chat.
    picture: int
    # Of a link to the chat made by hand.
    token: str
    going: access_calls.Going


@pytest.fixture
def town(database: Database) -> Town:
    world = worlds.build()
    world.cast["admin"] = worlds._actor(world.school, "Громов", "Глеб", "Ильич", "m")
    roster.hire(by=None, person=world.admin.person, position="администратор", role=Role.ADMINISTRATOR, on=LONG_AGO)
    world.cast["lev"] = worlds._actor(world.school, "Ушёл", "Лев", "", "m", pupil=True)
    roster.enrol(by=None, person=world.lev.person, school_class=world.class_3a, on=LONG_AGO)
    titles = {"class": "3 А", "guardians": "3 А Родители", "subject": "3А - Математика"}
    places = {name: Conversation.objects.get(title=title).id for name, title in titles.items()}
    places["staff"] = Conversation.objects.get(kind="staff", school=world.school).id
    elena = visitor(_session(world.elena))
    for name, actor in (("direct", world.masha), ("closed direct", world.lev)):
        places[name] = post(elena, "/api/direct", {"profile": actor.id}).json()["conversation"]["id"]
    body = {"title": "Поход", "people": [{"profile": world.masha.id}], "abilities": ["write", "call"]}
    places["group"] = post(elena, "/api/conversations", body).json()["conversation"]["id"]
    made = post(elena, f"/api/conversations/{places['group']}/links", {}).json()
    for name, author in {"class": "masha", "guardians": "boris", "subject": "ivan"}.items():
        say(places[name], world.cast[author].id, "раз")
    for name in ("staff", "direct", "closed direct", "group"):
        say(places[name], world.elena.id, "раз")
    roster.expel(by=None, person=world.lev.person)
    cast = ("masha", "boris", "ivan", "elena", "olga", "admin", "fyodor", "lev")
    roles: dict[str, Actor | None] = {"nobody": None, **dict(zip(ROLES[1:], map(world.cast.get, cast), strict=True))}
    known = {
        "a pupil": world.masha.id,
        "another pupil of the class": world.petya.id,
        "a guardian": world.boris.id,
        "another guardian": world.vera.id,
        "a teacher": world.ivan.id,
        "a teacher of another school": world.fyodor.id,
        "nobody there is": UNKNOWN,
    }
    cache.clear()  # in which the pictures of each are counted
    shown = files.store_picture(by=world.elena.id, data=picture())
    Conversation.objects.update(picture=shown)
    going = begin(places["class"], world.elena.id, world.masha.id, world.boris.id)
    return Town(world, roles, places, known, shown, made["links"][0]["token"], going)


def _session(actor: Actor | None) -> str:
    return session_of(actor.account) if actor is not None and actor.account is not None else ""


class Walker:
    """Goes every road as one person."""

    def __init__(self, town: Town, role: str) -> None:
        self._town = town
        self._actor = town.roles[role]
        self._session = _session(self._actor)
        self._client = visitor(self._session)

    def gets_through(self, row: Row) -> bool:
        kind, road = row.road.split(" ", 1)
        if row.road in access_calls.ROADS:
            place = self._place(row.on) if row.on.removesuffix(" chat") in self._town.places else UNKNOWN
            return access_calls.gets_through(self._client, (row.road, row.on, row.allowed), place, self._town.going)
        if row.road in access_groups.ROADS:
            return self._in_a_group(row)
        if kind == "live":
            return self._by_socket(road, row.on)
        if "{conversation}" in road or road == "/api/sync":
            return self._to_a_conversation(kind, road, self._place(row.on))
        body = {"profile": self._person(row.on.removeprefix("to "))} if road == "/api/direct" else {"key": "head"}
        if "{profile}" in road:
            answer = self._client.get(road.format(profile=self._person(row.on.removeprefix("of "))))
        elif road == "/api/pictures":
            answer = self._client.post(road, picture(), content_type="image/jpeg")
        elif kind == "PUT":
            answer = self._client.put(road, {}, content_type="application/json")
        else:
            answer = self._client.get(road) if kind == "GET" else post(self._client, road, body)
        assert answer.status_code < 500 or (road, answer.status_code) == ("/", 503), answer.content
        return answer.status_code in {200, 204, 503}

    def _in_a_group(self, row: Row) -> bool:
        conversation = self._place(row.on) if row.on.endswith(" chat") else UNKNOWN
        town = self._town
        return access_groups.gets_through(
            self._client,
            (row.road, row.on, row.allowed),
            conversation,
            teacher=town.world.elena.id,
            token=town.token,
        )

    def _place(self, on: str) -> int:
        return self._town.places[on.removesuffix(access_messages.FOR_ALL).removesuffix(" chat")]

    def _person(self, whom: str) -> int:
        if whom == "oneself":
            return self._actor.id if self._actor is not None else UNKNOWN
        return self._town.people[whom]

    def _to_a_conversation(self, method: str, road: str, conversation: int) -> bool:
        if method == "POST":
            answer = post(self._client, road, {"topics": {f"c{conversation}": 0}})
            return answer.status_code == 200 and "gone" not in answer.json()["topics"][f"c{conversation}"]
        answer = self._client.get(road.format(conversation=conversation, picture=self._town.picture), {"no": 1})
        assert answer.status_code in {200, 401, 404}, answer.content
        return answer.status_code == 200

    def _by_socket(self, command: str, on: str) -> bool:
        (principal,) = people.authenticate([f"sessionid={self._session}"])
        if principal is None:
            return False
        answer = _give(principal, command, self._fields(command, on))
        if answer.watch is not None:
            return answer.watch != ()
        return answer.error is None and not _is_gone(answer)

    def _fields(self, command: str, on: str) -> dict[str, Any]:
        if command == "presence.watch":
            return {"profiles": [self._person(on.removeprefix("of "))]}
        place = self._place(on)
        if command.startswith("message.") and command != "message.send":
            said = Message.objects.filter(conversation=place, service="").order_by("no")[0]
            return access_messages.fields(command, on, place, said.no)
        fields: dict[str, dict[str, Any]] = {
            "message.send": {"conversation": place, "key": str(uuid.uuid4()), "text": "раз"},
            "conversation.read": {"conversation": place, "no": 1},
            "conversation.typing": {"conversation": place},
            "conversation.set": {"conversation": place, "muted_until": -1},
            "conversation.arrange": {"pinned": [place]},
            "conversation.clear": {"conversation": place},
            "draft.save": {"conversation": place, "text": "раз", "edited_at": 1},
            "sync": {"topics": {f"c{place}": 0}},
        }
        return fields[command]


def _give(principal: Principal, command: str, fields: dict[str, Any]) -> Answer:
    (kind,) = [one for one in commands.kinds() if one.name == command]
    struct = msgspec.convert({"id": 1, "do": command, **fields}, kind.struct)
    (answer,) = kind.handler([Call(principal, struct)])
    return answer


def _is_gone(answer: Answer) -> bool:
    topics = getattr(answer.ok, "topics", {})
    return any(one.gone for one in topics.values())


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gets_through_who_is_not_named(town: Town, role: str) -> None:
    walker = Walker(town, role)
    wrong = [row for row in rows() if walker.gets_through(row) != (role in row.allowed)]
    assert wrong == [], f"as {role}"


def test_every_command_has_its_rows() -> None:
    said = {row.road.removeprefix("live ") for row in rows() if row.road.startswith("live ")}
    assert said == {kind.name for kind in commands.kinds()}


def test_every_route_of_the_api_has_its_rows() -> None:
    there = {
        f"{method} /api{prefix}{path}"
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        for method in operation.methods
    }
    said = {row.road for row in rows() if " /api/" in row.road}
    assert there - said == set()
    assert said - there == {"GET /api/dev/sms"}


def _addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, before + str(pattern.pattern))
        else:
            yield before + str(pattern.pattern)


def test_every_address_has_its_rows() -> None:
    in_table = {
        row.road.split(" ")[1].lstrip("/").replace("{", "<").replace("}", ">")
        for row in rows()
        if not row.road.startswith("live ")
    }
    # Ninja's own names for its root, which answers 404, and the page for everything else.
    unseen = {"api/", r"^(?!api/|id/|dev/|ws$|assets/|icons/|[^/]*\.\w+/?$)"}
    assert set(_addresses(get_resolver().url_patterns)) - unseen == (in_table - {""}) | set(SIGN_IN)


def test_the_root_of_the_api_and_what_does_not_exist_answer_nothing(town: Town) -> None:
    client = visitor(_session(town.world.olga))
    for path in ("/api/", "/api/docs", "/api/openapi.json", "/api/accounts", "/id/", "/id/app/v1/config", "/dev/"):
        assert client.get(path).status_code == 404, path


def test_one_sees_the_own_sessions_only(town: Town) -> None:
    path = "/id/browser/v1/auth/sessions"
    assert visitor().get(path).status_code == 401
    assert visitor().get("/id/browser/v1/auth/session").status_code == 401
    masha = visitor(_session(town.world.masha)).get(path)
    assert masha.status_code == 200
    assert len(masha.json()["data"]) <= 1


def test_what_writes_asks_for_the_token_of_our_own_pages(town: Town) -> None:
    """A page of another site can make a browser send its cookies, and can't read the token."""
    client = visitor(_session(town.world.elena), checks_csrf=True)
    for path, body in (("/api/direct", {"profile": town.world.masha.id}), ("/api/sync", {"topics": {}})):
        assert post(client, path, body).status_code == 403, path
    client.cookies["csrftoken"] = "x" * 32
    for path, body in (("/api/direct", {"profile": town.world.masha.id}), ("/api/sync", {"topics": {}})):
        answer = client.post(path, body, content_type="application/json", headers={"x-csrftoken": "x" * 32})
        assert answer.status_code == 200, answer.content


def test_the_page_is_what_the_table_says() -> None:
    assert access_table.PAGE.read_text() == access_table.page(), "python -m tests.site.access_table writes it anew"
