"""What following the roster costs: as many statements for a class as for one pupil, and never a long transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from peremena import clock
from peremena.chat import actions_seats
from peremena.chat.models import Membership, Seat
from peremena.database import raw
from peremena.database.writing import write_queue
from peremena.people import actions as people
from peremena.people.actions import Name
from peremena.roster import queries
from peremena.roster.models import Affiliation, Guardianship, Link, Person, Role
from tests import world as worlds
from tests.databases import Database
from tests.world import LONG_AGO, World


@dataclass
class Counted:
    statements: int = 0


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    """Count Django's statements and the plain ones, which Django does not see."""
    counted, plain = Counted(), Counted()

    def spying(original: object) -> object:
        def counting_one(*arguments: object) -> object:
            plain.statements += 1
            return original(*arguments)  # type: ignore[operator]

        return counting_one

    with monkeypatch.context() as patch, CaptureQueriesContext(connection) as seen:
        patch.setattr(raw, "rows", spying(raw.rows))
        patch.setattr(raw, "write_many", spying(raw.write_many))
        yield counted
    counted.statements = len(seen) + plain.statements


def join(world: World, pupils: int) -> list[int]:
    """Write pupils with a mother each into the tables, as an import does, everybody linked; seats are not made yet."""
    cards = Person.objects.bulk_create(
        [Person(school=world.school, surname="Семья", first_name=f"Имя {n}") for n in range(2 * pupils)]
    )
    children, mothers = cards[:pupils], cards[pupils:]
    Affiliation.objects.bulk_create(
        [Affiliation(person=one, role=Role.PUPIL, school_class=world.class_3a, starts_on=LONG_AGO) for one in children]
    )
    Guardianship.objects.bulk_create(
        [
            Guardianship(guardian=mother, child=child, starts_on=LONG_AGO)
            for mother, child in zip(mothers, children, strict=True)
        ]
    )
    names = [(Name(card.surname, card.first_name), None) for card in cards]
    profiles = people.create_profiles(by=None, people=names)
    Link.objects.bulk_create(
        [Link(person=card, profile=profile, how="test") for card, profile in zip(cards, profiles, strict=True)]
    )
    return [child.pk for child in children]


def test_a_class_costs_as_many_statements_as_one_pupil(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = worlds.build()
    one, many = join(world, 1), join(world, 12)
    with counting(monkeypatch) as for_one:
        actions_seats.reseat(one)
    with counting(monkeypatch) as for_many:
        actions_seats.reseat(many)
    assert Membership.objects.filter(conversation__title="3 А", is_current=True).count() == 3 + 13
    assert for_one.statements <= 34
    # A profile takes one position of its stream per chat; everything else is the same.
    assert for_many.statements == for_one.statements


def test_reseating_what_is_seated_writes_nothing(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.build()
    before = list(Seat.objects.order_by("id").values()), list(Membership.objects.order_by("id").values())
    with counting(monkeypatch) as again:
        actions_seats.reseat([world.masha.person.pk, world.elena.person.pk])
    assert again.statements <= 20
    assert before == (list(Seat.objects.order_by("id").values()), list(Membership.objects.order_by("id").values()))


def test_facts_cost_two_queries_for_anybody(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    world = worlds.build()
    everybody = [actor.id for actor in world.cast.values() if actor.profile is not None]
    with counting(monkeypatch) as counted:
        facts = queries.facts_of(everybody, clock.now())
    assert counted.statements == 2
    assert facts[world.anna.id].wards == {world.masha.id, world.kolya.id}
    assert facts[world.ivan.id].teaches == {("class", world.class_3a.pk), ("group", world.maths_3a.pk)}


def test_a_slice_of_a_large_class_holds_the_queue_shortly(sqlite_database: Database) -> None:
    world = worlds.build()
    pupils = join(world, 30)
    write_queue.longest_hold = 0.0
    actions_seats.reseat(pupils)
    # 60 people and 150 memberships; a machine that is busy elsewhere may take longer than the 200 ms of a slice.
    assert timedelta(seconds=write_queue.longest_hold) < timedelta(seconds=1)
