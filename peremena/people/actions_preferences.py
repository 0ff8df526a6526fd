"""The only writer of what a person chose for all their devices."""

from django.db import transaction

from peremena.live.contract import Published, encode, profile_topic
from peremena.live.publishing import publish
from peremena.people import actions, queries
from peremena.people.events import Preferences, PreferencesChanged
from peremena.people.models import Preferences as Row


def change_preferences(*, by: int, **chosen: str | bool) -> Preferences:
    """Change the named choices of a profile; the others stay. Returns all of them, and tells the person's devices."""
    with transaction.atomic():
        # Taking the seq also makes two devices of one person wait for each other.
        seq = actions.take_stream_seqs([by])[by]
        Row.objects.update_or_create(profile_id=by, defaults={**chosen, "stream_seq": seq})
        preferences = queries.preferences_of(by)
        topic = profile_topic(by)
        publish(Published(topic, seq, encode(PreferencesChanged(topic=topic, seq=seq, preferences=preferences))))
    return preferences
