"""What only calls refuse with; the rest is said in the words of `peremena.refusals`."""


class NotFound(Exception):
    """There is no such call, or this person may not know of it; the two look alike."""


class TooOften(Exception):
    """A connection was checked more often, or with more bytes, than is let; `seconds` until it is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class CallsAway(Exception):
    """The media server does not answer or is not there; the message is a sentence."""


AWAY = "Звонки сейчас недоступны. Попробуйте ещё раз через минуту."
