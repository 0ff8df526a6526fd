"""The only writers of accounts, profiles and their sessions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.people import phones, rules
from peremena.people.models import Account, Profile

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Name:
    """How a person is called. Pupils are shown without the patronymic, adults with it."""

    surname: str
    first_name: str
    patronymic: str = ""
    with_patronymic: bool = True

    @property
    def display(self) -> str:
        return rules.display_name(self.surname, self.first_name, self.patronymic, with_patronymic=self.with_patronymic)


def create_account(*, by: int | None, phone: str, password: str | None = None) -> Account:
    """Make an account for a phone in any spelling; raises `phones.NotAPhone`. Without a password only codes let in."""
    number = phones.tidy(phone)
    hashed = make_password(password)  # Before the transaction: hashing inside it would stop all sends.
    with transaction.atomic():
        account = Account.objects.create(phone=number, phone_verified=False, password=hashed)
        audit.record(by=by, action="people.account.created", target=f"account:{account.pk}")
    return account


def create_profile(*, by: int | None, name: Name, account: Account | None = None) -> Profile:
    return create_profiles(by=by, people=[(name, account)])[0]


def create_profiles(*, by: int | None, people: Sequence[tuple[Name, Account | None]]) -> list[Profile]:
    """Make many profiles at once, in the order given."""
    with transaction.atomic():
        profiles = Profile.objects.bulk_create(
            Profile(
                account=account,
                surname=name.surname,
                first_name=name.first_name,
                patronymic=name.patronymic,
                display_name=name.display,
            )
            for name, account in people
        )
        audit.record_many(by=by, rows=[("people.profile.created", f"profile:{one.pk}", {}) for one in profiles])
    return profiles


def rename(*, by: int | None, profile: Profile, name: Name) -> None:
    """Change how a person is called and shown. Does nothing when it is the name they have."""
    fresh = {
        "surname": name.surname,
        "first_name": name.first_name,
        "patronymic": name.patronymic,
        "display_name": name.display,
    }
    changed = {field: value for field, value in fresh.items() if getattr(profile, field) != value}
    if not changed:
        return
    for field, value in changed.items():
        setattr(profile, field, value)
    with transaction.atomic():
        profile.save(update_fields=list(changed))
        audit.record(by=by, action="people.profile.renamed", target=f"profile:{profile.pk}", fields=sorted(changed))


# Taken from a JSON object of counts by profile. The PostgreSQL text locks in ascending id first, as everybody does who
# takes several streams.
_NEXT_SEQS = {
    "sqlite": """
        UPDATE people_profile SET stream_seq = stream_seq + wanted.value FROM json_each(%s) AS wanted
         WHERE people_profile.id = CAST(wanted.key AS INTEGER) RETURNING id, stream_seq""",
    "postgresql": """
          WITH wanted AS (SELECT key::bigint AS id, value::bigint AS count FROM json_each_text(%s::json)),
               locked AS (SELECT p.id, wanted.count FROM people_profile p JOIN wanted ON wanted.id = p.id
                           ORDER BY p.id FOR NO KEY UPDATE OF p)
        UPDATE people_profile SET stream_seq = stream_seq + locked.count
          FROM locked WHERE people_profile.id = locked.id RETURNING people_profile.id, stream_seq""",
}


def take_stream_seqs(profile_ids: Collection[int]) -> dict[int, int]:
    """Take the next seq of each profile's own stream, in the caller's transaction; returns them by profile id."""
    return take_stream_runs(dict.fromkeys(profile_ids, 1))


def take_stream_runs(counts: Mapping[int, int]) -> dict[int, int]:
    """Take so many seqs of each profile's own stream, one after the other; returns the last of each. One statement."""
    if not connection.in_atomic_block:
        raise RuntimeError("A seq is taken in the transaction of the change that carries it.")
    if not counts:
        return {}
    wanted = ",".join(f'"{int(profile)}":{int(count)}' for profile, count in counts.items())
    with connection.cursor() as cursor:
        cursor.execute(_NEXT_SEQS[connection.vendor], ["{" + wanted + "}"])
        return dict(cursor.fetchall())


def verify_phone(*, account: Account, phone: str) -> None:
    """Note that the owner of the account answers at this number; a code proved it."""
    if account.phone != phone or account.phone_verified:
        return
    account.phone_verified = True
    with transaction.atomic():
        account.save(update_fields=["phone_verified"])
        audit.record(by=None, action="people.phone.verified", target=f"account:{account.pk}")


def open_session(*, request: "HttpRequest", account: Account) -> None:
    """Sign in without asking for anything: only the demo door does so."""
    get_adapter().login(request, account)
    UserSession.objects.create_from_request(request)


def end_sessions(*, by: int | None, account: Account) -> int:
    """End every session of an account, sockets included; returns how many there were."""
    sessions = list(UserSession.objects.filter(user=account))
    for session in sessions:
        session.end()
    audit.record(by=by, action="people.sessions.ended", target=f"account:{account.pk}", count=len(sessions))
    return len(sessions)


def note_activity(*, session_key: str) -> None:
    """Write down that a session is in use."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=clock.now())
