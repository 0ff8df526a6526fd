"""Makes a picture small and square, in a process of its own: `shrink` starts it, `main` is what runs there.

A picture is the one thing from outside that a large C library reads. Whatever that is made to do (take all memory,
compute for ever, crash) happens to a process that has limits, no database and no secrets in its memory. What comes out
holds pixels and nothing else: no place, no name of a phone, no second picture.
"""

import logging
import resource
import subprocess
import sys
import threading
import warnings
from io import BytesIO
from typing import Literal

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

_log = logging.getLogger("peremena.files")

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGE = 512
SMALL = 128
# A phone's ordinary photograph has 12 million; four bytes each are in memory at once, twice.
MOST_PIXELS = 25_000_000
CPU_SECONDS = 10
MEMORY_BYTES = 1024**3
# The machine may be busy; the limit of the processor's time comes first otherwise.
_PATIENCE_SECONDS = 30.0
# Two cores: more at once would only take memory from each other.
_AT_ONCE = threading.BoundedSemaphore(2)
_QUALITY = 82

Fault = Literal["format", "heic", "pixels", "broken", "effort", "busy"]


class Shrunk(msgspec.Struct):
    large: bytes
    small: bytes


class Unusable(Exception):
    """No picture came out; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class _Report(msgspec.Struct):
    shrunk: Shrunk | None = None
    fault: Fault | None = None


def shrink(data: bytes) -> Shrunk:
    """Return the picture in two sizes as WebP; raises Unusable. Takes a tenth of a second or more: never in a write."""
    if not _AT_ONCE.acquire(timeout=_PATIENCE_SECONDS / 3):
        raise Unusable("busy")
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "peremena.files.shrinking"],
            input=data,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=True,
            env={},
        )
        report = msgspec.msgpack.decode(done.stdout, type=_Report)
    except (subprocess.SubprocessError, msgspec.DecodeError) as error:
        _log.warning("a picture was given up: %s %s", error, (getattr(error, "stderr", b"") or b"")[-500:])
        raise Unusable("effort") from error
    finally:
        _AT_ONCE.release()
    if report.shrunk is None:
        raise Unusable(report.fault or "broken")
    return report.shrunk


def main() -> None:
    """Read a picture from the standard input and write the report of it to the standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.stdout.buffer.write(msgspec.msgpack.encode(_report_of(sys.stdin.buffer.read())))


def _report_of(data: bytes) -> _Report:
    if _is_heic(data):
        return _Report(fault="heic")
    try:
        return _Report(shrunk=_shrunk(data))
    except Unusable as unusable:
        return _Report(fault=unusable.fault)
    except MemoryError:
        return _Report(fault="effort")
    except Exception:  # noqa: BLE001 Pillow's readers raise whatever a broken file makes them raise
        return _Report(fault="broken")


def _is_heic(data: bytes) -> bool:
    """Say whether it is of the family in which iPhones keep photographs; Pillow alone can't read most of it."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def _shrunk(data: bytes) -> Shrunk:
    # We bound the pixels ourselves, and everything else that Pillow only warns of is of no use to anybody.
    warnings.simplefilter("ignore")
    Image.MAX_IMAGE_PIXELS = None
    try:
        image = Image.open(BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Unusable("format") from error
    if image.width * image.height > MOST_PIXELS:
        raise Unusable("pixels")
    # Lets a JPEG be read at a fraction of its size; does nothing to the others.
    image.draft("RGB", (LARGE, LARGE))
    large = ImageOps.fit(_on_white(ImageOps.exif_transpose(image)), (LARGE, LARGE))
    return Shrunk(large=_webp(large), small=_webp(large.resize((SMALL, SMALL), Image.Resampling.LANCZOS)))


def _on_white(image: Image.Image) -> Image.Image:
    """Return the pixels alone, in a picture that has nothing else: what is see-through stands on white."""
    plain = Image.new("RGB", image.size, "white")
    solid = image.convert("RGBA")
    plain.paste(solid, mask=solid)
    return plain


def _webp(image: Image.Image) -> bytes:
    written = BytesIO()
    image.save(written, "WEBP", quality=_QUALITY)
    return written.getvalue()


if __name__ == "__main__":
    main()
