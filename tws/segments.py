"""Puts an id into a path as exactly one segment."""

from __future__ import annotations

from urllib.parse import quote

from tws.errors import TwsNameError, TwsNotFoundError
from tws.names import checked


def segment(value: str) -> str:
    """The id, percent-encoded.

    Raises: TwsNameError where it could be more than one segment, TwsNotFoundError for none.
    """
    if not value:
        raise TwsNotFoundError("HWA was to be asked for an object without an id.")
    if any(letter in value for letter in "/%#?") or set(value) <= {"."}:
        raise TwsNameError(f"{checked(value)[:60]} is no id of a plan object.")
    return quote(checked(value), safe="")
