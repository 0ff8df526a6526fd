"""The real server with the floors of the pages as two more routes (bench/floors/urls.py)."""

from peremena.site.settings import *  # noqa: F403 the same server

ROOT_URLCONF = "bench.floors.urls"
