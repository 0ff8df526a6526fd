"""The configuration of our own LiveKit, written anew at each start. It reads YAML strictly; JSON is YAML."""

import ipaddress
import json
import os
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peremena.calls.contract import Way

_LOOPBACK = "127.0.0.1"
_TURN_TLS = 443


@dataclass(frozen=True, slots=True)
class Ports:
    """Ports of media. 0 is any free one, which suits an installation that only its own machine reaches."""

    udp: int
    tcp: int
    turn: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What an installation says about its own LiveKit."""

    # The address that browsers reach this machine by; empty finds the one that leads outward.
    node_ip: str
    ports: Ports
    # With a name, TURN over TLS: the front takes TLS away on 443 and passes the rest to `turn_tls_port`.
    turn_domain: str
    turn_tls_port: int
    # Where LiveKit tells us what happened in rooms.
    webhook: str


def write(path: Path, wish: Wish, *, port: int, key: str, secret: str) -> list[Way]:
    """Write the file (mode 0600, because the secret is in it) whole or not at all; return the ways to media."""
    told = described(wish, port=port, key=key, secret=secret)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(told, file, indent=1)
    fresh.replace(path)
    return ways_of(told)


def described(wish: Wish, *, port: int, key: str, secret: str) -> dict[str, Any]:
    node_ip = wish.node_ip or outward_address()
    only_here = ipaddress.ip_address(node_ip).is_loopback
    return {
        "port": port,
        "bind_addresses": [_LOOPBACK],
        "rtc": {
            "udp_port": wish.ports.udp or free_port(socket.SOCK_DGRAM),
            "tcp_port": wish.ports.tcp or free_port(),
            "node_ip": node_ip,
            "use_external_ip": False,
            "enable_loopback_candidate": only_here,
        },
        "turn": _turn(wish, node_ip, only_here=only_here),
        # A room exists because the rules opened it, and never because somebody came.
        "room": {"auto_create": False},
        "keys": {key: secret},
        "webhook": {"api_key": key, "urls": [wish.webhook]},
        "logging": {"level": "warn", "json": True},
    }


def _turn(wish: Wish, node_ip: str, *, only_here: bool) -> dict[str, Any]:
    """Our own TURN answers STUN too; without it LiveKit names servers of Google's to every browser.

    It relays to LiveKit on this machine and to nobody else: it is no way into the network of a school.
    """
    here = ipaddress.ip_network(node_ip)
    everywhere = ipaddress.ip_network("::/0" if here.version == 6 else "0.0.0.0/0")  # noqa: PLR2004 IPv6
    turn: dict[str, Any] = {
        "enabled": True,
        "udp_port": wish.ports.turn or free_port(socket.SOCK_DGRAM),
        "bind_addresses": [_LOOPBACK if only_here else "0.0.0.0"],  # noqa: S104 whoever calls comes from anywhere
        "allow_restricted_peer_cidrs": [str(here)],
        "deny_peer_cidrs": sorted(map(str, everywhere.address_exclude(here))),  # type: ignore[arg-type] # same version
    }
    if wish.turn_domain:
        turn |= {"domain": wish.turn_domain, "tls_port": wish.turn_tls_port, "external_tls": True}
    return turn


def ways_of(told: dict[str, Any]) -> list[Way]:
    """Return where browsers reach media with this configuration."""
    rtc, turn = told["rtc"], told["turn"]
    host = rtc["node_ip"]
    ways = [
        Way("udp", host, rtc["udp_port"], "udp"),
        Way("tcp", host, rtc["tcp_port"], "tcp"),
        Way("turn", host, turn["udp_port"], "udp"),
    ]
    # LiveKit tells browsers this port, whatever the one is on which it listens itself.
    return [*ways, Way("turn_tls", turn["domain"], _TURN_TLS, "tcp")] if "domain" in turn else ways


def outward_address() -> str:
    """Return this machine's address on the way to other networks; loopback where there is none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return _LOOPBACK
        address: str = probe.getsockname()[0]
        return address


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((_LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
