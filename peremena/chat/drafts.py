"""What a send asks for and what becomes of it; plain values that cross threads."""

from dataclasses import dataclass

from peremena.chat.schemas import Mention
from peremena.live.contract import ErrorCode


@dataclass(frozen=True, slots=True)
class Forward:
    """The message whose words are sent on, and whether it is said whose they are."""

    conversation: int
    no: int
    with_author: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A message on its way: `key` is the author's own UUID, `text` is already checked; it is empty for a forward."""

    author: int
    conversation: int
    key: str
    text: str
    # The number of the message it answers.
    reply: int | None = None
    mentions: tuple[Mention, ...] = ()
    forward: Forward | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a message stands: its number, the seq that brought it, and when (milliseconds since 1970)."""

    no: int
    seq: int
    at: int


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was not done; `code` is one of docs/protocol.md, "Errors"."""

    code: ErrorCode
    message: str
    retry_after_ms: int = 0


Outcome = Stored | Refused

NOT_FOUND = Refused("not_found", "Такого чата у вас нет.")
KEY_REUSED = Refused("key_reused", "Это сообщение уже отправлено с другим текстом.")
NO_SUCH_MESSAGE = Refused("not_found", "Такого сообщения здесь нет.")
# The commit may or may not have happened: only the same key can tell.
RETRY_SAME_KEY = Refused("retry_same_key", "Сообщение ещё не сохранено. Отправим ещё раз.", 1000)
