"""What cells hold."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from rag.cells import LONGEST_TEXT, clean, date_of, formula_link, text_of, web_link


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (-911, "General", "-911"),
        (-911.0, "General", "-911"),
        (60, "00000", "00060"),
        (1.5, "General", "1.5"),
        (None, "General", ""),
        (True, "General", "sim"),
        (float("nan"), "General", ""),
        (datetime(2024, 1, 12), "General", "2024-01-12"),
        ("  a\u00a0b_x000D_\r\n c ", "General", "a b\nc"),
    ],
)
def test_a_value_reads_as_its_reader_sees_it(value, number_format, expected):
    """Numbers that are codes keep sign and zeros and gain no fraction; Excel's leftovers are gone."""
    assert expected == text_of(value, number_format)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (45296, date(2024, 1, 5)),
        ("45296", date(2024, 1, 5)),
        ("31/12/2026", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        (datetime(2026, 1, 2, 3), date(2026, 1, 2)),
        ("12/31/2026", date(2026, 12, 31)),
        ("03/04/2026", date(2026, 4, 3)),
        ("31/12/26", date(2026, 12, 31)),
        ("31-dez-2026", date(2026, 12, 31)),
        ("31 de Dezembro de 2026", date(2026, 12, 31)),
        ("1º de março de 2026", date(2026, 3, 1)),
        ("Dec 31, 2026", date(2026, 12, 31)),
        ("31 December 2026", date(2026, 12, 31)),
        ("fev/2028", date(2028, 2, 29)),
        ("12/2026", date(2026, 12, 31)),
        ("31/02/2026", None),
        ("99/99/9999", None),
        ("2026", None),
        ("1.2.3", None),
        ("amanhã", None),
        ("123", None),
    ],
)
def test_a_date_is_understood_however_it_is_written(value, expected):
    """Serial days, ISO, day first, month first where nothing else fits, and months by name; anything else is none."""
    assert expected == date_of(value)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('=HYPERLINK("https://wiki.example.com/a","abrir")', ("https://wiki.example.com/a", "abrir")),
        ('=HIPERLINK("https://wiki.example.com/a";"abrir")', ("https://wiki.example.com/a", "abrir")),
        ('=HYPERLINK("https://wiki.example.com/a")', ("https://wiki.example.com/a", "")),
        ('=HYPERLINK("https://wiki.example.com/"&A2,"abrir")', None),
        ("=A1+1", None),
    ],
)
def test_a_link_formula_gives_its_target(formula, expected):
    """The target of =HYPERLINK() stands only in the formula; a calculated one is not guessed."""
    assert expected == formula_link(formula)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "file:///etc/passwd", "mailto:dba@example.com", "ftp://x/y", "none"]
)
def test_only_web_links_are_links(text):
    """No scheme but http and https ever becomes a link."""
    assert not web_link(text)


def test_a_web_link_is_found_inside_text():
    """A typed link counts without the punctuation after it."""
    assert web_link("veja (https://wiki.example.com/a).") == "https://wiki.example.com/a"


def test_a_cell_is_cut_at_its_limit():
    """A cell of a million characters keeps the first few thousand."""
    assert len(clean("x" * 1_000_000)) == LONGEST_TEXT
