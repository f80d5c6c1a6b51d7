"""One writer per index: several processes that write to Chroma corrupt it silently."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BETWEEN_TRIES = 0.05  # seconds


@contextmanager
def writer_lock(path: Path, wait: float = 0.0) -> Iterator[bool]:
    """Hold the right to write as long as the block runs; gives False where another process keeps it for `wait` seconds.

    The operating system lets go of it when the process ends, however it ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield _locked_within(descriptor, wait)
    finally:
        os.close(descriptor)


def _locked_within(descriptor: int, wait: float) -> bool:
    until = time.monotonic() + wait
    while not (mine := _locked(descriptor)) and time.monotonic() < until:
        time.sleep(_BETWEEN_TRIES)
    return mine


def _locked(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows, where nothing but one Resync runs on a data folder
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
