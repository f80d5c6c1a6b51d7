"""What was just said or done, for a short while, in memory."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_KEPT = 2_000
ValueT = TypeVar("ValueT")


class Lately(Generic[ValueT]):
    """Remembers by a key for so many seconds. `clock` gives seconds that only grow."""

    def __init__(self, seconds: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, ValueT]] = OrderedDict()

    def note(self, key: str, value: ValueT) -> None:
        """Remember a value from now on."""
        self._kept[key] = (self._clock(), value)
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def of(self, key: str) -> ValueT | None:
        """The value of a key, None where it is too old or was never noted."""
        at, value = self._kept.get(key, (0.0, None))
        return value if value is not None and self._clock() - at < self._seconds else None

    def forget(self, key: str) -> None:
        """Remember it no longer."""
        self._kept.pop(key, None)
