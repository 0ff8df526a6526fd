"""Reads of accounts, profiles and sessions."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import parse_cookie
from django.utils.crypto import constant_time_compare

from peremena import clock
from peremena.live.contract import Principal, profile_topic
from peremena.people.events import Preferences, PreferencesChanged
from peremena.people.models import Account, CastMember, DemoMark
from peremena.people.models import Preferences as PreferencesRow
from peremena.people.sessions import SessionStore, session_topic

# SQLite takes a bounded number of parameters in one statement.
_AT_ONCE = 500


def authenticate(cookie_headers: Sequence[str]) -> list[Principal | None]:
    """Tell who holds each `Cookie` header, None for whoever is not signed in. Two statements for a batch of 500."""
    keys = [parse_cookie(header).get(settings.SESSION_COOKIE_NAME, "") for header in cookie_headers]
    # PostgreSQL would refuse the whole batch for one key with a zero byte in it.
    wanted = sorted({key for key in keys if key.isascii() and key.isalnum()})
    found: dict[str, Principal] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        found |= _principals(wanted[start : start + _AT_ONCE])
    return [found.get(key) for key in keys]


def _principals(keys: Sequence[str]) -> dict[str, Principal]:
    store = SessionStore()
    sessions = [
        (key, ends.timestamp(), store.decode(packed))
        for key, packed, ends in Session.objects.filter(session_key__in=keys, expire_date__gt=clock.now()).values_list(
            "session_key", "session_data", "expire_date"
        )
    ]
    holders = _holders(content.get(SESSION_KEY) for _key, _ends, content in sessions)
    principals = {}
    for key, ends, content in sessions:
        profile, password = holders.get(content.get(SESSION_KEY, ""), (None, ""))
        if profile is not None and _fits(content, password):
            principals[key] = Principal(profile, session_topic(key), ends)
    return principals


def _holders(account_ids: Iterable[str | None]) -> dict[str, tuple[int | None, str]]:
    """Return profile and password hash of the active accounts, by the account's id as a session holds it."""
    accounts = Account.objects.filter(pk__in={one for one in account_ids if one}, is_active=True)
    return {
        str(account): (profile, password)
        for account, profile, password in accounts.values_list("pk", "profile__pk", "password")
    }


def _fits(content: Mapping[str, str], password: str) -> bool:
    """Say whether the session was opened by a way that is still in use and with the present password."""
    if content.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    held = content.get(HASH_SESSION_KEY, "")
    account = Account(password=password)
    return constant_time_compare(held, account.get_session_auth_hash()) or any(
        constant_time_compare(held, former) for former in account.get_session_auth_fallback_hash()
    )


def preferences_of(profile: int) -> Preferences:
    """Return what a person chose for all their devices; the defaults where they chose nothing."""
    row = PreferencesRow.objects.filter(pk=profile).first()
    return Preferences() if row is None else _preferences(row)


def preferences_changes(profile: int, since: int) -> list[PreferencesChanged]:
    """Return the change of the preferences after a position of the profile's own stream, if there was one."""
    return [
        PreferencesChanged(topic=profile_topic(profile), seq=row.stream_seq, preferences=_preferences(row))
        for row in PreferencesRow.objects.filter(pk=profile, stream_seq__gt=since)
    ]


def _preferences(row: PreferencesRow) -> Preferences:
    return msgspec.convert(row, Preferences, from_attributes=True)


def is_demo() -> bool:
    """Say whether everybody in this database is invented."""
    return DemoMark.objects.exists()


def cast() -> list[CastMember]:
    """Return those as whom the demo door signs in, in the order of the list."""
    return list(CastMember.objects.select_related("account").order_by("position"))
