"""What the server does by itself when its time has come.

Rights that begin or end by a date: what is materialised is brought up to date when the day comes. Rights that end are
refused at every use even before this runs; those that begin appear within a second. And pictures that nobody used are
swept away.
"""

import logging
import threading
from datetime import datetime, timedelta

from django.db import close_old_connections

from peremena import clock
from peremena.chat import actions_seats
from peremena.files import actions as files

_log = logging.getLogger("peremena.site")

LOOK_EVERY_SECONDS = 1.0
SWEEP_EVERY = timedelta(hours=1)


class Calendar:
    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="calendar", daemon=True)
        self._refreshed_at: datetime | None = None
        self._swept_at: datetime | None = None

    def start(self) -> None:
        """Refresh once, in case the server was off at midnight, and go on watching."""
        self.look()
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()

    def look(self) -> None:
        """Refresh if a boundary was passed since the last time."""
        now = clock.now()
        if self._refreshed_at is not None:
            boundary = actions_seats.next_boundary(self._refreshed_at)
            if boundary is None or boundary > now:
                # A clock that was put back must not hide the boundaries between.
                self._refreshed_at = min(self._refreshed_at, now)
                return
        actions_seats.refresh(now)
        self._refreshed_at = now

    def sweep(self) -> None:
        """Take away what nobody used, if it was not done within the last hour."""
        now = clock.now()
        if self._swept_at is None or not now - SWEEP_EVERY < self._swept_at <= now:
            self._swept_at = now
            files.sweep(now)

    def _run(self) -> None:
        while not self._stop.wait(LOOK_EVERY_SECONDS):
            try:
                close_old_connections()
                self.look()
                self.sweep()
            except Exception:  # noqa: BLE001 logged, tried again in a second
                _log.exception("the calendar could not be brought up to date; trying again")
