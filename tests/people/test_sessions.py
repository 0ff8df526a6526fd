"""My sessions: listed in plain words, ended with their sockets, and read in bulk by the live road."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peremena import clock
from peremena.live import publishing
from peremena.live.contract import Principal
from peremena.live.publishing import News, SessionEnded
from peremena.people import actions, rules
from peremena.people.actions import Name
from peremena.people.models import Account, Profile
from peremena.people.queries import authenticate
from peremena.people.sessions import SessionStore, session_topic
from tests.databases import Database
from tests.people.visitor import ID, Visitor, account, told

PHONE, OTHER = "+79161234567", "+79161234568"
SESSIONS = f"{ID}auth/sessions"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
YANDEX = CHROME.replace("Safari", "YaBrowser/26.1 Safari")
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML) Version/18.0 Safari/604.1"


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collects the sessions whose sockets were told to close."""
    told_of: list[str] = []

    def hear(news: News) -> None:
        told_of.extend(one.session for one in news if isinstance(one, SessionEnded))

    monkeypatch.setattr(publishing.ports, "sink", hear)
    return told_of


@pytest.fixture
def owner(database: Database) -> Profile:
    return _profile(PHONE, "Соколова")


def _profile(phone: str, surname: str) -> Profile:
    return actions.create_profile(by=None, name=Name(surname, "Ольга"), account=account(phone))


def _signed_in(phone: str = PHONE, user_agent: str = "") -> Visitor:
    visitor = Visitor(user_agent=user_agent)
    visitor.client.force_login(Account.objects.get(phone=phone))
    UserSession.objects.get_or_create(
        session_key=visitor.session_key,
        defaults={"user": Account.objects.get(phone=phone), "ip": "127.0.0.1", "user_agent": user_agent},
    )
    return visitor


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (CHROME, ("Chrome", "Windows")),
        (YANDEX, ("Яндекс Браузер", "Windows")),
        (IPHONE, ("Safari", "iPhone")),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile", ("Chrome", "Android")),
        ("curl/8.5", ("", "")),
        ("", ("", "")),
    ],
)
def test_browsers_are_called_as_people_call_them(user_agent: str, words: tuple[str, str]) -> None:
    assert rules.browser_words(user_agent) == words


def test_the_list_says_which_browser_and_hides_the_address(owner: Profile) -> None:
    here = Visitor(user_agent=YANDEX)
    here.sign_in(PHONE)
    _signed_in(user_agent="curl/8.5")
    listed = told(here.get(SESSIONS))["data"]
    assert [one["browser"] for one in listed] == ["Яндекс Браузер, Windows", "Неизвестный браузер"]
    assert [one["is_current"] for one in listed] == [True, False]
    assert not any("ip" in one for one in listed)


def test_ending_another_session_closes_its_sockets(owner: Profile, ended: list[str]) -> None:
    here, there = _signed_in(), _signed_in()
    [number] = [one["id"] for one in told(here.get(SESSIONS))["data"] if not one["is_current"]]
    ended.clear()
    assert len(told(here.delete(SESSIONS, {"sessions": [number]}))["data"]) == 1
    assert ended == [session_topic(there.session_key)]
    assert here.is_signed_in
    assert not there.is_signed_in


def test_nobody_ends_the_session_of_somebody_else(owner: Profile, ended: list[str]) -> None:
    _profile(OTHER, "Чужая")
    stranger, victim = _signed_in(OTHER), _signed_in()
    [number] = [one["id"] for one in told(victim.get(SESSIONS))["data"]]
    ended.clear()
    assert stranger.delete(SESSIONS, {"sessions": [number]}).status_code == 400
    assert victim.is_signed_in
    assert ended == []


def test_signing_out_closes_the_sockets(owner: Profile, ended: list[str]) -> None:
    visitor = _signed_in()
    key = visitor.session_key
    visitor.sign_out()
    assert session_topic(key) in ended


def test_signing_in_gives_a_fresh_key(owner: Profile, ended: list[str]) -> None:
    visitor = Visitor()
    visitor.give_password(PHONE)
    before = visitor.session_key
    visitor.sign_in(PHONE)
    assert visitor.session_key != before
    assert session_topic(before) in ended


def test_an_answer_to_whoever_was_here_before_leaves_the_next_one_signed_in(owner: Profile) -> None:
    _profile(OTHER, "Вторая")
    browser, first, second = Visitor(), _signed_in(), _signed_in(OTHER)
    before, after = first.session_key, second.session_key
    # Asked by the first, whose session ends meanwhile; answered when the second has signed in at the same browser.
    browser.client.cookies["sessionid"] = before
    SessionStore(before).delete()
    for path in (f"{ID}auth/session", "/api/start"):
        answer = browser.get(path)
        assert answer.status_code == 401
        assert "sessionid" not in answer.cookies, path
    browser.client.cookies["sessionid"] = after
    assert browser.is_signed_in
    assert "sessionid" not in browser.sign_out().cookies, "its name opens nothing any more, and may be another's by now"
    assert not browser.is_signed_in


