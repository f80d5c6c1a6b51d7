"""The failures that simulated jobs end with: signature name, return code and what the job log says.

Placeholders in the texts: {job} {low} (the name in lower case) {num} {num2} {host} {file} {table}.
"""

from __future__ import annotations

from dataclasses import dataclass

from tws.simulator.failure_texts import TEXTS


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


def _failure(name: str, return_code: int, kinds: str, text: str) -> Failure:
    lines = [line.strip("\n") for line in text.strip("\n").split("\n")]
    place = next(number for number, line in enumerate(lines) if line.startswith("! "))
    return Failure(
        name,
        return_code,
        tuple(kinds.split()),
        lines[place][2:],
        tuple(lines[:place]),
        tuple(lines[place + 1 :]),
    )


FAILURES = {entry[0]: _failure(*entry) for entry in TEXTS}
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
