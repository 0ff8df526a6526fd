"""Pure decisions: how a person is called, how a browser is called, how long to wait for the next code."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# Most codes that go to one number in a span of time (design.md, section 9).
CODES_PER_NUMBER = ((3, timedelta(minutes=10)), (10, timedelta(days=1)))
CODE_LASTS = timedelta(minutes=5)
TRIES_PER_CODE = 5

# The first that fits decides: nearly every browser also claims to be Chrome and Safari.
_BROWSERS = (
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def display_name(surname: str, first_name: str, patronymic: str, *, with_patronymic: bool) -> str:
    """Return what others see: adults with the patronymic, pupils without."""
    parts = (first_name, patronymic if with_patronymic else "", surname)
    return " ".join(part for part in parts if part)


def browser_words(user_agent: str) -> tuple[str, str]:
    """Return browser and system in plain words, each empty when it is not one we know."""
    return _first_known(user_agent, _BROWSERS), _first_known(user_agent, _SYSTEMS)


def _first_known(user_agent: str, names: Sequence[tuple[str, str]]) -> str:
    return next((name for mark, name in names if mark in user_agent), "")


def wait_for_code(earlier: Sequence[datetime], now: datetime) -> timedelta | None:
    """Return how long a number has to wait for its next code, or None; `earlier` are its codes, oldest first."""
    waits = [
        earlier[-limit] + span - now
        for limit, span in CODES_PER_NUMBER
        if len(earlier) >= limit and earlier[-limit] + span > now
    ]
    return max(waits, default=None)
