"""Conversations, the right to sit in them, and what is said.

`seq` counts every durable change of a conversation that others see, `no` only its messages. The rows are the log:
each row carries the `seq` that changed it last, and nothing that was ever sent is deleted. docs/protocol.md explains.
"""

from enum import IntFlag
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from peremena import clock


class Kind(models.TextChoices):
    DIRECT = "direct"
    GROUP = "group"
    CLASS = "class"
    GUARDIANS = "guardians"
    STAFF = "staff"
    SUBJECT = "subject"
    # Of a call by link, for those of its people who are signed in.
    CALL = "call"


# Whoever sits there does so by hand alone, and may leave.
MADE_BY_HAND: frozenset[str] = frozenset({Kind.GROUP, Kind.CALL})


class Hush(models.TextChoices):
    """Why a chat is still, whatever the roster and its abilities say: because of its call."""

    HOST_GONE = "host_gone"  # nobody runs the call any more: pupils are still
    STOPPED = "stopped"  # who runs the call took the chat from the pupils
    OVER = "over"  # the call by link whose chat this is has ended: everybody is still


class MemberRole(models.TextChoices):
    MEMBER = "member"
    ADMIN = "admin"


class Ability(IntFlag):
    """What plain members of a chat may do; administrators may always. docs/membership.md has the table."""

    EDIT = 1
    INVITE = 2
    WRITE = 4
    PIN = 8
    CALL = 16
    MENTION_ALL = 32


_HAVE_NO_UNIT = [Kind.STAFF, Kind.GROUP, Kind.DIRECT, Kind.CALL]
_UNIT_FITS_KIND = (
    Q(kind__in=[Kind.CLASS, Kind.GUARDIANS], school_class__isnull=False, subject_group__isnull=True)
    | Q(kind=Kind.SUBJECT, school_class__isnull=True, subject_group__isnull=False)
    | Q(kind__in=_HAVE_NO_UNIT, school_class__isnull=True, subject_group__isnull=True)
)


class Conversation(models.Model):
    """A chat. Automatic ones belong to a unit of one school year, so next September is a new chat."""

    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200, blank=True)
    school = models.ForeignKey("roster.School", models.PROTECT, null=True, related_name="+")
    school_class = models.ForeignKey("roster.SchoolClass", models.PROTECT, null=True, related_name="+")
    subject_group = models.ForeignKey("roster.SubjectGroup", models.PROTECT, null=True, related_name="+")
    # The two people of a direct chat, smaller id first.
    direct_low = models.ForeignKey("people.Profile", models.PROTECT, null=True, related_name="+")
    direct_high = models.ForeignKey("people.Profile", models.PROTECT, null=True, related_name="+")
    last_seq = models.BigIntegerField(default=0)
    last_no = models.BigIntegerField(default=0)
    # The seq at which this row itself (title, number of members) changed last.
    changed_seq = models.BigIntegerField(default=0)
    member_count = models.PositiveIntegerField(default=0)
    # The avatar: the number of a files.Picture.
    picture = models.BigIntegerField(null=True)
    abilities = models.PositiveSmallIntegerField(default=Ability.WRITE | Ability.CALL)
    # The rights of all may depend on who else sits here: a pupil has sat in a chat made by hand, or somebody was added
    # by hand to one of the roster. Never taken back: it only says that the members have to be looked at.
    is_mixed = models.BooleanField(default=False)
    # JSON of `schemas.CallBrief`, the call that goes on here, or empty.
    call = models.TextField(db_default="")
    hush = models.CharField(max_length=10, choices=Hush, blank=True, db_default="")
    created_by = models.ForeignKey("people.Profile", models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_UNIT_FITS_KIND, name="conversation_unit_fits_kind"),
            models.CheckConstraint(
                condition=Q(kind=Kind.DIRECT, direct_low__lt=F("direct_high"))
                | (~Q(kind=Kind.DIRECT) & Q(direct_low__isnull=True, direct_high__isnull=True)),
                name="conversation_direct_has_two_people",
            ),
            models.UniqueConstraint(fields=["direct_low", "direct_high"], name="conversation_direct_once"),
            models.UniqueConstraint(
                fields=["kind", "school_class"],
                condition=Q(school_class__isnull=False),
                name="conversation_once_in_a_class",
            ),
            models.UniqueConstraint(
                fields=["subject_group"],
                condition=Q(subject_group__isnull=False),
                name="conversation_once_in_a_subject_group",
            ),
            models.UniqueConstraint(
                fields=["school"], condition=Q(kind=Kind.STAFF), name="conversation_one_staff_room_in_a_school"
            ),
            models.CheckConstraint(condition=Q(last_seq__gte=F("last_no")), name="conversation_no_is_within_seq"),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Reason(models.TextChoices):
    """Why a person has a seat."""

    ROSTER = "roster"  # a pupil or a guardian of the unit
    ROLE = "role"  # staff of the unit or of the school
    BY_HAND = "by_hand"


