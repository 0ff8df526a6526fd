"""Accounts (who signs in) and educational profiles (whom others see)."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from peremena import clock


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(phone=username)


class Account(AbstractBaseUser):
    """Signs in by phone or e-mail. Nobody but its owner ever sees an account; others see the profile."""

    # E.164, such as +79161234567.
    phone = models.CharField(max_length=16, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    # Stored in lower case, so that uniqueness does not depend on the database's idea of case.
    email = models.EmailField(unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "phone"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(phone__isnull=False) | Q(email__isnull=False), name="account_has_phone_or_email"
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"


class Profile(models.Model):
    """The person inside the platform: one per account. Roles are hats of one profile, read from the roster."""

    account = models.OneToOneField(Account, models.PROTECT, null=True, blank=True, related_name="profile")
    surname = models.CharField(max_length=100)
    first_name = models.CharField(max_length=100)
    patronymic = models.CharField(max_length=100, blank=True)
    # What others see. Adults are addressed with the patronymic, pupils without: people.actions decides it once.
    display_name = models.CharField(max_length=302)
    # Position of the profile's own stream (memberships, read marks); grows by one per change others can sync.
    stream_seq = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(surname="") & ~Q(first_name=""), name="profile_has_a_name"),
            models.CheckConstraint(condition=Q(stream_seq__gte=0), name="profile_stream_seq_not_negative"),
        ]
        indexes: ClassVar = [models.Index(F("surname"), F("first_name"), name="profile_by_name")]

    def __str__(self) -> str:
        return f"profile {self.pk}"


class CodeRequest(models.Model):
    """One request for a code by SMS, kept for a day to count by; known and unknown numbers leave the same row."""

    # Keyed hash of the number: the numbers of strangers are not ours to keep.
    number = models.CharField(max_length=32)
    # Whether the password had been given; those without one are counted apart, so that they tell nothing of the others.
    with_password = models.BooleanField()
    at = models.DateTimeField(default=clock.now)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["number", "at"], name="code_request_by_number"),
            models.Index(fields=["at"], name="code_request_by_time"),
        ]

    def __str__(self) -> str:
        return f"code request {self.pk}"


class DemoMark(models.Model):
    """Its one row says: nobody in this database is real. Made before the first school, ended by a real class list."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_demo_mark")]

    def __str__(self) -> str:
        return "demo"


class CastMember(models.Model):
    """Somebody of the invented school as whom the demo door signs one in."""

    key = models.CharField(max_length=40, primary_key=True)
    account = models.OneToOneField(Account, models.CASCADE)
    # Place in the list, from 1.
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=302)
    role_label = models.CharField(max_length=200)
    # What there is to see as this person.
    hint = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.key


class Preferences(models.Model):
    """What a person chose for all their devices. No row: they have changed nothing yet."""

    profile = models.OneToOneField(Profile, models.CASCADE, primary_key=True, related_name="preferences")
    language = models.CharField(max_length=2, default="ru")
    # Enter sends a message; otherwise Ctrl+Enter does.
    enter_sends = models.BooleanField(default=True)
    sound = models.BooleanField(default=True)
    notify_personal = models.BooleanField(default=True)
    notify_group = models.BooleanField(default=True)
    # Notifications say who wrote, not what.
    hide_text = models.BooleanField(default=False)
    # Position of the last change in the profile's own stream.
    stream_seq = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(language__in=["ru", "en"]), name="preferences_known_language"),
        ]

    def __str__(self) -> str:
        return f"preferences of {self.profile_id}"
