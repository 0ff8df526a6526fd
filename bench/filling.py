"""Fills the tables of a scene directly; `bench.fill` calls it in a process in which Django is set up.

Sign-in is real: an account, a profile and a session row for each person, a membership and a stay for each seat.
"""

import random
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from bench.scenes import Scene, Someone
from peremena.chat.models import Conversation, Kind, Membership, Message, Stay
from peremena.people.models import Account, Profile
from peremena.people.sessions import SessionStore
from peremena.roster.models import Affiliation, Link, Person, Role, School, SchoolClass

FIRST_MS = 1_790_000_000_000
# 88 bytes, as people write.
SAID = "Завтра принесите, пожалуйста, альбом и краски. "


def staff_room(people: int, room: int, authors: int) -> Scene:
    """A school's staff: one group of all, one of the first `room`, and `authors` groups of thirty."""
    scene = Scene(_people(people))
    _employ(scene.people)
    everybody = list(range(people))
    groups = [everybody, everybody[:room]]
    groups += [[(first + step) % people for step in range(min(30, people))] for first in range(authors)]
    scene.conversations = _groups(scene.people, groups)
    return scene


def district(people: int, each: int, messages: int) -> Scene:
    """Everybody sits in `each` groups of about a hundred people."""
    scene = Scene(_people(people), messages=messages)
    size = min(100, people)
    groups: list[list[int]] = [[] for _ in range(max(each, people * each // size))]
    for person in range(people):
        for step in range(each):
            groups[(person * each + step * 7) % len(groups)].append(person)
    groups = [sorted(set(members)) for members in groups]
    scene.conversations = _groups(scene.people, groups, messages)
    _talk(scene, groups, messages)
    return scene


def school(people: int, chats: int) -> Scene:
    """A school whose first person, a teacher, sits in `chats` chats of its classes and groups; each has a last word."""
    scene = Scene(_people(people), messages=30)
    _employ(scene.people[: max(2, people // 20)])
    dice = random.Random(1)
    groups = [sorted({0, *dice.sample(range(people), min(30, people))}) for _ in range(chats)]
    groups += [sorted(dice.sample(range(1, people), min(30, people - 1))) for _ in range(chats * 2)]
    scene.conversations = _groups(scene.people, groups, scene.messages)
    _talk(scene, groups, scene.messages)
    return scene


def archive(messages: int, seed: int) -> Scene:
    """Many messages in a thousand groups, stored in the order of time, so that a page's rows lie far apart."""
    places = min(1000, max(1, messages // 100))
    each = messages // places
    scene = Scene(_people(100), messages=each)
    groups = [sorted({0, *random.Random(seed * 1000 + place).sample(range(100), 30)}) for place in range(places)]
    scene.conversations = _groups(scene.people, groups, each)
    _talk(scene, groups, each)
    return scene


def phone(chats: int, long: int) -> Scene:
    """Somebody with a very long chat and `chats` ordinary ones, all with the same thirty people."""
    scene = Scene(_people(30), messages=200)
    _employ(scene.people)
    everybody = list(range(len(scene.people)))
    the_long_one = Scene(scene.people, _groups(scene.people, [everybody], long), long)
    _talk(the_long_one, [everybody], long)
    scene.conversations = _groups(scene.people, [everybody] * chats, scene.messages)
    _talk(scene, [everybody] * chats, scene.messages)
    scene.conversations = [*the_long_one.conversations, *scene.conversations]
    return scene


def _people(count: int) -> list[Someone]:
    # No password can be given for these accounts, so nobody signs in by one; the sessions are as sign-in makes them.
    accounts = [Account(phone=f"+7900{number:07d}", password="!") for number in range(count)]
    Account.objects.bulk_create(accounts, batch_size=500)
    profiles = [
        Profile(account=account, surname="Иванова", first_name="Анна", display_name=f"Анна Иванова {number}")
        for number, account in enumerate(accounts)
    ]
    Profile.objects.bulk_create(profiles, batch_size=500)
    return [Someone(profile.pk, sign_in(account)) for account, profile in zip(accounts, profiles, strict=True)]


def sign_in(account: Account) -> str:
    """Make the session that sign-in would make; return its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.set_expiry(365 * 24 * 3600)
    session.create()
    return str(session.session_key)


def sign_in_as(link: Link) -> str:
    """Sign in whoever a card is linked to."""
    account = link.profile.account
    assert account is not None
    return sign_in(account)


def pupils_to_move(count: int) -> tuple[list[Link], SchoolClass]:
    """Return pupils of the first class that has enough with accounts, and the class after it."""
    for school_class in SchoolClass.objects.order_by("pk"):
        pupils = Link.objects.filter(
            ended_at=None,
            profile__account__isnull=False,
            person__affiliations__role=Role.PUPIL,
            person__affiliations__school_class=school_class,
            person__affiliations__ends_on=None,
        ).select_related("person", "profile__account")[:count]
        if len(pupils) == count:
            return list(pupils), SchoolClass.objects.filter(pk__gt=school_class.pk).order_by("pk")[0]
    raise LookupError("no class has so many pupils")


def _employ(people: Sequence[Someone]) -> None:
    """Make them staff of one school, so that everyone may write to everyone."""

    place = School.objects.create(name="Школа № 1")
    cards = [Person(school=place, surname="Иванова", first_name="Анна") for _ in people]
    Person.objects.bulk_create(cards, batch_size=500)
    since = date(2026, 9, 1)
    Affiliation.objects.bulk_create(
        [Affiliation(person=card, role=Role.STAFF, position="учитель", starts_on=since) for card in cards],
        batch_size=500,
    )
    Link.objects.bulk_create(
        [Link(person=card, profile_id=one.profile, how="bench") for card, one in zip(cards, people, strict=True)],
        batch_size=500,
    )


def _groups(people: Sequence[Someone], groups: Sequence[Sequence[int]], messages: int = 0) -> list[int]:
    """Make one conversation for each list of places in `people`, all of whom have read all of its messages."""
    conversations = [
        Conversation(
            kind=Kind.GROUP, title=f"Чат {place}", member_count=len(members), last_no=messages, last_seq=messages
        )
        for place, members in enumerate(groups)
    ]
    Conversation.objects.bulk_create(conversations, batch_size=500)
    _insert(
        Membership,
        ("conversation_id", "profile_id", "read_no"),
        (
            (conversation.pk, people[place].profile, messages)
            for conversation, members in zip(conversations, groups, strict=True)
            for place in members
        ),
    )
    fresh = Membership.objects.filter(conversation__gte=conversations[0].pk)
    _insert(Stay, ("membership_id", "from_no"), [(key, 1) for key in fresh.values_list("pk", flat=True)])
    return [conversation.pk for conversation in conversations]


def _talk(scene: Scene, groups: Sequence[Sequence[int]], messages: int) -> None:
    """Let the members of every group speak in turn, one message of each group after another."""
    spoken = (
        (
            conversation,
            no,
            no,
            scene.people[members[no % len(members)]].profile,
            f"{no:08x}-0000-7000-8000-{conversation:012x}",
            SAID,
            FIRST_MS + no * 1000,
        )
        for no in range(1, messages + 1)
        for conversation, members in zip(scene.conversations, groups, strict=True)
    )
    _insert(Message, ("conversation_id", "no", "changed_seq", "author_id", "key", "text", "sent_at_ms"), spoken)


def _insert(model: Any, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert many rows; columns that are not named get the defaults of the model."""
    table = model._meta  # noqa: SLF001 Django's own documented name
    rest = [
        column
        for column in table.concrete_fields
        if column.column not in columns
        and not column.primary_key
        and not column.has_db_default()
        and column.get_default() is not None
    ]
    defaults = tuple(column.get_db_prep_save(column.get_default(), connection) for column in rest)
    names = ", ".join([*columns, *(column.column for column in rest)])
    places = ", ".join(["%s"] * (len(columns) + len(rest)))
    several: Any = (row + defaults for row in rows)  # millions: never a list
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table.db_table} ({names}) VALUES ({places})", several)
