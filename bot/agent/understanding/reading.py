"""A text as the rules see it: tokens, corrected words, the window, names, and the concepts of each part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot.agent.understanding.calendar_words import SPELT
from bot.agent.understanding.codes import is_code
from bot.agent.understanding.guards import names_an_error
from bot.agent.understanding.lexicon import concepts, corrected
from bot.agent.understanding.mentions import find_mentions, is_shouting, whole_names
from bot.agent.understanding.records import JOB, STREAM, WORKSTATION, Mention, Names
from bot.agent.understanding.tables import one_of
from bot.agent.understanding.text import Token, readable, tokens
from bot.agent.understanding.windows import Found, find_window, impossible_time

# concepts that say nothing about what is wanted
NEUTRAL = one_of(
    "WHAT WHICH AUX GREET THANKS NOT PAST HOW WILL IF PRON PRONEND PLACE ONLY STILL WHERE FORWHAT EXISTS TIMES NEED"
    " BECAUSE"
    " OFTEN INF GER PRES SUBJ PART JOBW JOBS WHO LIST STREAM WKS TAKE CHANGE AGAIN BYE OTHERS STREAMREFW WKSREFW"
    " SHIFT HOWMUCH TAKEOVER OPEN ONES REPLY EVERY MORE"
)
_NAMED = {JOB: "JOBN", STREAM: "STREAMN", WORKSTATION: "WKSN"}
_SIDES = ("DEPEND", "WAIT", "BLOCK")
_HOSTS = one_of("agente agent workstation maquina servidor server estacao")
_IN = one_of("na no nas nos em da do on in at from en")
_JOINTS = one_of("e and y mas but & also")
_OF_ERRORS = one_of("MEAN FIX KNOWN")
_LIKE_A_CODE = re.compile(r"[A-Z]{2,8}-?\d{3,6}[A-Z]?\Z")  # also what no plan knows and someone asks the meaning of
_AFFIXES = one_of("STARTS ENDSWITH CONTAINS")
_BEFORE_STEM = one_of("with w com con em in o a the as letras letters prefixo prefix de of string")
_REASONS = one_of("porque pq pois because")
_ASKS_WHY = one_of("e and ou or saber sabe know entender explica explique diz dizer diga tell say me of explain")
# what a question asks the reason of: a clause with none of it only says why somebody asks
_OF_JOBS = one_of("FAIL NOT NOSTART START END RUN WAITING STUCK BLOCK LATE LONG HELD READY CANCELLED PRON")
_REASON_FROM = 6  # words before a reason that is given
_REASON_WORDS = 4  # and of the reason itself
_BLANK = "\x00"


@dataclass(frozen=True, slots=True)
class Part:
    """Positions `first` to before `after`, the concepts said there and the names."""

    first: int
    after: int
    said: frozenset[str]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that is read from the text itself; what it is taken to mean comes later."""

    text: str
    pieces: tuple[Token, ...]
    words: tuple[str, ...]
    found: Found | None
    mentions: tuple[Mention, ...]
    whole: Part
    parts: tuple[Part, ...]
    stem: str | None = None  # how names begin, end or what they hold, where the text says so
    impossible: str | None = None  # what is written like a time and is none

    @property
    def size(self) -> int:
        """How many words it has."""
        return sum(not p.is_stop for p in self.pieces)


def read(text: str, names: Names, now: datetime) -> Reading:
    """Read a text against the plan's names at a time."""
    clean = readable(text)
    pieces = tokens(clean, whole_names(clean, names))
    words = tuple(p.word if p.is_stop else corrected(SPELT.get(p.word, p.word)) for p in pieces)
    found = find_window(list(words), now)
    mentions = find_mentions(pieces, names, found.positions if found else frozenset())
    mentions = _without_codes(mentions, clean, words)
    stem = _stem_at(pieces, words)
    spoken = _spoken(words, found, mentions, stem)
    whole = _part(spoken, pieces, mentions, found, (0, len(pieces)))
    bounds = _bounds(pieces, words)
    parts = (whole,) if len(bounds) == 1 else tuple(_part(spoken, pieces, mentions, found, b) for b in bounds)
    impossible = impossible_time([p.word for p in pieces], found)
    return Reading(clean, pieces, words, found, mentions, whole, parts, _stem(clean, pieces, stem), impossible)


def _without_codes(mentions: tuple[Mention, ...], text: str, words: Sequence[str]) -> tuple[Mention, ...]:
    """The names without what no plan has and an error's own words are made of: `E4711`, `PKIX path building failed`."""
    of_an_error = names_an_error(text)
    if not of_an_error and not any(meant & _OF_ERRORS for _, _, meant in concepts(words)):
        return mentions
    return tuple(
        m
        for m in mentions
        if m.known or m.choices or not (_LIKE_A_CODE.match(m.name) or (of_an_error and m.name.isalpha()))
    )


def _stem_at(pieces: Sequence[Token], words: Sequence[str]) -> int | None:
    """Where the letters stand that names begin or end with: after `starting with`, `que comecam com`, `prefixo`."""
    for _, after, meant in concepts(words):
        if not meant & _AFFIXES or words[after - 1] in ("nome", "name"):
            continue
        at = after
        while at < len(words) and words[at] in _BEFORE_STEM:
            at += 1
        if at < len(words) and not pieces[at].is_stop:
            return at
    return None


