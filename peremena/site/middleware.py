"""Headers that every answer carries, and the one form of "too often"."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from peremena.site import errors

_PRIVATE = ("/api/", "/id/", "/dev/")
# Calls need eyes and ears, and nobody else's page gets them; the rest nothing here needs.
_POWERS = ", ".join(
    [f"{power}=(self)" for power in ("camera", "microphone", "display-capture")]
    + [f"{power}=()" for power in ("geolocation", "payment", "usb")]
)
# What one waits when the limit that was met does not say; all of allauth's own count by the minute.
_WAIT_SECONDS = 60


class SecurityHeaders:
    """Nothing is loaded from elsewhere, nobody frames us, and what is private is kept by no cache unless it says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _policy(request))
        response.headers.setdefault("Permissions-Policy", _POWERS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(_PRIVATE):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Limits:
    """Whatever met a limit answers 429 with the seconds to wait, allauth's own views too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.TOO_MANY_REQUESTS and "Retry-After" not in response.headers:
            return errors.too_often(_WAIT_SECONDS)
        return response

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RateLimited):
            return errors.too_often(getattr(error, "retry_after", _WAIT_SECONDS))
        return None


def _policy(request: HttpRequest) -> str:
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
        f" connect-src 'self'{_own_socket(request)}; object-src 'none'; base-uri 'none'; form-action 'self';"
        " frame-ancestors 'none'"
    )


def _own_socket(request: HttpRequest) -> str:
    """Older Safari does not count a WebSocket of the own host as 'self'."""
    try:
        return f" {'wss' if settings.HTTPS else 'ws'}://{request.get_host()}"
    except DisallowedHost:
        return ""
