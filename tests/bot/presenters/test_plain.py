"""A card as plain text."""

import pytest

from bot.cards import Actions, Button, Card, Code, Divider, Fact, Facts, Steps, Table, Text
from bot.presenters import plain_text

TABLE = Table(columns=("Job", "rc"), rows=(("PAY", "8"), ("A\nB", "12")), more=1200)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Text(text="hi"), "hi"),
        (
            Facts(items=(Fact(label="Job", value="PAY"), Fact(label="Doc", value="PRC", link="https://x"))),
            "Job: PAY\nDoc: PRC (https://x)",
        ),
        (Facts(items=(Fact(label="Doc", value="https://x", link="https://x"),)), "Doc: https://x"),
        (Code(text="a\nb", title="Log"), "Log:\n    a\n    b"),
        (Steps(items=("a", "b")), "1. a\n2. b"),
        (Steps(items=("a",), title="T", ordered=False), "T:\n- a"),
        (Divider(), "———"),
        (Actions(buttons=(Button(text="Log", action="ask", value="x"), Button(text="Go", action="ask"))), "[Log] [Go]"),
        (TABLE, "Job  rc\nPAY  8\nA B  12\nand 1,200 more"),
    ],
)
def test_a_block_becomes_text(block: object, expected: str) -> None:
    """No block is left out, and columns stand under each other."""
    assert f"T\n\n{expected}\n\nf" == plain_text(Card(title="T", blocks=(block,), footer="f"), "en")


def test_without_a_language_more_rows_are_a_number() -> None:
    """Rows that are not shown are never silent."""
    assert plain_text(Card(title="T", blocks=(TABLE,))).endswith("+1200")


def test_a_title_is_one_line() -> None:
    """A line break in a name does not break the title."""
    assert plain_text(Card(title="A\n B")) == "A B"
