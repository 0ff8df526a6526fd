"""What tests of calls share: a school, people who ask over HTTP, and a media server in memory."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.core.cache import cache

from peremena import clock
from peremena.calls import actions_visits, telling
from peremena.calls import media as media_states
from peremena.calls.contract import Endpoint
from peremena.calls.contract import Participant as Present
from peremena.calls.media import media
from peremena.calls.models import Call
from peremena.calls.watch import CallWatch
from peremena.chat.models import Conversation
from tests import world as worlds
from tests.calls.twin import Twin, TwinRoom
from tests.live.client import session_of
from tests.web import post, visitor
from tests.world import Actor, World

if TYPE_CHECKING:
    from peremena.calls.livekit import LiveKit

Json = dict[str, Any]
Answer = tuple[int, Any]


class Person:
    """One device of somebody: asks over HTTP, and comes into rooms with the tokens it gets."""

    def __init__(self, school: "Lesson", actor: Actor | None) -> None:
        self._school = school
        self.actor = actor
        self.client = visitor(session_of(actor.account) if actor and actor.account else "")
        self.present: Present | None = None
        self.token = ""

    @property
    def id(self) -> int:
        assert self.actor is not None
        return self.actor.id

    def post(self, path: str, body: Any = None) -> Answer:
        return _answer(post(self.client, f"/api/{path}", {} if body is None else body))

    def get(self, path: str) -> Answer:
        return _answer(self.client.get(f"/api/{path}"))

    def patch(self, path: str, **body: Any) -> Answer:
        return _answer(self.client.patch(f"/api/{path}", body, content_type="application/json"))

    def delete(self, path: str) -> Answer:
        return _answer(self.client.delete(f"/api/{path}"))

    def start(self, chat: int, **wanted: Any) -> Answer:
        return self.post(f"conversations/{chat}/call", {"media": "video", **wanted})

    def started(self, chat: int, **wanted: Any) -> int:
        status, body = self.start(chat, **wanted)
        assert status == 200, body
        number: int = body["call"]["id"]
        return number

    def join(self, call: int, *, move: bool = False) -> Json:
        status, body = self.post(f"calls/{call}/join", {"move": move})
        assert status == 200, body
        answer: Json = body
        if answer["door"] == "admit":
            self.token = answer["token"]
        return answer

    def come(self, call: int) -> "Person":
        """Join, and let the line stand."""
        answer = self.join(call)
        assert answer["door"] == "admit", answer
        self.enter()
        return self

    def enter(self) -> Present:
        self.present = self._school.twin.come(self.token)
        self._school.tell()
        return self.present

    def drop(self) -> None:
        """Let the line fall, without a word."""
        said = json.loads(self.token)
        self._school.twin.go(said["room"], said["identity"])
        self._school.tell()

    def govern(self, call: int, what: str, who: int | None = None) -> Answer:
        return self.post(f"calls/{call}/govern", {"what": what, "who": who})

    @property
    def number(self) -> int:
        """Return the number of this participant, as the others see it."""
        return int(json.loads(self.token)["attributes"]["id"])

    @property
    def inside(self) -> Present | None:
        """Return how the media server sees this person now."""
        said = json.loads(self.token)
        room = self._school.twin.rooms.get(said["room"])
        return None if room is None else room.inside.get(said["identity"])


def _answer(answer: Any) -> Answer:
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return answer.status_code, answer.json() if is_json else answer.content


@dataclass
class Lesson:
    """The school, its people, and everything that calls stand on."""

    world: World
    twin: Twin
    watch: CallWatch = field(default_factory=CallWatch)
    # What of the happenings was told to us.
    told: int = 0
    # Whether webhooks arrive at all.
    is_heard: bool = True

    def person(self, name: str) -> Person:
        return Person(self, self.world.cast[name])

    def stranger(self) -> Person:
        return Person(self, None)

    def chat(self, title: str) -> int:
        return Conversation.objects.get(title=title).id

    def direct(self, one: Person, other: Person) -> int:
        status, body = one.post("direct", {"profile": other.id})
        assert status == 200, body
        number: int = body["conversation"]["id"]
        return number

    def room(self, call: int) -> TwinRoom:
        return self.twin.rooms[Call.objects.get(pk=call).room]

    def call(self, call: int) -> Call:
        return Call.objects.get(pk=call)

    def now_ms(self) -> int:
        return clock.now_ms()

    def tell(self) -> None:
        """Let the webhooks of what has happened arrive."""
        while self.is_heard and self.told < len(self.twin.happened):
            notice = self.twin.happened[self.told]
            self.told += 1
            actions_visits.apply(notice)

    def later(self, seconds: float) -> None:
        """Let time pass."""
        clock.set_offset(clock.offset() + timedelta(seconds=seconds))

    def wait(self, seconds: float = 0.0, *, reconcile: bool = False) -> None:
        """Let time pass, and let the watch look."""
        self.later(seconds)
        self.watch._must_reconcile = reconcile
        self.watch._looks = 1
        self.watch.look()
        self.tell()


def lessons() -> Iterator[Lesson]:
    """Give a school whose media server is a twin."""
    cache.clear()
    telling.take_doubted()
    twin = Twin(media.endpoint)
    media.speak_through(lambda _endpoint: cast("LiveKit", twin))
    media.set(media_states.READY, Endpoint("http://127.0.0.1:1", "key", "secret"))
    yield Lesson(worlds.build(), twin)
    media.set(media_states.OFF)
