"""People to whom somebody may write, in groups; and the card of one person, for those who have a reason to see it."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from peremena.chat import access, members, queries_people, rules, rules_groups, texts
from peremena.chat.access import Place
from peremena.chat.rules import Relation
from peremena.chat.schemas import Contact, ContactGroup, Contacts, MemberOut, PersonOut, ReasonOut
from peremena.roster import queries as roster
from peremena.roster.queries import Facts, Unit


def contacts(profile: int, wanted: str, at: datetime) -> Contacts:
    """Return the people to whom `profile` may write first, those who answer to every word of `wanted`."""
    near = dict(roster.profiles_near(profile))
    facts = roster.facts_of({profile, *near}, at)
    me = facts[profile]
    verdicts = {other: rules.may_start(me, facts[other]) for other in near}
    allowed = [other for other, verdict in verdicts.items() if verdict.allowed]
    badges = roster.badges_of(allowed, at)
    led = roster.led_by(profile, at)
    words = _words(wanted)
    return Contacts(
        contacts=[
            Contact(
                profile=other,
                name=near[other],
                badge=badges[other],
                relation=verdicts[other].relation,
                kind=rules_groups.kind_of(facts[other]),
                group=group_of(me, facts[other], led),
            )
            for other in sorted(allowed, key=lambda one: _words(near[one]))
            if _answers(f"{near[other]} {badges[other]}", words)
        ]
    )


def _answers(said: str, wanted: Iterable[str]) -> bool:
    """Say whether each wanted word begins some word of what is said: «мария» finds the parents of Мария too."""
    there = _words(said)
    return all(any(word.startswith(one) for word in there) for one in wanted)


def _words(text: str) -> list[str]:
    """Return the words of a text as people compare them: without case, ё as е. What has none matches nothing."""
    return re.findall(r"\w+", text.casefold().replace("ё", "е")) or ([text] if text.strip() else [])


def group_of(me: Facts, other: Facts, led: Collection[Unit]) -> ContactGroup:
    """Return under which heading `me` finds `other`: by what binds the two, whatever else the other is."""
    relation = rules.relation_of(me, other)
    if relation == Relation.GUARDIAN_OF_PUPIL:
        return "children" if other.profile in me.wards else "parents"
    if relation == Relation.TEACHER_OF_PUPIL:
        if not me.teaches & other.learns:
            return "teachers"
        return "class" if other.learns & set(led) else "pupils"
    if relation == Relation.TEACHER_OF_WARD:
        return "parents" if me.teaches & other.ward_units else "teachers"
    if relation == Relation.HEAD_OF_WARD:
        return "parents" if me.heads & other.ward_schools else "staff"
    return "teachers" if rules_groups.kind_of(other) == "teacher" else "staff"


def person(profile: int, other: int, at: datetime) -> PersonOut:
    """Return the card of somebody whom `profile` may write to or meets in a chat; raises access.PersonNotFound.

    It says no more than these two roads say anyway: the hats in which one meets them, and not all they wear.
    """
    name = queries_people.name_of(other) if access.is_id(other) else None
    if name is None:
        raise access.PersonNotFound
    facts = roster.facts_of({profile, other}, at)
    me, them = facts[profile], facts[other]
    relation = rules.relation_of(me, them)
    common = queries_people.common_conversations(profile, other, at)
    if relation is None and not common and profile != other:
        raise access.PersonNotFound
    seen = [member for place in common if (member := _seen_in(place, other, at)) is not None]
    own_badge = [] if relation is None and profile != other else [roster.badges_of([other], at)[other]]
    return PersonOut(
        profile=other,
        name=name,
        kind=rules_groups.kind_of(them),
        roles=_once([*own_badge, *(one.badge for one in seen)]),
        reasons=_reasons(me, them, relation, seen),
        common=[place.conversation for place in common],
        may_write=rules.may_start(me, them).allowed,
    )


def _seen_in(place: Place, other: int, at: datetime) -> MemberOut | None:
    return next((one for one in members.members(place, at).members if one.profile == other), None)


def _reasons(me: Facts, them: Facts, relation: Relation | None, seen: Iterable[MemberOut]) -> list[ReasonOut]:
    """Return why `me` sees `them`: what binds the two, then why they sit where one meets them, each once."""
    since: dict[str, str | None] = {}
    if relation is not None:
        since[texts.bond(relation, is_adult=rules.relation_from(me, them) == relation)] = None
    for one in seen:
        for reason in one.reasons:
            since.setdefault(reason.text, reason.since)
    if not since and me.profile != them.profile:
        since[texts.MET_IN_A_CHAT] = None
    return [ReasonOut(text=text, since=day) for text, day in since.items()]


def _once(badges: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(badge for badge in badges if badge))
