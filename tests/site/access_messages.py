"""The rows of docs/access.md about messages that are there. In each chat somebody has said one thing, just now."""

from typing import Any

NOBODY: frozenset[str] = frozenset()

# Who said it, and who administers the chat.
AUTHORS: dict[str, frozenset[str]] = {
    "class": frozenset({"pupil"}),
    "guardians": frozenset({"guardian"}),
    "subject": frozenset({"subject teacher"}),
    "staff": frozenset({"class teacher"}),
    "direct": frozenset({"class teacher"}),
    "closed direct": NOBODY,
    "group": frozenset({"class teacher"}),
}
ADMINS: dict[str, frozenset[str]] = {
    "class": frozenset({"class teacher"}),
    "guardians": frozenset({"class teacher"}),
    "subject": frozenset({"subject teacher"}),
    "staff": frozenset({"head", "administrator"}),
    "direct": NOBODY,
    "closed direct": NOBODY,
    "group": frozenset({"class teacher"}),
}
FOR_ALL = ", for all"

RowOf = tuple[str, str, frozenset[str]]


def rows(members: dict[str, frozenset[str]]) -> list[RowOf]:
    """Return (road, on, allowed), in an order in which none takes away what the next one needs."""
    open_to = {place: NOBODY if place == "closed direct" else who for place, who in members.items()}
    pinning = {place: who if place == "direct" else ADMINS[place] for place, who in members.items()}
    deleting = {place: AUTHORS[place] | ADMINS[place] for place in members}
    allowed = {
        "live message.edit": AUTHORS,
        "live message.react": open_to,
        "live message.pin": pinning,
        "live message.mark": members,
        "live message.restore": members,
        "live message.delete": members,
    }
    by_road = [(road, f"{place} chat", who) for road, places in allowed.items() for place, who in places.items()]
    return [*by_road, *(("live message.delete", f"{place} chat{FOR_ALL}", who) for place, who in deleting.items())]


def fields(command: str, on: str, place: int, no: int) -> dict[str, Any]:
    """Return what a command says about the message."""
    only: dict[str, dict[str, Any]] = {
        "message.edit": {"no": no, "text": "два"},
        "message.react": {"no": no, "emoji": "👍"},
        "message.pin": {"no": no, "on": True},
        "message.mark": {"nos": [no], "important": True},
        "message.restore": {"nos": [no]},
        "message.delete": {"nos": [no], "for_all": on.endswith(FOR_ALL)},
    }
    return {"conversation": place, **only[command]}
