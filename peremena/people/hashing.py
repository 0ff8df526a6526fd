"""Argon2 with a bound on how many passwords are hashed at once."""

from threading import BoundedSemaphore
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

# Two cores hash two passwords; a third at once would only make all three wait and take another 19 MB.
_turns = BoundedSemaphore(2)


class BoundedArgon2(Argon2PasswordHasher):
    """The first set of parameters that OWASP recommends: some 20 ms and 19 MB, so that a class signs in at once."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> Any:
        with _turns:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turns:
            return super().verify(password, encoded)
