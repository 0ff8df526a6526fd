"""Calls, those who take part, and when they were there. Nothing of what is said or shown is kept."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from peremena import clock


class Kind(models.TextChoices):
    CHAT = "chat"  # of a conversation: whoever sits there may come
    LINK = "link"  # by a link, on its own
    MEETING = "meeting"  # of an audience of the school, on its own
    BROADCAST = "broadcast"  # hosts speak, everybody else watches


class Media(models.TextChoices):
    AUDIO = "audio"
    VIDEO = "video"


class Who(models.TextChoices):
    """Whom a policy lets do something."""

    ALL = "all"
    HOSTS = "hosts"


class EndedBy(models.TextChoices):
    """Why a call is over."""

    HAND = "hand"  # somebody who may ended it for all
    DECLINED = "declined"  # the only other one said no
    UNANSWERED = "unanswered"  # nobody came while it rang
    EMPTY = "empty"  # everybody had left
    DESERTED = "deserted"  # the children were alone for too long
    LOST = "lost"  # the media server forgot the room and nobody came back


class Call(models.Model):
    """A call, from its planning or its first ring to its end. Moments are milliseconds since 1970, as on the wire."""

    kind = models.CharField(max_length=10, choices=Kind)
    # The chat whose call this is; of a call by link the conversation of kind `call` that its members get.
    conversation = models.ForeignKey("chat.Conversation", models.PROTECT, null=True, related_name="+")
    school = models.ForeignKey("roster.School", models.PROTECT, null=True, related_name="+")
    # The name of the room at LiveKit. It tells nothing and nobody outside hears it.
    room = models.CharField(max_length=32, unique=True)
    title = models.CharField(max_length=200, blank=True)
    media = models.CharField(max_length=5, choices=Media, default=Media.VIDEO)
    started_by = models.ForeignKey("people.Profile", models.PROTECT, related_name="+")
    created_at_ms = models.BigIntegerField(default=clock.now_ms)
    # For when it was planned; null when it began at once.
    planned_at_ms = models.BigIntegerField(null=True)
    # Null until somebody is let in for the first time.
    started_at_ms = models.BigIntegerField(null=True)
    ring_until_ms = models.BigIntegerField(default=0)
    # It rings some of those who sit there, and not everybody.
    rings_some = models.BooleanField(default=False)
    ended_at_ms = models.BigIntegerField(null=True)
    ended_by = models.CharField(max_length=10, choices=EndedBy, blank=True)
    # Who waits to be let in by hand, and what members may; hosts may always.
    has_lobby = models.BooleanField(default=False)
    is_locked = models.BooleanField(default=False)
    speak = models.CharField(max_length=5, choices=Who, default=Who.ALL)
    camera = models.CharField(max_length=5, choices=Who, default=Who.ALL)
    share = models.CharField(max_length=5, choices=Who, default=Who.ALL)
    write = models.CharField(max_length=5, choices=Who, default=Who.ALL)
    # The moment at which the last host was gone; null while one is there, or none is needed.
    hosts_gone_at_ms = models.BigIntegerField(null=True)
    # Everybody but hosts is still: no host has been there for a while.
    is_frozen = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind=Kind.CHAT) | Q(conversation__isnull=False), name="call_of_a_chat_has_one"
            ),
            models.UniqueConstraint(
                fields=["conversation"],
                condition=Q(kind=Kind.CHAT, ended_at_ms__isnull=True),
                name="call_once_in_a_chat",
            ),
            models.CheckConstraint(
                condition=Q(ended_at_ms__isnull=True, ended_by="") | (Q(ended_at_ms__isnull=False) & ~Q(ended_by="")),
                name="call_ends_for_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["conversation", "id"], name="call_of_conversation"),
            models.Index(fields=["id"], condition=Q(ended_at_ms__isnull=True), name="call_open"),
        ]

    def __str__(self) -> str:
        return f"call {self.pk}"


class Unit(models.TextChoices):
    """Of what an audience is."""

    CHAT = "chat"
    CLASS = "class"
    GRADE = "grade"
    SCHOOL = "school"
    FAMILY = "family"  # the guardians of one pupil


class Whom(models.TextChoices):
    """Who of a unit is meant."""

    ALL = "all"
    PUPILS = "pupils"
    GUARDIANS = "guardians"
    STAFF = "staff"


class Audience(models.Model):
    """Whom of the school a meeting or a broadcast is for. Who they are is asked of the roster at the moment of use."""

    call = models.OneToOneField(Call, models.PROTECT, related_name="audience")
    unit = models.CharField(max_length=6, choices=Unit)
    whom = models.CharField(max_length=9, choices=Whom)
    # The one that the unit names; of a whole school it is the call's.
    conversation = models.ForeignKey("chat.Conversation", models.PROTECT, null=True, related_name="+")
    school_class = models.ForeignKey("roster.SchoolClass", models.PROTECT, null=True, related_name="+")
    grade = models.ForeignKey("roster.Grade", models.PROTECT, null=True, related_name="+")
    child = models.ForeignKey("roster.Person", models.PROTECT, null=True, related_name="+")
    # What the unit is called: «3 А».
    title = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(unit=Unit.CHAT, conversation__isnull=False)
                | Q(unit=Unit.CLASS, school_class__isnull=False)
                | Q(unit=Unit.GRADE, grade__isnull=False)
                | Q(unit=Unit.FAMILY, child__isnull=False)
                | Q(unit=Unit.SCHOOL),
                name="audience_has_its_unit",
            )
        ]

    def __str__(self) -> str:
        return f"audience of call {self.call_id}"


class Guest(models.Model):
    """Somebody without an account, for one call: a name, and who let them have the link."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="guests")
    link = models.ForeignKey("calls.CallLink", models.PROTECT, related_name="guests")
    name = models.CharField(max_length=60)
    # SHA-256 of what the guest's browser keeps in a cookie.
    digest = models.CharField(max_length=64, unique=True)
    created_at_ms = models.BigIntegerField(default=clock.now_ms)

    def __str__(self) -> str:
        return f"guest {self.pk}"


