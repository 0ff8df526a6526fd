"""Commands as the socket hands them on, without a socket."""

from typing import Any

import msgspec

from peremena.chat import commands
from peremena.live.contract import Answer, Call, Kind, Principal
from tests.world import Actor


def call_of(actor: Actor, do: str, **fields: Any) -> Call:
    struct = msgspec.convert({"id": 1, "do": do, **fields}, kind_of(do).struct)
    return Call(Principal(actor.id, "", 0.0), struct)


def kind_of(do: str) -> Kind:
    (kind,) = [kind for kind in commands.kinds() if kind.name == do]
    return kind


def give(actor: Actor, do: str, **fields: Any) -> Any:
    """Give one command; returns what `ok` holds, or the code of the error."""
    (answer,) = kind_of(do).handler([call_of(actor, do, **fields)])
    return outcome(answer)


def outcome(answer: Answer) -> Any:
    if answer.error is None:
        return msgspec.to_builtins(answer.ok)
    assert answer.error.message, "a refusal is a sentence too"
    return answer.error.code
