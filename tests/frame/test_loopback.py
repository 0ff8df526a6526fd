import socket

import pytest

from tests.loopback import OutsideWorld


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1"])
def test_a_test_cannot_reach_another_host(host: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as outward, pytest.raises(OutsideWorld):
        outward.connect((host, 9))


def test_a_test_cannot_ask_for_a_name() -> None:
    with pytest.raises(OutsideWorld):
        socket.getaddrinfo("example.org", 443)


def test_a_test_may_talk_to_its_own_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        server.accept()[0].close()
        assert client.recv(1) == b""
