"""Whoever reloads the page or closes it by accident is still in the call, for a moment."""

from peremena.calls.rules import AWAY_MS
from tests.calls.lesson import Lesson, Person
from tests.calls.test_links import come_as, planned

AWAY_SECONDS = AWAY_MS / 1000


def the_two(lesson: Lesson) -> tuple[Person, Person, int]:
    """Put two into a call of a direct chat."""
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.direct(elena, masha))
    return elena.come(call), masha.come(call), call


def go_away(person: Person, call: int) -> None:
    assert person.post(f"calls/{call}/away")[0] == 204
    person.drop()


def test_a_reload_ends_no_call_of_two(lesson: Lesson) -> None:
    _, masha, call = the_two(lesson)
    go_away(masha, call)
    lesson.wait(AWAY_SECONDS - 5)
    assert lesson.call(call).ended_at_ms is None
    masha.come(call)
    lesson.wait(AWAY_SECONDS * 2)
    assert lesson.call(call).ended_at_ms is None
    assert masha.inside is not None


def test_who_closed_the_page_and_stays_away_has_left(lesson: Lesson) -> None:
    _, masha, call = the_two(lesson)
    go_away(masha, call)
    lesson.wait(AWAY_SECONDS + 1)
    over = lesson.call(call)
    assert (over.ended_by, over.ended_at_ms is None) == ("hand", False)


def test_a_word_that_comes_late_takes_nobody_out(lesson: Lesson) -> None:
    _, masha, call = the_two(lesson)
    # The former page is heard after the next one has joined.
    assert masha.post(f"calls/{call}/away")[0] == 204
    lesson.wait(AWAY_SECONDS + 1)
    lesson.wait(AWAY_SECONDS + 1)
    assert lesson.call(call).ended_at_ms is None
    assert masha.inside is not None


def test_a_break_without_a_word_ends_no_call_of_two(lesson: Lesson) -> None:
    _, masha, call = the_two(lesson)
    masha.drop()
    lesson.wait(AWAY_SECONDS + 15)
    assert lesson.call(call).ended_at_ms is None
    masha.come(call)


def test_in_a_lesson_only_the_one_has_left(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    masha.post(f"calls/{call}/hand", {"up": True})
    go_away(masha, call)
    lesson.wait(AWAY_SECONDS + 1)
    assert lesson.call(call).ended_at_ms is None
    # Left, not removed: the hand is down, and the door is open.
    masha.come(call)
    assert masha.inside is not None
    assert masha.inside.attributes["hand"] == ""


def test_whoever_was_removed_meanwhile_stays_removed(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    go_away(masha, call)
    elena.govern(call, "remove", masha.number)
    lesson.wait(AWAY_SECONDS + 1)
    assert masha.join(call)["door"] == "refuse"
    assert masha.post(f"calls/{call}/away")[0] == 204
    assert masha.join(call)["door"] == "refuse"


def test_a_guest_who_is_back_is_known_by_name(lesson: Lesson) -> None:
    elena, guest, other = lesson.person("elena"), lesson.stranger(), lesson.stranger()
    call, token = planned(elena)
    elena.come(call)
    come_as(guest, token)
    assert guest.post("calls/preview", {"token": token})[1]["guest"] == "Тётя Клава"
    assert other.post("calls/preview", {"token": token})[1]["guest"] == ""
    # Of another call they are nobody; and a link that was closed leads nobody new in.
    _, another = planned(elena)
    assert guest.post("calls/preview", {"token": another})[1]["guest"] == ""
    assert elena.delete(f"calls/{call}/links")[0] == 204
    assert guest.post("calls/preview", {"token": token})[1]["guest"] == "Тётя Клава"
    assert other.post("calls/preview", {"token": token})[0] == 404
    assert elena.post(f"calls/{call}/end")[0] == 204
    assert guest.post("calls/preview", {"token": token})[0] == 404
