"""The start state: one answer with all that the first screen needs."""

from datetime import datetime
from typing import TYPE_CHECKING

from peremena import clock
from peremena.chat import queries
from peremena.chat.events import topic_of
from peremena.chat.schemas import Me, RoleOut, StartState, TextLimits
from peremena.live.contract import profile_topic
from peremena.people import queries as people
from peremena.roster import queries as roster

if TYPE_CHECKING:
    from peremena.people.models import Profile


def state(profile: "Profile") -> StartState:
    """Return the chat list, who one is, and from where to go on on every topic.

    The profile's position was read with the profile, before the rows: a change in between arrives once more.
    """
    now = clock.now()
    rows = queries.rows_of(profile.id, now)
    topics = {topic_of(row.id): row.seq for row in rows}
    topics[profile_topic(profile.id)] = profile.stream_seq
    return StartState(
        me=me(profile, now),
        preferences=people.preferences_of(profile.id),
        conversations=rows,
        topics=topics,
        now=clock.to_ms(now),
        limits=TextLimits(),
    )


def me(profile: "Profile", at: datetime) -> Me:
    return Me(
        id=profile.id,
        surname=profile.surname,
        first_name=profile.first_name,
        patronymic=profile.patronymic,
        name=profile.display_name,
        roles=[
            RoleOut(role=one.role, label=one.label, school=one.school, since=one.since.isoformat())
            for one in roster.roles_of(profile.id, at)
        ],
        demo=people.is_demo(),
    )
