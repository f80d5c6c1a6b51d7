"""Numbers of a workbook as their format shows them."""

from __future__ import annotations

from rag.cells import text_of
from rag.package import Formats


class Numbers:
    """Texts of numbers by style, each different one worked out once."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._known: dict[tuple[str, int], str] = {}

    def text(self, written: str, style: int) -> str:
        """The text of a number as the file writes it.

        Raises: ValueError where it is none.
        """
        text = self._known.get((written, style))
        if text is None:
            text = self._known[written, style] = self._worked_out(float(written), style)
        return text

    def _worked_out(self, number: float, style: int) -> str:
        from openpyxl.utils.datetime import from_excel

        if style in self._formats.dates:
            try:
                return text_of(from_excel(number, self._formats.epoch))
            except (OverflowError, ValueError):
                return text_of(number)
        codes = self._formats.codes
        return text_of(number, codes[style] if style < len(codes) else "General")
