"""The package's tables of words and rules, read from its text files."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

Entry = tuple[str, str]


def lines(name: str) -> Iterator[str]:
    """The lines of a file in `data`, without comments; an indented line goes on with the one above."""
    text = resources.files(__package__).joinpath("data", f"{name}.txt").read_text("utf-8")
    for line in text.replace("\n  ", " ").splitlines():
        if line and not line.startswith("#"):
            yield line


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """The lines of a file under each `[section]`."""
    found: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines(name):
        if line.startswith("["):
            current = found.setdefault(line.strip("[]"), [])
        else:
            current.append(line)
    return {section: tuple(entries) for section, entries in found.items()}


def entries(name: str, section: str) -> Iterator[Entry]:
    """(head, what it is said with) of each line of a section."""
    for line in sections(name).get(section, ()):
        head, _, said = line.partition(":")
        yield head, said.strip()


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The single words of a section."""
    return frozenset(" ".join(sections(name).get(section, ())).split())


def one_of(text: str) -> frozenset[str]:
    """A small set of words, written as a sentence."""
    return frozenset(text.split())
