"""Where the packages meet: the ports of `live` are given their domains here, and nowhere else."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.db import close_old_connections, transaction
from django.http.request import split_domain_port, validate_host

from peremena import clock
from peremena.chat import commands, queries, queries_sync
from peremena.live import publishing
from peremena.live.carrier import CarrierClient
from peremena.live.contract import Kind, Ports, Principal, Published, Subscription
from peremena.live.gateway import Gateway
from peremena.people import queries as people

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
