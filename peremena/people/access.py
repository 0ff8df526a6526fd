"""The only way from a request to the person who asks."""

from django.http import HttpRequest

from peremena.people.models import Profile


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
