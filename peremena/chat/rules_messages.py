"""What one may do with a message that is there. Pure decisions; docs/membership.md has the table.

Each rule answers with the sentence that says why not, or None.
"""

from dataclasses import dataclass

DAY_MS = 24 * 60 * 60 * 1000
# The signs one may put under a message, in the order in which they are offered.
REACTIONS = ("👍", "❤️", "😂", "😮", "😢", "🔥", "🎉", "👏", "🙏", "🤔", "✅", "👀")
MOST_PINNED = 50

ONLY_OWN_EDITED = "Изменить можно только своё сообщение."
TOO_LATE_TO_EDIT = "Изменить сообщение можно в течение 24 часов."
FORWARDED_STAYS = "Пересланное сообщение не изменить: это чужие слова."
TOO_LATE_TO_DELETE = "Удалить сообщение у всех можно в течение 24 часов."
ONLY_OWN_DELETED = "В личном чате у всех можно удалить только своё сообщение."
ADMINS_DELETE = "Чужие сообщения у всех удаляют администраторы чата."
ADMINS_APART = "Сообщение администратора у всех может удалить только он сам."
SERVICE_STAYS = "Служебную строку нельзя изменить или удалить у всех."
ADMINS_PIN = "Закреплять сообщения здесь могут администраторы чата."
ADMINS_CALL_ALL = "Обращаться сразу ко всем здесь могут администраторы чата."
TOO_MANY_PINS = f"Закрепить можно до {MOST_PINNED} сообщений. Сначала открепите лишнее."


@dataclass(frozen=True, slots=True)
class Doer:
    """Who wants to change a message. `closed` is the sentence that says why they may not write there, if so."""

    is_admin: bool
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the rules ask about a message."""

    is_own: bool
    # Whether its author is an administrator of the chat now; whoever has left is none.
    is_by_admin: bool
    age_ms: int
    in_direct: bool = False
    is_service: bool = False
    is_forwarded: bool = False


def why_not_edit(said: Said) -> str | None:
    """Judge a change of the text. Whether the doer may write there at all is asked before."""
    if said.is_service:
        return SERVICE_STAYS
    if not said.is_own:
        return ONLY_OWN_EDITED
    if said.is_forwarded:
        return FORWARDED_STAYS
    return TOO_LATE_TO_EDIT if said.age_ms >= DAY_MS else None


def why_not_delete_for_all(doer: Doer, said: Said) -> str | None:
    """Judge a deletion for everybody: one's own within a day, those of plain members by administrators at any time.

    A direct chat that is closed stays as it is, to be read.
    """
    if said.is_service:
        return SERVICE_STAYS
    if said.in_direct and doer.closed is not None:
        return doer.closed
    if said.is_own:
        return TOO_LATE_TO_DELETE if said.age_ms >= DAY_MS else None
    if said.in_direct:
        return ONLY_OWN_DELETED
    if not doer.is_admin:
        return ADMINS_DELETE
    return ADMINS_APART if said.is_by_admin else None


def why_not_react(doer: Doer, said: Said) -> str | None:
    """Judge a sign under a message: whoever sits there may, in a direct chat only while they may write."""
    if said.is_service:
        return SERVICE_STAYS
    return doer.closed if said.in_direct else None


def why_not_pin(said: Said) -> str | None:
    """Judge pinning, once the doer has the right to pin there."""
    return SERVICE_STAYS if said.is_service else None
