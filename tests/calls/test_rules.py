"""The tables of docs/calls.md and calls/rules.py say the same; and what no call can bring about."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peremena.calls import rules
from peremena.calls.rules import (
    POWERS,
    Arrival,
    Door,
    One,
    Part,
    Personal,
    Place,
    Policy,
    Watch,
)

_PAGE = Path(__file__).parents[2] / "docs" / "calls.md"
PUPIL, GUARDIAN, STAFF = One(is_pupil=True), One(), One(is_staff=True)
GUEST = One(is_guest=True)
WHO = {"pupil": PUPIL, "guardian": GUARDIAN, "staff": STAFF}
CHATS = {
    "direct": Place("chat", "direct", has_pupils=True),
    "class": Place("chat", "class", has_pupils=True),
    "guardians": Place("chat", "guardians"),
    "subject": Place("chat", "subject", has_pupils=True),
    "staff": Place("chat", "staff"),
    "group with pupils": Place("chat", "group", has_pupils=True),
    "group of adults": Place("chat", "group"),
}
LINK, MEETING, BROADCAST = Place("link"), Place("meeting"), Place("broadcast")
NOTHING = rules.NOTHING_PERSONAL
OPEN = Policy()


def table(header: str) -> dict[tuple[str, str], str]:
    """Read a table of the page by its header: (row, column) and the cell."""
    lines = _PAGE.read_text().splitlines()
    start = lines.index(header)
    columns = [cell.strip() for cell in header.strip("|").split("|")][1:]
    found: dict[tuple[str, str], str] = {}
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        found |= {(name, column): cell for column, cell in zip(columns, cells, strict=True)}
    return found


STARTS = table("| chat | pupil | guardian | staff |")
MAY = table("| part | speak | show | share | write | hand | ask | invite | run | end |")
AT_THE_DOOR = table("| who | open | locked | with a lobby | full |")


@pytest.mark.parametrize(("chat", "who"), list(product(CHATS, WHO)))
def test_who_may_start(chat: str, who: str) -> None:
    place = CHATS[chat]
    # A pupil does not sit in chats of adults; the table says no all the same.
    why = rules.why_not_started(place, WHO[who])
    assert (not why) is (STARTS[chat, who] == "yes")


def test_who_may_not_call_in_a_chat_may_not_start() -> None:
    for place in CHATS.values():
        assert rules.why_not_started(place, One(is_staff=True, may_call=False)) == rules.NO_CALLS_HERE
        closed = One(is_staff=True, may_call=False, closed_because="Закрыто.")
        assert rules.why_not_started(place, closed) == "Закрыто."


@pytest.mark.parametrize("who", [PUPIL, GUARDIAN, STAFF, One(is_staff=True, is_pupil=True)])
def test_who_may_plan(who: One) -> None:
    assert (not rules.why_not_planned(who)) is (who == STAFF)


def test_who_runs_it() -> None:
    rows = {line.split("|")[1].strip() for line in _PAGE.read_text().splitlines() if line.startswith("| ")}
    with_pupils = [CHATS[name] for name in ("class", "guardians", "subject", "group with pupils")]
    assert "chat with pupils, or a chat of the roster other than the staff room" in rows
    for place in with_pupils:
        assert rules.is_host(place, STAFF)
        assert not rules.is_host(place, replace(GUARDIAN, is_starter=True, is_admin=True))
    assert "staff room, group of adults" in rows
    for place in (CHATS["staff"], CHATS["group of adults"]):
        assert not rules.is_host(place, STAFF)
        assert rules.is_host(place, One(is_starter=True))
        assert rules.is_host(place, One(is_admin=True))
    assert "direct, with a pupil" in rows
    assert rules.part_of(CHATS["direct"], STAFF) == "host"
    assert rules.part_of(CHATS["direct"], PUPIL) == "member"
    assert "direct, adults" in rows
    assert rules.part_of(Place("chat", "direct"), STAFF) == "peer"
    assert rules.part_of(CHATS["direct"], GUARDIAN) == "peer"
    assert "by link, meeting, broadcast" in rows
    for place in (LINK, MEETING, BROADCAST):
        assert rules.is_host(place, One(is_staff=True, is_starter=True))
        assert rules.is_host(place, One(is_staff=True, is_cohost=True))
        assert not rules.is_host(place, STAFF)
        assert not rules.is_host(place, One(is_starter=True))
        assert not rules.is_host(place, One(is_cohost=True))
    assert rules.part_of(BROADCAST, STAFF) == "viewer"
    assert rules.part_of(BROADCAST, GUEST) == "viewer"
    assert rules.part_of(LINK, GUEST) == "guest"
    assert rules.part_of(MEETING, GUARDIAN) == "member"


# Somebody of each part, and where.
PARTS: dict[Part, tuple[Place, One]] = {
    "host": (CHATS["class"], STAFF),
    "peer": (Place("chat", "direct"), STAFF),
    "member": (CHATS["class"], PUPIL),
    "guest": (LINK, GUEST),
    "viewer": (BROADCAST, GUARDIAN),
}


@pytest.mark.parametrize(("part", "power"), list(product(PARTS, POWERS)))
def test_what_one_may(part: Part, power: rules.Power) -> None:
    place, one = PARTS[part]
    assert rules.part_of(place, one) == part
    cell = MAY[part, power]

    def may(policy: Policy = OPEN, own: Personal = NOTHING, *, is_frozen: bool = False) -> bool:
        return power in rules.powers_of(place, one, policy, own, is_frozen=is_frozen)

    nothing = Policy(speak=False, camera=False, share=False, write=False)
    allowed, refused = Personal(speak=True, camera=True, share=True), Personal(speak=False, camera=False, share=False)
    if cell in {"yes", "no"}:
        assert may() is may(nothing) is (cell == "yes")
        assert cell == "yes" or not may(Policy(), allowed)
    elif cell == "by a host":
        assert (may(), may(nothing, allowed), may(Policy(), refused)) == (False, True, False)
    else:
        assert (may(), may(nothing)) == (True, False)
        if power != "write":
            assert (may(nothing, allowed), may(Policy(), refused)) == (True, False)
    if part in {"member", "guest"}:
        assert may(is_frozen=True) is (power == "hand")
    if part == "viewer":
        assert not may(is_frozen=True)


def test_in_a_chat_of_two_there_is_no_queue_of_hands() -> None:
    assert "hand" not in rules.powers_of(CHATS["direct"], PUPIL, Policy(), NOTHING, is_frozen=False)


def test_what_the_media_server_is_told() -> None:
    everything = rules.grants_of("host", list(POWERS))
    assert everything.sources == ("microphone", "camera", "screen_share", "screen_share_audio")
    assert not everything.is_hidden
    assert rules.grants_of("member", ["hand", "write"]).sources == ()
    assert rules.grants_of("viewer", []).is_hidden


COMERS: dict[str, Arrival] = {
    "host": Arrival("host"),
    "let in before": Arrival("member", state="left"),
    "member": Arrival("member", state="rung"),
    "guest": Arrival("guest", state="rung"),
    "viewer": Arrival("viewer"),
    "removed, refused": Arrival("member", state="removed"),
}
DOORS: dict[str, tuple[Policy, dict[str, int]]] = {
    "open": (Policy(), {}),
    "locked": (Policy(is_locked=True), {}),
    "with a lobby": (Policy(has_lobby=True), {}),
    "full": (Policy(), {"count": 100}),
}


@pytest.mark.parametrize(("who", "door"), list(product(COMERS, DOORS)))
def test_at_the_door(who: str, door: str) -> None:
    policy, more = DOORS[door]
    arrival = replace(COMERS[who], **more)  # type: ignore[arg-type] # numbers alone
    verdict = rules.at_the_door(policy, arrival)
    assert verdict.door.value == AT_THE_DOOR[who, door]
    assert bool(verdict.why) is (verdict.door != Door.ADMIT)


def test_who_else_stays_outside() -> None:
    for part in ("host", "member", "guest"):
        over = rules.at_the_door(Policy(), Arrival(part, is_over=True))
        assert (over.door, over.why) == (Door.REFUSE, rules.CALL_IS_OVER)
    refused = rules.at_the_door(Policy(), Arrival("guest", state="refused"))
    assert (refused.door, refused.why) == (Door.REFUSE, rules.YOU_WERE_REFUSED)
    by_account = rules.at_the_door(Policy(), Arrival("guest", may_guests=False))
    assert (by_account.door, by_account.why) == (Door.REFUSE, rules.NO_GUESTS_HERE)
    viewer = rules.at_the_door(Policy(), Arrival("viewer", may_guests=False))
    assert (viewer.door, viewer.why) == (Door.REFUSE, rules.NO_GUESTS_HERE)
    full = rules.at_the_door(Policy(), Arrival("viewer", count=300, capacity=300))
    assert (full.door, full.why) == (Door.REFUSE, rules.BROADCAST_IS_FULL)
    foreign = rules.at_the_door(Policy(), Arrival("member", is_of_the_school=False))
    assert (foreign.door, foreign.why) == (Door.REFUSE, rules.NOT_OF_THE_SCHOOL)
    early = rules.at_the_door(Policy(), Arrival("member", has_begun=False))
    assert (early.door, early.why) == (Door.WAIT, rules.WAIT_FOR_THE_HOST)
    assert rules.at_the_door(Policy(), Arrival("host", has_begun=False)).door == Door.ADMIT
    # Whoever is inside already is no news to a call that is full.
    assert rules.at_the_door(Policy(), Arrival("member", state="in", count=100)).door == Door.ADMIT


@pytest.mark.parametrize("by", ["peer", "member", "guest", "viewer"])
def test_only_hosts_run_a_call(by: Part) -> None:
    assert rules.why_not_governed(by) == rules.why_not_appointed(by, STAFF) == rules.ONLY_HOSTS
    assert (rules.why_not_ended(by) == "") is (by == "peer")


def test_hosts_are_equal() -> None:
    assert rules.why_not_governed("host") == rules.why_not_governed("host", "member") == ""
    assert rules.why_not_governed("host", "host") == rules.HOSTS_ARE_EQUAL
    assert rules.why_not_appointed("host", PUPIL) == rules.NOT_A_HOST_FOR_PUPILS
    assert rules.why_not_appointed("host", GUARDIAN) == rules.ONLY_STAFF_HOSTS
    assert rules.why_not_appointed("host", STAFF) == rules.why_not_ended("host") == ""


def test_who_is_a_host_for_this_call_alone() -> None:
    link, cohost = LINK, replace(STAFF, is_cohost=True)
    assert rules.hosting_of(link, STAFF) == "possible"
    assert rules.hosting_of(link, cohost) == "appointed"
    # Neither by the roster, nor because of whose call it is, nor where nobody is made a host.
    assert rules.hosting_of(CHATS["class"], STAFF) == rules.hosting_of(CHATS["class"], cohost) == ""
    assert rules.hosting_of(link, replace(cohost, is_starter=True)) == rules.hosting_of(link, GUARDIAN) == ""
    assert rules.hosting_of(CHATS["direct"], cohost) == rules.hosting_of(link, replace(PUPIL, is_cohost=True)) == ""
    assert rules.why_not_dismissed("host", link, cohost) == ""
    assert rules.why_not_dismissed("host", CHATS["class"], cohost) == rules.ONLY_APPOINTED
    assert rules.why_not_dismissed("member", link, cohost) == rules.ONLY_HOSTS


def test_who_sees_the_attendance() -> None:
    assert rules.why_no_attendance(CHATS["class"], STAFF) == rules.why_no_attendance(CHATS["staff"], STAFF) == ""
    assert rules.why_no_attendance(LINK, One(is_staff=True, is_starter=True)) == ""
    for place, one in ((CHATS["class"], PUPIL), (CHATS["guardians"], GUARDIAN), (LINK, STAFF), (LINK, GUEST)):
        assert rules.why_no_attendance(place, one) == rules.ATTENDANCE_IS_FOR_STAFF
    assert rules.why_no_attendance(Place("chat", "direct"), STAFF) == rules.ATTENDANCE_IS_FOR_STAFF


def test_where_nobody_must_be_alone() -> None:
    assert rules.needs_host(CHATS["class"])
    assert rules.needs_host(LINK)
    assert rules.needs_host(BROADCAST)
    assert rules.needs_host(MEETING)
    assert not rules.needs_host(CHATS["direct"])
    assert not rules.needs_host(CHATS["staff"])


@pytest.mark.parametrize(
    ("is_frozen", "gone_for", "due"),
    [
        (False, None, Watch.GO_ON),
        (True, None, Watch.THAW),
        (False, 14_999, Watch.GO_ON),
        (False, 15_000, Watch.FREEZE),
        (True, 15_000, Watch.GO_ON),
        (True, 299_999, Watch.GO_ON),
        (True, 300_000, Watch.END),
        (False, 300_000, Watch.END),
    ],
)
def test_what_becomes_of_a_call_without_a_host(is_frozen: bool, gone_for: int | None, due: Watch) -> None:
    assert rules.watch(is_frozen=is_frozen, hosts_gone_for_ms=gone_for) is due


ONES = st.builds(
    One,
    is_staff=st.booleans(),
    is_pupil=st.booleans(),
    is_guest=st.booleans(),
    is_admin=st.booleans(),
    is_starter=st.booleans(),
    is_cohost=st.booleans(),
)
PLACES = st.sampled_from([*CHATS.values(), Place("chat", "direct"), LINK, MEETING, BROADCAST])
DECIDED = st.sampled_from([None, True, False])


@given(
    place=PLACES,
    one=ONES,
    policy=st.builds(Policy),
    own=st.builds(Personal, speak=DECIDED, camera=DECIDED, share=DECIDED),
    is_frozen=st.booleans(),
)
def test_no_pupil_and_no_guest_ever_runs_a_call(
    place: Place, one: One, policy: Policy, own: Personal, is_frozen: bool
) -> None:
    powers = rules.powers_of(place, one, policy, own, is_frozen=is_frozen)
    if one.is_pupil or one.is_guest:
        assert not {"run", "invite", "end"} & set(powers)
        assert rules.part_of(place, one) not in {"host", "peer"}
    if one.is_pupil:
        assert rules.why_not_appointed("host", one)
    if is_frozen and rules.part_of(place, one) not in {"host", "peer"}:
        assert rules.grants_of(rules.part_of(place, one), powers).sources == ()
