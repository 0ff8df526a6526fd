"""What a connection has to reach at this installation: for the check, and for the paper that a provider gets."""

from typing import Literal, cast

from django.conf import settings
from django.http.request import split_domain_port

from peremena.calls import telling
from peremena.calls.media import media
from peremena.calls.schemas_check import CheckPlan, WayName, WayOut

_HTTPS, _HTTP = 443, 80


def plan(host: str) -> CheckPlan:
    """Return what there is to check, for somebody who reached us as `host`. No query."""
    media_ways = [
        WayOut(cast("WayName", one.what), one.host, one.port, cast("Literal['tcp', 'udp']", one.protocol))
        for one in media.ways
    ]
    return CheckPlan(ways=[_site(host), *media_ways], calls_missing=telling.missing())


def _site(host: str) -> WayOut:
    name, port = split_domain_port(host)
    return WayOut("site", name, int(port or (_HTTPS if settings.HTTPS else _HTTP)), "tcp")