def _stem(text: str, pieces: Sequence[Token], at: int | None) -> str | None:
    if at is None or any(c in pieces[at].raw for c in "*@"):
        return None
    end = pieces[at].end
    return (pieces[at].raw + ("-" if text[end : end + 1] == "-" else "")).upper()


def _spoken(
    words: Sequence[str], found: Found | None, mentions: Sequence[Mention], stem: int | None = None
) -> list[str]:
    """The words that may carry concepts; times, names and their beginnings are blanked."""
    blank = set(found.positions if found else ()) | {m.at for m in mentions} | ({stem} if stem is not None else set())
    if found:
        blank -= {i for i in found.positions if words[i] in ("since", "desde", "turno", "shift", "plantao")}
    blank |= _reason_given(words, mentions)
    return [_BLANK if i in blank else w for i, w in enumerate(words)]


def _reason_given(words: Sequence[str], mentions: Sequence[Mention]) -> set[int]:
    """The positions of a reason that the asker gives at the end: `… porque o financeiro está me cobrando`."""
    at = next((i for i, w in enumerate(words) if i >= _REASON_FROM and w in _REASONS), None)
    if at is None or words[at - 1] in _ASKS_WHY or any(m.at > at for m in mentions):
        return set()
    clause = range(at, len(words))
    speaks = any(meant & _OF_JOBS for _, _, meant in concepts(words[at + 1 :]))
    return set() if speaks or len(clause) < _REASON_WORDS else set(clause)


def _bounds(pieces: Sequence[Token], words: Sequence[str]) -> list[tuple[int, int]]:
    """Where sentences and their halves begin and end."""
    cuts = [0]
    for i, piece in enumerate(pieces):
        if piece.is_stop:
            cuts.append(i + 1)
        elif words[i] in _JOINTS:
            cuts.append(i)
    cuts.append(len(pieces))
    return [(a, b) for a, b in pairwise(cuts) if a < b] or [(0, 0)]


def _part(
    spoken: Sequence[str],
    pieces: Sequence[Token],
    mentions: Sequence[Mention],
    found: Found | None,
    bounds: tuple[int, int],
) -> Part:
    first, after = bounds
    said: set[str] = set()
    places: list[tuple[int, frozenset[str]]] = []
    for begin, _, meant in concepts(spoken[first:after]):
        said |= meant
        places.append((first + begin, meant))
    inside = tuple(m for m in mentions if first <= m.at < after)
    said |= _of_names(inside, pieces)
    said |= _sides(places, inside)
    said |= _marks(pieces[first:after], found, first, after, spoken)
    if said - NEUTRAL - _FROM_MARKS:
        said.add("CONTENT")
    return Part(first, after, frozenset(said), inside)


_FROM_MARKS = one_of("JOBN STREAMN WKSN PATTERN JOBREF UNKNOWNN IN_WKS QMARK WINDOW PASTDAY UNTILED")


def _of_names(mentions: Sequence[Mention], pieces: Sequence[Token]) -> set[str]:
    said = set()
    for mention in mentions:
        said.add("PATTERN" if mention.is_pattern and mention.kind == JOB else _NAMED[mention.kind])
        if mention.kind == JOB and not mention.is_pattern:
            said.add("JOBREF")
        if not (mention.known or mention.choices):
            said.add("UNKNOWNN")
        if mention.kind == JOB and mention.at and pieces[mention.at - 1].word in ("pelo", "pela", "by", "por"):
            said.add("BYJOB")
        if mention.kind == WORKSTATION and _is_place(mention.at, pieces):
            said.add("IN_WKS")
    return said


def _is_place(at: int, pieces: Sequence[Token]) -> bool:
    """Whether a workstation is where something is (`na W`) rather than what is asked about (`o agente da W`)."""
    before = [p.word for p in pieces[max(at - 2, 0) : at]]
    if not before or before[-1] not in _IN:
        return False
    return not (
        before[0] in _HOSTS or (before[-1] in ("da", "do") and before[0] in ("status", "limit", "fence", "limite"))
    )


def _sides(places: Sequence[tuple[int, frozenset[str]]], mentions: Sequence[Mention]) -> set[str]:
    """Whether a verb of depending, waiting or blocking stands before or after the job."""
    at = next((m.at for m in mentions if m.kind == JOB), None)
    if at is None:
        at = next((i for i, meant in places if "PRON" in meant), None)
    if at is None:
        return set()
    said = set()
    for verb in _SIDES:
        for position, meant in places:
            if verb in meant:
                said.add(verb + ("AFTER" if position > at else "BEFORE"))
    return said


def _marks(pieces: Sequence[Token], found: Found | None, first: int, after: int, spoken: Sequence[str]) -> set[str]:
    said = {"QMARK"} if any(p.raw == "?" for p in pieces) else set()
    if any(p.raw == "FAIL" for p in pieces) and not is_shouting(pieces):
        said.add("FAILWORD")
    if any(is_code(p.raw) and spoken[first + i] != _BLANK for i, p in enumerate(pieces)):
        said.add("CODE")
    if found and any(first <= i < after for i in found.positions):
        said.add("WINDOW")
        if found.window.since is None:
            said.add("UNTILED")
        if found.window.ahead:
            said.add("COMING")
        elif found.window.until is not None or "ontem" in found.window.label:
            said.add("PASTDAY")
    if any(re.fullmatch(r"[*@%]", p.raw) for p in pieces):
        said |= {"PCT"} if any(p.raw == "%" for p in pieces) else set()
    return said
