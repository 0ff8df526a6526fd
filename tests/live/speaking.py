"""Messages as another process (a command, a bench, an import) would write them."""

import uuid

from peremena.chat.actions_send import send_messages
from peremena.chat.drafts import Draft, Stored


def say(conversation: int, author: int, *texts: str) -> None:
    """Store messages one after the other, each in a transaction of its own."""
    for text in texts:
        (outcome,) = send_messages([Draft(author, conversation, str(uuid.uuid4()), text)])
        assert isinstance(outcome, Stored), outcome


def say_at_once(conversation: int, author: int, *texts: str) -> None:
    """Store messages in one transaction."""
    outcomes = send_messages([Draft(author, conversation, str(uuid.uuid4()), text) for text in texts])
    assert all(isinstance(outcome, Stored) for outcome in outcomes), outcomes
