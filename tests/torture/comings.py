"""A process beside the server that lets people into conversations and removes them, and has them call each other.

It ends with its input.

Some of its hints to the server are lost on purpose: the server has to find out by itself.

    python -m tests.torture.comings SEED CONVERSATIONS PROFILES
"""

import os
import sys
import time
from collections.abc import Sequence
from random import Random
from select import select

# How often a call is what changes, and not who sits there.
A_CALL = 0.25


def main(seed: str, conversations: str, profiles: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peremena.site.settings")
    import django  # noqa: PLC0415 a process of its own

    django.setup()
    from peremena.site.wiring import wire_command_line  # noqa: PLC0415 after the set-up

    wire_command_line()
    _go_on(Random(seed), [int(one) for one in conversations.split(",")], [int(one) for one in profiles.split(",")])


def _go_on(chance: Random, conversations: Sequence[int], profiles: Sequence[int]) -> None:
    from django.db import OperationalError, connection  # noqa: PLC0415 after the set-up

    from peremena.live.publishing import ports  # noqa: PLC0415 the same
    from tests.torture import cast  # noqa: PLC0415 the same

    told = ports.sink
    while not select([sys.stdin], [], [], chance.uniform(0.05, 0.6))[0]:
        conversation, profile = chance.choice(conversations), chance.choice(profiles)
        ports.sink = told if chance.random() < 0.7 else lambda _news: None
        change = cast.leave if cast.is_member(conversation, profile) else cast.join
        try:
            if chance.random() < A_CALL:
                cast.show_call(conversation, profile, chance.randrange(3))
            else:
                change(conversation, profile)
        except OperationalError:
            connection.close()
            time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
