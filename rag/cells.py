"""What a cell holds, as text: numbers that are codes, dates, links, and what Excel leaves behind."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from rag.dates import written_day

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]|_x000D_")
_UNCLEAN = re.compile(r"[\x00-\x1f\x7f-\xa0\u2007\u202f\ufeff]|^\s|\s$|  |_x000D_")
_SPACES = re.compile(r"[ \t\u00a0\u2007\u202f]+")
_ZEROS = re.compile(r"^0+$")
_LINK = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_HYPERLINK = re.compile(
    r"""=\s*(?:HYPERLINK|HIPERLINK|HIPERLIGA[CÇ][AÃ]O)\(\s*"([^"]*)"\s*(?:[,;]\s*"?([^"]*)"?)?\s*\)""", re.IGNORECASE
)
_SERIAL_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar, its leap-year error of 1900 included
_SERIALS = range(20_000, 80_000)  # 1954 to 2119
LONGEST_TEXT = 8_000  # characters kept of one cell


def text_of(value: object, number_format: str = "General") -> str:
    """A cell's value as its reader sees it: -911 and 911.0 without a fraction, 00060 with its zeros, dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sim" if value else "não"
    if isinstance(value, (int, float, Decimal)):
        return _number_text(value, number_format)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, (datetime, date, time, timedelta)):
        return str(value)
    return clean(str(value))


def _number_text(value: float | Decimal, number_format: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - the test for NaN
        return ""
    if value == int(value):
        digits = str(int(value))
        return digits.zfill(len(number_format)) if _ZEROS.match(number_format) else digits
    return f"{value:.15g}"  # as many digits as Excel keeps


def clean(text: str) -> str:
    """Text without control characters, its spaces single, its line ends kept, cut at the longest that is kept."""
    if len(text) <= LONGEST_TEXT and not _UNCLEAN.search(text):
        return text
    lines = (_SPACES.sub(" ", line).strip() for line in _CONTROL.sub("", text.replace("\r\n", "\n")).splitlines())
    return "\n".join(lines).strip()[:LONGEST_TEXT]


def formula_link(formula: str) -> tuple[str, str] | None:
    """Target and label of =HYPERLINK("…","…"); None where the formula is another or computes its target."""
    match = _HYPERLINK.match(formula)
    return (match[1].strip(), (match[2] or "").strip()) if match else None


def web_link(text: str) -> str:
    """The first http(s) link in a text; "" where it has none. No other scheme is ever a link."""
    match = _LINK.search(text) if "://" in text else None
    return match[0].rstrip(".,;)") if match else ""


def date_of(value: object) -> date | None:
    """The date that a cell means: a date, Excel's serial day (45296), or a day as people write it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = text_of(value)
    if not text:
        return None
    if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in _SERIALS:
        return _SERIAL_EPOCH + timedelta(days=int(float(text)))
    return written_day(text)
