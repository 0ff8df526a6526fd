"""One first-in-first-out lock around every write transaction of this process on SQLite.

SQLite lets one connection write at a time and makes the others wait busily, in no order. With the lock they queue in
order, and what is published after a commit, still inside the lock, leaves in the order of the commits.
"""

import threading
import time
from collections import deque


class WriteQueue:
    """A lock that is handed to the thread that has waited longest, and that knows how long it was held."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._owner: int | None = None
        self._taken_at = 0.0
        # Seconds of the longest hold so far; tests set it to zero and look at it afterwards.
        self.longest_hold = 0.0

    def held_here(self) -> bool:
        """Say whether the present thread holds the lock."""
        return self._owner == threading.get_ident()

    def acquire(self) -> None:
        """Wait in line for the lock. It is not re-entrant."""
        me = threading.get_ident()
        with self._guard:
            if self._owner is None:
                self._take(me)
                return
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        turn.acquire()
        with self._guard:
            self._take(me)

    def release(self) -> None:
        """Hand the lock to the next in line."""
        with self._guard:
            self.longest_hold = max(self.longest_hold, time.perf_counter() - self._taken_at)
            if self._waiting:
                self._owner = -1  # Spoken for, so that nobody slips in before the one whose turn it is.
                self._waiting.popleft().release()
            else:
                self._owner = None

    def _take(self, thread: int) -> None:
        self._owner = thread
        self._taken_at = time.perf_counter()


write_queue = WriteQueue()
