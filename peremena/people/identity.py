"""Settings of sign-in: django-allauth headless. Read by peremena.site.settings, which stands above this package."""

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["peremena.people.hashing.BoundedArgon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Phone, password, code --------------------------------------------------------------------------------------------

ACCOUNT_ADAPTER = "peremena.people.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"phone"}
ACCOUNT_SIGNUP_FIELDS = ["phone*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
# A code may be asked for without the password (it proves the phone just as well); a password alone is never enough.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_REQUIRED = {"password"}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = 2
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 5 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}

# --- Limits -----------------------------------------------------------------------------------------------------------
# Codes per number and per day are counted in the database, see people.actions_codes. These count by address, where a
# whole school sits behind one, and by number.

ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "100/m/ip,5/300s/key",
    "ask_for_code": "300/m/ip",
    # The form's own count of the above; it would answer with another status.
    "request_login_code": "",
}

# --- Sessions ---------------------------------------------------------------------------------------------------------

HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_ADAPTER = "peremena.people.adapter.HeadlessAdapter"
# The list shows when a session was last in use; people.middleware writes it down, in place of allauth's own.
USERSESSIONS_TRACK_ACTIVITY = True
