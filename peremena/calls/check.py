"""Checking a connection: a room at the media server in which one is alone, and pieces of nothing that travel.

Whoever checks may be a stranger, so all of it is counted, and nothing of it touches the database.
"""

import os
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.cache import cache
from django.core.signing import BadSignature, Signer

from peremena import clock
from peremena.calls import telling
from peremena.calls.contract import Claims, Grants, LiveKitAway, Refusal
from peremena.calls.refusals import CallsAway, NotFound, TooOften
from peremena.calls.schemas_check import DOWN_PIECE, UP_PIECE

# Longer than a check on the slowest line takes.
LIFE = timedelta(minutes=5)
LIFE_MS = LIFE // timedelta(milliseconds=1)
# A class behind one address may check at once; all together they must not fill the line of the school.
CHECKS_OF_ADDRESS, CHECKS_OF_ALL, COUNTED_SECONDS = 60, 200, 600
# What one check may take and give in all.
MOST_DOWN, MOST_UP = 6 * DOWN_PIECE, 6 * UP_PIECE
# So many travel at a time: whoever brings them slowly must not keep those who answer everybody busy.
AT_A_TIME = 2
AGAIN_SECONDS = 1

OVER = Refusal(403, "Проверка связи закончилась. Начните её ещё раз.")
_ROOM = "check-"
# Alone there, hidden, with nothing to say: the room is for this one check.
_GRANTS = Grants(hidden=True)
_IDENTITY = "check"
# Nobody comes: it closes soon.
_EMPTY_SECONDS, _DEPARTURE_SECONDS = 60, 10
_travelling = threading.BoundedSemaphore(AT_A_TIME)


@dataclass(frozen=True, slots=True)
class Begun:
    ticket: str
    token: str


def begin(address: str) -> Begun:
    """Open a room for one check, and give what lets pieces travel. Raises TooOften.

    No query; two questions to the media server. While that is away, everything else can be checked.
    """
    _count(f"checks:{address}", CHECKS_OF_ADDRESS)
    _count("checks", CHECKS_OF_ALL)
    number = secrets.token_hex(12)
    ticket = _signer().sign_object({"check": number, "until": clock.now_ms() + LIFE_MS})
    return Begun(ticket, _token(_ROOM + number))


def _token(room: str) -> str:
    try:
        livekit = telling.server()
        livekit.create_room(room, most=2, empty_seconds=_EMPTY_SECONDS, departure_seconds=_DEPARTURE_SECONDS)
        return livekit.mint(room=room, identity=_IDENTITY, name="", grants=_GRANTS, life=LIFE)
    except (CallsAway, LiveKitAway):
        return ""


def is_room(room: str) -> bool:
    """Say whether a room is that of a check; those of calls are named otherwise."""
    return room.startswith(_ROOM)


def why_not(claims: Claims) -> Refusal | None:
    """Say why the line of a check may not stand (any more); None while it may."""
    return OVER if claims.expires_at <= clock.now().timestamp() else None


def piece(ticket: str, size: int) -> bytes:
    """Return bytes that nothing on the way can make fewer. Raises NotFound for a bad ticket, TooOften."""
    number = _number(ticket)
    with _turn():
        _take(f"check-down:{number}", size, MOST_DOWN)
        return os.urandom(size)


@contextmanager
def receiving(ticket: str, size: int) -> Iterator[None]:
    """Hold the turn of a piece that arrives. Raises NotFound for a bad ticket, TooOften."""
    number = _number(ticket)
    with _turn():
        _take(f"check-up:{number}", size, MOST_UP)
        yield


def _number(ticket: str) -> str:
    try:
        said = _signer().unsign_object(ticket)
    except BadSignature:
        raise NotFound from None
    if said["until"] <= clock.now_ms():
        raise NotFound
    number: str = said["check"]
    return number


def _signer() -> Signer:
    return Signer(salt="peremena.calls.check", key=settings.SECRET_KEY)


def _count(name: str, most: int) -> None:
    cache.add(name, 0, timeout=COUNTED_SECONDS)
    if cache.get(name, 0) >= most:
        raise TooOften(COUNTED_SECONDS)
    cache.incr(name)


def _take(name: str, size: int, most: int) -> None:
    cache.add(name, 0, timeout=LIFE_MS // 1000)
    if cache.get(name, 0) + size > most:
        raise TooOften(COUNTED_SECONDS)
    cache.incr(name, size)


@contextmanager
def _turn() -> Iterator[None]:
    if not _travelling.acquire(blocking=False):
        raise TooOften(AGAIN_SECONDS)
    try:
        yield
    finally:
        _travelling.release()
