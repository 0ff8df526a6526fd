"""What somebody's own devices show and hear."""

from typing import Any

import msgspec

from peremena import clock
from peremena.chat import queries_sync
from peremena.chat.queries_sync import Ask
from tests.chat.conftest import Asking
from tests.world import Actor

Json = dict[str, Any]


def row(actor: Actor, conversation: int) -> Json:
    _, start = Asking(actor).get("start")
    (found,) = [one for one in start["conversations"] if one["id"] == conversation]
    return dict(found)


def stream_seq(actor: Actor) -> int:
    _, start = Asking(actor).get("start")
    return int(start["topics"][f"p{actor.id}"])


def own_changes(actor: Actor, since: int) -> list[Json]:
    """What `sync` tells of the own stream."""
    ask = Ask(actor.id, {f"p{actor.id}": since})
    (answer,) = queries_sync.answers([ask], clock.now(), queries_sync.HTTP_BYTES)
    return [msgspec.json.decode(event) for event in answer.topics[f"p{actor.id}"].events]