class History(models.TextChoices):
    """How much of the past a seat opens when its holder comes in."""

    ALL = "all"
    JOINING = "joining"


class Seat(models.Model):
    """A person's right to a conversation and its reason: the school's side. It exists also before linking."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="seats")
    person = models.ForeignKey("roster.Person", models.PROTECT, related_name="seats")
    role = models.CharField(max_length=10, choices=MemberRole)
    reason = models.CharField(max_length=10, choices=Reason)
    # The row of the roster that gives the seat. A guardian's seat has both: the child's enrolment and the guardianship.
    affiliation = models.ForeignKey("roster.Affiliation", models.PROTECT, null=True, related_name="+")
    guardianship = models.ForeignKey("roster.Guardianship", models.PROTECT, null=True, related_name="+")
    # Who gave a seat by hand, and the link by which its holder came.
    added_by = models.ForeignKey("people.Profile", models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey("chat.ChatLink", models.PROTECT, null=True, related_name="seats")
    history = models.CharField(max_length=10, choices=History)
    # The dates of the reason as moments in the school's zone, half-open like them.
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "person", "affiliation"],
                condition=Q(affiliation__isnull=False, guardianship__isnull=True),
                name="seat_once_for_an_affiliation",
            ),
            models.UniqueConstraint(
                fields=["conversation", "person", "affiliation", "guardianship"],
                condition=Q(guardianship__isnull=False),
                name="seat_once_for_a_guardianship",
            ),
            models.CheckConstraint(
                condition=Q(reason=Reason.BY_HAND, affiliation__isnull=True, guardianship__isnull=True)
                | (~Q(reason=Reason.BY_HAND) & Q(affiliation__isnull=False)),
                name="seat_has_its_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["starts_at"], name="seat_by_start"),
            models.Index(fields=["ends_at"], name="seat_by_end"),
        ]

    def __str__(self) -> str:
        return f"seat {self.person_id} in {self.conversation_id}"


class Membership(models.Model):
    """A profile in a conversation: the messenger's side. Coming back reuses the row and opens another `Stay`."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="memberships")
    profile = models.ForeignKey("people.Profile", models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    is_current = models.BooleanField(default=True)
    # The moment at which the present right ends by itself; asked at every use, because the refresh may be late.
    ends_at = models.DateTimeField(null=True)
    # The lowest message number that this reader may see now: the start of the current stay's window.
    from_no = models.BigIntegerField(default=1)
    read_no = models.BigIntegerField(default=0)
    # The person cleared the history for themselves: nothing up to this number is shown.
    cleared_no = models.BigIntegerField(default=0)
    # The newest message that names this person by @.
    mention_no = models.BigIntegerField(default=0)
    # Place among the pinned chats, from 1; 0 when not pinned.
    pin = models.PositiveSmallIntegerField(default=0)
    # Milliseconds since 1970; 0 when heard, -1 until turned on again.
    muted_until_ms = models.BigIntegerField(default=0)
    # The newest message when the chat was put into the archive; a later one brings it back, unless it is muted.
    archived_no = models.BigIntegerField(null=True)
    marked_unread = models.BooleanField(default=False)
    draft = models.TextField(blank=True)
    draft_reply_no = models.BigIntegerField(null=True)
    draft_at_ms = models.BigIntegerField(default=0)
    # Whom it names: JSON like that of a message, or empty.
    draft_mentions = models.TextField(blank=True, db_default="")
    # How this person wants the chat to look: one of eight hues and one of a few papers; empty is the usual look.
    hue = models.PositiveSmallIntegerField(null=True)
    paper = models.CharField(max_length=20, blank=True)
    # Why the person is no longer here, a key of chat.texts; empty while current.
    left_why = models.CharField(max_length=30, blank=True)
    # Position in the profile's own stream at which this row changed last.
    stream_seq = models.BigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "profile"], name="membership_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["profile", "is_current"], name="membership_of_profile"),
            models.Index(fields=["profile", "stream_seq"], name="membership_by_stream"),
            models.Index(fields=["conversation", "read_no"], name="membership_by_read_mark"),
            models.Index(
                fields=["ends_at"], condition=Q(is_current=True, ends_at__isnull=False), name="membership_by_end"
            ),
        ]

    def __str__(self) -> str:
        return f"membership {self.profile_id} in {self.conversation_id}"


