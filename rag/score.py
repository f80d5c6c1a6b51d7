"""How well a case fits a question: the parts of its score, and the confidence that follows.

Every number was set on two development sets, which tests/rag/test_retrieval_gate.py holds them to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rag.cases import Case
from rag.families import is_weak
from rag.lexical import Lexicon
from rag.models import Entry
from rag.question import Asked
from rag.scope import EXACT, GENERIC, OTHER, PATTERN, STREAM
from rag.terms import Terms

KNOWN = 0.60
POSSIBLE = 0.32

_SCOPE = {EXACT: 1.2, PATTERN: 0.6, STREAM: 0.5, GENERIC: 0.3, OTHER: 0.0}
_EXACT_WITHOUT_SIGNATURE = 2.2
_CONFLICT = 1.5
_SCOPE_CONFIDENCE = {EXACT: 0.10, PATTERN: 0.05, STREAM: 0.04, GENERIC: 0.02, OTHER: 0.0}
_ENOUGH = 0.4
_WEAK = 0.2
_PREFIX = 0.9
_PHRASE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a case, each from 0 to 1: its signature, its words; and whether its signature is another one."""

    signature: float
    words: float
    conflict: bool


def signature_match(asked: Asked, case: Case) -> float:
    """The share of the smaller of two signatures that both hold; weak codes alone count little."""
    shared = _shared_codes(asked, case)
    phrases = asked.marks.phrases & case.marks.phrases
    strong = {code: value for code, value in shared.items() if not is_weak(code)}
    if not strong and not phrases:
        return _WEAK if shared else 0.0
    value = sum(strong.values()) + _PHRASE * len(phrases)
    return min(1.0, value / max(_smaller(asked, case), value))


def _smaller(asked: Asked, case: Case) -> float:
    return min(
        _worth(asked.marks.codes - asked.weak, asked.marks.phrases), _worth(case.marks.codes, case.marks.phrases)
    )


def _worth(codes: frozenset[str], phrases: frozenset[str]) -> float:
    return sum(not is_weak(code) for code in codes) + _PHRASE * len(phrases)


def _shared_codes(asked: Asked, case: Case) -> Mapping[str, float]:
    exact = dict.fromkeys(asked.marks.codes & case.marks.codes, 1.0)
    for code in asked.marks.codes - case.marks.codes:
        if any(_is_prefix(code, other) for other in case.marks.codes):
            exact[code] = _PREFIX
    return exact


def _is_prefix(code: str, other: str) -> bool:
    """AWSBHT stands for every AWSBHT message; #2059 for any code with that number."""
    short, long = sorted((code, other), key=len)
    if short.startswith("#"):
        return long.endswith(short[1:]) and not long[: -len(short[1:])][-1:].isdigit()
    return short.startswith("aws") and len(short) == len("awsbht") and long.startswith(short)


def weigh(asked: Asked, case: Case, lexicon: Lexicon, similarity: float) -> Evidence:
    """The evidence for a case; `similarity` is the cosine of the two texts' vectors."""
    signature = signature_match(asked, case)
    return Evidence(
        signature=signature,
        words=_words(asked, case, lexicon, similarity),
        conflict=_conflict(asked, case, signature),
    )


def _conflict(asked: Asked, case: Case, signature: float) -> bool:
    if signature > _WEAK:
        return False
    strong = [code for code in case.marks.codes if not is_weak(code)]
    if strong and asked.marks.codes - asked.weak:
        return True
    return bool(case.marks.phrases and asked.marks.phrases)


def _words(asked: Asked, case: Case, lexicon: Lexicon, similarity: float) -> float:
    said = lexicon.coverage(asked.terms, case.terms)
    return_codes = len(asked.weak & case.marks.codes)
    named = max((_named(key, asked.terms, lexicon, return_codes) for key in case.keys), default=0.0)
    blended = 0.6 * said + 0.25 * named + 0.15 * max(0.0, similarity)
    return max(blended, named) if asked.from_log else blended


def _named(key: Terms, terms: Terms, lexicon: Lexicon, return_codes: int) -> float:
    """How much of a case's own name for the error is said; one common word is no name, but with its RC it is."""
    mass = lexicon.usual_rarity * return_codes + sum(
        lexicon.rarity(term) * weight for term, weight in key.items() if term in terms
    )
    return lexicon.coverage(key, terms) * min(1.0, mass / (2 * lexicon.usual_rarity))


def score_parts(asked: Asked, evidence: Evidence, scope: str) -> dict[str, float]:
    """The parts that the score of an entry is the sum of."""
    nearness = _SCOPE[scope]
    if scope == EXACT and not _names_an_error(asked):
        nearness = _EXACT_WITHOUT_SIGNATURE
    if asked.from_log and _names_an_error(asked):  # the job's own row for another error is no nearer than any
        nearness *= min(1.0, max(evidence.signature, evidence.words) / _ENOUGH)
    parts = {
        "signature": 3 * evidence.signature,
        "words": 2 * evidence.words,
        "job": nearness * (0.9 if asked.mistyped else 1.0),
        "another error": -_CONFLICT if evidence.conflict else 0.0,
    }
    return {name: round(value, 4) for name, value in parts.items() if value}


def confidence(asked: Asked, evidence: Evidence, scope: str) -> float:
    """How sure an entry is the right one, 0 to 1: from KNOWN on a solution, from POSSIBLE on perhaps related."""
    if not _names_an_error(asked):
        return _by_job_alone(asked, scope)
    said = 1 - (1 - 0.85 * evidence.signature) * (1 - 0.75 * _sure_words(evidence.words))
    if evidence.conflict:
        said *= 0.3
    if _speaks_of_something_unknown(asked, evidence):
        return min(said, 0.28)
    value = said + _SCOPE_CONFIDENCE[scope] if said > 0.1 else said  # a job alone makes no solution
    if not evidence.conflict and asked.key.job and not asked.from_log:
        value = max(value, 0.7 * _by_job_alone(asked, scope))
    return min(0.99, value)


def _names_an_error(asked: Asked) -> bool:
    return bool(asked.terms or asked.marks.codes - asked.weak or asked.marks.phrases)


def _sure_words(words: float) -> float:
    return min(1.0, max(0.0, (words - 0.2) / 0.5))


def _by_job_alone(asked: Asked, scope: str) -> float:
    return {EXACT: 0.75, PATTERN: 0.40}.get(scope, 0.0) * (0.9 if asked.mistyped else 1.0)


def _speaks_of_something_unknown(asked: Asked, evidence: Evidence) -> bool:
    """The log carries a code and no case knows any of its codes: like words alone would be a guess."""
    strong = asked.marks.codes - asked.weak
    return bool(strong) and evidence.signature <= _WEAK and (evidence.conflict or evidence.words < 0.7)


def is_past(entry: Entry, today: date) -> bool:
    """Whether an entry's validity ended."""
    return entry.valid_until is not None and entry.valid_until < today
