"""Only one Resync writes to a data directory."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import ResyncError


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the data directory: two writers would spoil the index.

    Raises: ResyncError where another Resync holds it.
    """
    with (folder / "lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip() or "?"
            raise ResyncError.saying("start.another", process=holder, folder=str(folder)) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
