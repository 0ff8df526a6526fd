"""A browser's HTTP side without a socket: Django's test client, signed in, at the address that the settings allow."""

from typing import Any

from django.conf import settings
from django.test import Client

HOST = "localhost"


def visitor(session: str = "", *, checks_csrf: bool = False) -> Client:
    """Return a client with a session's cookie, or one that is not signed in."""
    client = Client(enforce_csrf_checks=checks_csrf, SERVER_NAME=HOST)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, body, content_type="application/json")
