"""What somebody who joins, leaves or comes back may read."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from peremena import clock
from peremena.chat import actions_seats, actions_send, queries, queries_messages, texts
from peremena.chat.drafts import NOT_FOUND, Draft, Refused, Stored
from peremena.chat.models import Conversation, Membership, Stay
from peremena.roster import actions as roster
from tests import world as worlds
from tests.databases import Database
from tests.world import Actor

_keys = count(1)


def chat(title: str) -> int:
    return Conversation.objects.get(title=title, school__name="Школа № 7").id


def say(author: Actor, title: str, text: str) -> Stored | Refused:
    return actions_send.send_messages([Draft(author.id, chat(title), f"key-{next(_keys)}", text)])[0]


def read_by(actor: Actor, title: str) -> list[str]:
    page = queries_messages.history_page(chat(title), actor.id)
    return [message.text for message in page.messages]


def windows(actor: Actor, title: str) -> list[tuple[int, int | None]]:
    stays = Stay.objects.filter(membership__profile=actor.profile, membership__conversation=chat(title))
    return sorted(stays.values_list("from_no", "to_no"))


def test_founders_see_all_newcomers_what_follows_and_leavers_nothing(database: Database) -> None:
    world = worlds.build()
    assert isinstance(say(world.elena, "3 А", "до Коли"), Stored)
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    say(world.elena, "3 А", "при Коле")
    assert read_by(world.masha, "3 А") == ["до Коли", "при Коле"]
    assert read_by(world.kolya, "3 А") == ["при Коле"]
    roster.expel(by=None, person=world.kolya.person)
    say(world.elena, "3 А", "после Коли")
    assert say(world.kolya, "3 А", "я ещё здесь") == NOT_FOUND
    assert windows(world.kolya, "3 А") == [(2, 3)]
    assert windows(world.masha, "3 А") == [(1, None)]


def test_whoever_comes_back_sees_both_stays_and_not_what_lay_between(database: Database) -> None:
    world = worlds.build()
    say(world.elena, "3 А", "вместе")
    roster.expel(by=None, person=world.petya.person)
    say(world.elena, "3 А", "без Пети")
    roster.enrol(by=None, person=world.petya.person, school_class=world.class_3a)
    say(world.elena, "3 А", "снова вместе")
    assert windows(world.petya, "3 А") == [(1, 2), (3, None)]
    assert read_by(world.petya, "3 А") == ["вместе", "снова вместе"]


def test_a_founder_who_registers_later_sees_all_a_newcomer_from_registering_on(database: Database) -> None:
    world = worlds.build()
    lena = roster.add_person(by=None, school=world.school, surname="Ёлкина", first_name="Лена", sex="f")
    roster.unlink(by=None, person=world.fyodor.person)
    say(world.elena, "3 А", "с первого дня")
    roster.enrol(by=None, person=lena, school_class=world.class_3a)
    say(world.elena, "3 А", "Лена ещё не вошла")
    roster.link(by=None, person=world.zoya.person, profile=world.fyodor.id, how="test")
    assert read_by(world.fyodor, "3 А") == ["с первого дня", "Лена ещё не вошла"]
    roster.unlink(by=None, person=world.zoya.person)
    roster.link(by=None, person=lena, profile=world.nina.id, how="test")
    assert read_by(world.nina, "3 А") == []


def test_a_class_teacher_sees_all_also_a_mother_who_becomes_one(database: Database) -> None:
    world = worlds.build()
    say(world.elena, "3 Б Родители", "не пройдёт")
    say(world.nina, "3 Б Родители", "собрание")
    roster.add_guardian(by=None, guardian=world.vera.person, child=world.kolya.person)
    assert read_by(world.vera, "3 Б Родители") == []
    roster.lead(by=None, person=world.vera.person, school_class=world.class_3b)
    assert read_by(world.vera, "3 Б Родители") == ["собрание"]
    assert windows(world.vera, "3 Б Родители") == [(1, None)]
    membership = Membership.objects.get(profile=world.vera.profile, conversation=chat("3 Б Родители"))
    assert (membership.role, membership.from_no) == ("admin", 1)
    assert read_by(world.vera, "3 Б") == []


def test_joining_is_no_reading_of_what_others_wrote_before(database: Database) -> None:
    world = worlds.build()
    say(world.elena, "3 А", "раз")
    roster.transfer(by=None, person=world.kolya.person, school_class=world.class_3a)
    membership = Membership.objects.get(profile=world.kolya.profile, conversation=chat("3 А"))
    assert membership.read_no == 0
    [row] = [row for row in queries.rows_of(world.kolya.id, clock.now()) if row.title == "3 А"]
    assert max(0, row.last_no - max(row.read_no, row.from_no - 1)) == 0


def test_a_right_that_ends_at_midnight_is_refused_before_anybody_refreshes(
    database: Database, set_clock: Callable[[datetime], None]
) -> None:
    world = worlds.build()
    roster.expel(by=None, person=world.masha.person, on=worlds.tomorrow())
    assert isinstance(say(world.masha, "3 А", "ещё здесь"), Stored)
    assert isinstance(say(world.boris, "3 А Родители", "ещё здесь"), Stored)
    set_clock(clock.midnight(worlds.tomorrow(), "Europe/Moscow") + timedelta(seconds=1))
    assert say(world.masha, "3 А", "уже нет") == NOT_FOUND
    assert say(world.boris, "3 А Родители", "уже нет") == NOT_FOUND
    assert Membership.objects.get(profile=world.masha.profile, conversation=chat("3 А")).is_current
    actions_seats.refresh(clock.now())
    left = Membership.objects.get(profile=world.masha.profile, conversation=chat("3 А"))
    assert (left.is_current, windows(world.masha, "3 А")) == (False, [(1, 2)])
    day = clock.today("Europe/Moscow")
    assert left.left_why == f"pupil:{day}"
    assert texts.left(left.left_why).startswith(f"Вы больше не в этом чате: с {day.day} ")


def test_two_windows_that_touch_are_one_stay(database: Database, set_clock: Callable[[datetime], None]) -> None:
    world = worlds.build()
    # Anna is in the parents' chat of 3 Б for Kolya; he leaves on the day on which Masha comes there.
    roster.expel(by=None, person=world.kolya.person, on=worlds.tomorrow())
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b, on=worlds.tomorrow())
    membership = Membership.objects.get(profile=world.anna.profile, conversation=chat("3 Б Родители"))
    assert membership.ends_at is None
    set_clock(clock.midnight(worlds.tomorrow(), "Europe/Moscow") + timedelta(seconds=1))
    assert isinstance(say(world.anna, "3 Б Родители", "здесь"), Stored)
    actions_seats.refresh(clock.now())
    assert windows(world.anna, "3 Б Родители") == [(1, None)]
