"""What is said when something about a chat is not done; the sentences are for people."""


class MayNot(Exception):
    """The rules do not let this person do this; the message is a sentence."""


class Unfit(Exception):
    """What was asked for can't be so: a title without letters, an exclusion without a reason; a sentence."""


class LinkOver(Exception):
    """No link of this address lets anybody in: there is none, or it was revoked, ran out or was used up."""


class TooManyGuesses(Exception):
    """This person has tried a great many addresses; `seconds` says when it is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds
