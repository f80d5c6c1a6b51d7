"""How well a case fits a question: the parts of its score, and the confidence that follows.

Every number was set on two development sets, which tests/rag/test_retrieval_gate.py holds them to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.calibration import HASHED
from rag.cases import Case
from rag.families import is_weak
from rag.lexical import Lexicon
from rag.names import CaseName, is_said, says_another_number, says_this_number
from rag.phrases import phrase_of
from rag.question import Asked
from rag.scope import EXACT, GENERIC, OTHER, PATTERN, STREAM
from rag.technology import are_of_other_products, products_of
from rag.terms import Terms

SCOPE_GAIN = {EXACT: 1.2, PATTERN: 0.6, STREAM: 0.5, GENERIC: 0.3, OTHER: 0.0}
_EXACT_WITHOUT_SIGNATURE = 2.2
_ANOTHER_JOB = -0.4
_CONFLICT = 1.5
_SCOPE_CONFIDENCE = {EXACT: 0.10, PATTERN: 0.05, STREAM: 0.04, GENERIC: 0.02, OTHER: 0.0}
_ENOUGH = 0.4
_WEAK = 0.2
_NAMED_IN_FULL = 0.7
_NEARLY_NAMED = 0.8
_UNKNOWN_ERROR = 0.28
_PARTLY_NAMED = 0.48  # a log that says only part of an error's name may mean another
_PREFIX = 0.9
_SHARED_CODE = 0.75
_PHRASE = 0.75
_TYPED = 0.6  # a person's words are counted as words too
_ANYWHERE = 0.55  # said of any program and any machine
_LITERAL = 0.85  # the sheet's own words for the error, found as they stand
_LITERAL_COMMON = 0.6
_OTHER = 0.8
_PHRASE_TYPED = 0.8
ANYWHERE_PHRASES = frozenset(
    ("connection-refused", "connection-timeout", "connection-reset", "no-route", "unknown-host", "login", "permission")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a case, each from 0 to 1, and whether its signature is another one.

    `named` is how much of the case's own name for the error is said, `literal` how surely it is said word for word
    where the sheet gives no code, `other` whether the product or the number is another one.
    """

    signature: float
    words: float
    named: float
    conflict: bool
    literal: float = 0.0
    other: bool = False


def signature_match(asked: Asked, case: Case, named: float) -> float:
    """How much of a signature the two share, 0 to 1; weak codes alone count little.

    One vendor's code in common nearly decides. A phrase decides as far as the case's own name for the error (`named`)
    is said too: "connection refused" is another error for SFTP than for LDAP.
    """
    shared = _shared_codes(asked, case)
    phrases = asked.marks.phrases & case.marks.phrases
    strong = {code: value for code, value in shared.items() if not is_weak(code)}
    if strong:
        share = (sum(strong.values()) + _PHRASE * len(phrases)) / max(1.0, _smaller(asked, case))
        return max(strong.values()) * (_SHARED_CODE + (1 - _SHARED_CODE) * min(1.0, share))
    if phrases:
        value = max(
            _ANYWHERE * named**3 if phrase in ANYWHERE_PHRASES else _PHRASE * (1 + named) / 2 for phrase in phrases
        )
        return value * (1.0 if asked.from_log else _TYPED)
    return _WEAK if shared else 0.0


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
    """AWSBHT stands for every AWSBHT message; #2059 for any code with that number; SQLCODE 302 for -302."""
    short, long = sorted((code, other), key=len)
    if short.startswith("sqlcode ") and long == short.replace(" ", " -"):
        return True
    if short.startswith("#"):
        return long.endswith(short[1:]) and not long[: -len(short[1:])][-1:].isdigit()
    return short.startswith("aws") and len(short) == len("awsbht") and long.startswith(short)


def weigh(
    asked: Asked, case: Case, lexicon: Lexicon, name: CaseName, *, nearness: float, share: float = HASHED.share
) -> Evidence:
    """The evidence for a case that the sheet calls `name`; `nearness` is that of the two texts' vectors, 0 to 1, and
    `share` how much it counts beside the words.
    """
    return_codes = len(asked.weak & case.marks.codes)
    named = max((_named(key, asked.terms, lexicon, return_codes) for key in case.keys), default=0.0)
    said = _said(asked, case, lexicon)
    blended = (1 - share) * (0.7 * said + 0.3 * named) + share * nearness
    by_name = lexicon.coverage(case.keys[0], asked.terms) if case.keys else 1.0
    literal = _literal(asked, case, name)
    matched = max(literal, signature_match(asked, case, by_name))
    return Evidence(
        signature=matched,
        named=by_name,
        words=max(blended, named) if asked.from_log else blended,
        conflict=_conflict(asked, case) and not literal,
        literal=literal,
        other=not literal and _is_other(asked, case, name, matched),
    )


def _literal(asked: Asked, case: Case, name: CaseName) -> float:
    """How surely the sheet's own name for the error is said, where it is no code that the log contradicts."""
    if _strong(case.marks.codes - set(_classes(case))):
        return 0.0
    if is_said(name, asked.spoken):
        return _LITERAL_COMMON if name.common else _LITERAL
    return _LITERAL_COMMON if says_this_number(name, asked.spoken) else 0.0


