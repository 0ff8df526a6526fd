"""Pictures become small, square and nothing but pixels; what is no picture is refused with a sentence."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings
from PIL import Image

from peremena import clock
from peremena.files import actions, queries, shrinking
from peremena.files.actions import NoSuchPicture, PictureRefused, TooManyPictures
from peremena.files.models import Picture
from peremena.site.calendar import Calendar
from tests.databases import Database
from tests.files.paintings import HEIC, HTML, SVG, VIDEO, bomb, encoded, photograph, picture

SENDER, ANOTHER = 7, 8


@pytest.fixture(autouse=True)
def folder(database: Database, tmp_path: Path) -> Iterator[Path]:
    cache.clear()
    with override_settings(DATA=tmp_path):
        yield tmp_path / "files"


def stored(data: bytes) -> int:
    return actions.store_picture(by=SENDER, data=data)


def shown(picture_id: int, size: queries.Size = "large") -> Image.Image:
    file = queries.picture_file(picture_id, size)
    assert file is not None
    return Image.open(BytesIO(file.path.read_bytes()))


def colour_at(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.getpixel((x, y))
    assert isinstance(found, tuple)
    return found


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF"])
def test_each_kind_comes_out_square_in_two_sizes(kind: str) -> None:
    if kind not in shrinking.FORMATS:
        with pytest.raises(PictureRefused):
            stored(picture(kind))
        return
    made = stored(picture(kind))
    assert [shown(made, size).size for size in queries.SIZES] == [(512, 512), (128, 128)]
    assert {shown(made, size).format for size in queries.SIZES} == {"WEBP"}


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "I;16"])
def test_every_way_of_keeping_pixels_is_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "WEBP" if mode == "PA" else "PNG"
    image = Image.new("RGB", (40, 40), "red").convert("L" if mode == "I;16" else "P" if mode == "PA" else mode)
    if mode == "I;16":
        image = image.convert("I").convert("I;16")
    assert shown(stored(encoded(image, kind))).size == (512, 512)


def test_what_is_see_through_stands_on_white() -> None:
    made = shown(stored(encoded(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG")))
    assert made.mode == "RGB"
    assert min(min(colour_at(made, at, at)) for at in (0, 256, 511)) > 250


def test_of_a_moving_picture_the_first_one_stays() -> None:
    first, second = Image.new("RGB", (64, 64), "red"), Image.new("RGB", (64, 64), "blue")
    made = shown(stored(encoded(first, "GIF", save_all=True, append_images=[second])))
    red, _, blue = colour_at(made, 256, 256)
    assert (red > 200, blue < 60, getattr(made, "n_frames", 1)) == (True, True, 1)


def test_a_photograph_stands_upright_and_tells_nothing_of_its_place(folder: Path) -> None:
    data = photograph()
    assert b"Secret Phone" in data
    assert Image.open(BytesIO(data)).getexif().get_ifd(0x8825)
    made = shown(stored(data))
    above, below = colour_at(made, 256, 60), colour_at(made, 256, 450)
    assert (above[0] > 200, above[2] < 60) == (True, True)
    assert (below[0] < 60, below[2] > 200) == (True, True)
    for file in files(folder):
        content = file.read_bytes()
        image = Image.open(BytesIO(content))
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
        assert (b"Secret" in content, b"EXIF" in content) == (False, False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_a_picture"),
        (SVG, "not_a_picture"),
        (HTML, "not_a_picture"),
        (b"\x89PNG\r\n\x1a\n" + HTML, "not_a_picture"),
        (HEIC, "not_a_picture"),
        (picture("JPEG", (900, 900))[:-2000], "not_a_picture"),
        (picture("PNG")[:60], "not_a_picture"),
        (picture("TIFF"), "not_a_picture"),
        (bomb(), "too_large"),
        (bomb(4000, 4000), "not_a_picture"),
        (b"\xff\xd8" + b"\0" * (11 * 1024 * 1024), "too_large"),
        (os.urandom(5000), "not_a_picture"),
    ],
    ids=["nothing", "svg", "html", "html-png", "heic", "cut-jpeg", "cut-png", "tiff", "bomb", "lie", "11-mb", "noise"],
)
def test_what_is_no_picture_of_ours_is_refused_with_a_sentence(data: bytes, code: str, folder: Path) -> None:
    with pytest.raises(PictureRefused) as refused:
        stored(data)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")
    assert not Picture.objects.exists()
    assert not files(folder)


def test_a_heic_photograph_gets_a_sentence_of_its_own() -> None:
    with pytest.raises(PictureRefused, match="HEIC"):
        stored(HEIC)
    with pytest.raises(PictureRefused, match="Это не картинка"):
        stored(VIDEO)


def test_whoever_makes_it_compute_for_ever_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shrinking, "_PATIENCE_SECONDS", 0.001)
    with pytest.raises(PictureRefused, match="сложная"):
        stored(picture())


def test_nothing_can_be_read_by_others_on_the_machine(folder: Path) -> None:
    stored(picture())
    assert {path.stat().st_mode & 0o777 for path in files(folder)} == {0o600}
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}


def test_nobody_sends_pictures_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_TRIES", 2)
    stored(picture())
    with pytest.raises(PictureRefused):
        stored(SVG)
    with pytest.raises(TooManyPictures):
        stored(picture())
    assert actions.store_picture(by=ANOTHER, data=picture())


def test_a_picture_is_used_once_and_by_whoever_sent_it() -> None:
    made = stored(picture())
    for unknown, by in ((made, ANOTHER), (made + 1, SENDER)):
        with pytest.raises(NoSuchPicture):
            actions.attach_picture(unknown, by=by)
    actions.attach_picture(made, by=SENDER)
    with pytest.raises(NoSuchPicture):
        actions.attach_picture(made, by=SENDER)


def test_the_sweep_takes_what_nobody_uses(folder: Path) -> None:
    kept, unused, replaced = (stored(picture()) for _ in range(3))
    for one in (kept, replaced):
        actions.attach_picture(one, by=SENDER)
    now = clock.now()
    actions.release_picture(replaced, at=now + timedelta(hours=2))
    assert actions.sweep(now + timedelta(hours=23)) == 0
    assert actions.sweep(now + timedelta(hours=25)) == 1
    assert queries.picture_file(unused, "large") is None
    assert actions.sweep(now + timedelta(hours=27)) == 1
    assert set(Picture.objects.values_list("pk", flat=True)) == {kept}
    assert len(files(folder)) == 2
    assert shown(kept).size == (512, 512)


def test_the_sweep_takes_what_a_cut_off_server_left(folder: Path) -> None:
    kept = stored(picture())
    actions.attach_picture(kept, by=SENDER)
    orphan = stored(picture())
    Picture.objects.filter(pk=orphan).delete()
    file = queries.picture_file(kept, "large")
    assert file is not None
    unfinished = file.path.with_suffix(".new")
    unfinished.write_bytes(b"half")
    now = clock.now()
    assert actions.sweep(now) == 0
    assert len(files(folder)) == 5
    assert actions.sweep(now + timedelta(hours=25)) == 2
    assert {path.suffix for path in files(folder)} == {".webp"}
    assert len(files(folder)) == 2


def test_a_picture_that_is_attached_meanwhile_is_not_swept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = stored(picture())
    now = clock.now() + timedelta(days=2)
    with transaction.atomic():
        actions.attach_picture(made, by=SENDER)
        assert actions.sweep(now) == 0
    assert len(files(folder)) == 2


def test_the_server_sweeps_once_an_hour(monkeypatch: pytest.MonkeyPatch, set_clock: Callable[[datetime], None]) -> None:
    swept: list[datetime] = []
    monkeypatch.setattr(actions, "sweep", swept.append)
    calendar, now = Calendar(), clock.now()
    for minutes, times in ((0, 1), (59, 1), (61, 2), (62, 2), (-100, 3)):
        set_clock(now + timedelta(minutes=minutes))
        calendar.sweep()
        assert len(swept) == times
