"""What is known of the files. Who may see one is asked of whoever uses it: the chat whose picture it is."""

from typing import ClassVar

from django.db import models

from peremena import clock


class Picture(models.Model):
    """A square picture in two sizes; what was sent itself is not kept."""

    # Names the two files. Nobody outside hears it.
    key = models.CharField(max_length=32, unique=True)
    # The profile that sent it; a number, because people stand above files.
    sent_by = models.BigIntegerField()
    sent_at = models.DateTimeField(default=clock.now)
    # Of the large file: the same for ever, so that a browser that has it need not load it again.
    sha256 = models.CharField(max_length=64)
    large_bytes = models.PositiveIntegerField()
    small_bytes = models.PositiveIntegerField()
    # Empty while something shows it; the sweep takes what nothing has shown for a day.
    unused_since = models.DateTimeField(null=True, default=clock.now)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["unused_since"], condition=models.Q(unused_since__isnull=False), name="picture_by_disuse"
            )
        ]

    def __str__(self) -> str:
        return f"picture {self.pk}"
