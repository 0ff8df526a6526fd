"""Debian's caddy with our Caddyfile and its own CA: page, cookies, sockets, and what it writes down."""

import json
import ssl
from collections.abc import Iterator

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from peremena.live.contract import SIGNED_OUT
from tests.deploy.conftest import Behind
from tests.deploy.fronts import SITE, Front, caddy


@pytest.fixture(scope="module")
def front(behind: Behind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("front")
    with behind(folder, {}) as server, caddy(folder, server.address) as started:
        yield started


def test_page_comes_over_https_with_cookies_for_https_alone(front: Front) -> None:
    page = front.ask("/")
    # 503 where the pages are not built.
    assert page.status in {200, 503}
    assert page.status == 503 or "Secure" in page.cookie


def test_sign_in_is_taken_for_our_own(front: Front) -> None:
    origin, token = f"https://{SITE}:{front.port}", "x" * 32
    body = json.dumps({"phone": "+79000000000", "password": "wrong"})
    headers = {"Content_Type": "application/json", "Cookie": f"csrftoken={token}", "X_CSRFToken": token}
    path = "/id/browser/v1/auth/login"
    assert front.ask(path, body=body, Origin=origin, Referer=f"{origin}/", **headers).status == 400
    evil = "https://evil.example"
    assert front.ask(path, body=body, Origin=evil, Referer=f"{evil}/", **headers).status == 403


def test_without_the_root_nobody_believes_it(front: Front) -> None:
    with front.plain_line() as line, pytest.raises(ssl.SSLCertVerificationError):
        ssl.create_default_context().wrap_socket(line, server_hostname=SITE)


def test_the_sockets_pass(front: Front) -> None:
    address = f"{SITE}:{front.port}"
    line = connect(
        f"wss://{address}/ws?protocol=1",
        sock=front.plain_line(),
        ssl=front.trust,
        origin=Origin(f"https://{address}"),
        proxy=None,
    )
    # Nobody is signed in: the socket opened, and said so.
    with line, pytest.raises(ConnectionClosed) as closed:
        line.recv(10)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == SIGNED_OUT
    assert front.ask("/rtc/validate?access_token=nothing").status == 503


def test_tokens_stand_in_no_log(behind: Behind, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("front")
    with behind(folder, {}) as server, caddy(folder, server.address) as front:
        server.stop()
        assert front.ask("/rtc/validate?access_token=a-secret-token&protocol=16").status == 502
        log = front.log.read_text()
    assert "protocol=16" in log
    assert "a-secret-token" not in log
