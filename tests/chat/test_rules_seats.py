"""The table kind x role of docs/membership.md against the seats that a school really gets."""

from pathlib import Path

from peremena.chat.models import Seat
from peremena.roster import actions as roster
from peremena.roster.models import Role
from tests import world as worlds
from tests.databases import Database

_PAGE = Path(__file__).parents[2] / "docs" / "membership.md"
_ROLES = {
    "pupil": "pupil",
    "guardian": "guardian",
    "class teacher": "class_teacher",
    "teacher": "teacher",
    "staff": "staff",
    "head": "head",
    "administrator": "administrator",
}


def documented() -> dict[tuple[str, str], str]:
    """Read where each role sits: (kind, role) -> role in the chat."""
    lines = _PAGE.read_text().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("| kind |"))
    roles = [_ROLES[cell.strip()] for cell in lines[start].strip("|").split("|")[1:]]
    found: dict[tuple[str, str], str] = {}
    for line in lines[start + 2 : start + 6]:
        kind, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        found |= {(kind.split()[0], role): cell for role, cell in zip(roles, cells, strict=True) if cell != "–"}
    return found


def test_the_page_and_the_seats_agree(sqlite_database: Database) -> None:
    world = worlds.build()
    keeper = roster.add_person(by=None, school=world.school, surname="Цой", first_name="Олег")
    roster.hire(by=None, person=keeper, position="администратор", role=Role.ADMINISTRATOR)
    seats = Seat.objects.select_related("conversation", "affiliation")
    seen: dict[tuple[str, str], set[str]] = {}
    for seat in seats:
        assert seat.affiliation is not None
        role = "guardian" if seat.guardianship_id else seat.affiliation.role
        seen.setdefault((seat.conversation.kind, role), set()).add(seat.role)
    assert seen == {place: {role} for place, role in documented().items()}
