"""All settings, read from the environment by three readers. docs/operating.md lists every variable.

A bad value stops the start with one sentence. What a school decides for itself lives in the database, not here.
"""

import ipaddress
import os
import secrets
import sys
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit


def stop(sentence: str) -> NoReturn:
    """End the start with one sentence that says what to mend."""
    sys.stderr.write(f"peremena: {sentence}\n")
    raise SystemExit(2)


def env_text(name: str, default: str) -> str:
    """Read a text; `NAME_FILE` names a file that holds it, for secrets mounted by a container."""
    path = os.environ.get(f"{name}_FILE")
    if not path:
        return os.environ.get(name, default)
    try:
        return Path(path).read_text().strip()
    except OSError as error:
        stop(f"{name}_FILE names {path}, which cannot be read: {error.strerror}.")


def env_bool(name: str, *, default: bool) -> bool:
    """Read True or False, spelled exactly so."""
    text = env_text(name, str(default))
    if text not in {"True", "False"}:
        stop(f"{name} must be True or False, not {text!r}.")
    return text == "True"


def is_ip_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def env_int(name: str, default: int, *, low: int, high: int) -> int:
    """Read a whole number between `low` and `high`."""
    text = env_text(name, str(default))
    try:
        number = int(text)
    except ValueError:
        stop(f"{name} must be a whole number, not {text!r}.")
    if not low <= number <= high:
        stop(f"{name} must be between {low} and {high}, not {number}.")
    return number


# The data folder: database, secrets, the socket between processes. One folder is one installation.
DATA = Path(env_text("PEREMENA_DATA", "var/data")).resolve()
# The demo door, /dev/sms and invented people; `serve` refuses it on any address but loopback.
DEMO = env_bool("PEREMENA_DEMO", default=False)
DEVELOPMENT = env_bool("PEREMENA_DEVELOPMENT", default=False)
DEBUG = False


def _made_at_first_start(name: str) -> str:
    """Return the secret in DATA/secrets/NAME, making it (mode 0600) when this is the first start."""
    path = DATA / "secrets" / name
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    except OSError as error:
        stop(f"the data folder {DATA} cannot be written: {error.strerror}. Set PEREMENA_DATA to a folder of yours.")
    secret = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w") as file:
        file.write(secret)
    return secret


SECRET_KEY = env_text("PEREMENA_SECRET_KEY", "") or _made_at_first_start("secret_key")

# --- Who may ask ------------------------------------------------------------------------------------------------------

_HOSTS = env_text("PEREMENA_HOSTS", "localhost 127.0.0.1 [::1]")
ALLOWED_HOSTS = _HOSTS.split()
if "*" in ALLOWED_HOSTS:
    stop("PEREMENA_HOSTS must name the hosts of this installation; '*' would let any page speak for them.")
