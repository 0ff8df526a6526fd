"""The only writers of files and of what is known of them."""

import uuid
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.cache import cache

from peremena.files import shrinking, storage
from peremena.files.models import Picture

MOST_BYTES = 10 * 1024 * 1024
# What nothing shows for so long goes: a dialog that was closed, a picture that another one replaced.
UNUSED = timedelta(days=1)
# Nobody tries out that many; each costs some tenths of a second of a core.
MOST_TRIES, TRIES_SECONDS = 30, 600

_SENTENCES: dict[str, tuple[str, str]] = {
    "empty": ("not_a_picture", "Картинка не пришла. Выберите её ещё раз."),
    "size": ("too_large", "Картинка больше 10 МБ. Выберите картинку поменьше."),
    "pixels": ("too_large", "В картинке больше 25 миллионов точек. Выберите картинку поменьше."),
    "format": ("not_a_picture", "Это не картинка. Подойдут JPEG, PNG, WebP и GIF."),
    "heic": ("not_a_picture", "Картинку в формате HEIC открыть нельзя. Сохраните её как JPEG."),
    "broken": ("not_a_picture", "Картинка повреждена. Выберите другую."),
    "effort": ("not_a_picture", "Картинка слишком сложная. Выберите другую."),
    "busy": ("busy", "Сейчас загружают много картинок. Попробуйте через минуту."),
}


class PictureRefused(Exception):
    """The picture was not taken; the message is a sentence for people, `code` is for programs."""

    def __init__(self, fault: str) -> None:
        self.code, sentence = _SENTENCES[fault]
        super().__init__(sentence)


class TooManyPictures(Exception):
    """This person has sent a great many; `seconds` says when it is worth another try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class NoSuchPicture(Exception):
    """There is no such picture of this person that waits to be used."""


def store_picture(*, by: int, data: bytes) -> int:
    """Make a picture small and keep it; returns its id. It is swept unless `attach_picture` follows within a day.

    Raises PictureRefused or TooManyPictures. Takes a while and must not be called inside a transaction; the files are
    whole on disk before the row tells of them.
    """
    _count_try(by)
    if not data:
        raise PictureRefused("empty")
    if len(data) > MOST_BYTES:
        raise PictureRefused("size")
    try:
        shrunk = shrinking.shrink(data)
    except shrinking.Unusable as unusable:
        raise PictureRefused(unusable.fault) from unusable
    key = uuid.uuid4().hex
    storage.write(storage.path_of(key, "large"), shrunk.large)
    storage.write(storage.path_of(key, "small"), shrunk.small)
    made = Picture.objects.create(
        key=key,
        sent_by=by,
        sha256=sha256(shrunk.large).hexdigest(),
        large_bytes=len(shrunk.large),
        small_bytes=len(shrunk.small),
    )
    return made.pk


def _count_try(by: int) -> None:
    name = f"pictures-tried:{by}"
    cache.add(name, 0, timeout=TRIES_SECONDS)
    if cache.incr(name) > MOST_TRIES:
        raise TooManyPictures(TRIES_SECONDS)


def attach_picture(picture: int, *, by: int) -> None:
    """Let something show a picture that `by` has sent and nothing shows yet, in the caller's transaction.

    Raises NoSuchPicture for a picture of somebody else too: nobody shows what another chat has.
    """
    waiting = Picture.objects.filter(pk=picture, sent_by=by, unused_since__isnull=False)
    if not waiting.update(unused_since=None):
        raise NoSuchPicture


def release_picture(picture: int, *, at: datetime) -> None:
    """Say that nothing shows a picture any more, in the caller's transaction."""
    Picture.objects.filter(pk=picture).update(unused_since=at)


def sweep(at: datetime) -> int:
    """Remove the pictures that nothing has shown for a day, and files that no row tells of; returns how many went."""
    unused = Picture.objects.filter(unused_since__lte=at - UNUSED)
    gone = 0
    for picture, key in unused.values_list("pk", "key"):
        # Asked again in the statement that removes it: somebody may be attaching it.
        deleted, _ = unused.filter(pk=picture).delete()
        if deleted:
            storage.remove(key)
            gone += 1
    return gone + _sweep_files_without_row(at)


def _sweep_files_without_row(at: datetime) -> int:
    """Remove what a server that was cut off between the files and their row has left."""
    old = storage.written_before((at - UNUSED).timestamp())
    # Read after the files: the row of a file that is there by now is there too.
    known = set(Picture.objects.values_list("key", flat=True)) if old else set()
    left = [path for path in old if storage.is_unfinished(path) or storage.key_of(path) not in known]
    for path in left:
        path.unlink(missing_ok=True)
    return len({storage.key_of(path) for path in left})