class CallLink(models.Model):
    """A link by which people come into one call. Its end is the call's end, or earlier, by hand."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="links")
    # SHA-256 of what the link carries; the link itself is shown once more only to its maker's browser.
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("people.Profile", models.PROTECT, related_name="+")
    made_at_ms = models.BigIntegerField(default=clock.now_ms)
    revoked_at_ms = models.BigIntegerField(null=True)
    lets_guests = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"link {self.pk} to call {self.call_id}"


class State(models.TextChoices):
    """What a participant is to the call. Only `in` opens the door."""

    RUNG = "rung"  # was called, or has the link, and has not come
    WAITING = "waiting"  # in the lobby
    IN = "in"  # let in; whether the line stands is told by visits
    LEFT = "left"  # went by themselves, and may come back
    DECLINED = "declined"
    REFUSED = "refused"  # not let in from the lobby
    REMOVED = "removed"  # taken out by a host, for the rest of the call


class Participant(models.Model):
    """A person or a guest in one call, on one device at a time."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="participants")
    profile = models.ForeignKey("people.Profile", models.PROTECT, null=True, related_name="+")
    guest = models.OneToOneField(Guest, models.PROTECT, null=True, related_name="participant")
    state = models.CharField(max_length=8, choices=State, default=State.RUNG)
    # What they were when they came in last, of `chat.schemas.PersonKind`: who was there is read years later.
    kind = models.CharField(max_length=8, blank=True)
    # Made a host by a host; only somebody of the staff can be.
    is_cohost = models.BooleanField(default=False)
    # What a host has decided for this one person; null follows the policy of the call.
    may_speak = models.BooleanField(null=True)
    may_show = models.BooleanField(null=True)
    may_share = models.BooleanField(null=True)
    hand_at_ms = models.BigIntegerField(null=True)
    # The session (peremena.people.sessions.session_topic) through which they came in; its end takes them out.
    session = models.CharField(max_length=64, blank=True)
    # The moment at which they asked last to be let in: the sign of life of whoever waits.
    asked_at_ms = models.BigIntegerField(default=0)
    # Since when their page is gone though they have not left: it was reloaded, or closed, perhaps by accident.
    away_since_ms = models.BigIntegerField(null=True)
    # Since when they wait in the lobby; 0 when they do not.
    waits_since_ms = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(profile__isnull=False, guest__isnull=True) | Q(profile__isnull=True, guest__isnull=False),
                name="participant_is_a_person_or_a_guest",
            ),
            models.UniqueConstraint(
                fields=["call", "profile"], condition=Q(profile__isnull=False), name="participant_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["profile", "call"], name="participant_of_profile")]

    def __str__(self) -> str:
        return f"participant {self.pk} of call {self.call_id}"


class Visit(models.Model):
    """One unbroken presence in a call: from the line that stood to the line that fell."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="visits")
    # LiveKit's own name of the connection: told twice, it is one visit.
    line = models.CharField(max_length=40, unique=True)
    came_at_ms = models.BigIntegerField()
    went_at_ms = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(went_at_ms__isnull=True) | Q(went_at_ms__gte=F("came_at_ms")),
                name="visit_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"visit {self.pk} of {self.participant_id}"


class QuestionState(models.TextChoices):
    WAITING = "waiting"
    SHOWN = "shown"  # stands before everybody; one at a time
    DONE = "done"  # was shown, and put away
    DISMISSED = "dismissed"  # nobody else ever sees it


class Question(models.Model):
    """What a viewer asks the hosts of a broadcast. It reaches nobody else until a host shows it, without the name."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="questions")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="questions")
    text = models.CharField(max_length=500)
    asked_at_ms = models.BigIntegerField(default=clock.now_ms)
    state = models.CharField(max_length=9, choices=QuestionState, default=QuestionState.WAITING)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["call"], condition=Q(state=QuestionState.SHOWN), name="question_shown_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"question {self.pk} of call {self.call_id}"
