"""The own account over HTTP."""

import msgspec
from django.http import HttpRequest, HttpResponse
from msgspec import UNSET, UnsetType
from ninja import Router

from peremena.people import wire
from peremena.people.actions_preferences import change_preferences
from peremena.people.events import Language, Preferences

router = Router()


class PreferencesRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays."""

    language: Language | UnsetType = UNSET
    enter_sends: bool | UnsetType = UNSET
    sound: bool | UnsetType = UNSET
    notify_personal: bool | UnsetType = UNSET
    notify_group: bool | UnsetType = UNSET
    hide_text: bool | UnsetType = UNSET


@router.put(
    "/preferences", operation_id="putPreferences", openapi_extra=wire.described(Preferences, PreferencesRequest)
)
def put_preferences(request: HttpRequest) -> HttpResponse:
    """Choose something for all my devices."""
    wanted = msgspec.to_builtins(wire.heard(request, PreferencesRequest))
    return wire.said(change_preferences(by=wire.profile_of(request).id, **wanted))
