"""Whether LiveKit answers: one question over HTTP, without its library, which is heavy."""

import http.client
from urllib.parse import urlsplit

from peremena.calls.contract import Endpoint

ANSWER_SECONDS = 5.0


def status_of(endpoint: Endpoint, path: str, seconds: float = ANSWER_SECONDS) -> int | None:
    """Ask LiveKit's HTTP side for a path; return the status, None when it does not answer."""
    parts = urlsplit(endpoint.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.hostname or "", parts.port, timeout=seconds)
    try:
        line.request("GET", parts.path.rstrip("/") + path)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()
