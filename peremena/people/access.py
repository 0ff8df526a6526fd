"""The only way from a request to the person who asks."""

from django.http import HttpRequest

from peremena.people.models import Profile
from peremena.people.sessions import session_topic


class SignedOut(Exception):
    """Nobody is signed in: 401."""


class WithoutProfile(Exception):
    """The account has no educational profile yet: 403."""


def profile_of(request: HttpRequest) -> Profile:
    """Return the profile of whoever asks; raises `SignedOut` or `WithoutProfile`."""
    if not request.user.is_authenticated:
        raise SignedOut
    profile = Profile.objects.filter(account=request.user.pk).first()
    if profile is None:
        raise WithoutProfile
    return profile


def session_of(request: HttpRequest) -> str:
    """Return the name under which others know the session of whoever asks (`sessions.session_topic`)."""
    return session_topic(request.session.session_key or "")
