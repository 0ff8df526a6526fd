"""What only calls refuse with; the rest is said in the words of `peremena.refusals`."""


class NotFound(Exception):
    """There is no such call, or this person may not know of it; the two look alike."""


class CallsAway(Exception):
    """The media server does not answer or is not there; the message is a sentence."""


AWAY = "Звонки сейчас недоступны. Попробуйте ещё раз через минуту."
