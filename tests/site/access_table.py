"""Every road in, and who gets through: the rows of docs/access.md. What is not named here is refused.

`python -m tests.site.access_table` writes the page anew; tests/site/test_access.py walks every road as everybody.
"""

from dataclasses import dataclass
from pathlib import Path

from tests.site import access_calls, access_groups, access_messages

PAGE = Path(__file__).parents[2] / "docs" / "access.md"

# Roles in the order of the columns.
ROLES = (
    "nobody",
    "pupil",
    "guardian",
    "subject teacher",
    "class teacher",
    "head",
    "administrator",
    "other school",
    "former member",
)
SIGNED_IN = frozenset(ROLES) - {"nobody"}
EVERYBODY = frozenset(ROLES)
NOBODY: frozenset[str] = frozenset()

# Who sits where in the school of the test; docs/membership.md has the rule.
PLACES: dict[str, frozenset[str]] = {
    "class": frozenset({"pupil", "class teacher"}),
    "guardians": frozenset({"guardian", "class teacher"}),
    "subject": frozenset({"pupil", "subject teacher"}),
    "staff": frozenset({"subject teacher", "class teacher", "head", "administrator"}),
    "direct": frozenset({"pupil", "class teacher"}),
    "closed direct": frozenset({"former member", "class teacher"}),
    "group": frozenset({"pupil", "class teacher"}),
}
READING = (
    "GET /api/conversations/{conversation}/messages",
    "GET /api/conversations/{conversation}/members",
    "GET /api/conversations/{conversation}/readers",
    "GET /api/conversations/{conversation}/pins",
    "GET /api/conversations/{conversation}/mentions",
    "POST /api/sync",
    "live sync",
    "live conversation.read",
    "GET /api/conversations/{conversation}/avatar/{picture}",
    "live conversation.set",
    "live conversation.arrange",
    "live draft.save",
)
POSTING = ("live message.send", "live conversation.typing")
# To whom a direct chat may be opened.
DIRECT: dict[str, frozenset[str]] = {
    "a pupil": frozenset({"guardian", "subject teacher", "class teacher"}),
    "another pupil of the class": frozenset({"subject teacher", "class teacher"}),
    "a guardian": frozenset({"pupil", "subject teacher", "class teacher", "head", "administrator"}),
    "another guardian": frozenset({"subject teacher", "class teacher", "head", "administrator"}),
    "a teacher": frozenset({"pupil", "guardian", "class teacher", "head", "administrator"}),
    "a teacher of another school": NOBODY,
    "oneself": NOBODY,
    "nobody there is": NOBODY,
}
# Whose presence one is told: of those one sits with, or may write to in a chat there is.
PRESENCE: dict[str, frozenset[str]] = {
    "a pupil": frozenset({"pupil", "subject teacher", "class teacher"}),
    "a guardian": frozenset({"guardian", "class teacher"}),
    "a teacher": frozenset({"pupil", "subject teacher", "class teacher", "head", "administrator"}),
    "a teacher of another school": frozenset({"other school"}),
}
# Whose card one sees: of those whom one may write to or sits with now, and one's own.
CARDS: dict[str, frozenset[str]] = {
    "a pupil": frozenset({"pupil", "guardian", "subject teacher", "class teacher"}),
    "another pupil of the class": frozenset({"pupil", "subject teacher", "class teacher"}),
    "a guardian": frozenset({"pupil", "guardian", "subject teacher", "class teacher", "head", "administrator"}),
    "another guardian": frozenset({"guardian", "subject teacher", "class teacher", "head", "administrator"}),
    "a teacher": frozenset({"pupil", "guardian", "subject teacher", "class teacher", "head", "administrator"}),
    "a teacher of another school": frozenset({"other school"}),
    "oneself": SIGNED_IN,
    "nobody there is": NOBODY,
}


@dataclass(frozen=True)
class Row:
    road: str
    on: str
    allowed: frozenset[str]


