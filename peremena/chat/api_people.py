"""People over HTTP: those to whom I may write, and the card of one."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from peremena import clock
from peremena.chat import contacts
from peremena.chat.schemas import Contacts, PersonOut
from peremena.people import wire

router = Router()


@router.get("/contacts", operation_id="getContacts", openapi_extra=wire.described(Contacts))
def get_contacts(request: HttpRequest, q: str = "") -> HttpResponse:
    """People to whom I may write first."""
    return wire.said(contacts.contacts(wire.profile_of(request).id, q, clock.now()))


@router.get("/people/{profile}", operation_id="getPerson", openapi_extra=wire.described(PersonOut))
def get_person(request: HttpRequest, profile: int) -> HttpResponse:
    """Who somebody is, why I see them, and where we meet."""
    return wire.said(contacts.person(wire.profile_of(request).id, profile, clock.now()))
