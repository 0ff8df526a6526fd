"""The server with one thing hurt on purpose, to prove that a test would notice.

python -m tests.faults.hurt HURT serve --port 8000
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def without_fsync() -> None:
    """Let commits no longer wait for the disk: what `synchronous=NORMAL` would lose is to be seen."""
    from django.conf import settings  # noqa: PLC0415 a process of its own

    options = settings.DATABASES["default"]["OPTIONS"]
    assert "synchronous=FULL" in options["init_command"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=NORMAL")


class Deadly(BaseException):
    """Not an error of a command: something that no handler may catch."""


def mortal_committer() -> None:
    """Let the committer die at the next message, once, when a file named `poison` lies in the data folder."""
    from peremena.chat import commands  # noqa: PLC0415 a process of its own
    from peremena.chat.actions_send import send_messages  # noqa: PLC0415 as above

    poison = Path(os.environ["PEREMENA_DATA"]) / "poison"

    def send(drafts: Any) -> Any:
        outcomes = send_messages(drafts)
        if poison.exists():
            poison.unlink()
            raise Deadly  # After the commit and before the answer: nobody knows whether it was stored.
        return outcomes

    vars(commands)["send_messages"] = send


def quick_pings() -> None:
    """Notice a dead line within a second instead of within a minute."""
    from peremena.site import serve  # noqa: PLC0415 a process of its own

    serve.PING_SECONDS = 0.5


HURTS: dict[str, Callable[[], None]] = {
    "without-fsync": without_fsync,
    "mortal-committer": mortal_committer,
    "quick-pings": quick_pings,
}


def main(hurt: str, *arguments: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peremena.site.settings")
    import django  # noqa: PLC0415 as above

    django.setup()
    HURTS[hurt]()
    from peremena.site.cli import main as peremena  # noqa: PLC0415 as above

    return peremena(arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
