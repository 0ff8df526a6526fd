"""Reads the written-out talks: text files with a chat per `==`, a day per `--`, a message per time and speaker.

Days are counted in school days: `-- 0` is the latest one, `-- 3` three school days before it; `-- sat` and `-- sun`
follow it. In a text `{day:2}` and `{date:2}` name a school day as one would say it on the day of the message:
«сегодня», «завтра», «в среду», and «24 ноября»; negative numbers lie ahead. `{tomorrow}` is the next school day in the
same words, `{next}` the same after «на»; a capital letter begins a sentence.

`12:30 vanya > gleb: ...` answers the latest message of gleb. Below a message `+ 👍 gleb sonya` are reactions to it, and
`! pinned` says that it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

_CHAT = re.compile(r"== (.+)")
_DAY = re.compile(r"-- (sat|sun|\d+)")
_LINE = re.compile(r"(\d{2}):(\d{2}) (\w+)(?: > (\w+))?: (.+)")
_REACTION = re.compile(r"\+ (\S+) ([\w ]+)")
_PINNED = "! pinned"
_NAMED_DAY = re.compile(r"\{(day|date|tomorrow|next)(?::(-?\d+))?\}", re.IGNORECASE)

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)
_WEEKDAYS = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
_NEAR = {-1: "вчера", 0: "сегодня", 1: "завтра"}
_MONTHS = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)


@dataclass(frozen=True)
class Said:
    speaker: str
    at: datetime
    text: str
    # Whose latest message it answers.
    answers: str = ""
    # Each sign with those who put it there.
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    is_pinned: bool = False


@dataclass(frozen=True)
class Talk:
    # «class 3 А», «guardians 3 А», «staff», «subject 3 А / Музыка», «direct head father».
    chat: str
    said: tuple[Said, ...]


def read_talks(folder: str, now: datetime, timezone: str, *, class_title: str = "") -> list[Talk]:
    """All talks of a folder up to `now`; they happen in the class `class_title` where they say `{class}`."""
    calendar = Calendar(now.astimezone(ZoneInfo(timezone)))
    files = [one for one in (resources.files("peremena.site.demo") / folder).iterdir() if one.name.endswith(".txt")]
    texts = [one.read_text(encoding="utf-8") for one in sorted(files, key=lambda one: one.name)]
    return [talk for text in texts for talk in parse(text.replace("{class}", class_title), calendar)]


def parse(text: str, calendar: "Calendar") -> Iterator[Talk]:
    chat, day, said = "", date.min, list[Said]()
    for line in text.splitlines():
        if found := _CHAT.fullmatch(line):
            if said:
                yield _talk(chat, said, calendar)
            chat, said = found[1], []
        elif found := _DAY.fullmatch(line):
            day = calendar.day(found[1])
        elif found := _LINE.fullmatch(line):
            at = datetime.combine(day, time(int(found[1]), int(found[2])), calendar.zone)
            said.append(Said(found[3], at, calendar.name_days(found[5], day), answers=found[4] or ""))
        elif line.strip():
            below = said.pop() if said else None
            said.append(_added(below, line, calendar.name_days(line.strip(), day)))
    if said:
        yield _talk(chat, said, calendar)


def _added(said: Said | None, line: str, text: str) -> Said:
    """What a line below a message adds to it: more text, a reaction, the pin."""
    if said is not None and line.startswith("  "):
        return replace(said, text=f"{said.text}\n{text}")
    if said is not None and (found := _REACTION.fullmatch(line)):
        return replace(said, reactions=(*said.reactions, (found[1], tuple(found[2].split()))))
    if said is not None and line == _PINNED:
        return replace(said, is_pinned=True)
    raise ValueError(f"Not a line of a talk: {line}")


def _talk(chat: str, said: list[Said], calendar: "Calendar") -> Talk:
    past = [one for one in said if one.at < calendar.now]
    return Talk(chat, tuple(sorted(past, key=lambda one: one.at)))


class Calendar:
    """Counts school days back from now."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.zone = now.tzinfo

    def day(self, word: str) -> date:
        """The day of a heading: `sat` and `sun` after the latest school day, or the number of school days back."""
        if word.isdigit():
            return self.school_day(int(word))
        latest = self.school_day(0)
        return latest + timedelta(days=_SATURDAY - latest.weekday() + (word == "sun"))

    def school_day(self, back: int) -> date:
        """The latest school day, today included, or one that many school days before it (negative: after it)."""
        day = self.now.date()
        while day.weekday() >= _SATURDAY:
            day -= _ONE_DAY
        for _ in range(abs(back)):
            day = _neighbour(day, -_ONE_DAY if back > 0 else _ONE_DAY)
        return day

    def name_days(self, text: str, said_on: date) -> str:
        def named(found: re.Match[str]) -> str:
            words = self._named(found[1].lower(), int(found[2] or 0), said_on)
            return words.capitalize() if found[1][0].isupper() else words

        return _NAMED_DAY.sub(named, text)

    def _named(self, how: str, back: int, said_on: date) -> str:
        day = self.school_day(back) if how in {"day", "date"} else _neighbour(said_on, _ONE_DAY)
        if how == "date":
            return f"{day.day} {_MONTHS[day.month - 1]}"
        words = _NEAR.get((day - said_on).days, _WEEKDAYS[day.weekday()])
        return words.removeprefix("в ") if how == "next" else words


def _neighbour(day: date, step: timedelta) -> date:
    """The school day next to a day."""
    day += step
    while day.weekday() >= _SATURDAY:
        day += step
    return day
