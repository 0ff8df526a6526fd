"""The start state and the account over HTTP; the members of a conversation."""

from peremena.chat.actions_read import Mark, mark_read
from peremena.chat.models import Conversation
from peremena.people.models import Account
from tests.chat.conftest import Asking, chat, code_of
from tests.live.client import session_of
from tests.live.speaking import say
from tests.statements import counted
from tests.torture import cast
from tests.web import visitor
from tests.world import Actor, World


def test_the_start_state_is_all_that_the_first_screen_needs(world: World) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, "раз", "два", "три")
    mark_read([Mark(world.masha.id, conversation, 2)])
    status, body = Asking(world.masha).get("start")
    assert status == 200
    rows = {row["title"]: row for row in body["conversations"]}
    assert set(rows) == {"3 А", "3А - Математика"}
    row = rows["3 А"]
    assert (row["last"]["text"], row["last_no"], row["read_no"], row["others_read_no"]) == ("три", 3, 2, 3)
    assert (row["kind"], row["role"], row["may_post"], row["from_no"], row["peer"]) == (
        "class",
        "member",
        True,
        1,
        None,
    )
    assert row["member_count"] == 3
    assert body["topics"] == {
        f"p{world.masha.id}": body["topics"][f"p{world.masha.id}"],
        **{f"c{row['id']}": row["seq"] for row in rows.values()},
    }
    assert body["limits"] == {"text": 4096}
    assert body["me"]["name"] == "Мария Кузнецова"


def test_my_account_says_in_which_roles_i_am_here(world: World) -> None:
    status, me = Asking(world.vera).get("me")
    assert status == 200
    assert {one["role"] for one in me["roles"]} == {"staff", "guardian"}
    assert all(one["label"] and one["school"] == "Школа № 7" and one["since"] for one in me["roles"])
    assert "phone" not in me
    assert "email" not in me


def test_who_is_not_signed_in_or_has_no_profile_gets_nothing(world: World) -> None:
    for path in ("start", "me", "contacts"):
        assert code_of(Asking(None).get(path)) == (401, "signed_out")
    account = Account.objects.create(phone="+79031234567", password="!")
    without = visitor(session_of(account)).get("/api/start")
    assert (without.status_code, without.json()["error"]["code"]) == (403, "no_profile")


def test_an_account_made_inactive_is_signed_out(world: World) -> None:
    asking = Asking(world.masha)
    assert asking.get("me")[0] == 200
    Account.objects.filter(profile=world.masha.id).update(is_active=False)
    assert code_of(asking.get("me")) == (401, "signed_out")


def test_the_start_state_costs_a_constant_number_of_statements(world: World) -> None:
    few, many = cast.people(2)
    both = [few, many]
    cast.group("один", both)
    for number in range(30):
        cast.group(f"группа {number}", [many])
    for one in both:
        visitor(one.session).get("/api/start")
    with counted() as short:
        visitor(few.session).get("/api/start")
    with counted() as long:
        visitor(many.session).get("/api/start")
    assert len(long) == len(short) <= 10, str(long)


def test_direct_chats_cost_a_constant_number_more(world: World) -> None:
    elena = Asking(world.elena)
    elena.get("start")
    elena.post("direct", {"profile": world.masha.id})
    with counted() as one:
        elena.get("start")
    for other in (world.petya, world.olga, world.nina, world.ivan, world.anna):
        assert elena.post("direct", {"profile": other.id})[0] == 200
    with counted() as six:
        elena.get("start")
    assert len(six) == len(one), str(six)


def members(actor: Actor, title: str) -> tuple[dict[str, dict[str, object]], list[dict[str, object]]]:
    status, body = Asking(actor).get(f"conversations/{chat(title)}/members")
    assert status == 200, body
    return {one["name"]: one for one in body["members"]}, body["me_reasons"]


def test_members_with_role_reason_and_those_not_linked_yet(world: World) -> None:
    found, mine = members(world.masha, "3 А")
    assert set(found) == {"Елена Викторовна Павлова", "Мария Кузнецова", "Пётр Дюма", "Зоя Ким"}
    assert found["Елена Викторовна Павлова"]["role"] == "admin"
    assert (found["Зоя Ким"]["linked"], found["Зоя Ким"]["profile"]) == (False, None)
    assert found["Пётр Дюма"]["linked"] is True
    assert all(one["reasons"] for one in found.values())
    assert len(mine) == 1
    assert mine[0]["since"]


def test_members_say_nothing_private(world: World) -> None:
    status, body = Asking(world.masha).get(f"conversations/{chat('3 А')}/members")
    assert status == 200
    said = {"profile", "person", "name", "badge", "kind", "role", "linked", "reasons"}
    rights = {"may_exclude", "needs_reason", "may_appoint", "may_dismiss"}
    assert all(set(one) == said | rights for one in body["members"])
    assert "+7" not in str(body)


def test_no_answer_of_http_is_kept_by_a_cache(world: World) -> None:
    answer = Asking(world.masha).client.get("/api/start")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Type"] == "application/json"


def test_a_large_answer_is_compressed(world: World) -> None:
    conversation = chat("3 А")
    say(conversation, world.petya.id, *("я" * 1000 for _ in range(10)))
    client = Asking(world.masha).client
    answer = client.get(f"/api/conversations/{conversation}/messages", headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert Conversation.objects.get(pk=conversation).last_no == 10
