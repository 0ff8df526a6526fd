"""How often one person may give one kind of command: a token bucket each."""

import time

from peremena.live.contract import Kind

# Buckets are thrown away when there are more than this; a full bucket is what a newcomer has anyway.
_MOST_BUCKETS = 50_000


class Limits:
    def __init__(self) -> None:
        self._buckets: dict[tuple[int, str], tuple[float, float]] = {}

    def wait_seconds(self, profile: int, kind: Kind) -> float:
        """Take one token; return 0, or the seconds until there will be one (nothing is taken then)."""
        now = time.monotonic()
        rate = kind.limit.count / kind.limit.seconds
        tokens, at = self._buckets.get((profile, kind.name), (float(kind.limit.count), now))
        tokens = min(float(kind.limit.count), tokens + (now - at) * rate)
        if tokens < 1:
            return (1 - tokens) / rate
        if len(self._buckets) > _MOST_BUCKETS:
            self._buckets.clear()
        self._buckets[profile, kind.name] = (tokens - 1, now)
        return 0.0
