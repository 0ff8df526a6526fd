"""All HTTP routes under /api. The default is "signed in with a profile"; what is open says so at its route."""

from collections.abc import Iterable
from typing import Any

import msgspec
import msgspec.inspect
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from peremena import refusals
from peremena.calls import refusals as of_calls
from peremena.calls.api import router as calls_router
from peremena.chat import access as chat
from peremena.chat.actions_direct import MayNotStart
from peremena.chat.api_groups import router as chat_router
from peremena.chat.api_people import router as contacts_router
from peremena.chat.api_pictures import router as pictures_router
from peremena.files import actions as files
from peremena.people import access as people
from peremena.people import wire
from peremena.people.api import router as people_router
from peremena.site import errors
from peremena.site.door_api import router as door_router


class Api(NinjaAPI):
    """Ninja with the wire's structs in its OpenAPI document, and without a documentation page from a CDN."""

    def get_openapi_schema(self, **options: Any) -> Any:
        schema = super().get_openapi_schema(**options)
        _, components = msgspec.json.schema_components(
            sorted(wire.described_structs, key=lambda struct: struct.__name__),
            ref_template="#/components/schemas/{name}",
        )
        for name, struct in _structs_within(wire.described_structs).items():
            _say_what_is_always_there(components[name], struct)
        schema["components"]["schemas"] |= components
        return schema


def _structs_within(structs: Iterable[type[msgspec.Struct]]) -> dict[str, type[msgspec.Struct]]:
    """Return these structs and all that lie within them, by name."""
    found: dict[str, type[msgspec.Struct]] = {}
    waiting: list[Any] = list(msgspec.inspect.multi_type_info(structs))
    while waiting:
        one = waiting.pop()
        if isinstance(one, msgspec.inspect.StructType):
            if one.cls.__name__ in found:
                continue
            found[one.cls.__name__] = one.cls
            waiting += [field.type for field in one.fields]
        elif isinstance(one, msgspec.inspect.Type):
            waiting += [getattr(one, name, None) for name in ("type", "item_type", "value_type")]
            waiting += [*getattr(one, "types", ()), *getattr(one, "item_types", ())]
    return found


def _say_what_is_always_there(component: dict[str, Any], struct: type[msgspec.Struct]) -> None:
    """An answer has all its fields, those with a default too, unless its struct leaves out what equals the default.

    Of a question, which takes no unknown fields, those with a default may lack.
    """
    how = struct.__struct_config__
    if not how.omit_defaults and not how.forbid_unknown_fields and "properties" in component:
        component["required"] = list(component["properties"])


api = Api(title="Peremena", version="1", auth=wire.SignedIn(), docs_url=None, openapi_url=None)
errors.install(api)
api.add_router("", chat_router)
api.add_router("", contacts_router)
api.add_router("", pictures_router)
api.add_router("", calls_router)
api.add_router("", people_router)
api.add_router("", door_router)


def _error(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
    return api.create_response(request, {"error": {"code": code, "message": message}}, status=status)


@api.exception_handler(people.SignedOut)
def _signed_out(request: HttpRequest, _error_raised: people.SignedOut) -> HttpResponse:
    return _error(request, 401, "signed_out", "Войдите, чтобы продолжить.")


@api.exception_handler(people.WithoutProfile)
def _without_profile(request: HttpRequest, _error_raised: people.WithoutProfile) -> HttpResponse:
    return _error(request, 403, "no_profile", "У этого аккаунта ещё нет учебного профиля.")


@api.exception_handler(chat.NotFound)
def _not_found(request: HttpRequest, _error_raised: chat.NotFound) -> HttpResponse:
    return _error(request, 404, "not_found", "Такого чата у вас нет.")


@api.exception_handler(chat.PersonNotFound)
def _person_not_found(request: HttpRequest, _error_raised: chat.PersonNotFound) -> HttpResponse:
    return _error(request, 404, "not_found", "Такого человека здесь нет.")


@api.exception_handler(MayNotStart)
def _may_not_start(request: HttpRequest, error: MayNotStart) -> HttpResponse:
    return _error(request, 403, "may_not_start", str(error))


@api.exception_handler(refusals.MayNot)
def _may_not(request: HttpRequest, error: refusals.MayNot) -> HttpResponse:
    return _error(request, 403, "may_not", str(error))


@api.exception_handler(refusals.Unfit)
def _unfit(request: HttpRequest, error: refusals.Unfit) -> HttpResponse:
    return _error(request, 422, "unfit", str(error))


@api.exception_handler(refusals.LinkOver)
def _link_over(request: HttpRequest, _error_raised: refusals.LinkOver) -> HttpResponse:
    return _error(request, 404, "link_over", "Эта ссылка не действует. Попросите новую у того, кто её прислал.")


@api.exception_handler(refusals.TooManyGuesses)
def _too_many_guesses(_request: HttpRequest, error: refusals.TooManyGuesses) -> HttpResponse:
    return errors.too_often(error.seconds)


@api.exception_handler(of_calls.NotFound)
def _no_such_call(request: HttpRequest, _error_raised: of_calls.NotFound) -> HttpResponse:
    return _error(request, 404, "not_found", "Такого звонка у вас нет.")


@api.exception_handler(of_calls.TooOften)
def _too_often_checked(_request: HttpRequest, error: of_calls.TooOften) -> HttpResponse:
    return errors.too_often(error.seconds)


@api.exception_handler(of_calls.CallsAway)
def _calls_away(request: HttpRequest, error: of_calls.CallsAway) -> HttpResponse:
    return _error(request, 503, "calls_away", str(error))


_OF_PICTURES = {"too_large": 413, "not_a_picture": 422, "busy": 503}


@api.exception_handler(files.PictureRefused)
def _picture_refused(request: HttpRequest, error: files.PictureRefused) -> HttpResponse:
    return _error(request, _OF_PICTURES[error.code], error.code, str(error))


@api.exception_handler(files.NoSuchPicture)
def _no_such_picture(request: HttpRequest, _error_raised: files.NoSuchPicture) -> HttpResponse:
    return _error(request, 422, "no_such_picture", "Этой картинки больше нет. Выберите её ещё раз.")


@api.exception_handler(files.TooManyPictures)
def _too_many_pictures(_request: HttpRequest, error: files.TooManyPictures) -> HttpResponse:
    return errors.too_often(error.seconds)


@api.exception_handler(wire.BadRequest)
def _bad_request(request: HttpRequest, error: wire.BadRequest) -> HttpResponse:
    return _error(request, 422, "bad_arguments", f"Запрос не разобран: {error}")


@api.exception_handler(ValidationError)
def _bad_arguments(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = ", ".join(str(one["loc"][-1]) for one in error.errors)
    return _error(request, 422, "bad_arguments", f"Запрос не разобран: {fields}")
