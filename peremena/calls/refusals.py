"""What is said when something about a call is not done; the sentences are for people."""


class NotFound(Exception):
    """There is no such call, or this person may not know of it; the two look alike."""


class MayNot(Exception):
    """The rules do not let this person do this; the message is a sentence."""


class Unfit(Exception):
    """What was asked for can't be so: a time that has passed, a name without letters; a sentence."""


class LinkOver(Exception):
    """No link of this address lets anybody in: there is none, it was revoked, or its call is over."""


class TooManyGuesses(Exception):
    """Somebody has tried a great many addresses; `seconds` says when it is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class CallsAway(Exception):
    """The media server does not answer or is not there; the message is a sentence."""


AWAY = "Звонки сейчас недоступны. Попробуйте ещё раз через минуту."


def refuse(why: str) -> None:
    """Raise MayNot for a sentence; an empty one lets go on."""
    if why:
        raise MayNot(why)
