"""`build`: a whole school from a seed, as a plain value. The same seed and day give the same school."""

from dataclasses import dataclass, replace
from datetime import date
from itertools import count, cycle
from random import Random

from peremena.site.demo import cast
from peremena.site.demo.draft import ClassDraft, GroupDraft, PersonDraft, PostDraft, SchoolDraft
from peremena.site.demo.families import Household, Human, Inventor
from peremena.site.demo.school_year import first_year

# Of how many people without a fixed name one has not registered yet.
_ONE_UNLINKED_OF = 15
_KNOWN_CLASSES = {"1 А", "3 А", "3 Б", "9 А"}
_SPLIT_IN_PARTS = ("3 А", "Английский язык")
# Who is heard in which part, whatever the alphabet says: pupil_1 and pupil_2 do not see each other's.
_FIRST_PART, _SECOND_PART = {"pupil_1", "alisa"}, {"pupil_2", "vanya"}


@dataclass(frozen=True)
class Size:
    """How much school; the number of people comes out exactly."""

    name: str
    people: int
    staff: int
    pupils_in_class: int
    classes: tuple[tuple[int, str], ...]


_LETTERS = {10: "АБ", 11: "АБ"}
_MANY_CLASSES = tuple((grade, letter) for grade in range(1, 12) for letter in _LETTERS.get(grade, "АБВГ"))

SIZES = {
    "small": Size("Школа № 12", 150, 14, 15, ((1, "А"), (3, "А"), (3, "Б"), (9, "А"))),
    "school": Size("Школа № 1210", 2_500, 80, 25, _MANY_CLASSES),
}

_SUBJECTS_OF_YOUNG = ("Русский язык", "Математика", "Английский язык", "Музыка")
_SUBJECTS_OF_OLD = ("Русский язык", "Алгебра", "История", "Английский язык")
# What the invented teachers of the large school teach, again and again until all are hired.
_MORE_TEACHERS = (
    ("учитель русского языка", "Русский язык"),
    ("учитель математики", "Алгебра"),
    ("учитель истории", "История"),
    ("учитель английского языка", "Английский язык"),
    ("учитель музыки", "Музыка"),
)
_LAST_GRADE_OF_YOUNG = 4


def build(*, seed: int, size: str, today: date) -> SchoolDraft:
    """A pure function: no clock, no database."""
    return _Builder(SIZES[size], Random(seed), today).build()


