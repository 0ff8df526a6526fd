"""What every test of sign-in needs: limits that begin anew, and a sender whose messages can be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import override_settings

from peremena.notify import delivery


@pytest.fixture(autouse=True)
def development(tmp_path: Path) -> Iterator[None]:
    cache.clear()
    with override_settings(DEVELOPMENT=True, DATA=tmp_path):
        yield
        delivery.wait()
