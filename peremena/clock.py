"""The only source of time. Tests set it inside a process (`set_offset`) or, for a running server, through a file."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

# A file that holds a number of seconds to add to the machine's clock; only tests and demonstrations name one.
_FILE = os.environ.get("PEREMENA_CLOCK_FILE")

_offset = timedelta()
_file_stamp = 0


def now() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    if _FILE:
        _read_file(Path(_FILE))
    return datetime.now(UTC) + _offset


def now_ms() -> int:
    """Return the present moment as whole milliseconds since 1970, the unit of every time on the wire."""
    return to_ms(now())


def today(timezone: str) -> date:
    """Return the date that the wall calendar shows in `timezone`, an IANA name such as `Europe/Moscow`."""
    return now().astimezone(ZoneInfo(timezone)).date()


def midnight(day: date, timezone: str) -> datetime:
    """Return the moment at which `day` begins in `timezone`."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def to_ms(moment: datetime) -> int:
    """Turn an aware datetime into milliseconds since 1970."""
    return int(moment.timestamp() * 1000)


def set_offset(offset: timedelta) -> None:
    """Move the clock of this process; `timedelta()` puts it right again."""
    global _offset  # noqa: PLW0603 the clock is the one thing a process has exactly one of
    _offset = offset


def offset() -> timedelta:
    """Return how far the clock of this process is ahead of the machine's."""
    return _offset


def _read_file(path: Path) -> None:
    global _file_stamp  # noqa: PLW0603 as above
    try:
        stamp = path.stat().st_mtime_ns
        if stamp != _file_stamp:
            _file_stamp = stamp
            set_offset(timedelta(seconds=float(path.read_text())))
    except (OSError, ValueError):
        return  # Not written yet, or caught in the middle of a write: the next call reads it again.
