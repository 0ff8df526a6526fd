"""Floor of a start: Python with the same applications set up, and nothing served. Prints its resident kilobytes."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peremena.site.settings")

import django

django.setup()
pages = int(Path("/proc/self/statm").read_text().split()[1])
print(pages * os.sysconf("SC_PAGE_SIZE") // 1024)