# Behind a TLS front the cookies are Secure and the front's X-Forwarded-Proto is believed.
HTTPS = env_bool("PEREMENA_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# The front also says who asks; without one that header is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600  # a phone stays signed in for a month
SESSION_ENGINE = "peremena.people.sessions"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_FAILURE_VIEW = "peremena.site.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # no route of this version takes more than a page of JSON

# --- Database ---------------------------------------------------------------------------------------------------------


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "peremena.database.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            # FULL: an acknowledged message survives the loss of power, not only of the process.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000;"
            " PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        stop("PEREMENA_DATABASE must look like postgresql://user:password@host:5432/name, or be empty for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def database(url: str) -> dict[str, Any]:
    """Return Django's description of the database at `url`; the empty url is SQLite in the data folder."""
    return _postgresql(url) if url else _sqlite(DATA / "peremena.sqlite3")


DATABASES = {"default": database(env_text("PEREMENA_DATABASE", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Parts ------------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.usersessions",
    "peremena.audit",
    "peremena.notify",
    "peremena.files",
    "peremena.people",
    "peremena.roster",
    "peremena.chat",
    "peremena.calls",
    "peremena.site",
]
MIDDLEWARE = [
    "peremena.site.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "peremena.people.middleware.Sessions",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "peremena.people.middleware.SessionActivity",
    "peremena.site.middleware.Limits",
]
ROOT_URLCONF = "peremena.site.urls"
WSGI_APPLICATION = "peremena.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
# Holds only the counts of allauth's limits. In memory, because in the database each sign-in would commit some twenty
# times; what must outlive a restart, the count of codes sent, is in a table (people.actions_codes).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # Django's 300 would let anybody push out the count of their own tries with those of invented numbers.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The built browser side; `make` builds it, a release carries it inside the package.
WEB_ROOT = Path(env_text("PEREMENA_WEB", str(Path(__file__).parents[2] / "web" / "dist"))).resolve()
STATIC_URL = "/static/"
WHITENOISE_ROOT = WEB_ROOT if WEB_ROOT.is_dir() else None
WHITENOISE_INDEX_FILE = False
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
# Their names change with their content; whatever else there is (the page, the worker, icons) is asked for anew.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"


def WHITENOISE_ADD_HEADERS_FUNCTION(headers: Any, _path: str, url: str) -> None:  # noqa: N802 the name is WhiteNoise's
    if not url.startswith("/assets/"):
        headers["Cache-Control"] = "no-cache"


# --- Limits of a person and of the process (live.md: every one answers `retry_after_ms`) -----------------------------

SENDS_PER_10_SECONDS = env_int("PEREMENA_SENDS_PER_10_SECONDS", 20, low=1, high=1_000_000_000)

# --- SMS --------------------------------------------------------------------------------------------------------------

# The dotted path of a class with `send(to, text, *, purpose)`; empty sends nothing, outside demo and development.
SMS_SENDER = env_text("PEREMENA_SMS_SENDER", "")
# SMS cost money. Half of them is kept for those who gave a correct password, see people.actions_codes.
SMS_PER_DAY = env_int("PEREMENA_SMS_PER_DAY", 2000, low=2, high=1_000_000)

# --- Calls ------------------------------------------------------------------------------------------------------------

# `own` keeps a LiveKit beside the server; `off` has no calls; an address names one that is kept elsewhere.
LIVEKIT = env_text("PEREMENA_LIVEKIT", "own")
_LIVEKIT_IS_OUTSIDE = LIVEKIT.startswith(("http://", "https://", "ws://", "wss://"))
if not _LIVEKIT_IS_OUTSIDE and LIVEKIT not in {"own", "off"}:
    stop("PEREMENA_LIVEKIT must be own, off, or an address like https://livekit.school.example.")
LIVEKIT_KEY = env_text("PEREMENA_LIVEKIT_KEY", "")
LIVEKIT_SECRET = env_text("PEREMENA_LIVEKIT_SECRET", "")
if _LIVEKIT_IS_OUTSIDE and not (LIVEKIT_KEY and LIVEKIT_SECRET):
    stop("PEREMENA_LIVEKIT names a server, so PEREMENA_LIVEKIT_KEY and PEREMENA_LIVEKIT_SECRET must be set too.")
if LIVEKIT == "own":
    LIVEKIT_SECRET = _made_at_first_start("livekit_secret")
# The program; empty looks in the cache of this user, and builds it there once.
LIVEKIT_PROGRAM = env_text("PEREMENA_LIVEKIT_PROGRAM", "")
LIVEKIT_BUILD = env_bool("PEREMENA_LIVEKIT_BUILD", default=True)
# While only this machine reaches the installation, media stay on loopback, on any free ports.
_ONLY_HERE = set(ALLOWED_HOSTS) <= {"localhost", "127.0.0.1", "[::1]"}
LIVEKIT_NODE_IP = env_text("PEREMENA_LIVEKIT_NODE_IP", "127.0.0.1" if _ONLY_HERE else "")
if LIVEKIT_NODE_IP and not is_ip_address(LIVEKIT_NODE_IP):
    stop(f"PEREMENA_LIVEKIT_NODE_IP must be an IP address, not {LIVEKIT_NODE_IP!r}.")


def _media_port(name: str, usual: int) -> int:
    return env_int(f"PEREMENA_LIVEKIT_{name}_PORT", 0 if _ONLY_HERE else usual, low=0, high=65535)


LIVEKIT_UDP_PORT = _media_port("UDP", 7882)
LIVEKIT_TCP_PORT = _media_port("TCP", 7881)
LIVEKIT_TURN_PORT = _media_port("TURN", 3478)
LIVEKIT_TURN_DOMAIN = env_text("PEREMENA_LIVEKIT_TURN_DOMAIN", "")
LIVEKIT_TURN_TLS_PORT = env_int("PEREMENA_LIVEKIT_TURN_TLS_PORT", 5349, low=1, high=65535)

# How many fit into a call, hosts not counted; and how many watch a broadcast. The machine and its line bound both.
CALL_PEOPLE = env_int("PEREMENA_CALL_PEOPLE", 100, low=2, high=1000)
BROADCAST_VIEWERS = env_int("PEREMENA_BROADCAST_VIEWERS", 300, low=1, high=10_000)

# The page «Проверка связи» for those who are not signed in, too.
CALL_CHECK_OPEN = env_bool("PEREMENA_CALL_CHECK_OPEN", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "peremena.site.scrubbing.Scrubbing",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"peremena": {"level": "INFO"}, "django.request": {"level": "ERROR"}},
}

from peremena.people.identity import *  # noqa: E402,F403 the settings of sign-in stand beside its code
