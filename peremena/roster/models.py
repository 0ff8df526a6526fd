"""The dated membership graph: who is who in the school, from when to when, told by which source.

Dates are half-open: a row holds on a day when `starts_on <= day < ends_on`; an empty `ends_on` is open.
A person who comes and goes on one day has an empty interval, which is kept as history.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from peremena import clock


class School(models.Model):
    name = models.CharField(max_length=200)
    # IANA name; the school's day begins at midnight here.
    timezone = models.CharField(max_length=60, default="Europe/Moscow")

    def __str__(self) -> str:
        return self.name


class SchoolYear(models.Model):
    school = models.ForeignKey(School, models.PROTECT, related_name="years")
    # «2026/27».
    title = models.CharField(max_length=20)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "title"], name="year_title_once_in_a_school"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="year_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return self.title


class Grade(models.Model):
    """All classes of one number in one school year: «третьи классы»."""

    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="grades")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "number"], name="grade_once_in_a_year"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=12), name="grade_number_from_1_to_12"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class SchoolClass(models.Model):
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="classes")
    letter = models.CharField(max_length=10)
    # «3 А»; stored, because every chat and every list shows it.
    title = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["grade", "letter"], name="class_letter_once_in_a_grade"),
            models.CheckConstraint(condition=~Q(title=""), name="class_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title


class SubjectGroup(models.Model):
    """A subject as a class learns it. With an empty `part` the whole class belongs to it; otherwise those enrolled."""

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="subject_groups")
    subject = models.CharField(max_length=100)
    # «группа 1»; empty for the whole class.
    part = models.CharField(max_length=50, blank=True)
    # «1А - Русский язык».
    title = models.CharField(max_length=180)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school_class", "subject", "part"], name="subject_group_once_in_a_class"),
            models.CheckConstraint(condition=~Q(subject=""), name="subject_group_has_a_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class Sex(models.TextChoices):
    MALE = "m"
    FEMALE = "f"
    UNKNOWN = ""


class Person(models.Model):
    """The school's card of a human being; exists before anybody registers."""

    school = models.ForeignKey(School, models.PROTECT, related_name="persons")
    surname = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, blank=True)
    birth_date = models.DateField(null=True)
    # E.164; told by the school, hidden from members.
    phone = models.CharField(max_length=16, blank=True)
    # The identity in the source that told of this person; empty for those entered by hand.
    external_key = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(surname="") & ~Q(first_name=""), name="person_has_a_name"),
            models.UniqueConstraint(
                fields=["school", "external_key"], condition=~Q(external_key=""), name="person_key_once_in_a_school"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["school", "surname", "first_name"], name="person_by_name")]

    def __str__(self) -> str:
        return f"person {self.pk}"


class Role(models.TextChoices):
    """What an affiliation makes of a person. Guardians follow from `Guardianship`, the one source of that right."""

    PUPIL = "pupil"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    HEAD = "head"
    STAFF = "staff"
    ADMINISTRATOR = "administrator"


_UNIT_FITS_ROLE = (
    Q(role=Role.PUPIL, school_class__isnull=False, subject_group__isnull=True)
    | Q(role=Role.PUPIL, school_class__isnull=True, subject_group__isnull=False)
    | Q(role=Role.CLASS_TEACHER, school_class__isnull=False, subject_group__isnull=True)
    | Q(role=Role.TEACHER, school_class__isnull=True, subject_group__isnull=False)
    | Q(
        role__in=[Role.HEAD, Role.STAFF, Role.ADMINISTRATOR],
        school_class__isnull=True,
        subject_group__isnull=True,
    )
)


class Affiliation(models.Model):
    """A person in a role, in a unit, for a time. `hire` makes STAFF, teaching and leading come on top of it."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="affiliations")
    role = models.CharField(max_length=20, choices=Role)
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, null=True, related_name="affiliations")
    subject_group = models.ForeignKey(SubjectGroup, models.PROTECT, null=True, related_name="affiliations")
    # The position in words, for staff: «учитель математики», «психолог».
    position = models.CharField(max_length=100, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    # Who told: `hand`, `csv:2026-09-01`, `sds`.
    source = models.CharField(max_length=60, default="hand")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=_UNIT_FITS_ROLE, name="affiliation_unit_fits_role"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="affiliation_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(role=Role.PUPIL, school_class__isnull=False, ends_on__isnull=True),
                name="pupil_of_one_class_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "school_class"],
                condition=Q(school_class__isnull=False, ends_on__isnull=True),
                name="affiliation_open_once_in_a_class",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "subject_group"],
                condition=Q(subject_group__isnull=False, ends_on__isnull=True),
                name="affiliation_open_once_in_a_group",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(school_class__isnull=True, subject_group__isnull=True, ends_on__isnull=True),
                name="affiliation_open_once_in_a_school",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["starts_on"], name="affiliation_by_start"),
            models.Index(fields=["ends_on"], name="affiliation_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Guardianship(models.Model):
    """A legal representative of a child, for a time."""

    guardian = models.ForeignKey(Person, models.PROTECT, related_name="wards")
    child = models.ForeignKey(Person, models.PROTECT, related_name="guardians")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    source = models.CharField(max_length=60, default="hand")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(guardian=F("child")), name="nobody_is_their_own_guardian"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="guardianship_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["guardian", "child"], condition=Q(ends_on__isnull=True), name="guardianship_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"guardian {self.guardian_id} of {self.child_id}"


class Link(models.Model):
    """Person - Profile: made once, explained, revocable."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="links")
    profile = models.ForeignKey("people.Profile", models.PROTECT, related_name="links")
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    # How the school knew that this profile is this person: `demo`, `phone`, `hand`.
    how = models.CharField(max_length=30)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="person_linked_to_one_profile"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.person_id} - {self.profile_id}"


class ImportRun(models.Model):
    """One import of a file. One without an end was cut off, and the next of the same file finishes it."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    year = models.ForeignKey(SchoolYear, models.PROTECT, related_name="+")
    # `csv`, `xlsx`, `sds`.
    source = models.CharField(max_length=20)
    # SHA-256 of the content, in hex.
    digest = models.CharField(max_length=64)
    started_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["digest"], name="import_run_by_digest")]

    def __str__(self) -> str:
        return f"import {self.pk}"
