"""Reads the pages of an API v2 list up to a bound, and says what the bound cut off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from tws.decode import Json
from tws.models import Page

RecordT = TypeVar("RecordT")

PAGE_ROWS = 1000
_MOST_SKIPPED = 5000

Fetch = Callable[[int, int], Awaitable[tuple[list[Json], int | None]]]


@dataclass(slots=True)
class _Reading(Generic[RecordT]):
    kept: dict[str, RecordT] = field(default_factory=dict)
    rows: int = 0
    total: int | None = None
    ended: bool = False


async def read(
    fetch: Fetch,
    decode: Callable[[Json], RecordT],
    *,
    limit: int,
    keep: Callable[[RecordT], bool] | None = None,
    skim: Callable[[Json], bool] = lambda _: True,
) -> Page[RecordT]:
    """At most `limit` records that `keep` accepts; rows that moved between two pages are counted once.

    `skim` may turn rows down that `keep` would turn down, before they are decoded.

    Without `keep` the engine's count is the total. With it the total is known where all rows were read; reading
    stops after 5,000 rows that were not wanted, and the page says that it is truncated.
    """
    reading: _Reading[RecordT] = _Reading()
    # One more than asked for tells whether there are more, where the engine's count cannot.
    wanted = limit if keep is None else limit + 1
    while not reading.ended and len(reading.kept) < wanted and reading.rows - len(reading.kept) < _MOST_SKIPPED:
        size = max(1, min(PAGE_ROWS, wanted - len(reading.kept) if keep is None else max(wanted, 100)))
        rows, count = await fetch(size, reading.rows)
        reading.rows += len(rows)
        _take(reading, filter(skim, rows), decode, keep)
        reading.total = count if count is not None else reading.total
        reading.ended = len(rows) < size if reading.total is None else reading.rows >= reading.total or not rows
    return _page(reading, limit, filtered=keep is not None)


def _take(
    reading: _Reading[RecordT],
    rows: Iterable[Json],
    decode: Callable[[Json], RecordT],
    keep: Callable[[RecordT], bool] | None,
) -> None:
    for row in rows:
        record = decode(row)
        if keep is None or keep(record):
            reading.kept.setdefault(str(row.get("id")), record)


def _page(reading: _Reading[RecordT], limit: int, *, filtered: bool) -> Page[RecordT]:
    records = tuple(reading.kept.values())
    if filtered:
        cut = len(records) > limit or not reading.ended
        return Page(records=records[:limit], total=None if cut else len(records), truncated=cut)
    cut = not reading.ended if reading.total is None else reading.total > limit
    return Page(records=records[:limit], total=reading.total, truncated=cut)
