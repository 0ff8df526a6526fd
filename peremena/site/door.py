"""The demo door: one click signs in as somebody of an invented cast. It cannot be left on by accident.

It opens only when the process was started as a demo, the database says that nobody in it is real, the server listens on
loopback, and the request comes from loopback under a loopback name.
"""

import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.http.request import split_domain_port

from peremena.people import actions_demo
from peremena.people import queries as people

_NAMES = {"localhost", "127.0.0.1", "[::1]"}
# What a front adds: then whoever asks is not at this computer, though the connection comes from it.
_PASSED_ON = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")


def refusal_to_open(host: str) -> str:
    """Return why a process with the demo switched on may not serve on `host`; empty when it may."""
    if not settings.DEMO:
        return ""
    if not _is_loopback(host):
        return f"демонстрация открывается только на этом компьютере (127.0.0.1), а не на {host}."
    if settings.HTTPS or not set(settings.ALLOWED_HOSTS) <= _NAMES:
        return "демонстрация не открывается за внешним сервером: уберите PEREMENA_HTTPS и PEREMENA_HOSTS."
    if not people.is_demo():
        return "в этой папке настоящая школа: демонстрационный вход для неё не открывается. Уберите PEREMENA_DEMO."
    return ""


def is_open(request: HttpRequest) -> bool:
    """Say whether this very request may see the door."""
    return bool(settings.DEMO and _is_from_here(request) and people.is_demo())


def may_see_sms(request: HttpRequest) -> bool:
    """Say whether this request may read what would have been sent by SMS."""
    return _is_from_here(request) and bool(settings.DEVELOPMENT or (settings.DEMO and people.is_demo()))


def close_for_a_real_school() -> bool:
    """Shut the door of this database for good, because a real class list is coming; True when it was open until now.

    A class list that the demo itself reads stays in the demo.
    """
    if settings.DEMO or not people.is_demo():
        return False
    actions_demo.end_demo()
    return True


def _is_from_here(request: HttpRequest) -> bool:
    name, _port = split_domain_port(request.get_host())
    passed_on = any(header in request.META for header in _PASSED_ON)
    return name in _NAMES and not passed_on and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address == "localhost"
