"""A planned call as an iCalendar file (RFC 5545). It holds no link: whoever has the file need not have the right."""

from datetime import UTC, datetime

from peremena.calls.models import Call

_MINUTE_MS = 60_000
_LENGTH_MS = 45 * _MINUTE_MS
# Octets of a line without its end.
_LONGEST_LINE = 75


def calendar_file(call: Call, planned_at_ms: int, now_ms: int, *, host: str, address: str) -> str:
    """Return the file; `address` leads to the call for those who are let in."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Peremena//Calls//RU",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:call-{call.pk}@{host}",
        f"DTSTAMP:{_moment(now_ms)}",
        f"DTSTART:{_moment(planned_at_ms)}",
        f"DTEND:{_moment(planned_at_ms + _LENGTH_MS)}",
        f"SUMMARY:{_text(call.title)}",
        f"DESCRIPTION:{_text(f'Звонок в Перемене: {address}')}",
        f"URL:{address}",
        f"STATUS:{'CANCELLED' if call.ended_at_ms is not None else 'CONFIRMED'}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(call.title)}",
        "TRIGGER:-PT10M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r", "").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Break a line into pieces of at most 75 octets, never within a letter."""
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        # Every piece but the first begins with a space.
        if size + octets > _LONGEST_LINE - bool(pieces):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + letter, size + octets
    return "\r\n ".join([*pieces, piece])
