"""Reads of the audit table."""

from peremena.audit.models import AuditEvent


def is_empty() -> bool:
    """Say whether nothing has ever been done in this installation."""
    return not AuditEvent.objects.exists()
