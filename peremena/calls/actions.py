"""Beginning a call in a chat, planning one by link, changing what it lets people do, and ending it."""

import msgspec
from django.db import IntegrityError, transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.calls import access, links, rules, standing, telling
from peremena.calls.access import Caller
from peremena.calls.actions_gather import tell
from peremena.calls.actions_links import make_link
from peremena.calls.actions_telling import end, hush_chat, tell_chat
from peremena.calls.models import Call, EndedBy, Kind, Participant
from peremena.calls.planning import check_time, tidy
from peremena.calls.refusals import CallsAway, NotFound
from peremena.calls.schemas import ChangeCallRequest, PlanRequest, StartRequest
from peremena.chat import actions_calls as chat
from peremena.chat import queries_calls
from peremena.chat.queries_calls import Sitting
from peremena.refusals import Unfit, refuse
from peremena.roster import queries as roster

FOR_WHOM = "Выберите, для кого собрание."
BEGUN = "Звонок уже начался: время не перенести."


def start(*, by: int, conversation: int, wanted: StartRequest) -> int:
    """Begin a call in a chat and ring, or return the one that goes on there. Raises NotFound, MayNot, CallsAway."""
    now = clock.now()
    place = queries_calls.sitting(conversation, by, now)
    if place is None:
        raise NotFound
    going_on = _going_on(conversation)
    if going_on is not None:
        return going_on
    refuse(rules.why_not_started(standing.place_of(place), standing.one_of(place)))
    if why := telling.missing():
        raise CallsAway(why)
    try:
        with transaction.atomic():
            return _begin(by, place, wanted, clock.to_ms(now))
    except IntegrityError:
        # Somebody else was quicker: their call is the one of this chat.
        found = _going_on(conversation)
        if found is None:
            raise
        return found


def _going_on(conversation: int) -> int | None:
    open_ones = Call.objects.filter(conversation=conversation, kind=Kind.CHAT, ended_at_ms__isnull=True)
    return open_ones.values_list("pk", flat=True).first()


def _begin(by: int, place: Sitting, wanted: StartRequest, at_ms: int) -> int:
    some = None if isinstance(wanted.ring, msgspec.UnsetType) else set(wanted.ring)
    call = Call.objects.create(
        kind=Kind.CHAT,
        conversation_id=place.conversation,
        school_id=place.school,
        room=links.make_room(),
        # A chat of two is called by the other one's name, which differs.
        title="" if place.peer is not None else place.title,
        media=wanted.media,
        started_by_id=by,
        created_at_ms=at_ms,
        started_at_ms=at_ms,
        ring_until_ms=at_ms + rules.RING_MS,
        rings_some=some is not None,
    )
    members = queries_calls.everybody_in(place.conversation, clock.now())
    rung = {one.person.profile for one in members} - {by}
    # Whoever began it is not rung, and has it in their list like those who are, though they have not come in yet.
    called = {by} | (rung if some is None else rung & some)
    Participant.objects.bulk_create(Participant(call=call, profile_id=profile) for profile in sorted(called))
    audit.record(by=by, action="call.started", target=f"call:{call.pk}", conversation=place.conversation)
    tell_chat(call, 0)
    return call.pk


def plan(*, by: int, wanted: PlanRequest) -> tuple[int, str]:
    """Make a call by link or a broadcast, now or at a time; returns its number and the link's token."""
    now = clock.now()
    facts = roster.facts_of({by}, now)[by]
    one = rules.One(is_staff=bool(facts.staff_of), is_pupil=facts.is_pupil)
    refuse(rules.why_not_planned(one))
    if wanted.planned_at is not None:
        check_time(wanted.planned_at, clock.to_ms(now))
    if wanted.kind == "meeting":
        raise Unfit(FOR_WHOM)
    school, title = min(facts.staff_of), tidy(wanted.title)
    with transaction.atomic():
        call = Call.objects.create(
            kind=wanted.kind,
            conversation_id=chat.open_chat(title, school, by=by),
            school_id=school,
            room=links.make_room(),
            title=title,
            media=wanted.media,
            started_by_id=by,
            planned_at_ms=wanted.planned_at,
            # Viewers wait for the hosts, and for nobody's click.
            has_lobby=wanted.lobby and wanted.kind != "broadcast",
            speak=wanted.speak,
            camera=wanted.camera,
            share=wanted.share,
            write=wanted.write,
        )
        Participant.objects.create(call=call, profile_id=by)
        audit.record(by=by, action="call.planned", target=f"call:{call.pk}", kind=wanted.kind)
        hush_chat(call)
        return call.pk, make_link(call, by=by, lets_guests=wanted.guests)


_POLICY = {
    "lobby": "has_lobby",
    "locked": "is_locked",
    "speak": "speak",
    "camera": "camera",
    "share": "share",
    "write": "write",
}


def change(*, by: Caller, call: int, wanted: ChangeCallRequest) -> None:
    """Change the settings of a call; everybody's rights follow at once."""
    now = clock.now()
    with transaction.atomic():
        row = _run_by(by, call)
        fields = _named(row, wanted, clock.to_ms(now))
        for asked, name in _POLICY.items():
            value = getattr(wanted, asked)
            is_for_it = row.kind != Kind.BROADCAST or name != "has_lobby"
            if value is not msgspec.UNSET and is_for_it:
                setattr(row, name, value)
                fields.append(name)
        if not fields:
            return
        row.save(update_fields=fields)
        audit.record(by=by.profile, action="call.changed", target=f"call:{call}", fields=fields)
        if "write" in fields:
            hush_chat(row)
        if row.started_at_ms is None and {"title", "planned_at_ms"} & set(fields):
            tell(row, "planned", by=by.profile or 0, at=now)
    telling.follow(call)


def _named(row: Call, wanted: ChangeCallRequest, now_ms: int) -> list[str]:
    """Take over the title and the time; returns the fields that changed."""
    fields = []
    # The call of a chat is called as the chat is.
    if not isinstance(wanted.title, msgspec.UnsetType) and row.kind != Kind.CHAT:
        row.title = tidy(wanted.title)
        fields.append("title")
    if not isinstance(wanted.planned_at, msgspec.UnsetType):
        if row.started_at_ms is not None:
            raise Unfit(BEGUN)
        if wanted.planned_at is not None:
            check_time(wanted.planned_at, now_ms)
        row.planned_at_ms = wanted.planned_at
        fields.append("planned_at_ms")
    return fields


def _run_by(by: Caller, call: int) -> Call:
    """Return a call for changing it, if the caller runs it and it is not over; raises NotFound, MayNot."""
    who = access.someone(by, call, clock.now(), lock=True)
    refuse(rules.why_not_governed(who.standing.part))
    refuse(rules.CALL_IS_OVER if who.call.ended_at_ms is not None else "")
    return who.call


def end_for_all(*, by: Caller, call: int) -> None:
    """End a call for everybody: a host of it, or one of two peers."""
    now = clock.now()
    with transaction.atomic():
        who = access.someone(by, call, now, lock=True)
        if who.call.ended_at_ms is not None:
            return
        refuse(rules.why_not_ended(who.standing.part))
        end(who.call, EndedBy.HAND, clock.to_ms(now), by=by.profile)
        if who.call.started_at_ms is None:
            tell(who.call, "called_off", by=by.profile or 0, at=now)
    telling.close(who.call)