class _Builder:
    def __init__(self, size: Size, chance: Random, today: date) -> None:
        self._size = size
        self._chance = chance
        self._inventor = Inventor(chance, first_year(today))
        self._titles = [f"{number} {letter}" for number, letter in size.classes]
        self._people: dict[str, PersonDraft] = {}
        self._posts: list[PostDraft] = []
        self._leaders: dict[str, str] = {}
        self._teachers: dict[str, list[str]] = {}
        self._pupils: dict[str, list[str]] = {title: [] for title in self._titles}
        self._guardianships: list[tuple[str, str]] = []
        self._numbers = count(1)

    def build(self) -> SchoolDraft:
        self._known_staff()
        self._known_families()
        self._more_staff()
        self._more_families()
        return SchoolDraft(
            name=self._size.name,
            people=tuple(self._people.values()),
            posts=tuple(self._posts),
            classes=self._classes(),
            guardianships=tuple(self._guardianships),
            cast=cast.CAST,
        )

    # --- People with fixed names --------------------------------------------------------------------------------------

    def _known_staff(self) -> None:
        for post in cast.STAFF:
            self._add_known(post.person, self._inventor.born(-30))
            self._hire(post.person.key, post.role, post.position, post.subject)
            if post.leads:
                self._leaders[post.leads] = post.person.key

    def _known_families(self) -> None:
        for family in cast.FAMILIES:
            for adult in family.adults:
                self._add_known(adult, self._inventor.born(-27))
            for child, title in family.children:
                self._add_known(child, self._inventor.born(int(title.split(maxsplit=1)[0])))
                self._pupils[title].append(child.key)
                self._guardianships += [(adult.key, child.key) for adult in family.adults]

    def _add_known(self, known: cast.Known, birth: date) -> None:
        if known.key in self._people:
            return
        surname, first, patronymic = known.full_name.split(" ", 2)
        self._inventor.take((surname, first, patronymic))
        self._add(known.key, Human(surname, first, patronymic, known.sex, birth), known.has_account)

    # --- The others ---------------------------------------------------------------------------------------------------

    def _more_staff(self) -> None:
        for title in self._titles:
            if title not in self._leaders:
                self._leaders[title] = self._hired("учитель начальных классов" if self._is_young(title) else "учитель")
        more = cycle(_MORE_TEACHERS)
        while len(self._posts) < self._size.staff:
            self._hired(*next(more))

    def _hired(self, position: str, subject: str = "") -> str:
        # Four of five teachers are women.
        key = self._add_invented(self._inventor.adult(self._chance.choice("ffffm")))
        self._hire(key, "staff", position, subject)
        return key

    def _hire(self, person: str, role: str, position: str, subject: str) -> None:
        self._posts.append(PostDraft(person, role, position))
        if subject:
            self._teachers.setdefault(subject, []).append(person)

    def _more_families(self) -> None:
        seats = [
            (place, self._size.classes[place][0])
            for place, title in enumerate(self._titles)
            for _ in range(self._size.pupils_in_class - len(self._pupils[title]))
        ]
        households = self._inventor.households(seats)
        adults = self._size.people - len(self._people) - len(seats)
        whole = set(self._chance.sample(range(len(households)), adults - len(households)))
        for place, household in enumerate(households):
            self._add_household(household, is_whole=place in whole)

    def _add_household(self, household: Household, *, is_whole: bool) -> None:
        # A mother alone is ten times as common as a father alone.
        one = household.father if self._chance.randrange(11) == 0 else household.mother
        adults = [household.mother, household.father] if is_whole else [one]
        guardians = [self._add_invented(adult) for adult in adults]
        for child, place in household.children:
            key = self._add_invented(child)
            self._pupils[self._titles[place]].append(key)
            self._guardianships += [(guardian, key) for guardian in guardians]

    def _add_invented(self, human: Human) -> str:
        # Not to be taken for the cast: pupil_1 and pupil_2 have a name.
        key = f"more_{next(self._numbers)}"
        self._add(key, human, self._chance.randrange(_ONE_UNLINKED_OF) > 0)
        return key

    def _add(self, key: str, human: Human, has_account: bool) -> None:  # noqa: FBT001 the last word about a card
        if key in self._people:
            raise ValueError(f"Two people are called {key}")
        self._people[key] = PersonDraft(
            key=key,
            surname=human.surname,
            first_name=human.first_name,
            patronymic=human.patronymic,
            sex=human.sex,
            birth_date=human.birth_date,
            # Numbers of a block that is given out to nobody as a whole; nothing is ever sent from a demo anyway.
            phone=f"+7900555{len(self._people):04d}",
            has_account=has_account,
        )

    # --- Classes ------------------------------------------------------------------------------------------------------

    def _classes(self) -> tuple[ClassDraft, ...]:
        turns = {subject: cycle(teachers) for subject, teachers in self._teachers.items()}
        made = []
        for (number, letter), title in zip(self._size.classes, self._titles, strict=True):
            pupils = tuple(sorted(self._pupils[title], key=lambda key: self._people[key].full_name))
            draft = ClassDraft(number, letter, self._leaders[title], pupils, ())
            groups = [group for subject in self._subjects(number) for group in self._groups(draft, subject, turns)]
            made.append(replace(draft, groups=tuple(groups)))
        return tuple(made)

    def _groups(self, draft: ClassDraft, subject: str, turns: "dict[str, cycle[str]]") -> list[GroupDraft]:
        if (draft.title, subject) == _SPLIT_IN_PARTS:
            return self._parts(draft, subject)
        led_by_own = subject in {"Русский язык", "Математика"} and self._is_young(draft.title)
        teacher = draft.leader if led_by_own else self._teacher_of(draft, subject, turns)
        return [GroupDraft(subject, teacher)]

    def _teacher_of(self, draft: ClassDraft, subject: str, turns: "dict[str, cycle[str]]") -> str:
        if draft.leader in self._teachers[subject]:
            return draft.leader
        # The classes that the talks know are taught by those whom they name, who stand first.
        return self._teachers[subject][0] if draft.title in _KNOWN_CLASSES else next(turns[subject])

    def _parts(self, draft: ClassDraft, subject: str) -> list[GroupDraft]:
        first: list[str] = []
        second: list[str] = []
        for place, pupil in enumerate(draft.pupils):
            in_first = pupil in _FIRST_PART or (pupil not in _SECOND_PART and place % 2 == 0)
            (first if in_first else second).append(pupil)
        return [
            GroupDraft(subject, "subject_teacher", "группа 1", tuple(first)),
            GroupDraft(subject, "english_2", "группа 2", tuple(second)),
        ]

    def _subjects(self, grade: int) -> tuple[str, ...]:
        if grade > _LAST_GRADE_OF_YOUNG:
            return _SUBJECTS_OF_OLD
        # English begins in the second class.
        return tuple(one for one in _SUBJECTS_OF_YOUNG if grade > 1 or one != "Английский язык")

    @staticmethod
    def _is_young(title: str) -> bool:
        return int(title.split(maxsplit=1)[0]) <= _LAST_GRADE_OF_YOUNG
