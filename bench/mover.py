"""Moves pupils to another class beside a running server, as `peremena roster transfer` does: `python -m bench.mover N`.

Prints who will be moved, with a session of each, then moves the next one for every line it is told, and says when that
began. The clock is the monotonic one, which all processes of a machine share.
"""

import json
import sys
import time
from collections.abc import Sequence

import django


def main(count: int) -> None:
    django.setup()
    from bench import filling  # noqa: PLC0415 its models need Django set up
    from peremena.roster import actions  # noqa: PLC0415 the same
    from peremena.site import wiring  # noqa: PLC0415 the same

    wiring.wire_command_line()
    pupils, there = filling.pupils_to_move(count)
    _say([{"profile": link.profile_id, "session": filling.sign_in_as(link)} for link in pupils])
    for link in pupils:
        sys.stdin.readline()
        started = time.perf_counter()
        actions.transfer(by=None, person=link.person, school_class=there)
        _say(started)


def _say(what: "Sequence[dict[str, object]] | float") -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
