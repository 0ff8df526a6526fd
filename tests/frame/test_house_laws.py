"""Each house law of rules/ refuses what it is there to refuse, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AST_GREP = Path(sys.executable).with_name("ast-grep")


@dataclass(frozen=True)
class Law:
    refused: tuple[tuple[str, str], ...]
    allowed: tuple[tuple[str, str], ...]


LAWS = {
    "actions-write": Law(
        refused=(
            ("chat/queries.py", "message.save(update_fields=['text'])"),
            ("chat/api.py", "message.delete()"),
            ("chat/access.py", "Message.objects.create(no=1)"),
            ("chat/access.py", "Message.objects.filter(no=1).update(text='')"),
            ("chat/access.py", "Message.objects.filter(no=1).exclude(no=2).delete()"),
            ("chat/access.py", "Message.objects.filter(\n    no=1,\n).update(text='')"),
            ("chat/commands.py", "Message.objects.bulk_create(messages)"),
            ("chat/commands.py", "Message.objects.bulk_update(messages, ['text'])"),
            ("people/adapter.py", "Account.objects.get_or_create(phone=phone)"),
            ("people/adapter.py", "profile.accounts.update_or_create(phone=phone)"),
            ("site/cli.py", "School.objects.all().delete()"),
        ),
        allowed=(
            ("chat/actions.py", "message.save(update_fields=['text'])"),
            ("chat/actions_seats.py", "Seat.objects.bulk_create(seats)"),
            ("roster/actions/enrol.py", "Affiliation.objects.filter(id=1).update(ends_on=day)"),
            ("chat/migrations/0002_fill.py", "Message.objects.all().delete()"),
            ("site/demo/school.py", "Message.objects.bulk_create(messages)"),
            ("live/hub.py", "self.heads.update(heads)"),
            ("live/hub.py", "digest.update(b'1')"),
            ("live/hub.py", "cache.delete('key')"),
            ("people/sessions.py", "factory.create(phone)"),
        ),
    ),
    "actions-write-sql": Law(
        refused=(
            ("chat/queries.py", "cursor.execute('INSERT INTO chat_message VALUES (1)')"),
            ("chat/queries.py", "cursor.execute('''\n    UPDATE chat_message SET text = 1''')"),
            ("chat/queries.py", "cursor.execute(f'DELETE FROM {table}')"),
            ("chat/queries.py", "SQL = 'INSERT OR IGNORE INTO chat_message VALUES (1)'"),
        ),
        allowed=(
            ("chat/queries.py", "cursor.execute('SELECT text FROM chat_message')"),
            ("chat/queries.py", "sentence = 'Update your browser.'"),
            ("chat/actions.py", "cursor.execute('INSERT INTO chat_message VALUES (1)')"),
        ),
    ),
    "actions-publish": Law(
        refused=(
            ("chat/commands.py", "live.publish(event)"),
            ("chat/api.py", "publish(event)"),
            ("roster/queries.py", "publishing.publish(event, event)"),
        ),
        allowed=(
            ("chat/actions.py", "live.publish(event)"),
            ("chat/actions_typing.py", "publish(event)"),
            ("live/publishing.py", "publish(SessionEnded(session))"),
        ),
    ),
    "access-by-id": Law(
        refused=(
            ("chat/api.py", "Message.objects.get(id=1)"),
            ("chat/commands.py", "messages = Message.objects"),
            ("chat/rules.py", "Message._default_manager.count()"),
            ("roster/schemas.py", "Person.objects.first()"),
        ),
        allowed=(
            ("chat/access.py", "Message.objects.get(id=1)"),
            ("chat/queries.py", "Message.objects.get(id=1)"),
            ("chat/actions.py", "Message.objects.get(id=1)"),
            ("chat/api.py", "queries.objects_of(conversation)"),
        ),
    ),
    "live-knows-nothing": Law(
        refused=(
            ("live/hub.py", "from django.db import transaction"),
            ("live/hub.py", "import django"),
            ("live/hub.py", "from peremena.chat import queries"),
            ("live/hub.py", "from peremena import people"),
            ("live/hub.py", "import peremena.roster.models"),
            ("live/hub.py", "def late() -> None:\n    from peremena.audit import actions"),
        ),
        allowed=(
            ("live/hub.py", "from peremena.live.contract import Event"),
            ("live/hub.py", "from peremena import clock"),
            ("chat/commands.py", "from django.db import transaction"),
        ),
    ),
    "one-clock": Law(
        refused=(
            ("chat/actions.py", "now = datetime.now(UTC)"),
            ("chat/actions.py", "now = datetime.datetime.utcnow()"),
            ("roster/queries.py", "today = date.today()"),
            ("roster/models.py", "made_at = DateTimeField(default=timezone.now)"),
            ("live/hub.py", "now = time.time()"),
            ("live/hub.py", "from time import time"),
            ("live/hub.py", "from django.utils.timezone import now"),
        ),
        allowed=(
            ("clock.py", "now = datetime.now(UTC)"),
            ("chat/actions.py", "now = clock.now()"),
            ("live/hub.py", "started = time.monotonic()"),
            ("live/hub.py", "started = time.perf_counter()"),
            ("live/hub.py", "from time import monotonic"),
            ("live/hub.py", "from datetime import time"),
        ),
    ),
    "imports-on-top": Law(
        refused=(
            ("chat/actions.py", "def late() -> None:\n    from peremena.roster import queries"),
            ("chat/actions.py", "def late() -> None:\n    if True:\n        import peremena.roster"),
        ),
        allowed=(
            ("chat/actions.py", "from peremena.roster import queries"),
            ("chat/actions.py", "if TYPE_CHECKING:\n    from peremena.roster.models import Person"),
            ("site/cli.py", "def serve() -> None:\n    from peremena.site import asgi"),
            ("chat/apps.py", "def ready() -> None:\n    from peremena.chat import receivers"),
        ),
    ),
    "save-names-its-fields": Law(
        refused=(
            ("chat/actions.py", "message.save()"),
            ("chat/actions.py", "message.save(using='default')"),
        ),
        allowed=(
            ("chat/actions.py", "message.save(update_fields=['text'])"),
            ("chat/actions.py", "message.save(force_insert=True)"),
        ),
    ),
}


def cases(which: str) -> list[tuple[str, str, str]]:
    return [(name, path, code) for name, law in LAWS.items() for path, code in getattr(law, which)]


def laws_broken(root: Path, path: str, code: str) -> set[str]:
    """Look through a tree like ours that holds only this file."""
    (root / "sgconfig.yml").write_text((ROOT / "sgconfig.yml").read_text())
    (root / "rules").symlink_to(ROOT / "rules")
    file = root / "peremena" / path
    file.parent.mkdir(parents=True)
    file.write_text(code + "\n")
    scan = subprocess.run([AST_GREP, "scan", "--json=compact"], cwd=root, capture_output=True, text=True, check=False)
    return {finding["ruleId"] for finding in json.loads(scan.stdout)}


@pytest.mark.parametrize(("law", "path", "code"), cases("refused"))
def test_a_breach_is_refused(law: str, path: str, code: str, tmp_path: Path) -> None:
    assert law in laws_broken(tmp_path, path, code)


@pytest.mark.parametrize(("law", "path", "code"), cases("allowed"))
def test_what_only_looks_like_a_breach_is_allowed(law: str, path: str, code: str, tmp_path: Path) -> None:
    assert law not in laws_broken(tmp_path, path, code)


def test_every_law_is_tried() -> None:
    written = {
        name
        for rule in (ROOT / "rules").glob("*.yml")
        for name in re.findall(r"^id: (\S+)", rule.read_text(), re.MULTILINE)
    }
    assert written == set(LAWS)
