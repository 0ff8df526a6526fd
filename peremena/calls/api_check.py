"""The roads of the connection check: for whoever is signed in, and for anybody where the operator lets them."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from peremena.calls import check, queries_check
from peremena.calls.api_door import router
from peremena.calls.asking import address_of, nothing
from peremena.calls.schemas_check import UP_PIECE, BegunCheck, CheckPlan, PieceRequest
from peremena.people import access as people
from peremena.people import wire
from peremena.refusals import Unfit

__all__ = ["router"]

TICKET_HEADER = "X-Check"
TOO_LARGE = "Такой кусок слишком велик для проверки."
_BYTES: dict[str, Any] = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_DOWN = {**wire.described_empty(PieceRequest), "responses": {200: {"description": "Bytes", "content": _BYTES}}}
_UP = {"responses": {204: {"description": "Done"}}, "requestBody": {"required": True, "content": _BYTES}}


@router.get("/calls/check", auth=None, operation_id="getCheck", openapi_extra=wire.described(CheckPlan))
def get_check(request: HttpRequest) -> HttpResponse:
    """What there is to check, and what a provider has to let through. One query."""
    _let_in(request)
    return wire.said(queries_check.plan(request.get_host()))


@router.post("/calls/check", auth=None, operation_id="beginCheck", openapi_extra=wire.described(BegunCheck))
def begin_check(request: HttpRequest) -> HttpResponse:
    """Begin a check. One query, and two questions to the media server."""
    _let_in(request)
    begun = check.begin(address_of(request))
    return wire.said(BegunCheck(ticket=begun.ticket, token=begun.token))


@router.post("/calls/check/down", auth=None, operation_id="takePiece", openapi_extra=_DOWN)
def take_piece(request: HttpRequest) -> HttpResponse:
    """Bytes by which a browser measures how fast they come. One query."""
    _let_in(request)
    wanted = wire.heard(request, PieceRequest)
    # Said so, it is not packed on the way.
    headers = {"Content-Encoding": "identity"}
    return HttpResponse(
        check.piece(wanted.ticket, wanted.size), content_type="application/octet-stream", headers=headers
    )


@router.post("/calls/check/up", auth=None, operation_id="givePiece", openapi_extra=_UP)
def give_piece(request: HttpRequest) -> HttpResponse:
    """Bytes by which a browser measures how fast they go; nothing is kept of them. One query."""
    _let_in(request)
    size = int(request.headers.get("Content-Length") or 0)
    if not 0 < size <= UP_PIECE:
        raise Unfit(TOO_LARGE)
    with check.receiving(request.headers.get(TICKET_HEADER, ""), size):
        _listen(request, size)
    return nothing()


def _let_in(request: HttpRequest) -> None:
    wire.check_csrf(request)
    if not (settings.CALL_CHECK_OPEN or request.user.is_authenticated):
        raise people.SignedOut


def _listen(request: HttpRequest, size: int) -> None:
    """Read a piece to its end; of a browser that went away there is nobody to tell."""
    try:
        while size > 0 and (heard := request.read(min(size, 64 * 1024))):
            size -= len(heard)
    except UnreadablePostError:
        return
