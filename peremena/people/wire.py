"""HTTP answers and questions as msgspec structs: one description for the socket, HTTP and TypeScript."""

from typing import Any, TypeVar

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf as ninja_check_csrf

from peremena.people import access
from peremena.people.models import Profile

_Asked = TypeVar("_Asked", bound=msgspec.Struct)

# Every struct that was described for some route; peremena.site.api puts them into the OpenAPI document.
described_structs: set[type[msgspec.Struct]] = set()


class BadRequest(Exception):
    """The body is not what the route takes; the message is a sentence."""


class SignedIn(APIKeyCookie):
    """The default of every route: a signed-in person with a profile, and the CSRF check for what writes."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Profile:  # noqa: ARG002 Django read the cookie
        return access.profile_of(request)


def profile_of(request: HttpRequest) -> Profile:
    """Return whom `SignedIn` let in."""
    return request.auth  # type: ignore[attr-defined,no-any-return]


def said(struct: msgspec.Struct) -> HttpResponse:
    """Answer with a struct."""
    return HttpResponse(msgspec.json.encode(struct), content_type="application/json")


def heard(request: HttpRequest, struct: type[_Asked]) -> _Asked:
    """Read the body as a struct; raises BadRequest."""
    try:
        return msgspec.json.decode(request.body, type=struct)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRequest(str(error)) from error


def described(answer: type[msgspec.Struct], question: type[msgspec.Struct] | None = None) -> dict[str, Any]:
    """Return the OpenAPI description of a route that answers with one struct and may take another."""
    described_structs.add(answer)
    extra: dict[str, Any] = {"responses": {200: {"description": "OK", "content": _content(answer)}}}
    if question is not None:
        described_structs.add(question)
        extra["requestBody"] = {"required": True, "content": _content(question)}
    return extra


def described_empty(question: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the OpenAPI description of a route that takes a struct and answers with nothing."""
    described_structs.add(question)
    return {
        "responses": {204: {"description": "Done"}},
        "requestBody": {"required": True, "content": _content(question)},
    }


def check_csrf(request: HttpRequest) -> None:
    """Refuse a request that was not made by our own pages: for open routes, which have no `SignedIn` to do it."""
    if ninja_check_csrf(request) is not None:
        raise BadRequest("the CSRF token is missing")


def _content(struct: type[msgspec.Struct]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{struct.__name__}"}}}
