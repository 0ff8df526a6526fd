"""What `peremena demo` and `peremena demo-school` do with the invented school, and what they print."""

import sys
from pathlib import Path

from peremena.people import queries as people
from peremena.roster.importing.remarks import FileRefused
from peremena.roster.models import School
from peremena.site.demo import from_list, school
from peremena.site.demo.school import Summary
from peremena.site.demo.writing import PASSWORD


def make_ready(*, roster: str | None) -> None:
    """Make the demo school, once; later starts find it. Ends the program where there is nothing to show."""
    if School.objects.exists():
        if not people.is_demo():
            return  # The door refuses, and says why.
        if roster:
            sys.stdout.write("Школа уже есть; чтобы начать с другого списка, укажите другую папку DATA.\n")
        return
    sys.stdout.write("Создаётся школа...\n")
    sys.stdout.flush()
    sys.stdout.write(render(_made(roster)))


def _made(roster: str | None) -> Summary:
    if roster is None:
        return school.fill(size="small", seed=1)
    try:
        return from_list.with_roster(Path(roster))
    except FileRefused as refusal:
        sys.stderr.write(f"peremena: {refusal}\n")
        raise SystemExit(1) from None


def show_address(*, port: int) -> None:
    """Say where the school is and as whom to come in."""
    if not people.is_demo():
        return  # There is no door to open; the server says why it does not start.
    lines = [f"\nОткройте http://127.0.0.1:{port}/ и нажмите «Войти как...»:"]
    lines += [f"  {one.role_label:32} {one.name}, {one.account.phone}" for one in people.cast()]
    lines += [f"Или войдите по телефону: пароль {PASSWORD}, код придёт на http://127.0.0.1:{port}/dev/sms", ""]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def demo_school(*, size: str, seed: int) -> int:
    """Fill an empty installation; 1 when it is not empty."""
    if School.objects.exists():
        sys.stderr.write("peremena: здесь уже есть школа, выдуманная пишется только в пустую папку.\n")
        return 1
    sys.stdout.write(render(school.fill(size=size, seed=seed)))
    return 0


def render(summary: Summary) -> str:
    return (
        f"{summary.school}: людей {summary.people}, из них с аккаунтом {summary.accounts};"
        f" классов {summary.classes}, сообщений {summary.messages}.\n"
    )
