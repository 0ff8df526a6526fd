"""Pictures over HTTP: sending one, and the picture of a chat for those who sit in it."""

from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.cache import get_conditional_response
from ninja import Router

from peremena.chat import access, actions_links
from peremena.chat.schemas_groups import TokenRequest
from peremena.files import actions as files_actions
from peremena.files import queries as files
from peremena.people import wire

router = Router()

# A browser hears a refusal only when it has said all it wanted to; so much more is listened to and thrown away.
_LISTENED_BEYOND = 32
_MEGABYTE = 1024 * 1024
# A number means the same picture for ever; another person at the same computer has another cookie.
_KEPT = "private, max-age=86400"


_SHOWN = {200: {"description": "OK", "content": {files.CONTENT_TYPE: {}}}}


class Stored(msgspec.Struct):
    picture: int


def _picture_body() -> dict[str, Any]:
    content = {"image/*": {"schema": {"type": "string", "format": "binary"}}}
    return {**wire.described(Stored), "requestBody": {"required": True, "content": content}}


@router.post("/pictures", operation_id="postPicture", openapi_extra=_picture_body())
def post_picture(request: HttpRequest) -> HttpResponse:
    """Send a picture to be used by what is made or changed next; unused ones are kept for a day."""
    data = _body_of(request)
    return wire.said(Stored(files_actions.store_picture(by=wire.profile_of(request).id, data=data)))


def _body_of(request: HttpRequest) -> bytes:
    """Return the body, or one byte more than a picture may have of a larger one."""
    try:
        data: bytes = request.read(files_actions.MOST_BYTES + 1)
        for _ in range(_LISTENED_BEYOND):
            if not request.read(_MEGABYTE):
                break
    except UnreadablePostError:
        return b""
    return data


@router.get(
    "/conversations/{conversation}/avatar/{picture}",
    operation_id="getAvatar",
    openapi_extra={"responses": _SHOWN},
)
def get_avatar(request: HttpRequest, conversation: int, picture: int, size: files.Size = "small") -> HttpResponse:
    """The picture of a chat, `small` (128 pixels) or `large` (512). Only the one it has now."""
    place = access.conversation_for_reading(wire.profile_of(request).id, conversation)
    file = files.picture_file(access.picture_of(place, picture), size)
    if file is None:
        raise access.NotFound
    headers = {"ETag": file.etag, "Cache-Control": _KEPT}
    response = HttpResponse(file.path.read_bytes(), content_type=files.CONTENT_TYPE, headers=headers)
    return get_conditional_response(request, etag=file.etag, response=response) or response


@router.post(
    "/links/picture",
    operation_id="previewLinkPicture",
    openapi_extra={**wire.described_empty(TokenRequest), "responses": _SHOWN},
)
def preview_link_picture(request: HttpRequest) -> HttpResponse:
    """The large picture of the chat where a link leads, for whoever it lets in."""
    by = wire.profile_of(request).id
    picture = actions_links.picture_behind_link(by=by, token=wire.heard(request, TokenRequest).token)
    file = files.picture_file(picture, "large")
    if file is None:
        raise access.NotFound
    return HttpResponse(file.path.read_bytes(), content_type=files.CONTENT_TYPE)
