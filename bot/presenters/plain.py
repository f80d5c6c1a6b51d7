"""A card as the text a person reads where there is nothing but text."""

from __future__ import annotations

from bot.cards import Actions, Block, Card, Code, Divider, Facts, Steps, Table, Text
from bot.phrases import Phrases


def plain_text(card: Card, language: str | None = None) -> str:
    """Title, paragraphs, labelled values, aligned tables, lines as they are, and the footer.

    With a language, rows that are not shown are told as "and 12 more", else as "+12".
    """
    parts = [_flat(card.title), *(_block_text(block, language) for block in card.blocks), card.footer]
    return "\n\n".join(part for part in parts if part)


def _block_text(block: Block, language: str | None) -> str:
    match block:
        case Text():
            text = block.text
        case Facts():
            text = "\n".join(f"{fact.label}: {_linked(fact.value, fact.link)}" for fact in block.items)
        case Table():
            text = _table_text(block, language)
        case Code():
            text = _titled(block.title, "\n".join(f"    {text}" for text in block.text.splitlines()))
        case Steps():
            text = _titled(block.title, "\n".join(_step_lines(block)))
        case Divider():
            text = "\N{EM DASH}" * 3
        case Actions():
            text = " ".join(f"[{button.text}]" for button in block.buttons)
    return text


def _linked(value: str, link: str) -> str:
    return f"{value} ({link})" if link and link != value else value


def _titled(title: str, text: str) -> str:
    return f"{title}:\n{text}" if title else text


def _step_lines(steps: Steps) -> list[str]:
    marks = [f"{n}." if steps.ordered else "-" for n in range(1, len(steps.items) + 1)]
    return [f"{mark} {item}" for mark, item in zip(marks, steps.items, strict=True)]


def _table_text(table: Table, language: str | None) -> str:
    rows = [[_flat(cell) for cell in row] for row in (table.columns, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    if table.more:
        lines.append(Phrases(language).say("list.more", n=table.more) if language else f"+{table.more}")
    return "\n".join(lines)


def _flat(text: str) -> str:
    return " ".join(text.split())
