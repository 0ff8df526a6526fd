"""Keeps the tests on this machine: whatever Python code reaches for another host gets an error. A pytest plugin."""

from __future__ import annotations

import ipaddress
import sys
from collections.abc import Callable


class OutsideWorld(Exception):
    """A test reached for a host beyond loopback."""


def is_here(address: object) -> bool:
    """Say whether a socket address (a path, or host and port) belongs to this machine."""
    if not isinstance(address, tuple):
        return True
    return is_local_name(address[0])


def is_local_name(host: object) -> bool:
    text = host.decode() if isinstance(host, bytes) else host
    if text in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(text)).is_loopback or ipaddress.ip_address(str(text)).is_unspecified
    except ValueError:
        return False


# Python tells its audit hooks the arguments of these calls before it makes them.
_is_allowed: dict[str, Callable[..., bool]] = {
    "socket.connect": lambda _socket, address: is_here(address),
    "socket.sendto": lambda _socket, address: is_here(address),
    "socket.getaddrinfo": lambda host, *_: is_local_name(host),
    "socket.gethostbyname": is_local_name,
}


def _guard(event: str, arguments: tuple[object, ...]) -> None:
    rule = _is_allowed.get(event)
    if rule and not rule(*arguments):
        raise OutsideWorld(f"{event}{arguments}: tests may only use loopback.")


sys.addaudithook(_guard)
