"""What may stand behind a command: patterns of names, lengths of time, on and off; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

LONGEST = timedelta(days=30)
_LETTERS = {"m": "minutes", "h": "hours", "d": "days"}
_LENGTH = re.compile(r"(\d{1,5})(m|min|mins|h|hs|hrs?|d)(?:(\d{1,2})(?:m|min)?)?")
_NUMBER = re.compile(r"\d{1,5}")
_NUMBERS = {
    **dict.fromkeys(("a", "an", "one", "um", "uma"), 1),
    **dict.fromkeys(("two", "dois", "duas"), 2),
    **dict.fromkeys(("three", "tres"), 3),
    **dict.fromkeys(("four", "quatro"), 4),
}
_HALF = (("meia", "hora"), ("half", "an", "hour"))
_UNIT = re.compile(r"(m|h|d)(?:in(?:uto|ute)?s?|ora?s?|ours?|ias?|ays?)?")
# What a name in HWA and a pattern of names may hold, and the parts of a key
_PATTERN = re.compile(r"[\w@*?#./-]+")
_NAMELIKE = re.compile(r"^[^a-z]*$|[@*?#_]")
_QUOTES = "\"'`“”‘’«»"
_BEFORE_LENGTH = frozenset({"for", "por", "durante", "during"})
_JOINING = frozenset({"and", "e", "ou", "or"})
_ABOUT = frozenset({"of", "for", "de", "do", "da", "dos", "das", "para", "job", "jobs", "o", "os", "the"})
_EVERYTHING = frozenset({"*", "@", "tudo", "todos", "all", "everything"})
_SWITCH = {
    **dict.fromkeys(
        ("on", "ligar", "liga", "ligue", "ativar", "ativa", "ative", "sim", "yes", "enable", "start"), True
    ),
    **dict.fromkeys(("off", "desligar", "desliga", "desligue", "desativar", "desativa", "desative"), False),
    **dict.fromkeys(("nao", "no", "disable", "stop", "parar", "pare", "fim", "end"), False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A length of time that was read, None where it is none that can be; the words read, those before and behind."""

    lasting: timedelta | None
    words: str
    before: tuple[str, ...]
    behind: tuple[str, ...]


def folded(words: str) -> str:
    """Lower case, without accents."""
    decomposed = unicodedata.normalize("NFD", words.lower())
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def switch(word: str) -> bool | None:
    """Whether a word means on or off, None for neither."""
    return _SWITCH.get(folded(word))


def patterns(words: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The patterns that the words name, and the words that are none: `PAY_*, BIL_* and X` are three.

    No pattern at all is everything.
    """
    parts = [part.split() for part in re.split(r"[,;]", " ".join(words))]
    lists = [each for part in parts for each in _split(part)]
    named = [named for each in lists if each for named in _names(_without_about(each))]
    wrong = next((each for each in named if len(each) != 1 or not _PATTERN.fullmatch(each[0])), None)
    if wrong is not None:
        return (), " ".join(wrong) or " ".join(words)
    found = tuple(dict.fromkeys(each[0] for each in named))
    return (() if any(folded(each) in _EVERYTHING for each in found) else found), ""


def length(words: Sequence[str]) -> Length | None:
    """The first length among the words: 90m, 2h, 2h30, 1d, 2 horas, for 30 minutes; None where none stands there."""
    for at in range(len(words)):
        found, size = _length_at(words, at)
        if found is None:
            continue
        begin = at - 1 if at and folded(words[at - 1]) in _BEFORE_LENGTH else at
        return Length(
            lasting=found if timedelta() < found <= LONGEST else None,
            words=" ".join(words[at : at + size]),
            before=tuple(words[:begin]),
            behind=tuple(words[at + size :]),
        )
    return None


def _length_at(words: Sequence[str], at: int) -> tuple[timedelta | None, int]:
    word = folded(words[at]).rstrip(",;.")
    found = _LENGTH.fullmatch(word)
    if found is not None:
        more = int(found[3] or 0) if found[2].startswith("h") else 0
        return _of(int(found[1]), found[2][0]) + timedelta(minutes=more), 1
    for half in _HALF:
        if half == tuple(folded(each).rstrip(",;.") for each in words[at : at + len(half)]):
            return timedelta(minutes=30), len(half)
    number = int(word) if _NUMBER.fullmatch(word) else _NUMBERS.get(word)
    unit = _UNIT.fullmatch(folded(words[at + 1]).rstrip(",;.")) if at + 1 < len(words) else None
    # "a" and its like count with a written unit only: "a d" says nothing.
    if number is None or unit is None or (word.isalpha() and len(unit[0]) == 1):
        return None, 0
    return _of(number, unit[1]), 2


def _of(number: int, letter: str) -> timedelta:
    return timedelta(**{_LETTERS[letter]: number})


def _split(words: Sequence[str]) -> list[list[str]]:
    """The words between those that join."""
    parts: list[list[str]] = [[]]
    for word in words:
        if folded(word) in _JOINING:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _without_about(words: Sequence[str]) -> list[str]:
    left = list(words)
    while len(left) > 1 and folded(left[0]) in _ABOUT:
        del left[0]
    return left


def _names(words: Sequence[str]) -> list[list[str]]:
    """Words that can be nothing but names or patterns stand for themselves; others belong together."""
    bare = [word.strip(_QUOTES) for word in words]
    return [[word] for word in bare] if all(_NAMELIKE.search(word) for word in bare) else [bare]