class Stay(models.Model):
    """One interval of message numbers, `[from_no, to_no)`, that a membership may read, also after later edits."""

    membership = models.ForeignKey(Membership, models.PROTECT, related_name="stays")
    from_no = models.BigIntegerField()
    to_no = models.BigIntegerField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership"], condition=Q(to_no__isnull=True), name="stay_open_once"),
            models.CheckConstraint(
                condition=Q(to_no__isnull=True) | Q(to_no__gte=F("from_no")), name="stay_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"stay of {self.membership_id} from {self.from_no}"


class Message(models.Model):
    """What was said. Columns after `sent_at_ms` are empty for an ordinary text, and the database fills them in."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="messages", db_index=False)
    # Dense within the conversation, so that unread = last_no - read_no.
    no = models.BigIntegerField()
    # The seq of the conversation at which this row changed last.
    changed_seq = models.BigIntegerField()
    author = models.ForeignKey("people.Profile", models.PROTECT, related_name="+", db_index=False)
    # A UUID (version 7) that the author's browser made; the same key is the same message, for ever.
    key = models.CharField(max_length=36)
    # Stays, sealed, when the message is deleted for all.
    text = models.TextField()
    # Milliseconds since 1970, as the wire carries it: a page of history costs no conversion.
    sent_at_ms = models.BigIntegerField()
    edited_at_ms = models.BigIntegerField(db_default=0)
    deleted_at_ms = models.BigIntegerField(db_default=0)
    deleted_by = models.ForeignKey("people.Profile", models.PROTECT, null=True, related_name="+", db_index=False)
    pinned_at_ms = models.BigIntegerField(db_default=0)
    # The number of the message in the same conversation that this one answers.
    reply_no = models.BigIntegerField(null=True)
    # JSON of the structs of the same names in chat.schemas, or empty. `reactions` is what the table `Reaction` says.
    forwarded = models.TextField(db_default="")
    mentions = models.TextField(db_default="")
    reactions = models.TextField(db_default="")
    service = models.TextField(db_default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["conversation", "no"], name="message_no_once"),
            models.UniqueConstraint(fields=["key", "author"], name="message_key_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["conversation", "changed_seq"], name="message_by_change"),
            models.Index(
                fields=["conversation", "pinned_at_ms"], condition=Q(pinned_at_ms__gt=0), name="message_pinned"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.no} in {self.conversation_id}"


class MessageVersion(models.Model):
    """What an edited message said before: kept for a case, shown to nobody else."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="versions")
    text = models.TextField()
    # Milliseconds since 1970 at which the next version took its place.
    until_ms = models.BigIntegerField()

    def __str__(self) -> str:
        return f"version {self.pk} of message {self.message_id}"


class Reaction(models.Model):
    """One of a few signs that a person put under a message; one of each person."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="+", db_index=False)
    profile = models.ForeignKey("people.Profile", models.PROTECT, related_name="+", db_index=False)
    emoji = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["message", "profile"], name="reaction_once")]

    def __str__(self) -> str:
        return f"reaction of {self.profile_id} to {self.message_id}"


class Mention(models.Model):
    """A message names a profile by @."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="+", db_index=False)
    profile = models.ForeignKey("people.Profile", models.PROTECT, related_name="+", db_index=False)
    no = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "conversation", "no"], name="mention_once"),
        ]

    def __str__(self) -> str:
        return f"mention of {self.profile_id} in {self.conversation_id}, message {self.no}"


class PersonalMark(models.Model):
    """What one message is to one person: important, or deleted for themselves. A row of the profile's own stream."""

    profile = models.ForeignKey("people.Profile", models.PROTECT, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="+", db_index=False)
    no = models.BigIntegerField()
    is_important = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    marked_at_ms = models.BigIntegerField()
    stream_seq = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["profile", "conversation", "no"], name="personal_mark_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["profile", "stream_seq"], name="personal_mark_by_stream"),
            models.Index(
                fields=["profile", "marked_at_ms"], condition=Q(is_important=True), name="personal_mark_important"
            ),
        ]

    def __str__(self) -> str:
        return f"mark of {self.profile_id} on message {self.no} in {self.conversation_id}"


class ChatLink(models.Model):
    """A link by which people come into a chat; whom its maker may not add, it does not let in."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="links")
    # A keyed hash: whoever reads the database cannot walk in.
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("people.Profile", models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(null=True)
    most_uses = models.PositiveIntegerField(null=True)
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link {self.pk} to {self.conversation_id}"


class Exclusion(models.Model):
    """Somebody was taken out of a chat in which the roster seats them; it holds until it is lifted."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="exclusions")
    person = models.ForeignKey("roster.Person", models.PROTECT, related_name="+")
    excluded_by = models.ForeignKey("people.Profile", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField(default=clock.now)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["conversation", "person"], condition=Q(lifted_at__isnull=True), name="exclusion_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"exclusion of {self.person_id} from {self.conversation_id}"
