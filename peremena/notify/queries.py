"""Reads: what a demo or development server would have sent."""

from peremena.notify import development
from peremena.notify.development import ShownSms


def shown_sms() -> list[ShownSms]:
    """Return the last messages, the newest first; nothing outside demo and development."""
    return development.kept() if development.is_on() else []
