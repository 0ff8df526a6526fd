"""Invented households: children in the seats that are free, one surname, patronymics after the father."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from peremena.site.demo import names

# How many of a hundred households have two children in the school, and how many three.
_TWO_CHILDREN, _THREE_CHILDREN = 14, 2


@dataclass(frozen=True)
class Human:
    surname: str
    first_name: str
    patronymic: str
    sex: str
    birth_date: date


@dataclass(frozen=True)
class Household:
    # Each child with the place of its class in the list of classes.
    children: tuple[tuple[Human, int], ...]
    father: Human
    mother: Human


class Inventor:
    """Invents people of one school; no two have the same full name."""

    def __init__(self, chance: Random, school_year: int) -> None:
        self._chance = chance
        self._school_year = school_year
        self._surnames = names.shuffled_surnames(chance)
        self._turn = 0
        self._taken: set[tuple[str, str, str]] = set()

    def take(self, full_name: tuple[str, str, str]) -> None:
        """Keep a name from being invented."""
        self._taken.add(full_name)

    def adult(self, sex: str) -> Human:
        return self._adult(self._surname(), sex)

    def households(self, seats: Sequence[tuple[int, int]]) -> list[Household]:
        """Fill the seats, given as (place of the class, its grade); siblings sit in different classes."""
        free = list(seats)
        self._chance.shuffle(free)
        made = []
        while free:
            made.append(self._household(self._next_siblings(free)))
        return made

    def born(self, grade: int) -> date:
        """A child of first class is seven in the September of its first school year, or will be soon."""
        first_day = date(self._school_year - 7 - grade, 11, 1)
        return first_day + timedelta(days=self._chance.randrange(365))

    def _next_siblings(self, free: list[tuple[int, int]]) -> list[tuple[int, int]]:
        dice = self._chance.randrange(100)
        wanted = 3 if dice < _THREE_CHILDREN else 2 if dice < _THREE_CHILDREN + _TWO_CHILDREN else 1
        siblings: list[tuple[int, int]] = []
        for seat in list(free):
            # Different grades, as nine months between brothers would be hard to explain.
            if len(siblings) < wanted and all(abs(seat[1] - grade) > 1 for _, grade in siblings):
                siblings.append(seat)
                free.remove(seat)
        return siblings

    def _household(self, seats: Sequence[tuple[int, int]]) -> Household:
        surname = self._surname()
        father, mother = self._adult(surname, "m"), self._adult(surname, "f")
        children = tuple((self._child(surname, father.first_name, grade), place) for place, grade in seats)
        return Household(children, father, mother)

    def _child(self, surname: str, father: str, grade: int) -> Human:
        sex = self._chance.choice("mf")
        firsts = names.BOYS if sex == "m" else names.GIRLS
        return self._named(surname, sex, firsts, [father], self.born(grade))

    def _adult(self, surname: str, sex: str) -> Human:
        firsts = names.MEN if sex == "m" else names.WOMEN
        birth = date(self._school_year - self._chance.randrange(29, 56), 1, 1)
        return self._named(surname, sex, firsts, names.MEN, birth + timedelta(days=self._chance.randrange(365)))

    def _named(self, surname: str, sex: str, firsts: Sequence[str], fathers: Sequence[str], birth: date) -> Human:
        own_surname = names.surname_for(surname, sex)
        while True:
            first = self._chance.choice(firsts)
            patronymic = names.patronymic(self._chance.choice(fathers), sex)
            if (own_surname, first, patronymic) not in self._taken:
                self._taken.add((own_surname, first, patronymic))
                return Human(own_surname, first, patronymic, sex, birth)

    def _surname(self) -> str:
        self._turn += 1
        return self._surnames[self._turn % len(self._surnames)]
