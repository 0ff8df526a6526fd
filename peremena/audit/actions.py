"""The only writer of the audit table."""

from peremena.audit.models import AuditEvent


def record(*, by: int | None, action: str, target: str, **details: object) -> None:
    """Add one row, in the caller's transaction. `by` is a profile id, or None for the command line."""
    AuditEvent.objects.create(by_profile=by, action=action, target=target, details=details)


def record_many(*, by: int | None, rows: list[tuple[str, str, dict[str, object]]]) -> None:
    """Add many rows at once: (action, target, details)."""
    AuditEvent.objects.bulk_create(
        [AuditEvent(by_profile=by, action=action, target=target, details=details) for action, target, details in rows]
    )
