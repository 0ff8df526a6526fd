"""Keeps LiveKit running beside the server: builds, starts, watches, restarts, ends. One thread, apart from the loop."""

import json
import logging
import threading
import time
from pathlib import Path

from peremena.calls import configuration, media, program
from peremena.calls.child import Backoff, Child
from peremena.calls.contract import Endpoint, State
from peremena.calls.probe import status_of

_log = logging.getLogger("peremena.calls")
# LiveKit's own lines, at the level that it gave them.
_livekit_log = logging.getLogger("peremena.calls.livekit_server")

KEY = "peremena"
FIRST_WAIT_SECONDS = 0.2
LONGEST_WAIT_SECONDS = 30.0
FORGIVEN_AFTER_SECONDS = 60.0
BUILD_AGAIN_SECONDS = 600.0
# A start that takes longer will not come.
START_SECONDS = 30.0
# So often a running LiveKit is asked whether it still answers, and after so many silences it is started anew.
ASK_SECONDS = 5.0
SILENCES = 3
_LOOK_SECONDS = 0.1
# After so many starts in a row that failed people are told that there are no calls.
_HOPELESS_AFTER = 3
_LEVELS = {"debug": logging.DEBUG, "info": logging.DEBUG, "warn": logging.WARNING, "error": logging.ERROR}
# The second request ends LiveKit although people are in calls.
_ASKS_TO_END = 2


class _Keeper:
    """A thread that does one thing until it is told to stop."""

    def __init__(self, told: media.Media) -> None:
        self._media = told
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="livekit-keeper", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End what was started; returns when it has ended."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(10)

    def _run(self) -> None:
        raise NotImplementedError


class OwnLiveKit(_Keeper):
    """A LiveKit of our own on loopback."""

    def __init__(
        self,
        told: media.Media,
        *,
        program_path: Path,
        may_build: bool,
        folder: Path,
        secret: str,
        wish: configuration.Wish,
    ) -> None:
        super().__init__(told)
        self._program = program_path
        self._may_build = may_build
        self._folder = folder
        self._secret = secret
        self._wish = wish
        self._failed_starts = 0
        self.child: Child | None = None

    def _run(self) -> None:
        backoff = Backoff(first=FIRST_WAIT_SECONDS, longest=LONGEST_WAIT_SECONDS, forgiven_after=FORGIVEN_AFTER_SECONDS)
        while not self._stop.is_set():
            if not self._is_built():
                self._stop.wait(BUILD_AGAIN_SECONDS)
                continue
            backoff.started()
            try:
                self._keep_one()
            except Exception:  # noqa: BLE001 logged, tried again
                _log.exception("LiveKit could not be kept running")
            if not self._stop.is_set():
                wait = backoff.seconds()
                _log.warning("LiveKit has ended; it is started again in %.1f s", wait)
                self._stop.wait(wait)

    def _is_built(self) -> bool:
        if program.is_there(self._program):
            return True
        if not self._may_build:
            self._media.set(media.missing(f"нет программы {self._program.name}"))
            return False
        self._media.set(media.BUILDING)
        try:
            program.build(self._program, _log.info, self._stop)
        except program.BuildFailed as failed:
            self._media.set(media.missing(str(failed)))
            _log.warning("Звонков нет: %s. Всё остальное работает; docs/operating.md, «Calls».", failed)
            return False
        return True

    def _keep_one(self) -> None:
        """Run LiveKit once, from its start to its end."""
        if self._failed_starts < _HOPELESS_AFTER:
            self._media.set(media.STARTING)
        endpoint = Endpoint(f"http://127.0.0.1:{configuration.free_port()}", KEY, self._secret)
        file = self._folder / "config.yaml"
        port = int(endpoint.url.rpartition(":")[2])
        self._media.ways = configuration.write(file, self._wish, port=port, key=KEY, secret=self._secret)
        self.child = child = Child([str(self._program), "--config", str(file)], self._hear)
        try:
            if self._becomes_ready(child, endpoint):
                self._watch(child, endpoint)
        finally:
            self._media.set(self._state_without_it())
            child.end(asks=_ASKS_TO_END)

    def _becomes_ready(self, child: Child, endpoint: Endpoint) -> bool:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and not self._stop.is_set():
            if child.wait(_LOOK_SECONDS):
                break
            if status_of(endpoint, "/", 1.0) == 200:  # noqa: PLR2004 HTTP
                self._failed_starts = 0
                self._media.set(media.READY, endpoint)
                # Imports what is heavy now, so that the first who joins need not wait for it.
                self._media.livekit  # noqa: B018
                _log.info("LiveKit is ready on %s, process %s", endpoint.url, child.pid)
                return True
        self._failed_starts += 1
        return False

    def _watch(self, child: Child, endpoint: Endpoint) -> None:
        silences = 0
        asked_at = time.monotonic()
        while silences < SILENCES and not self._stop.is_set():
            if child.wait(_LOOK_SECONDS):
                return
            if time.monotonic() - asked_at >= ASK_SECONDS:
                silences = 0 if status_of(endpoint, "/", ASK_SECONDS) == 200 else silences + 1  # noqa: PLR2004 HTTP
                asked_at = time.monotonic()

    def _state_without_it(self) -> State:
        if self._stop.is_set():
            return media.OFF
        if self._failed_starts < _HOPELESS_AFTER:
            return media.STARTING
        return media.missing("он не запускается, причина в журнале сервера")

    def _hear(self, line: str) -> None:
        """Say LiveKit's line as one of ours; the formatter of the logs takes tokens out."""
        _livekit_log.log(_level_of(line), "%s", line)


class OutsideLiveKit(_Keeper):
    """A LiveKit that somebody else keeps; we look whether it answers."""

    def __init__(self, told: media.Media, endpoint: Endpoint) -> None:
        super().__init__(told)
        self._endpoint = endpoint

    def _run(self) -> None:
        self._media.set(media.STARTING)
        while True:
            if status_of(self._endpoint, "/", ASK_SECONDS) is None:
                self._media.set(media.missing("сервер звонков не отвечает"))
            else:
                self._media.set(media.READY, self._endpoint)
            if self._stop.wait(ASK_SECONDS):
                return


def _level_of(line: str) -> int:
    """A line that is no JSON comes before LiveKit's logging is set up, or from a crash."""
    try:
        return _LEVELS.get(json.loads(line)["level"], logging.WARNING)
    except (ValueError, TypeError, KeyError):
        return logging.WARNING
