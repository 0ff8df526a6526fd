"""What travels when somebody checks their connection."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

# The largest pieces that are given and taken.
DOWN_PIECE, UP_PIECE = 1024 * 1024, 512 * 1024
# What an address of this installation is for: the site itself, media, and the relay of our own.
WayName = Literal["site", "udp", "tcp", "turn", "turn_tls"]


class WayOut(Struct):
    """An address that a school's provider has to let through."""

    what: WayName
    host: str
    port: int
    protocol: Literal["tcp", "udp"]


class CheckPlan(Struct):
    """What there is to check at this installation."""

    ways: list[WayOut]
    # Why there are no calls at the moment; empty while there are.
    calls_missing: str


class BegunCheck(Struct):
    # Lets pieces travel for some minutes.
    ticket: str
    # Opens the check's own room at the media server; empty while that is away.
    token: str


class PieceRequest(msgspec.Struct, forbid_unknown_fields=True):
    ticket: str
    size: Annotated[int, Meta(ge=1, le=DOWN_PIECE)]
