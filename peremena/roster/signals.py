"""News of the roster for the packages above. Sent inside the transaction; listed in docs/architecture.md."""

from django.dispatch import Signal

# Keyword arguments: `persons` (set of Person ids whose seats may have changed), `by` (Profile id or None); and where
# units were opened, sets of their ids: `schools`, `classes`, `subject_groups`.
affiliations_changed = Signal()
