"""Names as people type them, made safe to put into a query: folder split off, upper case, `*` as the vendor's `@`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from tws.errors import TwsNameError

_LONGEST = 300
# How OQL escapes a quote is not documented, so that no name may hold one, nor anything that could pass for one.
_QUOTES = re.compile(
    "[\"'`\\\\\u00b4\u02b9\u02ba\u02bc\u02c8\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\u2032\u2033\uff02\uff07]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name or pattern with its folder: None where none was named. `@` is any string, `?` any one character."""

    name: str
    folder: str | None = None

    @property
    def is_pattern(self) -> bool:
        """Whether the name holds a wildcard."""
        return is_pattern(self.name)


def is_pattern(value: str) -> bool:
    """Whether the text holds one of the vendor's wildcards."""
    return "@" in value or "?" in value


def checked(value: str) -> str:
    """The text as it may stand between quotes.

    Raises: TwsNameError where it is empty, too long, or holds quotes, backslashes or control characters.
    """
    if not value.strip() or len(value) > _LONGEST:
        raise TwsNameError("A name to look for needs 1 to 300 characters.")
    if _QUOTES.search(value) or any(unicodedata.category(letter)[0] in "CZ" and letter != " " for letter in value):
        shown = "".join(letter if letter.isprintable() else "?" for letter in value[:60])
        raise TwsNameError(f"{shown} is no HWA name: quotes, backslashes and control characters cannot stand in one.")
    return value


def parsed(value: str) -> Name:
    """A typed name: `PAY@`, `pay_calc`, `/FINANCE/PAY_CALC`. HWA names are upper case.

    Raises: TwsNameError as `checked`.
    """
    plain = checked(value).strip().upper().replace("*", "@")
    path, slash, name = plain.rpartition("/")
    if not slash:
        return Name(name=plain)
    if not name:
        raise TwsNameError(f"{plain[:60]} names a folder and nothing in it.")
    return Name(name=name, folder=f"/{path.strip('/')}")