def _said(asked: Asked, case: Case, lexicon: Lexicon) -> float:
    """How much of a question's words a case holds; a phrase that a person typed counts as a word of its own."""
    if asked.from_log or not asked.marks.phrases:
        return lexicon.coverage(asked.terms, case.terms)
    phrases = dict.fromkeys(asked.marks.phrases, _PHRASE_TYPED)
    return lexicon.coverage(asked.terms | phrases, case.terms | dict.fromkeys(case.marks.phrases, 1.0))


def _classes(case: Case) -> list[str]:
    return [code for code in case.marks.codes if _is_class(code)]


def _is_other(asked: Asked, case: Case, name: CaseName, matched: float) -> bool:
    if matched >= _SHARED_CODE:
        return False
    products = are_of_other_products(asked.products, products_of(case.terms, case.marks.codes))
    return products or says_another_number(name, asked.spoken)


def _conflict(asked: Asked, case: Case) -> bool:
    """Whether the two carry different errors: codes of which none is shared, or phrases of which none is."""
    if any(not is_weak(code) for code in _shared_codes(asked, case)):
        return False
    theirs, ours = _strong(case.marks.codes), asked.marks.codes - asked.weak
    shared_phrase = bool(asked.marks.phrases & case.marks.phrases)
    if theirs and ours:
        return not (shared_phrase and all(_is_class(code) for code in theirs | ours))
    return asked.from_log and bool(case.marks.phrases and asked.marks.phrases) and not shared_phrase


def _strong(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(code for code in codes if not is_weak(code))


def _is_class(code: str) -> bool:
    return code.endswith(("exception", "error", "fault"))


def _named(key: Terms, terms: Terms, lexicon: Lexicon, return_codes: int) -> float:
    """How much of a case's own name for the error is said; one common word is no name, but with its RC it is."""
    mass = lexicon.usual_rarity * return_codes + sum(
        lexicon.rarity(term) * weight for term, weight in key.items() if term in terms
    )
    return lexicon.coverage(key, terms) ** 2 * min(1.0, mass / (2 * lexicon.usual_rarity))


def score_parts(asked: Asked, evidence: Evidence, scope: str) -> dict[str, float]:
    """The parts that the score of an entry is the sum of."""
    nearness = SCOPE_GAIN[scope]
    if scope == EXACT and not _names_an_error(asked):
        nearness = _EXACT_WITHOUT_SIGNATURE
    if (
        asked.from_log and _names_an_error(asked) and nearness
    ):  # the job's own row for another error is no nearer than any
        nearness *= min(1.0, max(evidence.signature, evidence.words) / _ENOUGH)
    elif scope == OTHER and asked.key.job:
        nearness = _ANOTHER_JOB
    parts = {
        "signature": 3 * evidence.signature,
        "words": 2 * evidence.words,
        "job": nearness * (0.9 if asked.mistyped else 1.0),
        "another error": -_CONFLICT if evidence.conflict else -_OTHER if evidence.other else 0.0,
    }
    return {name: round(value, 4) for name, value in parts.items() if value}


def confidence(asked: Asked, case: Case, evidence: Evidence, scope: str) -> float:
    """How sure an entry is the right one, 0 to 1: which of them make a solution the Calibration tells."""
    if not _names_an_error(asked):
        return _by_job_alone(asked, scope)
    said = 1 - (1 - 0.85 * evidence.signature) * (1 - 0.75 * _sure_words(evidence.words))
    if evidence.conflict or evidence.other:
        said *= 0.3
    if _speaks_of_something_unknown(asked, case, evidence):
        return min(said, _PARTLY_NAMED if evidence.literal else _UNKNOWN_ERROR)
    if asked.from_log and max(evidence.words, evidence.signature) < _NAMED_IN_FULL and evidence.named < _NEARLY_NAMED:
        said = min(said, _PARTLY_NAMED)
    value = said + _SCOPE_CONFIDENCE[scope] if said > 0.1 else said  # a job alone makes no solution
    if not evidence.conflict and asked.key.job and not asked.from_log:
        value = max(value, 0.7 * _by_job_alone(asked, scope))
    return min(0.99, value)


def _names_an_error(asked: Asked) -> bool:
    return bool(asked.terms or asked.marks.codes - asked.weak or asked.marks.phrases)


def _sure_words(words: float) -> float:
    return min(1.0, max(0.0, (words - 0.15) / 0.45))


def _by_job_alone(asked: Asked, scope: str) -> float:
    sure = {EXACT: 0.40 if asked.from_log else 0.75, PATTERN: 0.40}.get(scope, 0.0)  # a log ought to tell more
    return sure * (0.9 if asked.mistyped else 1.0)


def _speaks_of_something_unknown(asked: Asked, case: Case, evidence: Evidence) -> bool:
    """The log carries codes and this case none of them: like words alone would be a guess."""
    strong = asked.marks.codes - asked.weak
    if not strong or evidence.literal >= _LITERAL or evidence.signature >= _SHARED_CODE * _PREFIX:
        return False
    if evidence.conflict:
        return True
    several = len(asked.marks.phrases & case.marks.phrases) > 1
    if any(not _is_class(code) for code in strong) and not several and not _same_error(strong, case):
        return not (asked.weak & case.marks.codes) or evidence.words < _NAMED_IN_FULL
    return evidence.signature <= _WEAK and evidence.words < _NAMED_IN_FULL


def _same_error(codes: frozenset[str], case: Case) -> bool:
    """Whether the case names in words what one of the codes means (ORA-01653: tablespace)."""
    return bool({phrase_of(code) for code in codes} & case.marks.phrases)
