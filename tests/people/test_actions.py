"""Accounts, names, and the positions of people's own streams."""

import pytest
from django.db import IntegrityError, transaction

from peremena.audit.models import AuditEvent
from peremena.people import actions, phones
from peremena.people.actions import Name
from peremena.people.actions_demo import NotInvented, end_demo, mark_demo, write_cast
from peremena.people.models import Account, CastMember, DemoMark, Profile
from tests.databases import Database
from tests.people.visitor import PASSWORD, account

PHONE = "+79161234567"


def test_an_account_keeps_the_tidy_phone_and_no_password(sqlite_database: Database) -> None:
    made = actions.create_account(by=None, phone="8 (916) 123-45-67", password=PASSWORD)
    assert made.phone == PHONE
    assert made.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert made.check_password(PASSWORD)
    assert not actions.create_account(by=None, phone="+79160000000").has_usable_password()


def test_one_phone_has_one_account(database: Database) -> None:
    account(PHONE)
    with pytest.raises(IntegrityError):
        actions.create_account(by=None, phone="8 916 123 45 67")
    with pytest.raises(phones.NotAPhone):
        actions.create_account(by=None, phone="нет")


def test_adults_are_shown_with_the_patronymic_and_pupils_without(sqlite_database: Database) -> None:
    teacher = actions.create_profile(by=None, name=Name("Соколова", "Ольга", "Петровна"))
    pupil = actions.create_profile(by=None, name=Name("Дюма", "Пётр", "Ильич", with_patronymic=False))
    nobody = actions.create_profile(by=None, name=Name("Ли", "Ян"))
    shown = [one.display_name for one in (teacher, pupil, nobody)]
    assert shown == ["Ольга Петровна Соколова", "Пётр Дюма", "Ян Ли"]
    assert pupil.patronymic == "Ильич"


def test_renaming_changes_what_others_see_and_is_noted(sqlite_database: Database) -> None:
    profile = actions.create_profile(by=None, name=Name("Кузнецова", "Анна", "Игоревна"))
    actions.rename(by=profile.id, profile=profile, name=Name("Ли", "Анна", "Игоревна"))
    actions.rename(by=profile.id, profile=profile, name=Name("Ли", "Анна", "Игоревна"))
    profile.refresh_from_db()
    assert profile.display_name == "Анна Игоревна Ли"
    noted = AuditEvent.objects.filter(action="people.profile.renamed")
    assert [(one.by_profile, one.details) for one in noted] == [(profile.id, {"fields": ["display_name", "surname"]})]


def test_seqs_are_taken_one_by_one_per_profile(database: Database) -> None:
    made = actions.create_profiles(by=None, people=[(Name("Ли", f"Ян{number}"), None) for number in range(3)])
    one, two, three = (profile.id for profile in made)
    with transaction.atomic():
        assert actions.take_stream_seqs([one, two]) == {one: 1, two: 1}
        assert actions.take_stream_seqs([three, two]) == {two: 2, three: 1}
        assert actions.take_stream_seqs([]) == {}
        assert actions.take_stream_seqs([0]) == {}
    assert list(Profile.objects.order_by("id").values_list("stream_seq", flat=True)) == [1, 2, 1]


def test_a_seq_is_given_back_with_the_change_it_belongs_to(database: Database) -> None:
    profile = actions.create_profile(by=None, name=Name("Ли", "Ян"))
    with transaction.atomic():
        actions.take_stream_seqs([profile.id])
        transaction.set_rollback(True)
    with transaction.atomic():
        assert actions.take_stream_seqs([profile.id]) == {profile.id: 1}


def test_a_seq_outside_a_transaction_is_a_mistake(sqlite_database: Database) -> None:
    with pytest.raises(RuntimeError):
        actions.take_stream_seqs([1])


def test_thousands_take_their_seqs_in_one_statement(database: Database) -> None:
    made = actions.create_profiles(by=None, people=[(Name("Ли", f"Ян{number}"), None) for number in range(2500)])
    with transaction.atomic():
        assert actions.take_stream_seqs([one.id for one in made]) == {one.id: 1 for one in made}


# --- Demo -------------------------------------------------------------------------------------------------------------


def test_only_an_untouched_database_becomes_a_demo(database: Database) -> None:
    mark_demo()
    mark_demo()
    assert DemoMark.objects.count() == 1


def test_a_database_in_which_something_was_done_never_does(database: Database) -> None:
    actions.create_profile(by=None, name=Name("Настоящая", "Анна"))
    with pytest.raises(NotInvented):
        mark_demo()
    with pytest.raises(NotInvented):
        write_cast([])


def test_what_ended_to_be_a_demo_stays_real(database: Database) -> None:
    mark_demo()
    write_cast([CastMember(key="head", account=account(PHONE), name="Ольга", role_label="Директор")])
    account("+79161234568")
    end_demo()
    assert not Account.objects.exclude(phone=None).exists()
    assert len(set(Account.objects.values_list("email", flat=True))) == 2
    with pytest.raises(NotInvented):
        mark_demo()
