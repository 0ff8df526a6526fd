"""The one HTML page: every address of the browser side begins with it."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

_NOT_BUILT = "<!doctype html><meta charset=utf-8><title>Перемена</title><p>Страницы не собраны. Запустите make demo."


@lru_cache(maxsize=2)
def _text(path: Path, _stamp: int) -> str:
    return path.read_text()


@require_safe
@ensure_csrf_cookie
def page(_request: HttpRequest) -> HttpResponse:
    """Answer with the page; it is never cached, so that a new version is seen at the next load."""
    path = settings.WEB_ROOT / "index.html"
    try:
        text = _text(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return HttpResponse(_NOT_BUILT, status=503)
    return HttpResponse(text, headers={"Cache-Control": "no-cache"})
