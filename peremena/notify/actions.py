"""The one door for what leaves the house: today SMS."""

from django.db import transaction

from peremena.notify import delivery


def send_sms(to: str, text: str, *, purpose: str) -> None:
    """Send `text` to a number in E.164 once the present transaction is committed; returns at once.

    `purpose` is a few words for the log, which names neither the number nor the text.
    """
    transaction.on_commit(lambda: delivery.put(delivery.Sms(to=to, text=text, purpose=purpose)))
