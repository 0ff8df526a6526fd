"""`peremena roster import` beside a running server: browsers see what it changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from peremena.people import actions as people
from peremena.people.actions import Name
from peremena.roster import actions
from peremena.roster.models import Person
from tests.databases import Database
from tests.live.client import LiveClient, session_of
from tests.server import Server

HEAD = "Класс;ФИО;Дата рождения;Пол;Представитель 1;Телефон 1"
OLEG = "3А;Носов Олег;01.05.2017;м;Носова Вера;+79000000001"
ANNA = "3Б;Ли Анна;02.05.2017;ж;Ли Ольга;+79000000002"


@pytest.fixture
def server(tmp_path: Path, database: Database) -> Iterator[Server]:
    running = Server(tmp_path, database).start()
    yield running
    running.stop()


def test_transfer_by_a_list_reaches_the_mothers_browser(server: Server, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{HEAD}\n{OLEG}\n{ANNA}\n", encoding="utf-8")
    first = server.command("roster", "import", str(path))
    assert (first.returncode, first.stderr) == (0, "")

    vera = Person.objects.select_related("school").get(first_name="Вера")
    account = people.create_account(by=None, phone="+79000000001")
    profile = people.create_profile(by=None, name=Name("Носова", "Вера"), account=account)
    actions.link(by=None, person=vera, profile=profile.id, how="test")
    browser = LiveClient(server.address, session_of(account))
    browser.hello()

    moved = OLEG.replace("3А", "3Б")
    path.write_text(f"{HEAD}\n{moved}\n{ANNA}\n", encoding="utf-8")
    second = server.command("roster", "import", str(path))
    assert "переводов 1" in second.stdout
    # The command has ended, so what it committed is on its way: within a second, says the promise.
    assert browser.event("membership.ended", seconds=1.0)["title"] == "3 А Родители"
    assert browser.event("membership.changed", seconds=1.0)["row"]["title"] == "3 Б Родители"
    browser.close()
