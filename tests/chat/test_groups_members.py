"""Running a chat over HTTP: excluding with a reason, letting in again, leaving, and who is administrator."""

from collections.abc import Callable
from datetime import datetime

import pytest

from peremena import clock
from peremena.audit.models import AuditEvent
from peremena.chat import actions_seats, rules_groups
from peremena.chat.models import Membership
from peremena.roster import actions as roster
from tests import world as worlds
from tests.chat.conftest import Asking, chat, code_of
from tests.chat.groups import add, exclude, leave, lines, made, members, reasons, rows, set_role
from tests.world import Actor, World

ZONE = "Europe/Moscow"


def reinstate(actor: Actor, conversation: int, other: Actor) -> tuple[int, object]:
    return Asking(actor).post(f"conversations/{conversation}/members/reinstate", {"person": other.person.pk})


def roles(actor: Actor, conversation: int) -> dict[str, str]:
    return {name: one["role"] for name, one in members(actor, conversation).items()}


# --- Excluding --------------------------------------------------------------------------------------------------------


def test_excluding_somebody_who_was_added(world: World) -> None:
    group = made(world.elena, world.masha, world.olga)
    assert code_of(exclude(world.masha, group, world.olga)) == (403, "may_not")
    found = members(world.elena, group)
    assert (found["Мария"]["may_exclude"], found["Мария"]["needs_reason"]) == (True, False)
    assert (found["Елена"]["may_exclude"], members(world.masha, group)["Ольга"]["may_exclude"]) == (False, False)
    assert exclude(world.elena, group, world.masha)[0] == 200
    assert group not in rows(world.masha)
    assert code_of(Asking(world.masha).get(f"conversations/{group}/messages")) == (404, "not_found")
    assert lines(world.olga, group)[-1] == ("removed", ["Мария Кузнецова"])
    assert code_of(exclude(world.elena, group, world.masha)) == (422, "unfit"), "there is nobody to exclude any more"
    assert add(world.elena, group, world.masha)[0] == 200, "whoever may exclude brings back"
    assert group in rows(world.masha)


def test_excluding_whom_the_roster_seats_needs_a_reason_and_is_written_down(world: World) -> None:
    class_3a = chat("3 А")
    assert members(world.elena, class_3a)["Пётр"]["needs_reason"] is True
    assert code_of(exclude(world.elena, class_3a, world.petya, " ")) == (422, "unfit")
    assert code_of(exclude(world.elena, class_3a, world.petya, "я" * 501)) == (422, "unfit")
    assert class_3a in rows(world.petya)
    status, body = exclude(world.elena, class_3a, world.petya, "Оскорблял других")
    assert status == 200
    assert [(one["name"], one["reason"], one["by"]) for one in body["excluded"]] == [
        ("Дюма Пётр Ильич", "Оскорблял других", "Елена Викторовна Павлова")
    ]
    assert "Пётр" not in members(world.masha, class_3a)
    assert Asking(world.masha).get(f"conversations/{class_3a}/members")[1]["excluded"] == []
    event = AuditEvent.objects.get(action="chat.member.excluded")
    assert (event.by_profile, event.details["reason"]) == (world.elena.id, "Оскорблял других")


def test_whoever_is_excluded_stays_out_whatever_the_roster_does_until_let_in_again(world: World) -> None:
    class_3a = chat("3 А")
    assert exclude(world.elena, class_3a, world.petya, "Оскорблял других")[0] == 200
    roster.unlink(by=None, person=world.petya.person)
    roster.link(by=None, person=world.petya.person, profile=world.petya.id, how="test")
    assert actions_seats.refresh(clock.now()) == 0
    assert class_3a not in rows(world.petya)
    assert chat("3А - Математика") in rows(world.petya), "excluded from one chat, not from the others"
    assert code_of(reinstate(world.masha, class_3a, world.petya)) == (403, "may_not")
    assert reinstate(world.elena, class_3a, world.petya)[0] == 200
    assert class_3a in rows(world.petya)
    assert lines(world.masha, class_3a)[-1] == ("added", ["Пётр Дюма"])
    assert code_of(reinstate(world.elena, class_3a, world.petya)) == (422, "unfit")


def test_plain_members_do_not_bring_back_whom_an_administrator_excluded(world: World) -> None:
    group = made(world.elena, world.olga, world.nina, abilities=["write", "invite"])
    assert exclude(world.elena, group, world.nina)[0] == 200
    status, body = add(world.olga, group, world.nina)
    assert (status, body["error"]["code"]) == (403, "may_not")
    assert add(world.elena, group, world.nina)[0] == 200


def test_the_roster_keeps_its_administrators(world: World) -> None:
    guardians = chat("3 А Родители")
    assert set_role(world.elena, guardians, world.boris, "admin")[0] == 200
    found = members(world.boris, guardians)
    assert (found["Елена"]["may_exclude"], found["Елена"]["may_dismiss"]) == (False, False)
    for answer in (
        exclude(world.boris, guardians, world.elena, "так"),
        set_role(world.boris, guardians, world.elena, "member"),
    ):
        assert code_of(answer) == (403, "may_not")
        assert answer[1]["error"]["message"] == rules_groups.ROSTER_RUNS_THIS_CHAT
    assert code_of(exclude(world.boris, guardians, world.boris, "так")) == (403, "may_not")


# --- Leaving ----------------------------------------------------------------------------------------------------------


