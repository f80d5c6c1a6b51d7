"""Rows under titles -> Block Kit; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import combining, east_asian_width

from adapters.slack import limits
from adapters.slack.elements import SIGNS, Block, cut, line, listing, muted, pieces, plain, preformatted, rich_text, run
from adapters.slack.texts import text
from bot.cards import Table, Tone

_CELL = 40  # characters of a cell in a fixed width
_PHONE = 60  # columns of a fixed width that are not broken
_LINES = 25  # of one list, so that pages can be parted between lists


def table(block: Table, language: str, *, drawn: bool) -> Iterator[Block]:
    """The rows as Slack's own table where `drawn`, else as text of a fixed width; what is left out is counted."""
    rows = [_cells(block.columns, None), *(_cells(row, _tone(block, at)) for at, row in enumerate(block.rows))]
    shown = rows[: limits.TABLE_ROWS]
    fits = len(block.columns) <= limits.TABLE_COLUMNS and _length(shown) <= limits.TABLE_CHARACTERS // 2
    if drawn and fits:
        yield {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in shown]}
    else:
        yield from _written(shown)
    more = block.more + len(rows) - len(shown)
    if more:
        yield muted(text(language, "more_rows", count=more))


def _tone(block: Table, at: int) -> Tone | None:
    return block.tones[at] if at < len(block.tones) else None


def _cells(row: Sequence[str], tone: Tone | None) -> list[str]:
    cells = [plain(cell.strip() or "–") for cell in row]
    if tone is not None and tone is not Tone.NEUTRAL and cells:
        cells[0] = f"{SIGNS[tone]} {cells[0]}"
    return cells


def _length(rows: Sequence[Sequence[str]]) -> int:
    return sum(len(cell) for row in rows for cell in row)


def _written(rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    """The rows below each other in a fixed width; each as a line of its own where a phone would break them."""
    cells = [[cut(cell, _CELL) for cell in row] for row in rows]
    widths = [max(map(_columns, column)) for column in zip(*cells, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) <= _PHONE:
        aligned = "\n".join("  ".join(map(_padded, row, widths)).rstrip() for row in cells)
        yield from (rich_text(preformatted(piece)) for piece in pieces(aligned, limits.CODE))
        return
    titles, *below = rows
    for start in range(0, len(below), _LINES):
        yield rich_text(listing([_said(row, titles) for row in below[start : start + _LINES]], ordered=False))


def _said(row: Sequence[str], titles: Sequence[str]) -> Block:
    """A row as one line; a number or a time has its column's title before it."""
    named = zip(titles[1:], row[1:], strict=True)
    rest = "".join(f" · {_titled(title, cell)}" for title, cell in named if cell != "–")
    return line(run(row[0], bold=True), *([run(cut(rest, limits.SECTION // 2))] if rest else []))


def _titled(title: str, cell: str) -> str:
    """`Limit 10` for a cell that says nothing by itself; a title's remark, such as a time zone, stays away."""
    return f"{title.partition(' (')[0]} {cell}" if cell[:1].isdigit() else cell


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _columns(cell))


def _columns(cell: str) -> int:
    """How many columns of a fixed width the words take: pictures and East Asian signs take two."""
    return sum(0 if combining(sign) else 1 + (east_asian_width(sign) in {"W", "F"}) for sign in cell)
