"""Planning a meeting or a broadcast for people of the school, and telling them."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.calls import gathering_units as units
from peremena.calls import links, rules_gathering
from peremena.calls.actions_telling import hush_chat
from peremena.calls.gathering_units import Found
from peremena.calls.models import Audience, Call, Kind, Participant, Unit
from peremena.calls.planning import check_time, tidy
from peremena.calls.schemas import AudienceWish, PlanRequest
from peremena.chat import actions_calls as chat
from peremena.chat.schemas import Service, ServiceKind
from peremena.refusals import refuse


def gather(*, by: int, wanted: PlanRequest, audience: AudienceWish) -> int:
    """Plan a meeting or a broadcast for an audience, now or at a time, and tell them. Raises NotFound, MayNot, Unfit.

    More people than fit into a meeting make a broadcast of it. Some thirty queries, and ten for each chat that is told.
    """
    now = clock.now()
    unit, gatherer = units.found(audience.unit, audience.number, by, now)
    refuse(rules_gathering.why_not_gathered(unit.unit, gatherer))
    if wanted.planned_at is not None:
        check_time(wanted.planned_at, clock.to_ms(now))
    with transaction.atomic():
        call = _make(by, wanted, unit)
        row = _audience_of(call, unit, audience)
        if call.kind == Kind.MEETING and units.size(row, now) > settings.CALL_PEOPLE:
            call.kind, call.has_lobby = Kind.BROADCAST, False
            call.save(update_fields=["kind", "has_lobby"])
        Participant.objects.create(call=call, profile_id=by)
        audit.record(
            by=by, action="call.planned", target=f"call:{call.pk}", kind=call.kind, unit=unit.unit, number=unit.number
        )
        hush_chat(call)
        tell(call, "planned", by=by, at=now)
    return call.pk


def _make(by: int, wanted: PlanRequest, unit: Found) -> Call:
    is_broadcast = wanted.kind == "broadcast"
    title = tidy(wanted.title)
    return Call.objects.create(
        kind=Kind.BROADCAST if is_broadcast else Kind.MEETING,
        conversation_id=chat.open_chat(title, unit.school, by=by),
        school_id=unit.school,
        room=links.make_room(),
        title=title,
        media=wanted.media,
        started_by_id=by,
        planned_at_ms=wanted.planned_at,
        # Viewers are let in by the lists, and nobody waits for a click.
        has_lobby=wanted.lobby and not is_broadcast,
        speak=wanted.speak,
        camera=wanted.camera,
        share=wanted.share,
        write=wanted.write,
    )


def _audience_of(call: Call, unit: Found, wanted: AudienceWish) -> Audience:
    return Audience.objects.create(
        call=call,
        unit=unit.unit,
        whom={"chat": "all", "family": "guardians"}.get(unit.unit, wanted.whom),
        title=unit.title,
        conversation_id=unit.number if unit.unit == "chat" else None,
        school_class_id=unit.number if unit.unit == "class" else None,
        grade_id=unit.number if unit.unit == "grade" else None,
        child_id=unit.number if unit.unit == "family" else None,
    )


def tell(call: Call, what: ServiceKind, *, by: int, at: datetime) -> None:
    """Leave a line in the chats of those whom a meeting or a broadcast is for, in the caller's transaction."""
    audience = Audience.objects.select_related("call").filter(call=call).first()
    if audience is None:
        return
    line = Service(
        what=what,
        title=call.title,
        call=call.pk,
        gathering="broadcast" if call.kind == Kind.BROADCAST else "meeting",
        planned_at=call.planned_at_ms or 0,
    )
    if audience.unit == Unit.FAMILY:
        told = chat.direct_chats(by, units.guardians_to_tell(audience, at))
    else:
        told = units.chats_to_tell(audience, at)
    chat.say_gathering(told, by, line)
