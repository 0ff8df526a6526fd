"""What the watch mends: webhooks that never came, a media server that forgot, and people who should not be there."""

from peremena import clock
from peremena.calls import queries_door, telling
from peremena.calls.contract import Claims, Knock
from peremena.calls.links import GUEST_COOKIE
from peremena.calls.models import Call, Visit
from peremena.roster import actions as roster
from tests.calls.lesson import Lesson, Person
from tests.calls.test_links import come_as, planned


def test_without_any_webhook_the_table_is_right_in_the_end(lesson: Lesson) -> None:
    lesson.is_heard = False
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    assert Visit.objects.count() == 0
    lesson.wait(10, reconcile=True)
    assert Visit.objects.filter(went_at_ms__isnull=True).count() == 2
    assert lesson.call(call).hosts_gone_at_ms is None
    masha.drop()
    lesson.wait(10, reconcile=True)
    assert Visit.objects.filter(went_at_ms__isnull=True).count() == 1


def test_a_lost_room_is_opened_again(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    lesson.twin.lose()
    lesson.wait(2, reconcile=True)
    assert Visit.objects.filter(went_at_ms__isnull=True).count() == 0
    elena.enter()
    masha.enter()
    lesson.wait(1)
    assert lesson.call(call).ended_at_ms is None
    assert lesson.call(call).is_frozen is False


def test_a_room_that_nobody_needs_is_closed(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    lesson.twin.is_away = True
    assert elena.post(f"calls/{call}/end")[0] == 204
    lesson.twin.is_away = False
    assert len(lesson.twin.rooms) == 1
    lesson.wait(1, reconcile=True)
    assert lesson.twin.rooms == {}


def test_what_could_not_be_told_is_told_later(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    lesson.twin.is_away = True
    assert elena.govern(call, "silence")[0] == 204
    lesson.twin.is_away = False
    assert masha.inside is not None
    assert "microphone" in masha.inside.grants.sources
    lesson.wait(1, reconcile=True)
    assert "microphone" not in masha.inside.grants.sources


def test_an_old_token_gives_back_nothing_that_was_taken(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    elena.govern(call, "silence", masha.number)
    masha.drop()
    assert "microphone" in masha.enter().grants.sources
    assert masha.inside is not None
    assert "microphone" not in masha.inside.grants.sources
    # And when no webhook comes: the door knows that they came.
    lesson.is_heard = False
    masha.drop()
    assert knock(masha, call)
    masha.enter()
    assert "microphone" in masha.inside.grants.sources
    lesson.wait(1)
    lesson.wait(1)
    assert "microphone" not in masha.inside.grants.sources


def test_whoever_leaves_the_class_is_out(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    assert masha.actor is not None
    roster.expel(by=None, person=masha.actor.person)
    lesson.wait(1, reconcile=True)
    assert masha.inside is None
    assert masha.post(f"calls/{call}/join")[0] == 404


def test_planned_and_never_held_is_forgotten(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    call, _ = planned(elena, planned_at=clock.now_ms() + 1000)
    lesson.wait(23 * 3600, reconcile=True)
    assert lesson.call(call).ended_at_ms is None
    lesson.wait(2 * 3600, reconcile=True)
    assert lesson.call(call).ended_by == "empty"
    assert elena.get("calls")[1]["over"] == []


def knock(person: Person, call: int, *, cookie: str | None = None) -> bool:
    """Ask the door about whoever holds a person's token; says whether it opens."""
    room = Call.objects.get(pk=call).room
    claims = Claims(room, telling.identity_of(person.number), "", 0.0)
    own = "; ".join(f"{name}={one.value}" for name, one in person.client.cookies.items())
    (refusal,) = queries_door.admits([Knock(claims, own if cookie is None else cookie, "127.0.0.1")])
    return refusal is None


def test_the_door_opens_for_whom_it_was_opened(lesson: Lesson) -> None:
    elena, masha, phone = lesson.person("elena"), lesson.person("masha"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.join(call)
    masha.join(call)
    assert knock(elena, call)
    assert knock(masha, call)
    # Not with the cookie of another, not without any, not on another device of one's own.
    thief = "; ".join(f"{name}={one.value}" for name, one in elena.client.cookies.items())
    assert not knock(masha, call, cookie=thief)
    assert not knock(masha, call, cookie="")
    phone.token = masha.token
    assert not knock(phone, call)
    elena.govern(call, "remove", masha.number)
    assert not knock(masha, call)
    elena.post(f"calls/{call}/end")
    assert not knock(elena, call)


def test_the_door_knows_guests_by_their_cookie(lesson: Lesson) -> None:
    elena, guest, other = lesson.person("elena"), lesson.stranger(), lesson.stranger()
    call, token = planned(elena, lobby=False)
    elena.come(call)
    come_as(guest, token)
    come_as(other, token, "Дядя Митя")
    guest.join(call)
    elena.govern(call, "admit")
    guest.join(call)
    assert knock(guest, call)
    assert not knock(guest, call, cookie=f"{GUEST_COOKIE}={other.client.cookies[GUEST_COOKIE].value}")
    assert not knock(guest, call, cookie=f"{GUEST_COOKIE}=")


def test_the_door_tells_sooner_that_a_teacher_is_gone(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    lines = {telling.identity_of(masha.number): 1}
    before = telling.ports.lines
    telling.ports.lines = lambda _room: lines
    try:
        lesson.wait(1)
        lesson.wait(16)
        assert lesson.call(call).is_frozen is True
        lines[telling.identity_of(elena.number)] = 1
        lesson.wait(1)
        assert lesson.call(call).is_frozen is False
    finally:
        telling.ports.lines = before
