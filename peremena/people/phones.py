"""Phone numbers: people write them in many ways, an account has one."""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat


class NotAPhone(ValueError):
    """The text is not a phone number that could exist."""


def tidy(text: str) -> str:
    """Return the number in E.164 (`+79161234567`); without a country code it is taken for a Russian one."""
    try:
        number = phonenumbers.parse(text, "RU")
    except NumberParseException as error:
        raise NotAPhone(text) from error
    if not phonenumbers.is_possible_number(number):
        raise NotAPhone(text)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def tidy_if_possible(text: str) -> str:
    """Return the number in E.164, or the text as it is, for a form to refuse."""
    try:
        return tidy(text)
    except NotAPhone:
        return text
