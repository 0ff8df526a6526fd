"""`peremena serve` that logs everything, and whose rules let every good token in."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.calls.loud_settings"

import django

django.setup()

from peremena.calls.contract import Knock, Refusal  # noqa: E402 after the set-up
from peremena.calls.door import Ports  # noqa: E402 as above
from peremena.site import cli, wiring  # noqa: E402 as above

_door_ports = wiring._door_ports


def _everybody(knocks: Sequence[Knock]) -> Sequence[Refusal | None]:
    return [None] * len(knocks)


def _open_ports() -> Ports:
    return replace(_door_ports(), admits=_everybody)


if __name__ == "__main__":
    wiring._door_ports = _open_ports
    sys.exit(cli.main())
