"""A signed-in browser's HTTP, as little of it as the benches need."""

import http.client
import time

from bench.scenes import Someone

# Any text of 32 letters is a token, if the cookie and the header agree.
CSRF = "benchbenchbenchbenchbenchbenchbe"


def headers(someone: Someone) -> dict[str, str]:
    return {
        "Cookie": f"sessionid={someone.session}; csrftoken={CSRF}",
        "X-CSRFToken": CSRF,
        "Content-Type": "application/json",
    }


class Refused(Exception):
    """The server answered with something else than was wanted."""


class Browser:
    """One person's connection, kept open."""

    def __init__(self, port: int, someone: Someone) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = headers(someone)

    def get(self, path: str) -> bytes:
        return self._ask("GET", path, None)

    def post(self, path: str, body: str) -> bytes:
        return self._ask("POST", path, body)

    def seconds_of_get(self, path: str) -> float:
        started = time.perf_counter()
        self.get(path)
        return time.perf_counter() - started

    def _ask(self, method: str, path: str, body: str | None) -> bytes:
        self._connection.request(method, path, body, self._headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise Refused(f"{method} {path}: {answer.status} {content[:200]!r}")
        return content

    def close(self) -> None:
        self._connection.close()
