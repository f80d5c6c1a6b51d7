"""The sheet's own name for an error, met word for word: what no list of codes needs to know beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.models import Entry
from rag.phrases import phrases_in
from rag.words import folded, is_stop_word

_APART = re.compile(r"\s*[;|\n]\s*")
_WORD = re.compile(r"[a-z0-9]+")
_TOKEN = re.compile(r"[A-Za-z][\w.-]*\w")
# OOMKilled, EADDRINUSE, AADSTS7000222, cluster_block_exception: written as programs write names.
_IDENTIFIER = re.compile(r"^(?:[A-Z]{5,}|.*[a-z][A-Z].*|.*[A-Z]{2}[a-z].*|(?=.*[A-Za-z]{2}).*\d.*|\w+_\w+)$")
_NUMBERED = re.compile(r"\b(?:code|codigo|status|error|erro|reason|motivo|failure|rc|exit)\s*[=:#(]*\s*(-?\d{1,6})\b")
_TELLING_NUMBER = re.compile(r"\b(status|reason|motivo|failure|feedback)\s*[=:#(]*\s*(\d{2,6})\b")
_SHORTEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseName:
    """How a sheet names an error: all `parts` must be said. `numbers` are those that it gives to it.

    `numbered` are the telling ones with the word before them. `common` where it is a phrase that many programs say of
    many things.
    """

    parts: tuple[str, ...] = ()
    numbers: frozenset[str] = frozenset()
    numbered: tuple[str, ...] = ()
    common: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The words of a question, made for being looked through."""

    words: str
    lines: tuple[str, ...]


def identifiers(text: str) -> Iterator[str]:
    """The words of a cell that are written as programs write names."""
    return (token for token in _TOKEN.findall(text) if len(token) >= _SHORTEST and _IDENTIFIER.match(token))


def name_of(entry: Entry, common: frozenset[str]) -> CaseName:
    """The name that an entry's error cell gives; empty parts where it is one everyday word or there is none."""
    parts = [part for part in _APART.split(entry.error) if part.strip()]
    spoken = tuple(filter(None, (_joined(part) for part in parts)))
    numbers = frozenset(_NUMBERED.findall(folded(entry.error)))
    said = phrases_in(folded(entry.error))
    return CaseName(
        parts=spoken if any(map(_is_telling, parts)) else (),
        numbers=numbers,
        numbered=tuple(f" {word} {number} " for word, number in _TELLING_NUMBER.findall(folded(entry.error))),
        common=bool(common.intersection(said)),
    )


def _is_telling(part: str) -> bool:
    words = _WORD.findall(folded(part))
    telling = [word for word in words if not is_stop_word(word)]
    if len(telling) > 1 or (telling and len(words) > 2):
        return sum(map(len, telling)) >= _SHORTEST
    return any(identifiers(part))


def _joined(text: str) -> str:
    return " ".join(_WORD.findall(folded(text)))


def spoken_in(text: str, lines: Iterable[str]) -> Spoken:
    """A question's words, and its lines folded."""
    return Spoken(words=f" {_joined(text)} ", lines=tuple(folded(line) for line in lines))


def is_said(name: CaseName, spoken: Spoken) -> bool:
    """Whether every part of a name stands in a question word for word; an object's name may stand in between."""
    return bool(name.parts) and all(_stands_in(part, spoken.words) for part in name.parts)


def _stands_in(part: str, words: str) -> bool:
    if f" {part} " in words:
        return True
    spread = part.split(" ")
    return len(spread) > 2 and all(f" {word} " in words for word in spread) and bool(_spread(part).search(words))


@lru_cache(maxsize=4_000)
def _spread(part: str) -> re.Pattern[str]:
    # relation "stg.orders" does not exist
    return re.compile(r" (?:\w+ ){0,3}".join(map(re.escape, f" {part} ".strip().split(" "))).join((" ", " ")))


def says_this_number(name: CaseName, spoken: Spoken) -> bool:
    """Whether a question gives the number by which a name goes, after the same word: "file status 93"."""
    return any(number in spoken.words for number in name.numbered)


def says_another_number(name: CaseName, spoken: Spoken) -> bool:
    """Whether a line that begins like a numbered name gives another number: "rsync error … (code 30)" is not 23."""
    if not name.numbers or not name.parts:
        return False
    first = name.parts[0].split(" ")[0]
    told = {number for line in spoken.lines if first in line for number in _NUMBERED.findall(line)}
    return bool(told) and not told & name.numbers
