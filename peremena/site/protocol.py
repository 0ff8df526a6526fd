"""Everything that travels on the socket, in one list: for the generated types and for the test of docs/protocol.md."""

from peremena.chat import commands as chat_commands
from peremena.chat import drafts, events, schemas
from peremena.live import contract, gateway, presence


def commands() -> list[type[contract.Command]]:
    """Return the structs of all commands."""
    return [kind.struct for kind in chat_commands.kinds()]


def answers() -> list[type]:
    """Return the structs that answer commands."""
    return [
        drafts.Stored,
        chat_commands.ReadAnswer,
        presence.WatchAnswer,
        schemas.SyncAnswer,
        contract.CommandError,
    ]


def durable_events() -> list[type[contract.Event]]:
    """Return the events that have a seq."""
    return [
        events.MessageSent,
        events.ConversationChanged,
        events.MembershipChanged,
        events.MembershipEnded,
        events.ConversationRead,
    ]


def events_without_seq() -> list[type[contract.Event]]:
    """Return the events that are never stored."""
    return [events.ConversationReadBy, events.Typing, presence.PresenceChanged, gateway.Hello, gateway.Restart]


def all_events() -> list[type[contract.Event]]:
    return [*durable_events(), *events_without_seq()]
