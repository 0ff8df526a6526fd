"""`peremena` whose committer dies once: at the first message with the text «умри», if the file named does not exist."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peremena.site.settings")
django.setup()

from peremena.chat import commands  # noqa: E402 needs Django to be set up
from peremena.live.contract import Answer, Call  # noqa: E402 the same
from peremena.site import cli  # noqa: E402 the same

_MARK = Path(os.environ["PEREMENA_TEST_DIED"])
_send = commands.send


def send(calls: Sequence[Call]) -> list[Answer]:
    if not _MARK.exists() and any(call.command.text == "умри" for call in calls):
        _MARK.touch()
        raise SystemExit
    return _send(calls)


if __name__ == "__main__":
    commands.send = send
    sys.exit(cli.main())
