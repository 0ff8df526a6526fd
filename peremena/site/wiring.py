"""Where the packages meet: the ports of `live` are given their domains here, and nowhere else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db import close_old_connections, transaction
from django.http import parse_cookie
from django.http.request import split_domain_port, validate_host

from peremena import clock
from peremena.calls import media as media_states
from peremena.calls import program, telling
from peremena.calls.configuration import Ports as MediaPorts
from peremena.calls.configuration import Wish
from peremena.calls.contract import WEBHOOK_PATH, Claims, Endpoint
from peremena.calls.door import Door
from peremena.calls.door import Ports as DoorPorts
from peremena.calls.keeper import OutsideLiveKit, OwnLiveKit
from peremena.calls.media import media
from peremena.calls.queries_door import admits
from peremena.calls.watch import CallWatch
from peremena.chat import commands, queries, queries_sync
from peremena.live import publishing
from peremena.live.carrier import CarrierClient
from peremena.live.contract import Kind, Ports, Principal, Published, Subscription
from peremena.live.gateway import Gateway
from peremena.live.publishing import News, SessionEnded
from peremena.people import queries as people
from peremena.people.sessions import session_topic

if TYPE_CHECKING:
    from peremena.calls.livekit import LiveKit

_Asked = TypeVar("_Asked")
_Told = TypeVar("_Told")


def carrier_path() -> Path:
    """Return the Unix socket by which other processes of this installation wake the server."""
    return Path(settings.DATA) / "live.sock"


def wire_server() -> Gateway:
    """Build the gateway of the serving process; what is committed here goes straight to its hub."""
    gateway = Gateway(_ports(), [_fresh(kind) for kind in commands.kinds()], hosts=_is_own_host)
    publishing.ports.after_commit = transaction.on_commit
    publishing.ports.sink = gateway.tell
    return gateway


def wire_door() -> Door:
    """Build the door to LiveKit; of what is committed it hears, after the gateway, which sessions ended."""
    door = Door(_door_ports())
    tell_before = publishing.ports.sink

    def tell(news: News) -> None:
        tell_before(news)
        for one in news:
            if isinstance(one, SessionEnded):
                door.close_session(one.session)

    publishing.ports.sink = tell
    return door


def wire_calls(door: Door) -> CallWatch:
    """Let calls ask the door who is there; returns what looks after them, which hears which sessions ended."""
    telling.ports.lines, telling.ports.close_line = door.inside, door.close
    watch = CallWatch()
    media.on_state = watch.media_changed
    tell_before = publishing.ports.sink

    def tell(news: News) -> None:
        tell_before(news)
        for one in news:
            if isinstance(one, SessionEnded):
                watch.session_ended(one.session)

    publishing.ports.sink = tell
    return watch


def keeper_of_livekit(*, host: str, port: int) -> OwnLiveKit | OutsideLiveKit | None:
    """Return what keeps LiveKit for a server on this address; None where calls are off."""
    folder = Path(settings.DATA) / "livekit"
    media.write_to(media_states.state_file(settings.DATA))
    media.speak_through(_livekit)
    if settings.LIVEKIT == "off":
        media.set(media_states.OFF)
        return None
    if settings.LIVEKIT != "own":
        url = "http" + settings.LIVEKIT.removeprefix("http").removeprefix("ws").rstrip("/")
        return OutsideLiveKit(media, Endpoint(url, settings.LIVEKIT_KEY, settings.LIVEKIT_SECRET))
    return OwnLiveKit(
        media,
        program_path=program.path(settings.LIVEKIT_PROGRAM),
        may_build=settings.LIVEKIT_BUILD and not settings.LIVEKIT_PROGRAM,
        folder=folder,
        secret=settings.LIVEKIT_SECRET,
        wish=Wish(
            node_ip=settings.LIVEKIT_NODE_IP,
            ports=MediaPorts(settings.LIVEKIT_UDP_PORT, settings.LIVEKIT_TCP_PORT, settings.LIVEKIT_TURN_PORT),
            turn_domain=settings.LIVEKIT_TURN_DOMAIN,
            turn_tls_port=settings.LIVEKIT_TURN_TLS_PORT,
            webhook=f"http://{_reachable(host)}:{port}{WEBHOOK_PATH}",
        ),
    )


def _livekit(endpoint: Callable[[], Endpoint | None]) -> "LiveKit":
    from peremena.calls.livekit import LiveKit

    return LiveKit(endpoint)


def _reachable(host: str) -> str:
    """Return the address by which this machine itself reaches a server that listens on `host`."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}  # noqa: S104 compared, not listened on
    return everywhere.get(host, f"[{host}]" if ":" in host else host)


def _door_ports() -> DoorPorts:
    return DoorPorts(
        endpoint=media.endpoint,
        claims_of=_claims_of,
        admits=_on_a_live_connection(admits),
        session_of=_session_of,
        hosts=_is_own_host,
    )


def _claims_of(token: str) -> Claims | None:
    return media.livekit.claims_of(token)


def _session_of(cookie: str) -> str:
    key = parse_cookie(cookie).get(settings.SESSION_COOKIE_NAME, "")
    return session_topic(key) if key else ""


def wire_command_line() -> None:
    """Let what a command commits wake the server, if one is running."""
    publishing.ports.after_commit = transaction.on_commit
    publishing.ports.sink = CarrierClient(carrier_path()).tell


def _ports() -> Ports:
    return Ports(
        authenticate=_on_a_live_connection(people.authenticate),
        admit=_on_a_live_connection(_admit),
        catch_up=_on_a_live_connection(_catch_up),
        heads=_on_a_live_connection(queries.heads),
        now=lambda: clock.now().timestamp(),
    )


def _admit(asked: Sequence[tuple[Principal, str]]) -> list[Sequence[Subscription] | None]:
    """Read the rights, and look once more whether the session is alive: it may have ended since it was read."""
    still = people.authenticate([cookie for _, cookie in asked])
    topics = queries.subscriptions_of([principal.profile for principal, _ in asked], clock.now())
    return [
        topics.get(principal.profile) if again == principal else None
        for (principal, _), again in zip(asked, still, strict=True)
    ]


def _catch_up(positions: dict[str, int]) -> list[Published]:
    return queries_sync.catch_up(positions, clock.now())


def _on_a_live_connection(ask: Callable[[_Asked], _Told]) -> Callable[[_Asked], _Told]:
    """Worker threads of `live` know nothing of databases: a connection that was lost is opened again here."""

    def asked(question: _Asked) -> _Told:
        close_old_connections()
        return ask(question)

    return asked


def _fresh(kind: Kind) -> Kind:
    return replace(kind, handler=_on_a_live_connection(kind.handler))


def _is_own_host(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
