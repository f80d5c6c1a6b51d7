"""Wishes about watches that stand already: which are there, and which are to be taken back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agent.understanding import tables
from bot.agent.understanding.arguments import named
from bot.agent.understanding.reading import Reading
from bot.agent.understanding.records import JOB, Memory
from bot.messages import Call

_NOUNS, _PLURALS = tables.words("watches", "nouns"), tables.words("watches", "plurals")
_DROPS, _STOPS = tables.words("watches", "drops"), tables.words("watches", "stops")
_NOTIFIES, _WATCHING = tables.words("watches", "notifies"), tables.words("watches", "watching")
_NEGATIONS, _ENOUGH = tables.words("watches", "negations"), tables.words("watches", "enough")
_BETWEEN = tables.words("watches", "between")
_ASKS, _ALL, _OWN = tables.words("watches", "asks"), tables.words("watches", "all"), tables.words("watches", "own")
_NEVER_MIND = tuple(tuple(phrase.split()) for phrase in tables.sections("watches")["never_mind"])
_REACH = 5  # words from a verb to what it is about


def watches_meant(reading: Reading, memory: Memory) -> Call | None:
    """The call that lists watches or takes them back; None where a text speaks of no watch that stands."""
    words = reading.words
    if _drops(words) or _never_mind(reading, memory):
        return _drop(reading, memory)
    return Call(tool="watch", args={"action": "list"}) if _lists(reading) else None


def _drop(reading: Reading, memory: Memory) -> Call:
    jobs = [m.name for m in named(reading.mentions, JOB) if not m.is_pattern and not m.choices]
    said = set(reading.words)
    everything = bool(said & _ALL) or (bool(said & _PLURALS) and not jobs)
    job = jobs[0] if jobs else None if everything else memory.job
    if job is None and not everything:
        return Call(tool="watch", args={"action": "list"})
    return Call(tool="watch", args={"action": "drop"} | ({"job": job} if job else {}))


def _drops(words: Sequence[str]) -> bool:
    for at, word in enumerate(words):
        near = words[at + 1 : at + 1 + _REACH]
        if word in _DROPS | _STOPS and _first(near, _NOUNS | _PLURALS):
            return True
        if word in _STOPS and _first(near, _NOTIFIES):
            return True
        if word in _NEGATIONS and _first(near, _NOTIFIES | _WATCHING | _NOUNS | _PLURALS) and (_ENOUGH & set(words)):
            return True
    return False


def _first(near: Sequence[str], wanted: frozenset[str]) -> bool:
    """Whether the first word that counts among the nearest is a wanted one: `para de me avisar`."""
    return next((word for word in near if word not in _BETWEEN), "") in wanted


def _never_mind(reading: Reading, memory: Memory) -> bool:
    """`deixa pra lá`, right after a watch was set or listed."""
    words = tuple(w for w, p in zip(reading.words, reading.pieces, strict=True) if not p.is_stop)
    return memory.tool == "watch" and memory.args.get("action") in {None, "list"} and words in _NEVER_MIND


def _lists(reading: Reading) -> bool:
    said = set(reading.words)
    if reading.whole.said & {"WHEN", "ASSOON", "IF"} or named(reading.mentions, JOB):
        return False
    if said & _PLURALS:
        return bool(said & (_ASKS | _OWN)) or reading.size == 1
    asked = bool(said & _ASKS)
    return asked and bool(said & _WATCHING) and bool(said & _OWN)
