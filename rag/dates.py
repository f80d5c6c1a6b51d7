"""Days as people write them in a cell, in Portuguese and English."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PORTUGUESE = ("jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez")
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {name: number for names in (_PORTUGUESE, _ENGLISH) for number, name in enumerate(names, 1)}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:º|st|nd|rd|th)?[\s/.-]+(?:de\s+)?([a-zç]{3,9})\.?[\s/.,-]+(?:de\s+)?(\d{4}|\d{2})\b"
)
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
_MONTH = re.compile(r"(?:([a-zç]{3,9})\.?[\s/.-]+(?:de\s+)?|(\d{1,2})[-/.])(\d{4})$")
_CENTURY = 2000


def written_day(text: str) -> date | None:
    """The day that a text begins with; None where it is none.

    Numbers are day first, as in Brazil and Europe, unless only month first makes a date. A month means its last day.
    """
    said = text.strip().lower()
    if found := _YEAR_FIRST.match(said):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(said):
        first, second, year = int(found[1]), int(found[2]), _year(found[3])
        return _day(year, second, first) or _day(year, first, second)
    if found := _DAY_MONTH.match(said):
        return _day(_year(found[3]), _MONTHS.get(found[2][:3], 0), int(found[1]))
    if found := _MONTH_DAY.match(said):
        return _day(int(found[3]), _MONTHS.get(found[1][:3], 0), int(found[2]))
    if found := _MONTH.match(said):
        return _last_day(int(found[3]), int(found[2]) if found[2] else _MONTHS.get(found[1][:3], 0))
    return None


def _year(written: str) -> int:
    return int(written) + (_CENTURY if len(written) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 and year else None
