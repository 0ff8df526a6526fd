"""Showing that somebody types: told to those who listen, never stored."""

from peremena.chat.events import Typing, topic_of
from peremena.live.contract import encode
from peremena.live.publishing import Whisper, publish

TYPING_EVERY_SECONDS = 3.0


def show_typing(*, by: int, name: str, conversation: int) -> None:
    """Tell a conversation that `by` types there, at most once in 3 s. The caller has made sure of the right."""
    topic = topic_of(conversation)
    payload = encode(Typing(topic=topic, by=by, name=name))
    publish(Whisper(topic, payload, key=f"typing:{conversation}:{by}", every_seconds=TYPING_EVERY_SECONDS))
