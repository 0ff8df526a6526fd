"""/dev/sms: the messages that a demo or development server would have sent. It does not exist anywhere else."""

from dataclasses import asdict
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from peremena.notify import queries as notify
from peremena.site import door

_PAGE = """<!doctype html><html lang="ru"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width"><title>СМС демонстрации</title>
<style>:root{{color-scheme:light dark}}body{{font:16px/1.4 system-ui,sans-serif;max-width:640px;margin:24px auto;
padding:0 16px}}li{{margin:0 0 16px}}time,small{{opacity:.75}}ul{{list-style:none;padding:0}}</style>
<h1>СМС демонстрации</h1><p>Здесь видно то, что ушло бы на телефоны. Страница обновляется сама.</p><ul>{}</ul></html>"""
_NOTHING = format_html("<li>{}</li>", "Пока ничего не отправлено.")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    if not door.may_see_sms(request):
        raise Http404
    lines = format_html_join(
        "",
        "<li><small>{}, <time>{}</time></small><br>{}</li>",
        ((one.to, _time(one.at), one.text) for one in notify.shown_sms()),
    )
    return HttpResponse(format_html(_PAGE, lines or _NOTHING))


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The same for programs: {"sms": [{to, text, purpose, at}]}, the newest first."""
    if not door.may_see_sms(request):
        raise Http404
    return JsonResponse({"sms": [asdict(one) for one in notify.shown_sms()]})


def _time(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(ZoneInfo("Europe/Moscow")).strftime("%H:%M:%S")
