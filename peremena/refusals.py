"""What is said when something asked for is not done, in whichever domain; the sentences are for people."""


class MayNot(Exception):
    """The rules do not let this person do this; the message is a sentence."""


class Unfit(Exception):
    """What was asked for can't be so: a title without letters, a time that has passed; a sentence."""


class LinkOver(Exception):
    """No link of this address lets anybody in: there is none, or it was revoked, ran out, or its call is over."""


class TooManyGuesses(Exception):
    """Somebody has tried a great many addresses; `seconds` says when it is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def refuse(why: str) -> None:
    """Raise MayNot for a sentence; an empty one lets go on."""
    if why:
        raise MayNot(why)
