"""Who of a file is who in the roster. Pure, as all of the plan.

1. A source with lasting keys is believed by its key.
2. A pupil is told by name and date of birth; where one side has no date, by the name alone.
3. A guardian is told by name and phone; without a phone by the name among the guardians of the same child; and by
   phone, first name and patronymic among them, because surnames change.
4. A phone belongs to one person, because a phone signs in: of two adults who share one, whoever has it in the roster
   or stands first in the file keeps it, and the other gets a card without a phone. To refuse the other would keep a
   parent out of the parents' chat.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from peremena.roster.importing.draft import PersonDraft, RosterDraft
from peremena.roster.importing.holding import HeldPerson, Holding
from peremena.roster.importing.names import FullName, fold
from peremena.roster.importing.remarks import Remark

_PUPIL = "pupil"


@dataclass(frozen=True)
class Correction:
    """Values of a card that the file tells and the roster lacks or has otherwise."""

    person: int
    values: dict[str, object]


@dataclass
class Matched:
    # People of the file that the roster has, by their keys in the draft.
    known: dict[str, int] = field(default_factory=dict)
    # Those whom it has not.
    strangers: list[PersonDraft] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def match_people(draft: RosterDraft, held: Holding) -> Matched:
    matched = Matched()
    finder = _Finder(held)
    phones = _Phones(held)
    children: dict[str, list[str]] = defaultdict(list)
    for family in draft.guardianships:
        children[family.guardian].append(family.child)
    # Pupils first: guardians are found through them.
    pupils = {row.person for row in draft.affiliations if row.role == _PUPIL}
    for person in sorted(draft.people.values(), key=lambda one: one.key not in pupils):
        own_children = [matched.known[child] for child in children[person.key] if child in matched.known]
        found = finder.find(person, is_pupil=person.key in pupils, children=own_children)
        settled = phones.settle(person, found, matched.remarks)
        if found is None:
            matched.strangers.append(settled)
            continue
        matched.known[person.key] = found.id
        if changed := _corrected(settled, found):
            matched.corrections.append(Correction(found.id, changed))
    return matched


class _Finder:
    """Finds people of the roster; each is found once."""

    def __init__(self, held: Holding) -> None:
        self._people = held.people
        self._by_external: dict[str, HeldPerson] = {}
        self._by_name: dict[str, list[HeldPerson]] = defaultdict(list)
        self._guardians_of: dict[int, set[int]] = defaultdict(set)
        self._taken: set[int] = set()
        for one in held.people.values():
            self._by_name[one.name_key].append(one)
            if one.external_key:
                self._by_external[one.external_key] = one
        for guardian, child, _starts, _ends in held.dated_families:
            self._guardians_of[child].add(guardian)

    def find(self, person: PersonDraft, *, is_pupil: bool, children: list[int]) -> HeldPerson | None:
        if person.external_key:
            return self._by_external.get(person.external_key)
        candidates = self._pupils(person) if is_pupil else self._guardians(person, children)
        found = next((one for one in candidates if one.id not in self._taken), None)
        if found is not None:
            self._taken.add(found.id)
        return found

    def _pupils(self, person: PersonDraft) -> Iterator[HeldPerson]:
        namesakes = [one for one in self._by_name[person.name.key] if one.is_pupil]
        yield from (one for one in namesakes if one.birth_date == person.birth_date)
        yield from (one for one in namesakes if one.birth_date is None or person.birth_date is None)

    def _guardians(self, person: PersonDraft, children: list[int]) -> Iterator[HeldPerson]:
        namesakes = [one for one in self._by_name[person.name.key] if not one.is_pupil]
        family = {guardian for child in children for guardian in self._guardians_of[child]}
        if person.phone:
            yield from (one for one in namesakes if one.phone == person.phone)
        yield from (one for one in namesakes if one.id in family)
        if person.phone:
            relatives = (self._people[guardian] for guardian in sorted(family))
            yield from (one for one in relatives if one.phone == person.phone and _given(one) == _given(person.name))


def _given(name: HeldPerson | FullName) -> str:
    return fold(f"{name.first_name} {name.patronymic}")


class _Phones:
    """Lets one person have each phone."""

    def __init__(self, held: Holding) -> None:
        # The person of the roster who has a phone, or the name of whoever of the file took it first.
        self._holders: dict[str, HeldPerson | PersonDraft] = {
            one.phone: one for one in held.people.values() if one.phone
        }

    def settle(self, person: PersonDraft, found: HeldPerson | None, remarks: list[Remark]) -> PersonDraft:
        """Return the person of the file, without the phone where somebody else has it."""
        if not person.phone:
            return person
        holder = self._holders.setdefault(person.phone, found or person)
        if holder is person or holder is found:
            return person
        name = holder.name if isinstance(holder, PersonDraft) else f"{holder.surname} {holder.first_name}"
        remarks.append(
            Remark(person.line, f"{person.name}: телефон {person.phone} уже записан, это {name}; записано без телефона")
        )
        return replace(person, phone="")


def _corrected(person: PersonDraft, held: HeldPerson) -> dict[str, object]:
    """Return what the file says and the card does not; what the file leaves empty takes nothing away."""
    told = {"sex": person.sex, "birth_date": person.birth_date, "phone": person.phone}
    changed: dict[str, object] = {name: value for name, value in told.items() if value and value != getattr(held, name)}
    for part in ("surname", "first_name", "patronymic"):
        if _is_better(getattr(person.name, part), getattr(held, part)):
            changed[part] = getattr(person.name, part)
    return changed


def _is_better(told: str, held: str) -> bool:
    """Another name, or the same with a «ё» that the card lacks; a list that writes «е» takes no «ё» away."""
    return fold(told) != fold(held) or told.casefold().count("ё") > held.casefold().count("ё")
