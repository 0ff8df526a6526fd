"""Sentences in the reader's language: Russian first, English for whoever asks for it (Accept-Language)."""

from django.utils.translation import get_language


def said(russian: str, english: str) -> str:
    """Return the sentence in the language of the present request."""
    return english if (get_language() or "ru").startswith("en") else russian
