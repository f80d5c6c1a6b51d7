"""Puts an id into a path as exactly one segment."""

from __future__ import annotations

from urllib.parse import quote

from tws.errors import TwsNotFoundError
from tws.names import checked


def segment(value: str) -> str:
    """The id, percent-encoded. Raises: TwsNameError for quotes and control characters, TwsNotFoundError for none."""
    if not value:
        raise TwsNotFoundError("HWA was to be asked for an object without an id.")
    return quote(checked(value), safe="")
