"""Fills one scene in the data folder that the environment names: `python -m bench.fill NAME NUMBERS`."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.db import connection, transaction

if TYPE_CHECKING:
    from bench.scenes import Scene


def fill(name: str, numbers: Sequence[int]) -> None:
    """Make the database, fill it in one transaction, and leave what the generator has to know beside it."""
    django.setup()
    from bench import filling  # noqa: PLC0415 its models need Django set up
    from peremena.site import upgrading  # noqa: PLC0415 the same

    scenes: dict[str, Callable[..., Scene]] = {
        "archive": filling.archive,
        "district": filling.district,
        "phone": filling.phone,
        "school": filling.school,
        "staff_room": filling.staff_room,
    }
    upgrading.bring_up_to_date()
    # A scene that is lost is made anew: its making needs no fsync, only a large cache.
    _on_sqlite("PRAGMA synchronous=OFF", "PRAGMA cache_size=-2000000")
    with transaction.atomic():
        scene = scenes[name](*numbers)
    _on_sqlite("PRAGMA wal_checkpoint(TRUNCATE)")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    (settings.DATA / "scene.json").write_text(json.dumps(asdict(scene)))


def _on_sqlite(*statements: str) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


if __name__ == "__main__":
    fill(sys.argv[1], [int(number) for number in sys.argv[2:]])