def test_who_signs_in_with_the_cookie_of_an_ended_session_gets_another(owner: Profile) -> None:
    visitor = _signed_in()
    before = visitor.session_key
    visitor.sign_out()
    visitor.sign_in(PHONE)
    assert visitor.session_key != before
    assert visitor.is_signed_in


def test_all_sessions_can_be_ended_at_once(owner: Profile, ended: list[str]) -> None:
    visitors = [_signed_in(), _signed_in()]
    assert owner.account is not None
    ended.clear()
    assert actions.end_sessions(by=None, account=owner.account) == 2
    assert set(ended) == {session_topic(one.session_key) for one in visitors}
    assert not any(one.is_signed_in for one in visitors)


def test_use_is_written_down_at_most_every_five_minutes(owner: Profile) -> None:
    visitor = _signed_in()

    def writes() -> int:
        with CaptureQueriesContext(connection) as queries:
            visitor.get(f"{ID}auth/session")
        return sum(query["sql"].startswith("UPDATE") for query in queries)

    assert [writes() for _ in range(4)] == [1, 0, 0, 0]
    cache.clear()  # As five minutes would.
    assert writes() == 1


# --- The live road asks who somebody is -------------------------------------------------------------------------------


def test_the_holder_of_a_cookie_is_found(owner: Profile) -> None:
    visitor = _signed_in()
    key = visitor.session_key
    ends = Session.objects.get(session_key=key).expire_date.timestamp()
    assert authenticate([visitor.cookie]) == [Principal(owner.id, session_topic(key), ends)]


def test_a_hundred_cost_two_statements_and_come_in_order(owner: Profile) -> None:
    profiles = [_profile(f"+7916000{number:04d}", f"Фамилия{number}") for number in range(50)]
    cookies = [_signed_in(one.account.phone).cookie for one in profiles if one.account and one.account.phone]
    with CaptureQueriesContext(connection) as queries:
        found = authenticate([*cookies, "", *reversed(cookies)])
    assert len(queries) == 2
    expected = [one.id for one in profiles]
    assert [one.profile if one else None for one in found] == [*expected, None, *reversed(expected)]


def test_a_cookie_that_says_nothing_is_nobody(owner: Profile) -> None:
    sound = _signed_in().cookie
    nonsense = ["", ";", "=;=", "sessionid", "sessionid=", "sessionid=nonsense", "a=b; sessionid=\x00", "sessionid=ы"]
    found = authenticate([*nonsense, sound])
    assert [one.profile if one else None for one in found] == [*[None] * len(nonsense), owner.id]


def _end_by_sign_out(visitor: Visitor, _profile: Profile) -> None:
    visitor.sign_out()


def _expire(_visitor: Visitor, _profile: Profile) -> None:
    clock.set_offset(timedelta(days=31))


def _close_account(_visitor: Visitor, profile: Profile) -> None:
    Account.objects.filter(profile=profile).update(is_active=False)


def _change_password(_visitor: Visitor, profile: Profile) -> None:
    Account.objects.filter(profile=profile).update(password="argon2$another")


def _take_profile_away(_visitor: Visitor, profile: Profile) -> None:
    Profile.objects.filter(pk=profile.pk).update(account=None)


def _rewrite_row(visitor: Visitor, _profile: Profile) -> None:
    Session.objects.filter(session_key=visitor.session_key).update(session_data="e30:forged:forged")


def _forge_hash(visitor: Visitor, _profile: Profile) -> None:
    store = SessionStore(visitor.session_key)
    store[HASH_SESSION_KEY] = "forged"
    store.save()


def _enter_by_a_way_of_the_past(visitor: Visitor, _profile: Profile) -> None:
    store = SessionStore(visitor.session_key)
    store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    store.save()


@pytest.mark.parametrize(
    "happens",
    [
        _end_by_sign_out,
        _expire,
        _close_account,
        _change_password,
        _take_profile_away,
        _rewrite_row,
        _forge_hash,
        _enter_by_a_way_of_the_past,
    ],
)
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_cookie_is_worth_nothing_after(owner: Profile, happens: object) -> None:
    visitor = _signed_in()
    cookie = visitor.cookie
    assert authenticate([cookie])[0] is not None
    happens(visitor, owner)  # type: ignore[operator]
    assert authenticate([cookie]) == [None]


@pytest.fixture(autouse=True)
def _no_limits_left() -> Iterator[None]:
    yield
    cache.clear()