def test_leaving_a_chat_made_by_hand_and_none_of_the_roster(world: World) -> None:
    group = made(world.elena, world.masha, world.olga)
    assert leave(world.masha, group) == 204
    assert group not in rows(world.masha)
    assert lines(world.olga, group)[-1] == ("left", [])
    assert rows(world.olga)[group]["last"]["service"]["sex"] == "f"
    assert leave(world.masha, group) == 404
    assert leave(world.masha, chat("3 А")) == 403
    assert leave(world.petya, group) == 404


@pytest.mark.parametrize(
    ("others", "follows"),
    [(("masha", "boris", "olga"), "Ольга"), (("masha", "boris", "anna"), "Борис"), (("masha",), None)],
)
def test_somebody_follows_the_last_administrator(world: World, others: tuple[str, ...], follows: str | None) -> None:
    group = made(world.elena)
    for name in others:
        assert add(world.elena, group, world.cast[name])[0] == 200
    assert leave(world.elena, group) == 204
    found = roles(world.masha, group)
    assert [name for name, role in found.items() if role == "admin"] == ([follows] if follows else [])
    if follows:
        assert "прежний вышел" in reasons(members(world.masha, group)[follows])[-1]


# --- Administrators ---------------------------------------------------------------------------------------------------


def test_appointing_and_dismissing(world: World) -> None:
    group = made(world.elena, world.boris, world.masha)
    assert code_of(set_role(world.boris, group, world.boris, "admin")) == (403, "may_not")
    assert members(world.elena, group)["Борис"]["may_appoint"] is True
    assert set_role(world.elena, group, world.boris, "admin")[0] == 200
    boris = members(world.masha, group)["Борис"]
    assert (boris["role"], reasons(boris)[-1][:38]) == ("admin", "Назначила администратором Павлова Е. В")
    assert "manage" in rows(world.boris)[group]["may"]
    assert lines(world.masha, group)[-1] == ("appointed", ["Борис Ильич Кузнецов"])
    assert set_role(world.boris, group, world.elena, "member")[0] == 200, "who appointed is dismissed like anybody"
    assert "manage" not in rows(world.elena)[group]["may"]
    assert set_role(world.boris, group, world.boris, "member")[0] == 200
    assert roles(world.masha, group)["Елена"] == "admin", "a chat is never without: the staff comes first"


def test_a_pupil_is_never_administrator(world: World) -> None:
    group = made(world.elena, world.masha, world.zoya)
    for pupil in (world.masha, world.zoya):
        assert code_of(set_role(world.elena, group, pupil, "admin")) == (403, "may_not")
    assert members(world.elena, group)["Мария"]["may_appoint"] is False
    assert code_of(set_role(world.elena, group, world.petya, "admin")) == (422, "unfit")


def test_an_appointment_ends_with_what_holds_one_there(world: World) -> None:
    guardians = chat("3 А Родители")
    assert set_role(world.elena, guardians, world.boris, "admin")[0] == 200
    assert roles(world.vera, guardians)["Борис"] == "admin"
    assert actions_seats.refresh(clock.now()) == 0
    roster.transfer(by=None, person=world.masha.person, school_class=world.class_3b)
    assert guardians not in rows(world.boris)
    assert "Борис" not in roles(world.vera, guardians)
    assert actions_seats.refresh(clock.now()) == 0


# --- Who leaves the school --------------------------------------------------------------------------------------------


def test_who_leaves_the_school_is_out_of_chats_made_by_hand_at_once(world: World) -> None:
    group = made(world.elena, world.masha, world.boris, world.ivan)
    mixed = chat("3 А Родители")
    assert add(world.elena, mixed, world.ivan)[0] == 200
    roster.dismiss(by=None, person=world.ivan.person)
    assert not {group, mixed} & rows(world.ivan).keys()
    roster.expel(by=None, person=world.masha.person)
    assert group not in rows(world.masha)
    assert group not in rows(world.boris), "whose child it was"
    assert roles(world.elena, group) == {"Елена": "admin"}
    roster.enrol(by=None, person=world.masha.person, school_class=world.class_3a)
    assert group not in rows(world.masha), "who comes back comes back by somebody's hand"
    assert add(world.elena, group, world.masha)[0] == 200


def test_at_midnight_of_the_day_though_nobody_refreshed(world: World, set_clock: Callable[[datetime], None]) -> None:
    group = made(world.elena, world.masha, world.olga)
    roster.dismiss(by=None, person=world.elena.person, on=worlds.tomorrow())
    roster.expel(by=None, person=world.masha.person, on=worlds.tomorrow())
    assert {group} <= rows(world.elena).keys() & rows(world.masha).keys()
    set_clock(clock.midnight(worlds.tomorrow(), ZONE))
    for actor in (world.elena, world.masha):
        assert group not in rows(actor)
        assert code_of(Asking(actor).get(f"conversations/{group}/messages")) == (404, "not_found")
    assert actions_seats.refresh(clock.now()) > 0
    assert roles(world.olga, group) == {"Ольга": "admin"}, "the last administrator has gone"
    assert Membership.objects.filter(conversation=group, is_current=True).count() == 1
    assert actions_seats.refresh(clock.now()) == 0


def test_a_dismissal_that_is_called_off_changes_nothing(world: World) -> None:
    group = made(world.elena, world.boris)
    roster.expel(by=None, person=world.masha.person, on=worlds.tomorrow())
    assert Membership.objects.get(conversation=group, profile=world.boris.id).ends_at is not None
    roster.add_guardian(by=None, guardian=world.boris.person, child=world.petya.person)
    assert Membership.objects.get(conversation=group, profile=world.boris.id).ends_at is None
