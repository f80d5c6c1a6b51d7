"""Rows under titles -> Block Kit; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.slack import limits
from adapters.slack.elements import SIGNS, Block, cut, muted, pieces, plain, preformatted, rich_text
from adapters.slack.texts import text
from bot.cards import Table, Tone


def table(block: Table, language: str, *, drawn: bool) -> Iterator[Block]:
    """The rows as Slack's own table where `drawn`, else as text of a fixed width; what is left out is counted."""
    rows = [_cells(block.columns, None), *(_cells(row, _tone(block, at)) for at, row in enumerate(block.rows))]
    shown = rows[: limits.TABLE_ROWS]
    fits = len(block.columns) <= limits.TABLE_COLUMNS and _length(shown) <= limits.TABLE_CHARACTERS // 2
    if drawn and fits:
        yield {"type": "table", "rows": [[{"type": "raw_text", "text": cell} for cell in row] for row in shown]}
    else:
        yield from (rich_text(preformatted(piece)) for piece in pieces(_aligned(shown), limits.CODE))
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


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [min(40, max(len(cell) for cell in column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cut(cell, 40).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
