"""What an answer states beyond its facts is found."""

import pytest

from bot.presenters import unsupported

FACTS = [
    {"kind": "job", "key": "WKS#STREAM.PAY_CALC", "return_code": 8, "ended_at": "2026-11-22T06:02:00Z"},
    {"kind": "time", "text": "03:02"},
    {"kind": "count", "value": 1230, "text": "1.230"},
]


@pytest.mark.parametrize(
    "text",
    ["PAY_CALC ended in ABEND (rc 8) at 03:02.", "1.230 jobs wait.", "WKS#STREAM.PAY_CALC", "PAY_CALC is in ABEND"],
)
def test_what_stands_in_the_facts_is_supported(text: str) -> None:
    """Numbers, times, names and the vendor's words pass."""
    assert unsupported(text, FACTS) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PAY_CALC ended with rc 16", ["16"]),
        ("at 03:03", ["03:03"]),
        ("PAYROLL77 waits", ["77", "PAYROLL77"]),
        ("1,230 jobs", ["1,230"]),
        ("2 of 1.230 in PAYROLL", ["2", "PAYROLL"]),
        ("PAY_CALC2", ["2", "PAY_CALC2"]),
        ("rc 80", ["80"]),
        ("ORA-01555", ["01555", "ORA-01555"]),
    ],
)
def test_what_was_invented_is_named(text: str, expected: list[str]) -> None:
    """An invented number, time or name is given back."""
    assert expected == unsupported(text, FACTS)


def test_the_question_and_the_sources_support_too() -> None:
    """A number that the person typed, or that is a row of the sheet, is no invention."""
    sources = [{"kind": "knowledge", "file": "k.xlsx", "sheet": "I", "row": 12}]
    assert unsupported("row 12 about XPTO_99", (), sources, "what about XPTO_99?") == []
