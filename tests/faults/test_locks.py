"""Two writers never wait for each other: everybody locks conversations first, in ascending id."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from peremena.chat.actions_read import Mark, mark_read
from peremena.chat.actions_send import send_messages
from peremena.chat.drafts import Draft, Stored
from peremena.chat.models import Conversation, Membership
from peremena.people import actions as people
from tests.databases import Database
from tests.torture import cast

KEY = "0192f000-0000-7000-8000-000000000001"


def alone(act: Callable[[], Any]) -> Any:
    """Run in a thread whose connection is closed afterwards."""
    try:
        return act()
    finally:
        connection.close()


@pytest.mark.parametrize("what", ["read", "send"])
def test_a_change_of_members_and_a_command_of_the_same_person_do_not_deadlock(
    postgres_database: Database, what: str
) -> None:
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    send_messages([Draft(boris.profile, group, KEY, "раз")])
    is_changed = threading.Event()

    def change() -> None:
        """Do as every change of members does: conversation, membership, stream."""
        with transaction.atomic():
            Conversation.objects.select_for_update().get(pk=group)
            Membership.objects.filter(conversation=group, profile=anna.profile).update(role="admin")
            is_changed.set()
            time.sleep(0.3)  # The command is waiting by now.
            people.take_stream_seqs([anna.profile])

    def command() -> list[object]:
        assert is_changed.wait(5)
        if what == "read":
            return list(mark_read([Mark(anna.profile, group, 1)]))
        return list(send_messages([Draft(anna.profile, group, KEY, "два")]))

    with ThreadPoolExecutor(2) as threads:
        changing, commanding = threads.submit(alone, change), threads.submit(alone, command)
        changing.result(10)
        (answer,) = commanding.result(10)
    assert answer == 1 if what == "read" else isinstance(answer, Stored)
