"""Names as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tws.errors import TwsNameError
from tws.names import Name, parsed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("pay_calc", Name(name="PAY_CALC")),
        (" PAY* ", Name(name="PAY@")),
        ("/FINANCE/PAY_CALC", Name(name="PAY_CALC", folder="/FINANCE")),
        ("/a/b/X", Name(name="X", folder="/A/B")),
        ("/PAY", Name(name="PAY", folder="/")),
        ("A#B.C$D_E-F", Name(name="A#B.C$D_E-F")),
        ("?AY@", Name(name="?AY@")),
    ],
)
def test_a_typed_name_is_read(typed: str, read: Name) -> None:
    """Case, stars and folders are brought into the vendor's form."""
    assert read == parsed(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "A'B",
        'A"B',
        "A\\B",
        "A\nB",
        "A\x00",
        "A`B",
        "A\u2019B",
        "A\uff07B",
        "/F/",
        "x" * 301,
        "a\u200bb",
        "a\u2028b",
    ],
)
def test_what_could_break_out_is_no_name(typed: str) -> None:
    """Quotes of every kind, control and invisible characters and empty names are refused."""
    with pytest.raises(TwsNameError):
        parsed(typed)


@given(st.text(max_size=40))
def test_a_name_holds_no_quote_whatever_is_typed(typed: str) -> None:
    """Any text is either refused or free of quotes and control characters."""
    try:
        name = parsed(typed)
    except TwsNameError:
        return
    assert not set("'\"\\`\n\r\x00") & set(name.name + (name.folder or ""))
