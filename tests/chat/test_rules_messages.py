"""The table of what one may do with a message that is there (docs/membership.md)."""

import pytest

from peremena.chat.rules_messages import (
    ADMINS_APART,
    ADMINS_DELETE,
    DAY_MS,
    FORWARDED_STAYS,
    ONLY_OWN_DELETED,
    ONLY_OWN_EDITED,
    REACTIONS,
    SERVICE_STAYS,
    TOO_LATE_TO_DELETE,
    TOO_LATE_TO_EDIT,
    Doer,
    Said,
    why_not_delete_for_all,
    why_not_edit,
    why_not_pin,
    why_not_react,
)

CLOSED = "Больше не написать."
MEMBER, ADMIN = Doer(is_admin=False), Doer(is_admin=True)
SHUT_OUT = Doer(is_admin=False, closed=CLOSED)
YOUNG, OLD = DAY_MS - 1, DAY_MS


def said(age_ms: int = YOUNG, **more: bool) -> Said:
    return Said(**{"is_own": False, "is_by_admin": False, **more}, age_ms=age_ms)


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (said(is_own=True), None),
        (said(OLD, is_own=True), TOO_LATE_TO_EDIT),
        (said(), ONLY_OWN_EDITED),
        (said(is_own=True, is_forwarded=True), FORWARDED_STAYS),
        (said(is_own=True, is_service=True), SERVICE_STAYS),
        (said(is_own=True, in_direct=True), None),
    ],
)
def test_editing(message: Said, why: str | None) -> None:
    assert why_not_edit(message) == why


@pytest.mark.parametrize(
    ("doer", "message", "why"),
    [
        # One's own, by anybody, within a day.
        (MEMBER, said(is_own=True), None),
        (ADMIN, said(is_own=True, is_by_admin=True), None),
        (MEMBER, said(OLD, is_own=True), TOO_LATE_TO_DELETE),
        (ADMIN, said(OLD, is_own=True, is_by_admin=True), TOO_LATE_TO_DELETE),
        (SHUT_OUT, said(is_own=True), None),
        # Those of others: administrators, of plain members, at any age.
        (MEMBER, said(), ADMINS_DELETE),
        (MEMBER, said(is_by_admin=True), ADMINS_DELETE),
        (ADMIN, said(), None),
        (ADMIN, said(OLD), None),
        (ADMIN, said(is_by_admin=True), ADMINS_APART),
        # In a chat of two only one's own, and only while it is open.
        (MEMBER, said(is_own=True, in_direct=True), None),
        (MEMBER, said(in_direct=True), ONLY_OWN_DELETED),
        (ADMIN, said(in_direct=True), ONLY_OWN_DELETED),
        (SHUT_OUT, said(is_own=True, in_direct=True), CLOSED),
        # A service line says what happened.
        (ADMIN, said(is_own=True, is_service=True), SERVICE_STAYS),
    ],
)
def test_deleting_for_all(doer: Doer, message: Said, why: str | None) -> None:
    assert why_not_delete_for_all(doer, message) == why


@pytest.mark.parametrize(
    ("doer", "message", "why"),
    [
        (MEMBER, said(OLD), None),
        (SHUT_OUT, said(), None),
        (MEMBER, said(in_direct=True), None),
        (SHUT_OUT, said(in_direct=True), CLOSED),
        (MEMBER, said(is_service=True), SERVICE_STAYS),
    ],
)
def test_reacting(doer: Doer, message: Said, why: str | None) -> None:
    assert why_not_react(doer, message) == why


def test_pinning_is_for_what_somebody_said() -> None:
    assert why_not_pin(said(OLD)) is None
    assert why_not_pin(said(is_service=True)) == SERVICE_STAYS


def test_there_are_twelve_signs() -> None:
    assert len(set(REACTIONS)) == len(REACTIONS) == 12
