"""Everything that travels on the socket, in one list: for the generated types and for the test of docs/protocol.md."""

from peremena.chat import commands as chat_commands
from peremena.chat import commands_messages, commands_personal, drafts, events, schemas
from peremena.live import contract, gateway, presence
from peremena.people import events as people_events


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
        commands_messages.Edited,
        commands_messages.Changed,
        commands_messages.Reached,
        commands_personal.Taken,
        commands_personal.Cleared,
        contract.CommandError,
    ]


def durable_events() -> list[type[contract.Event]]:
    """Return the events that have a seq."""
    return [
        events.MessageSent,
        events.MessageChanged,
        events.ConversationPassed,
        events.MessageMarked,
        events.ConversationChanged,
        events.MembershipChanged,
        events.MembershipEnded,
        events.ConversationRead,
        people_events.PreferencesChanged,
    ]


def events_without_seq() -> list[type[contract.Event]]:
    """Return the events that are never stored."""
    return [events.ConversationReadBy, events.Typing, presence.PresenceChanged, gateway.Hello, gateway.Restart]


def all_events() -> list[type[contract.Event]]:
    return [*durable_events(), *events_without_seq()]