def rows() -> list[Row]:
    own = [
        *(Row(f"GET /api/{name}", "what is one's own", SIGNED_IN) for name in ("start", "me", "contacts", "important")),
        Row("PUT /api/preferences", "what is one's own", SIGNED_IN),
        Row("POST /api/pictures", "what is one's own", SIGNED_IN),
    ]
    reading = [Row(road, f"{place} chat", members) for road in READING for place, members in PLACES.items()]
    posting = [
        Row(road, f"{place} chat", NOBODY if place == "closed direct" else members)
        for road in POSTING
        for place, members in PLACES.items()
    ]
    direct = [Row("POST /api/direct", f"to {whom}", allowed) for whom, allowed in DIRECT.items()]
    cards = [Row("GET /api/people/{profile}", f"of {whom}", allowed) for whom, allowed in CARDS.items()]
    presence = [Row("live presence.watch", f"of {whom}", allowed) for whom, allowed in PRESENCE.items()]
    messages = [Row(*row) for row in access_messages.rows(PLACES)]
    calls = [Row(*row) for row in access_calls.rows(SIGNED_IN)]
    groups = [Row(*row) for row in access_groups.rows(PLACES["group"])]
    # Late, because what is cleared is not there for the others; whoever leaves a chat is out of it.
    clearing = [Row("live conversation.clear", f"{place} chat", members) for place, members in PLACES.items()]
    shut = [
        Row(road, "outside the demo", NOBODY)
        for road in ("GET /api/demo/cast", "POST /api/demo/enter", "GET /dev/sms", "GET /api/dev/sms")
    ]
    page = [Row("GET /", "the page of the browser side, which holds nothing of anybody", EVERYBODY)]
    return [*own, *reading, *posting, *presence, *cards, *direct, *shut, *page, *messages, *clearing, *calls, *groups]


# The addresses of sign-in: each is for whoever signs in, or for the holder of the session alone.
SIGN_IN: dict[str, str] = {
    "id/browser/v1/config": "everybody: which ways to sign in there are",
    "id/browser/v1/auth/login": "everybody, limited: phone and password, then a code",
    "id/browser/v1/auth/code/request": "everybody, limited: known and unknown numbers are answered alike",
    "id/browser/v1/auth/code/confirm": "whoever has begun to sign in with this cookie",
    "id/browser/v1/auth/code/resend": "whoever has begun to sign in with this cookie, limited",
    "id/browser/v1/auth/session": "the holder of the session: to look at it and to end it",
    "id/browser/v1/auth/sessions": "the holder of the account: to look at its sessions and to end them",
    "id/browser/v1/auth/signup": "nobody: the school makes the accounts",
}

_HEAD = """# Access: every road in, and who gets through

Written by `python -m tests.site.access_table`, and walked by `tests/site/test_access.py`, which goes each road as each
of these people and fails when a route or a command has no row here. The default is no: an empty cell is a refusal, and
a refusal never says whether the thing exists.

The people: a pupil of a class, the guardian of that pupil, a teacher who teaches the class mathematics, its class
teacher, the head, an administrator, a teacher of another school, and a former pupil of the class, who still has a
direct chat with the class teacher that is closed now. The chats are those of the class, and one that the class teacher
made by hand with the pupil in it. A call goes on in the class chat, with the pupil and the class teacher in it, and
the class teacher has planned one by link, and a meeting and a broadcast for the guardians, the guardian watching.

"""
_SIGN_IN_HEAD = """
## Sign-in

Only these addresses of django-allauth exist.

| address | for whom |
| --- | --- |
"""
_CLI = """
## Beside the server

The `peremena` command and the Unix socket of the data folder belong to whoever owns that folder (mode 0600).
"""


def page() -> str:
    lines = [
        f"| road | on | {' | '.join(ROLES)} |",
        "| --- " * (2 + len(ROLES)) + "|",
        *(
            f"| `{row.road}` | {row.on} | {' | '.join('yes' if role in row.allowed else '' for role in ROLES)} |"
            for row in rows()
        ),
    ]
    table = "\n".join(line.replace("|  |", "| |").replace("|  |", "| |") for line in lines)
    sign_in = "\n".join(f"| `/{address}` | {whom} |" for address, whom in SIGN_IN.items())
    return f"{_HEAD}{table}\n{_SIGN_IN_HEAD}{sign_in}\n{_CLI}"


if __name__ == "__main__":
    PAGE.write_text(page())
