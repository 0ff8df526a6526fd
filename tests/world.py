"""A small school with named people: the cast of the tests. Rights are as docs/membership.md says."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection

from peremena import clock
from peremena.live import publishing
from peremena.people import actions as people
from peremena.people.actions import Name
from peremena.people.models import Account, Profile
from peremena.roster import actions as roster
from peremena.roster.models import Person, Role, School, SchoolClass, SubjectGroup
from tests import snapshots

# Well inside the present school year, whenever the tests run.
LONG_AGO = clock.today("Europe/Moscow") - timedelta(days=80)
YEAR_ENDS = LONG_AGO + timedelta(days=364)


@dataclass
class Actor:
    """Somebody of the cast: the school's card, and once registered the profile and the account."""

    person: Person
    profile: Profile | None = None
    account: Account | None = None

    @property
    def id(self) -> int:
        assert self.profile is not None
        return self.profile.id


@dataclass
class World:
    school: School
    class_3a: SchoolClass
    class_3b: SchoolClass
    maths_3a: SubjectGroup
    cast: dict[str, Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Actor:
        try:
            return self.__dict__["cast"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None


def build() -> World:
    """Build the school: head Olga, class teachers Elena (3 А) and Nina (3 Б), Ivan who teaches 3 А mathematics,
    pupils Masha and Petya of 3 А and Kolya of 3 Б, Masha's mother Anna (also Kolya's) and father Boris, Petya's
    mother Vera who teaches nobody but works here, unlinked pupil Zoya of 3 А, and Fyodor of another school.
    """
    if not _is_untouched():
        return _act()
    if connection.vendor not in _kept:
        world = _act()
        _kept[connection.vendor] = (deepcopy(world), snapshots.take())
        return world
    world, rows = _kept[connection.vendor]
    snapshots.put(rows)
    return deepcopy(world)


# The school of each vendor's first database. Most tests begin with it in one of their own, and acting it out takes
# longer than what they do then.
_kept: dict[str, tuple[World, snapshots.Rows]] = {}


def _is_untouched() -> bool:
    """Say whether nobody has been here, nobody listens, and it is now: then the school can be read back."""
    return (
        publishing.ports.sink is publishing.nobody
        and clock.offset() == timedelta()
        and not School.objects.exists()
        and not Account.objects.exists()
    )


def _act() -> World:
    school = roster.create_school(by=None, name="Школа № 7")
    year = roster.open_year(by=None, school=school, title="2026/27", starts_on=LONG_AGO, ends_on=YEAR_ENDS)
    class_3a = roster.open_class(by=None, year=year, number=3, letter="А")
    class_3b = roster.open_class(by=None, year=year, number=3, letter="Б")
    maths = roster.open_subject_group(by=None, school_class=class_3a, subject="Математика")
    world = World(school, class_3a, class_3b, maths)
    _add_staff(world)
    _add_families(world)
    _add_stranger(world)
    return world


def _add_staff(world: World) -> None:
    world.cast["olga"] = _actor(world.school, "Соколова", "Ольга", "Петровна", "f")
    world.cast["elena"] = _actor(world.school, "Павлова", "Елена", "Викторовна", "f")
    world.cast["nina"] = _actor(world.school, "Черных", "Нина", "Львовна", "f")
    world.cast["ivan"] = _actor(world.school, "Ли", "Иван", "Сергеевич", "m")
    roster.hire(by=None, person=world.olga.person, position="директор", role=Role.HEAD, on=LONG_AGO)
    for name in ("elena", "nina", "ivan"):
        roster.hire(by=None, person=world.cast[name].person, position="учитель", on=LONG_AGO)
    roster.lead(by=None, person=world.elena.person, school_class=world.class_3a, on=LONG_AGO)
    roster.lead(by=None, person=world.nina.person, school_class=world.class_3b, on=LONG_AGO)
    roster.teach(by=None, person=world.ivan.person, subject_group=world.maths_3a, on=LONG_AGO)


def _add_families(world: World) -> None:
    for name, surname, first, patronymic, sex, school_class in (
        ("masha", "Кузнецова", "Мария", "Борисовна", "f", world.class_3a),
        ("petya", "Дюма", "Пётр", "Ильич", "m", world.class_3a),
        ("kolya", "Кузнецов", "Николай", "Борисович", "m", world.class_3b),
    ):
        world.cast[name] = _actor(world.school, surname, first, patronymic, sex, pupil=True)
        roster.enrol(by=None, person=world.cast[name].person, school_class=school_class, on=LONG_AGO)
    zoya = roster.add_person(by=None, school=world.school, surname="Ким", first_name="Зоя", sex="f")
    roster.enrol(by=None, person=zoya, school_class=world.class_3a, on=LONG_AGO)
    world.cast["zoya"] = Actor(zoya)
    world.cast["anna"] = _actor(world.school, "Кузнецова", "Анна", "Игоревна", "f")
    world.cast["boris"] = _actor(world.school, "Кузнецов", "Борис", "Ильич", "m")
    world.cast["vera"] = _actor(world.school, "Дюма", "Вера", "Олеговна", "f")
    for guardian, child in (("anna", "masha"), ("anna", "kolya"), ("boris", "masha"), ("vera", "petya")):
        roster.add_guardian(by=None, guardian=world.cast[guardian].person, child=world.cast[child].person, on=LONG_AGO)
    roster.hire(by=None, person=world.vera.person, position="библиотекарь", on=LONG_AGO)


def _add_stranger(world: World) -> None:
    other = roster.create_school(by=None, name="Школа № 8")
    world.cast["fyodor"] = _actor(other, "Чужой", "Фёдор", "Фёдорович", "m")
    roster.hire(by=None, person=world.fyodor.person, position="учитель", on=LONG_AGO)


_phones = iter(range(10_000_000))


def _actor(school: School, surname: str, first_name: str, patronymic: str, sex: str, *, pupil: bool = False) -> Actor:
    person = roster.add_person(
        by=None, school=school, surname=surname, first_name=first_name, patronymic=patronymic, sex=sex
    )
    account = people.create_account(by=None, phone=f"+7900{next(_phones):07d}")
    name = Name(surname, first_name, patronymic, with_patronymic=not pupil)
    profile = people.create_profile(by=None, name=name, account=account)
    roster.link(by=None, person=person, profile=profile.id, how="test")
    return Actor(person, profile, account)


def tomorrow() -> date:
    return clock.today("Europe/Moscow") + timedelta(days=1)
