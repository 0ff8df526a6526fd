"""Logs lose what opens a call, wherever it stands in a line."""

import io
import logging

import pytest

from peremena.site.scrubbing import Scrubbing

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvbGdhIn0.c2lnbmF0dXJl-_"


def logged(act: object) -> str:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(Scrubbing("{message}", style="{"))
    log = logging.Logger("test")  # noqa: LOG001 a log of the test's own
    log.addHandler(handler)
    act(log)  # type: ignore[operator] # takes the log
    return said.getvalue()


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f'"WebSocket /rtc?access_token={TOKEN}&protocol=16" [accepted]', "access_token=[hidden]&protocol=16"),
        ("/rtc/v1?join_request=abc%2Bdef&x=1", "join_request=[hidden]&x=1"),
        (f'{{"error":"invalid token: {TOKEN}, error: ..."}}', "invalid token: [token], error"),
        ("nothing to hide: access granted", "nothing to hide: access granted"),
    ],
)
def test_a_line_loses_its_tokens(line: str, written: str) -> None:
    said = logged(lambda log: log.warning("%s", line))
    assert written in said
    assert TOKEN not in said


def test_a_traceback_loses_its_tokens() -> None:
    def fail(log: logging.Logger) -> None:
        try:
            int(f"GET /rtc?access_token={TOKEN}")
        except ValueError:
            log.exception("it failed")

    said = logged(fail)
    assert "ValueError" in said
    assert TOKEN not in said
