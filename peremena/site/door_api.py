"""The demo door over HTTP. Where it is closed, it does not exist."""

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router

from peremena.people import actions as people_actions
from peremena.people import queries as people
from peremena.people import wire
from peremena.site import door

router = Router(auth=None)


class CastMemberOut(msgspec.Struct):
    key: str
    name: str
    role_label: str
    hint: str


class Cast(msgspec.Struct):
    cast: list[CastMemberOut]


class EnterRequest(msgspec.Struct, forbid_unknown_fields=True):
    key: str


def _check(request: HttpRequest) -> None:
    if not door.is_open(request):
        raise Http404


@router.get("/demo/cast", operation_id="getCast", openapi_extra=wire.described(Cast))
def get_cast(request: HttpRequest) -> HttpResponse:
    """As whom one may enter the demo."""
    _check(request)
    return wire.said(Cast(cast=[CastMemberOut(one.key, one.name, one.role_label, one.hint) for one in people.cast()]))


@router.post("/demo/enter", operation_id="enterDemo", openapi_extra=wire.described_empty(EnterRequest))
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast."""
    _check(request)
    wire.check_csrf(request)
    wanted = wire.heard(request, EnterRequest).key
    member = next((one for one in people.cast() if one.key == wanted), None)
    if member is None:
        raise Http404
    people_actions.open_session(request=request, account=member.account)
    return HttpResponse(status=204)
