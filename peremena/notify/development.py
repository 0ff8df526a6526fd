"""The last messages of a demo or development server, kept in a file of its data folder."""

import json
import os
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from peremena import clock

_KEPT = 100
_writing = threading.Lock()


@dataclass(frozen=True, slots=True)
class ShownSms:
    to: str
    text: str
    purpose: str
    # Milliseconds since 1970.
    at: int


def is_on() -> bool:
    return bool(settings.DEMO or settings.DEVELOPMENT)


def keep(to: str, text: str, purpose: str) -> None:
    """Put a message before the others and let the oldest go."""
    with _writing:
        messages = [ShownSms(to, text, purpose, clock.now_ms()), *kept()][:_KEPT]
        path = _path()
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(".tmp")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump([asdict(one) for one in messages], file, ensure_ascii=False)
        beside.replace(path)


def kept() -> list[ShownSms]:
    """Return the messages, the newest first."""
    try:
        return [ShownSms(**one) for one in json.loads(_path().read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []


def _path() -> Path:
    return Path(settings.DATA) / "development_sms.json"
