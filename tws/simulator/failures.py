"""The failures that simulated jobs end with: signature name, return code and what the job log says.

The texts stand in failures.txt beside this module; `listing()` gives each with its telling line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

_HEAD = re.compile(r"\[(?P<name>\w+)\] (?P<code>\d+)(?:, (?P<kinds>[\w ]+))?$")


@dataclass(frozen=True, slots=True)
class Failure:
    """One way to fail. `message` is the line that tells it; `before` and `after` stand around it in the log."""

    name: str
    return_code: int
    kinds: tuple[str, ...]
    message: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything that this failure writes into a log."""
        return (*self.before, self.message, *self.after)


def _read(text: str) -> Iterator[Failure]:
    for block in text.split("\n\n"):
        head, *lines = [line for line in block.split("\n") if line and not line.startswith("# ")] or [""]
        match = _HEAD.match(head)
        if match is None:
            continue
        place = next(number for number, line in enumerate(lines) if line.startswith("! "))
        yield Failure(
            match["name"],
            int(match["code"]),
            tuple((match["kinds"] or "").split()),
            lines[place][2:],
            tuple(lines[:place]),
            tuple(lines[place + 1 :]),
        )


_TEXT = files("tws.simulator").joinpath("failures.txt").read_text(encoding="utf-8")
FAILURES = {failure.name: failure for failure in _read(_TEXT)}
_BY_KIND: dict[str, tuple[str, ...]] = {}
for _each in FAILURES.values():
    for _kind in _each.kinds:
        _BY_KIND[_kind] = (*_BY_KIND.get(_kind, ()), _each.name)


def of_kind(kind: str) -> tuple[str, ...]:
    """Names of the failures that a job of this kind may meet, those of any job among them."""
    return (*_BY_KIND.get(kind, ()), *_BY_KIND["any"])


def listing() -> list[tuple[str, int, str]]:
    """Name, return code and telling line of every failure: what a knowledge sheet may match."""
    return [(each.name, each.return_code, each.message) for each in FAILURES.values()]
