"""Refusals that happen outside any view, in the form that all of ours have."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError

from peremena.people.words import said


def answer(status: int, code: str, message: str, **more: object) -> JsonResponse:
    return JsonResponse({"error": {"code": code, "message": message, **more}}, status=status)


def too_often(seconds: int) -> JsonResponse:
    """Answer whoever met a limit; `seconds` until it is worth another try."""
    minutes = -(-seconds // 60)
    sentence = said(
        f"Слишком часто. Попробуйте ещё раз через {minutes} мин.", f"Too often. Try again in {minutes} min."
    )
    response = answer(429, "too_often", sentence, retry_after=seconds)
    response.headers["Retry-After"] = str(seconds)
    return response


def csrf_failure(_request: HttpRequest, reason: str = "") -> JsonResponse:
    """Answer a writing request without the token of our own pages; `reason` is for engineers and stays here."""
    del reason
    sentence = said(
        "Страница устарела. Обновите её и попробуйте ещё раз.", "This page is out of date. Reload it and try again."
    )
    return answer(403, "csrf", sentence)


def bad_request(_request: HttpRequest, exception: object = None) -> JsonResponse:  # noqa: ARG001 the name is Django's
    return answer(400, "bad_request", said("Запрос не разобран.", "The request could not be read."))


def forbidden(_request: HttpRequest, exception: object = None) -> JsonResponse:  # noqa: ARG001 the name is Django's
    return answer(403, "forbidden", said("Это вам недоступно.", "You may not do this."))


def not_found(_request: HttpRequest, exception: object = None) -> JsonResponse:  # noqa: ARG001 the name is Django's
    return answer(404, "not_found", said("Такого здесь нет.", "There is no such thing here."))


def broken(_request: HttpRequest | None = None) -> JsonResponse:
    return answer(500, "broken", said("Не получилось. Попробуйте ещё раз.", "It did not work. Try again."))


_BY_STATUS: dict[int, Any] = {
    HTTPStatus.BAD_REQUEST: bad_request,
    HTTPStatus.FORBIDDEN: csrf_failure,  # ninja raises it for nothing else
    HTTPStatus.NOT_FOUND: not_found,
}


def install(api: NinjaAPI) -> None:
    """Let what ninja itself refuses look like our own refusals."""
    api.add_exception_handler(Http404, not_found)
    api.add_exception_handler(HttpError, _of_ninja)


def _of_ninja(request: HttpRequest, error: object) -> HttpResponse:
    status = error.status_code if isinstance(error, HttpError) else HTTPStatus.BAD_REQUEST
    known = _BY_STATUS.get(status)
    if known is not None:
        refusal: HttpResponse = known(request)
        return refusal
    return answer(status, "bad_request", str(error))
