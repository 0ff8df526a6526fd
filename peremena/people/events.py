"""What a person's own devices are told about their account; docs/protocol.md is the prose."""

from typing import Literal

from msgspec import Struct

from peremena.live.contract import Event

Language = Literal["ru", "en"]


class Preferences(Struct):
    """What a person chose for all their devices."""

    language: Language = "ru"
    # Enter sends a message; otherwise Ctrl+Enter does.
    enter_sends: bool = True
    sound: bool = True
    notify_personal: bool = True
    notify_group: bool = True
    # Notifications say who wrote, not what.
    hide_text: bool = False


class PreferencesChanged(Event, tag="preferences.changed"):
    topic: str
    seq: int
    preferences: Preferences
