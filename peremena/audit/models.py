"""One table of rows that are only added."""

from typing import ClassVar

from django.db import models

from peremena import clock


class AuditEvent(models.Model):
    at = models.DateTimeField(default=clock.now)
    # The profile that acted; empty when the command line or an import did.
    by_profile = models.BigIntegerField(null=True)
    # `domain.noun.verb`, such as `roster.enrolment.ended`.
    action = models.CharField(max_length=80)
    # What it was done to: `person:12`, `conversation:5`.
    target = models.CharField(max_length=80)
    details = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["target", "at"], name="audit_by_target")]

    def __str__(self) -> str:
        return f"{self.action} {self.target}"
