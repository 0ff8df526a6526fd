"""The settings of a server that logs all there is: what must never be in a log has every chance to be."""

from peremena.site.settings import *  # noqa: F403
from peremena.site.settings import LOGGING

LOGGING["root"] = {"handlers": ["stderr"], "level": "DEBUG"}
