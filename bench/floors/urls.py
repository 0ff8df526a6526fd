"""Floors of the pages: the same rows as one raw statement and msgspec, from a signed-in view of the same server."""

import msgspec
from django.db import connection
from django.http import HttpResponse
from django.urls import include, path

LIST = """
SELECT m.profile_id, c.id, c.kind, c.title, c.member_count, m.role, m.read_no, c.last_no, c.last_seq, m.from_no,
 (SELECT o.read_no FROM chat_membership o WHERE o.conversation_id = c.id AND o.profile_id <> m.profile_id
  ORDER BY o.read_no DESC LIMIT 1),
 l.changed_seq, l.author_id, a.display_name, l.key, l.text, l.sent_at_ms
FROM people_profile p JOIN chat_membership m ON m.profile_id = p.id JOIN chat_conversation c ON c.id = m.conversation_id
LEFT JOIN chat_message l ON l.conversation_id = c.id AND l.no = c.last_no
LEFT JOIN people_profile a ON a.id = l.author_id
WHERE p.account_id = %s AND m.is_current
"""
PAGE = """
SELECT m.no, m.changed_seq, m.author_id, p.display_name, m.key, m.text, m.sent_at_ms
FROM chat_message m JOIN people_profile p ON p.id = m.author_id
WHERE m.conversation_id = %s AND m.no < %s ORDER BY m.no DESC LIMIT 50
"""


def _rows(sql, parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return HttpResponse(msgspec.json.encode(cursor.fetchall()), content_type="application/json")


def start(request):
    return _rows(LIST, [request.user.pk])


def history(request, conversation):
    if not request.user.is_authenticated:
        return HttpResponse(status=401)
    return _rows(PAGE, [conversation, int(request.GET["before"])])


urlpatterns = [
    path("floor/start", start),
    path("floor/conversations/<int:conversation>/messages", history),
    path("", include("peremena.site.urls")),
]
