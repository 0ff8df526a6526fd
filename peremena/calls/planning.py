"""What a planned call is called, and for when it may be planned."""

from peremena.refusals import Unfit

NO_TITLE = "Звонок"
PAST = "Это время уже прошло. Выберите другое."
TOO_FAR = "Запланировать звонок можно не дальше чем на год вперёд."
_YEAR_MS = 366 * 24 * 3600 * 1000
# A clock of a browser that is a little behind does not make a meeting of this minute one of the past.
_SLACK_MS = 10 * 60 * 1000


def tidy(title: str) -> str:
    return " ".join(title.replace("\x00", "").split()) or NO_TITLE


def check_time(moment: int, now_ms: int) -> None:
    """Raise Unfit for a time that has passed or is too far."""
    if moment < now_ms - _SLACK_MS:
        raise Unfit(PAST)
    if moment > now_ms + _YEAR_MS:
        raise Unfit(TOO_FAR)
