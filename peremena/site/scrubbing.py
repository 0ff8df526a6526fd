"""Logs without secrets: whatever is logged, by whomever, loses its tokens before it is written."""

import logging
import re

# Values of a query that open a call, and signed tokens wherever they stand (tracebacks included).
_IN_A_QUERY = re.compile(r"\b(access_token|join_request|token)=[^&\s\"'<>\\]+")
_SIGNED = re.compile(r"\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?")


def scrubbed(text: str) -> str:
    return _SIGNED.sub("[token]", _IN_A_QUERY.sub(r"\1=[hidden]", text))


class Scrubbing(logging.Formatter):
    """The formatter of every handler: it sees the line as it will be written, with arguments and traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return scrubbed(super().format(record))
