"""The invented school: exact, repeatable, with names that agree, and talk that only members hold."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peremena import clock
from peremena.chat.models import Conversation, Kind, Membership, Message
from peremena.people import queries as people
from peremena.roster import actions as roster
from peremena.roster.importing.names import sex_by_patronymic
from peremena.roster.models import Affiliation, Guardianship, Link, Person, Role, School
from peremena.site.demo import command, from_list, names, school, school_year
from peremena.site.demo.build import SIZES, build
from peremena.site.demo.draft import PersonDraft, SchoolDraft
from peremena.site.demo.talks import Calendar, parse, read_talks
from tests.databases import Database

LIST = Path(__file__).parents[1] / "data" / "roster_ru.csv"
MOSCOW = ZoneInfo("Europe/Moscow")
# A Wednesday in winter, late in the evening, when everything of the day has been said.
WEDNESDAY = datetime(2026, 11, 18, 20, 30, tzinfo=UTC)

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def by_key(draft: SchoolDraft) -> dict[str, PersonDraft]:
    return {one.key: one for one in draft.people}


@pytest.mark.parametrize(
    ("father", "son", "daughter"),
    [
        ("Андрей", "Андреевич", "Андреевна"),
        ("Илья", "Ильич", "Ильинична"),
        ("Никита", "Никитич", "Никитична"),
        ("Лев", "Львович", "Львовна"),
        ("Павел", "Павлович", "Павловна"),
        ("Пётр", "Петрович", "Петровна"),
        ("Юрий", "Юрьевич", "Юрьевна"),
        ("Дмитрий", "Дмитриевич", "Дмитриевна"),
        ("Михаил", "Михайлович", "Михайловна"),
        ("Игорь", "Игоревич", "Игоревна"),
        ("Яков", "Яковлевич", "Яковлевна"),
        ("Марат", "Маратович", "Маратовна"),
    ],
)
def test_patronymic_follows_the_father(father: str, son: str, daughter: str) -> None:
    assert (names.patronymic(father, "m"), names.patronymic(father, "f")) == (son, daughter)


@pytest.mark.parametrize(
    ("his", "hers"),
    [
        ("Соболев", "Соболева"),
        ("Римский-Корсаков", "Римская-Корсакова"),
        ("Толстой", "Толстая"),
        ("Белый", "Белая"),
        ("Весенний", "Весенняя"),
        ("Троицкий", "Троицкая"),
        ("Бонч-Бруевич", "Бонч-Бруевич"),
        ("Ли", "Ли"),
        ("Черных", "Черных"),
        ("Дурново", "Дурново"),
        ("Шевченко", "Шевченко"),
        ("Дюма", "Дюма"),
    ],
)
def test_surname_agrees_with_sex(his: str, hers: str) -> None:
    assert names.surname_for(his, "m") == his
    assert names.surname_for(his, "f") == hers


@pytest.mark.parametrize("size", ["small", "school"])
def test_the_same_seed_gives_the_same_school_and_another_seed_another(size: str) -> None:
    today = date(2026, 11, 18)
    assert build(seed=5, size=size, today=today) == build(seed=5, size=size, today=today)
    assert build(seed=5, size=size, today=today) != build(seed=6, size=size, today=today)


@pytest.mark.parametrize("size", ["small", "school"])
@pytest.mark.parametrize("seed", range(3))
def test_numbers_come_out_exactly(size: str, seed: int) -> None:
    draft = build(seed=seed, size=size, today=date(2026, 11, 18))
    wanted = SIZES[size]
    assert len(draft.people) == wanted.people
    assert len(draft.posts) == wanted.staff
    assert [len(one.pupils) for one in draft.classes] == [wanted.pupils_in_class] * len(wanted.classes)
    full_names = [one.full_name for one in draft.people]
    assert len(set(full_names)) == len(full_names)
    assert len({one.phone for one in draft.people}) == len(draft.people)


@given(seed=st.integers(0, 10_000), today=DAYS)
def test_names_agree_in_sex_and_family(seed: int, today: date) -> None:
    draft = build(seed=seed, size="small", today=today)
    found = by_key(draft)
    for one in draft.people:
        assert sex_by_patronymic(one.patronymic) == one.sex, one
    for guardian, child in draft.guardianships:
        adult, ward = found[guardian], found[child]
        if adult.sex == "m" and not adult.patronymic.endswith("оглы"):
            assert names.surname_for(adult.surname, ward.sex) == ward.surname
            assert names.patronymic(adult.first_name, ward.sex) == ward.patronymic


@given(seed=st.integers(0, 10_000), today=DAYS)
def test_every_pupil_has_a_guardian_and_is_of_its_classes_age(seed: int, today: date) -> None:
    draft = build(seed=seed, size="small", today=today)
    guarded = {child for _, child in draft.guardianships}
    found = by_key(draft)
    year = school_year.first_year(today)
    for one in draft.classes:
        for pupil in one.pupils:
            assert pupil in guarded
            born = found[pupil].birth_date
            assert born is not None
            assert one.number + 5 <= year - born.year <= one.number + 8


@given(today=DAYS)
def test_the_school_year_holds_today_and_the_weeks_of_talk(today: date) -> None:
    span = school_year.span(today)
    assert span.starts_on <= today < span.ends_on
    calendar = Calendar(datetime(today.year, today.month, today.day, 12, tzinfo=MOSCOW))
    assert span.starts_on <= calendar.school_day(14)


# --- Talks ------------------------------------------------------------------------------------------------------------


def test_talks_are_many_distinct_and_never_at_night() -> None:
    said = [one for talk in read_talks("talks", WEDNESDAY, "Europe/Moscow") for one in talk.said]
    assert len(said) >= 400
    assert len({one.text for one in said}) > 0.99 * len(said)
    for one in said:
        assert 7 <= one.at.hour < 21, one
        assert "{" not in one.text, one
    assert any("\n" in one.text for one in said)
    assert any("https://" in one.text for one in said)


@given(day=DAYS, hour=st.integers(0, 23))
def test_nobody_has_said_anything_of_the_future(day: date, hour: int) -> None:
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    for talk in read_talks("talks", moment, "Europe/Moscow"):
        assert all(one.at < moment for one in talk.said)
        assert list(talk.said) == sorted(talk.said, key=lambda one: one.at)


def test_days_are_named_as_on_the_day_of_the_message() -> None:
    friday = Calendar(datetime(2026, 11, 20, 21, tzinfo=MOSCOW))
    script = "== staff\n-- 0\n09:00 head: На {next}, {Tomorrow}, {day:0}, {day:1}, {date:-1}\n-- 2\n09:00 head: {day:0}"
    (talk,) = parse(script, friday)
    assert [one.text for one in talk.said] == ["в пятницу", "На понедельник, В понедельник, сегодня, вчера, 23 ноября"]


def test_a_slip_in_a_talk_is_told() -> None:
    with pytest.raises(ValueError, match="Not a line"):
        list(parse("== staff\n-- 0\nhead: без времени", Calendar(WEDNESDAY.astimezone(MOSCOW))))


# --- Written ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(database: Database, set_clock: object) -> school.Summary:
    assert callable(set_clock)
    set_clock(WEDNESDAY)
    return school.fill(size="small", seed=1)


def test_small_school_is_written_with_chats_and_talk(filled: school.Summary) -> None:
    assert people.is_demo()
    assert (filled.people, filled.classes) == (150, 4)
    assert Person.objects.count() == 150
    assert Message.objects.count() == filled.messages >= 400
    titles = set(Conversation.objects.exclude(kind=Kind.DIRECT).values_list("title", flat=True))
    assert {"3 А", "3 А Родители", "Учительская", "3А - Русский язык"} <= titles
    assert [one.key for one in people.cast()] == [
        "head",
        "class_teacher",
        "subject_teacher",
        "pupil_1",
        "pupil_2",
        "mother_of_two",
        "father",
        "teacher_mother",
        "administrator",
    ]


def test_numbers_of_messages_are_dense_and_their_authors_belong_there(filled: school.Summary) -> None:
    members = set(Membership.objects.filter(is_current=True).values_list("conversation", "profile"))
    for conversation in Conversation.objects.all():
        rows = list(Message.objects.filter(conversation=conversation).order_by("no"))
        assert [one.no for one in rows] == list(range(1, conversation.last_no + 1))
        assert [one.sent_at_ms for one in rows] == sorted(one.sent_at_ms for one in rows)
        assert all(one.changed_seq <= conversation.last_seq for one in rows)
        assert {(conversation.id, one.author_id) for one in rows} <= members


def test_something_is_left_to_read_for_the_cast_and_the_past_is_open(filled: school.Summary) -> None:
    unread = 0
    for one in people.cast():
        for membership in Membership.objects.filter(profile=one.account.profile).select_related("conversation"):
            assert membership.from_no == 1
            assert membership.read_no <= membership.conversation.last_no
            unread += membership.conversation.last_no - membership.read_no
    assert unread > 9
    # What was said days ago has been read by everybody.
    for membership in Membership.objects.filter(is_current=True):
        oldest = (
            Message.objects.filter(conversation=membership.conversation_id, no__gt=membership.read_no)
            .order_by("no")
            .first()
        )
        assert oldest is None or oldest.sent_at_ms > clock.to_ms(clock.now() - timedelta(days=5))
    today = clock.midnight(clock.today("Europe/Moscow"), "Europe/Moscow")
    assert Message.objects.filter(sent_at_ms__gte=clock.to_ms(today)).count() > 20


def test_some_are_not_linked_and_one_teacher_is_a_mother(filled: school.Summary) -> None:
    assert 3 <= Person.objects.exclude(links__isnull=False).count() <= 20
    (mother,) = Person.objects.filter(surname="Черных", first_name="Алёна")
    assert set(Affiliation.objects.filter(person=mother).values_list("role", flat=True)) > {Role.CLASS_TEACHER}
    assert Guardianship.objects.filter(guardian=mother).count() == 1
    assert Link.objects.filter(person=mother).count() == 1


def test_whole_school_is_written(sqlite_database: Database) -> None:
    made = school.fill(size="school", seed=3)
    assert (made.people, made.classes) == (2_500, 40)
    assert Membership.objects.filter(is_current=True).count() > 6_000


# --- From a class list ------------------------------------------------------------------------------------------------


def test_class_list_gets_an_invented_staff_and_a_cast(sqlite_database: Database) -> None:
    made = from_list.with_roster(LIST)
    assert made.classes == 12
    assert Affiliation.objects.filter(role=Role.PUPIL).count() == 282
    assert Affiliation.objects.filter(role=Role.CLASS_TEACHER).count() == 12
    assert Guardianship.objects.count() == 474
    cast = {one.key: one for one in people.cast()}
    assert set(cast) == {
        "head",
        "class_teacher",
        "subject_teacher",
        "pupil_1",
        "pupil_2",
        "mother_of_two",
        "father",
        "administrator",
    }
    # They see each other: everybody sits in a chat with the class teacher.
    teacher = cast["class_teacher"].account.profile
    shared = set(Membership.objects.filter(profile=teacher).values_list("conversation", flat=True))
    for one in cast.values():
        assert Membership.objects.filter(profile=one.account.profile, conversation__in=shared).exists(), one.key


def test_nobody_of_the_list_gets_a_job_or_their_own_phone_as_account(sqlite_database: Database) -> None:
    from_list.with_roster(LIST)
    listed = Person.objects.exclude(phone__startswith="+790055")
    assert not Affiliation.objects.filter(person__in=listed).exclude(role=Role.PUPIL).exists()
    linked = Link.objects.filter(person__in=listed).select_related("person", "profile__account")
    assert linked
    for one in linked:
        assert one.profile.account is not None
        assert one.profile.account.phone != one.person.phone


def test_what_is_no_list_writes_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    (tmp_path / "letter.csv").write_text("Дорогая бабушка;у нас всё хорошо\n")
    with pytest.raises(SystemExit):
        command.make_ready(roster=str(tmp_path / "letter.csv"))
    assert not School.objects.exists()
    assert not people.is_demo()


def test_what_fails_half_way_leaves_nothing(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_named: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("peremena.site.demo.messages.write_talks", fail)
    with pytest.raises(KeyboardInterrupt):
        school.fill(size="small", seed=1)
    assert not School.objects.exists()
    assert not people.is_demo()


def test_a_real_school_shows_no_address_of_a_door(
    sqlite_database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    roster.create_school(by=None, name="Настоящая")
    command.make_ready(roster=None)
    command.show_address(port=1)
    assert capsys.readouterr().out == ""
    assert School.objects.count() == 1


def test_a_school_is_never_written_over(sqlite_database: Database, tmp_path: Path) -> None:
    shutil.copy(LIST, tmp_path)
    assert command.demo_school(size="small", seed=1) == 0
    before = Message.objects.count()
    assert command.demo_school(size="small", seed=2) == 1
    command.make_ready(roster=str(tmp_path / LIST.name))
    assert School.objects.count() == 1
    assert Message.objects.count() == before
