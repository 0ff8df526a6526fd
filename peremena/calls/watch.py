"""The thread that looks after calls: each second while one goes on, every half minute against the media server."""

import logging
import threading
from collections import deque
from datetime import datetime

from django.db import close_old_connections

from peremena import clock
from peremena.calls import actions_away, actions_join, actions_watch, telling
from peremena.calls.contract import State
from peremena.calls.models import Call, Kind

_log = logging.getLogger("peremena.calls")

LOOK_EVERY_SECONDS = 1.0
RECONCILE_EVERY = 30


class CallWatch:
    def __init__(self) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="calls", daemon=True)
        self._wake = threading.Event()
        self._ended_sessions: deque[str] = deque()
        # How many were in each call when its chat was told last.
        self._told: dict[int, int] = {}
        self._looks = 0
        self._must_reconcile = True
        self._doubted: set[int] = set()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._wake.set()

    def session_ended(self, session: str) -> None:
        """Take note of a session that has ended, from any thread; whoever came through it is out at the next look."""
        self._ended_sessions.append(session)
        self._wake.set()

    def media_changed(self, _state: State) -> None:
        """Take note that the media server came or went, from any thread: one that has just come has lost its rooms."""
        self._must_reconcile = True
        self._wake.set()

    def look(self) -> None:
        """Do once what is due. One query while no call goes on, some seven while some do."""
        while self._ended_sessions:
            actions_join.take_out_session(self._ended_sessions.popleft())
        if self._must_reconcile or self._looks % RECONCILE_EVERY == 0:
            self._must_reconcile = False
            actions_watch.reconcile(clock.now())
            actions_watch.forget_planned(clock.now())
        self._looks += 1
        # Those of the look before: whoever knocks at the door is inside a moment later.
        due, self._doubted = self._doubted, telling.take_doubted()
        for number in due:
            telling.follow(number)
        now = clock.now()
        calls = actions_watch.open_calls()
        self._told = {number: count for number, count in self._told.items() if number in {one.pk for one in calls}}
        inside = actions_watch.present(calls, now) if calls else {}
        actions_away.see_off({number: its.participants for number, its in inside.items()}, now)
        for call in calls:
            try:
                self._look_at(call, inside[call.pk], now)
            except Exception:  # noqa: BLE001 logged, tried again in a second; the other calls do not wait for it
                _log.exception("call %d could not be looked after", call.pk)

    def _look_at(self, call: Call, inside: actions_watch.Presence, now: datetime) -> None:
        actions_watch.look(call, inside, now)
        count = len(inside.participants)
        if self._told.get(call.pk) != count:
            actions_watch.tell_count(call, count)
            if call.kind == Kind.BROADCAST:
                telling.follow_room(call.pk)
            self._told[call.pk] = count

    def _run(self) -> None:
        while not self._stop.is_set():
            self._wake.wait(LOOK_EVERY_SECONDS)
            self._wake.clear()
            try:
                close_old_connections()
                self.look()
            except Exception:  # noqa: BLE001 logged, tried again in a second
                _log.exception("calls could not be looked after; trying again")
