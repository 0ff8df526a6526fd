"""One person's own settings on two devices over sockets, and a picture over a real line."""

import http.client
import json

import pytest
from django.conf import settings
from django.test import override_settings

from peremena.chat.models import Conversation
from peremena.files import actions as files
from peremena.files.models import Picture
from tests.files.paintings import picture
from tests.live.conftest import Connect
from tests.server import Server
from tests.torture.cast import Somebody, group, people


def send(server: Server, somebody: Somebody, data: bytes) -> tuple[int, dict[str, object]]:
    line = http.client.HTTPConnection(server.address, timeout=30)
    cookies = f"{settings.SESSION_COOKIE_NAME}={somebody.session}; csrftoken={'x' * 32}"
    headers = {"Cookie": cookies, "X-CSRFToken": "x" * 32, "Content-Type": "image/jpeg"}
    line.request("POST", "/api/pictures", data, headers)
    answer = line.getresponse()
    told = json.loads(answer.read())
    line.close()
    return answer.status, told


def test_a_setting_and_a_draft_reach_the_other_device_and_nobody_else(server: Server, connect: Connect) -> None:
    anna, boris = people(2, sessions=2)
    conversation = group("Родители", [anna, boris])
    phone, desk = (connect(session) for session in anna.sessions)
    other = connect(boris.session)
    for line in (phone, desk, other):
        line.hello()
    assert phone.command("conversation.set", conversation=conversation, pinned=True)["ok"] == {}
    assert desk.event("membership.changed")["row"]["pin"] == 1
    assert phone.command("draft.save", conversation=conversation, text="завтра", edited_at=5)["ok"] == {}
    assert desk.event("membership.changed")["row"]["draft"] == {"text": "завтра", "reply": None, "at": 5}
    assert desk.command("conversation.arrange", pinned=[conversation])["ok"] == {}
    assert [event["on"] for event in other.quiet() if event["on"] != "presence"] == []
    refused = other.command("conversation.set", conversation=conversation + 1000, pinned=True)
    assert refused["error"]["code"] == "not_found"


def test_what_was_cleared_does_not_come_back_by_sync(server: Server, connect: Connect) -> None:
    anna, boris = people(2, sessions=2)
    conversation = group("Родители", [anna, boris])
    phone, desk = (connect(session) for session in anna.sessions)
    other = connect(boris.session)
    for line in (phone, desk, other):
        line.hello()
    other.send(conversation, "раз")
    assert phone.command("conversation.clear", conversation=conversation)["ok"] == {"from_no": 2}
    row = desk.event("membership.changed")["row"]
    assert (row["from_no"], row["last"], row["read_no"]) == (2, None, 1)
    other.send(conversation, "два")
    assert desk.event("message.sent", no=2)["text"] == "два"
    answer = desk.command("sync", topics={f"c{conversation}": 0})["ok"]["topics"][f"c{conversation}"]
    assert [event["no"] for event in answer["events"] if event["on"].startswith("message.")] == [2]


def test_a_picture_crosses_the_line_both_ways(server: Server) -> None:
    (anna,) = people(1)
    status, told = send(server, anna, picture("JPEG", (3000, 2000)))
    assert status == 200, told
    conversation = group("Родители", [anna])
    with override_settings(DATA=server.folder):
        files.attach_picture(int(str(told["picture"])), by=anna.profile)
    Conversation.objects.filter(pk=conversation).update(picture=told["picture"])
    line = http.client.HTTPConnection(server.address, timeout=30)
    path = f"/api/conversations/{conversation}/avatar/{told['picture']}?size=large"
    line.request("GET", path, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={anna.session}"})
    answer = line.getresponse()
    content = answer.read()
    line.close()
    assert (answer.status, content[:4]) == (200, b"RIFF")
    assert answer.headers["Cache-Control"].startswith("private")


@pytest.mark.parametrize("megabytes", [11, 30])
def test_what_is_too_large_is_refused_in_words_and_not_by_a_broken_line(server: Server, megabytes: int) -> None:
    (anna,) = people(1)
    status, told = send(server, anna, b"\xff\xd8" + bytes(megabytes * 1024 * 1024))
    assert (status, told["error"]["code"]) == (413, "too_large")  # type: ignore[index] # the form of every refusal
    assert not Picture.objects.filter(sent_by=anna.profile).exists()
