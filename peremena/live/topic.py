"""One topic of this process: who listens, what they have been sent, and what waits behind a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from peremena.live.contract import Published, Subscription
    from peremena.live.socket import Socket

# The head of a profile's topic whose stream nobody has read yet: whatever comes first is the next one.
UNKNOWN = -1


class Topic:
    __slots__ = ("head", "held", "name", "rights", "sockets")

    def __init__(self, name: str, head: int) -> None:
        self.name = name
        self.sockets: set[Socket] = set()
        # The newest seq that the sockets have been sent.
        self.head = head
        self.held: dict[int, Published] = {}
        # On a profile's topic: the newest change of each right, None for an end. Changes may be told in any order,
        # and twice, where another process wrote them.
        self.rights: dict[str, tuple[int, Subscription | None]] = {}

    def advance(self, run: Sequence[Published]) -> list[Published]:
        """Move the head over the events that are next and return them; hold the others."""
        if self.head == UNKNOWN:
            self.head = run[0].seq - 1
        if run[0].seq == self.head + 1 and not self.held:
            self.head = run[-1].seq
            return list(run)
        self.held.update((event.seq, event) for event in run if event.seq > self.head)
        fresh: list[Published] = []
        while (event := self.held.pop(self.head + 1, None)) is not None:
            self.head = event.seq
            fresh.append(event)
        return fresh

    def forget_gap(self) -> list[Published]:
        """Return what is held, as if what is missing before it had been sent."""
        waiting = sorted(self.held.values(), key=lambda event: event.seq)
        self.held = {}
        self.head = waiting[0].seq - 1
        return waiting
