"""What our own LiveKit is told."""

import ipaddress
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from peremena.calls import configuration
from peremena.calls.configuration import Ports, Wish

SECRET = "a secret that is longer than 32 characters"


def described(node_ip: str = "192.168.1.5", *, domain: str = "", ports: Ports = Ports(7882, 7881, 3478)) -> Any:  # noqa: B008 frozen
    wish = Wish(node_ip, ports, domain, 5349, "http://127.0.0.1:8000/api/calls/livekit-webhook")
    return configuration.described(wish, port=7880, key="peremena", secret=SECRET)


def test_a_school_network_is_named_with_fixed_ports() -> None:
    told = described()
    assert (told["rtc"]["udp_port"], told["rtc"]["tcp_port"], told["turn"]["udp_port"]) == (7882, 7881, 3478)
    assert told["rtc"]["node_ip"] == "192.168.1.5"
    assert told["rtc"]["use_external_ip"] is False
    assert told["rtc"]["enable_loopback_candidate"] is False
    assert told["bind_addresses"] == ["127.0.0.1"]
    assert told["room"] == {"auto_create": False}


def test_on_loopback_everything_stays_there_on_free_ports() -> None:
    told = described("127.0.0.1", ports=Ports(0, 0, 0))
    assert told["turn"]["bind_addresses"] == ["127.0.0.1"]
    assert told["rtc"]["enable_loopback_candidate"] is True
    assert all(port > 0 for port in (told["rtc"]["udp_port"], told["rtc"]["tcp_port"], told["turn"]["udp_port"]))


@pytest.mark.parametrize("node_ip", ["192.168.1.5", "203.0.113.7", "127.0.0.1"])
@pytest.mark.parametrize("peer", ["192.168.1.6", "10.0.0.1", "8.8.8.8", "127.0.0.2", "203.0.113.8"])
def test_turn_relays_to_livekit_and_to_nobody_else(node_ip: str, peer: str) -> None:
    denied = [ipaddress.ip_network(one) for one in described(node_ip)["turn"]["deny_peer_cidrs"]]
    assert any(ipaddress.ip_address(peer) in network for network in denied)
    assert not any(ipaddress.ip_address(node_ip) in network for network in denied)


def test_turn_over_tls_is_for_those_who_name_a_host() -> None:
    assert "tls_port" not in described()["turn"]
    named = described(domain="turn.school.example")["turn"]
    assert (named["domain"], named["tls_port"], named["external_tls"]) == ("turn.school.example", 5349, True)


def test_the_file_is_ours_alone(tmp_path: Path) -> None:
    file = tmp_path / "livekit" / "config.yaml"
    wish = Wish("127.0.0.1", Ports(0, 0, 0), "", 5349, "http://127.0.0.1:8000/")
    for _ in range(2):
        configuration.write(file, wish, port=1, key="peremena", secret=SECRET)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["keys"] == {"peremena": SECRET}
    assert list(file.parent.iterdir()) == [file]
