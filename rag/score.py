"""The score of an entry as the sum of its parts, and the confidence that it is the right one.

Every number was set on two development sets, which tests/rag/test_retrieval_gate.py holds them to.
"""

from __future__ import annotations

from rag.evidence import LITERAL, PREFIX, SHARED_CODE, WEAK, Evidence
from rag.phrases import phrase_of
from rag.profile import Profile, is_class
from rag.question import Asked
from rag.scope import EXACT, GENERIC, OTHER, PATTERN, STREAM

SCOPE_GAIN = {EXACT: 1.2, PATTERN: 0.6, STREAM: 0.5, GENERIC: 0.3, OTHER: 0.0}
_EXACT_WITHOUT_SIGNATURE = 2.2
_ANOTHER_JOB = -0.4
_CONFLICT = 1.5
_OTHER = 0.8  # another product's error, or another number of the same name
_SCOPE_CONFIDENCE = {EXACT: 0.10, PATTERN: 0.05, STREAM: 0.04, GENERIC: 0.02, OTHER: 0.0}
_ENOUGH = 0.4
_NAMED_IN_FULL = 0.7
_NEARLY_NAMED = 0.8
_UNKNOWN_ERROR = 0.28
_PARTLY_NAMED = 0.48  # a log that says only part of an error's name may mean another


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


def confidence(asked: Asked, profile: Profile, evidence: Evidence, scope: str) -> float:
    """How sure an entry is the right one, 0 to 1: which of them make a solution the Calibration tells."""
    if not _names_an_error(asked):
        return _by_job_alone(asked, scope)
    said = 1 - (1 - 0.85 * evidence.signature) * (1 - 0.75 * _sure_words(evidence.words))
    if evidence.conflict or evidence.other:
        said *= 0.3
    if _speaks_of_something_unknown(asked, profile, evidence):
        return min(said, _PARTLY_NAMED if evidence.literal else _UNKNOWN_ERROR)
    if asked.from_log and max(evidence.words, evidence.signature) < _NAMED_IN_FULL and evidence.named < _NEARLY_NAMED:
        said = min(said, _PARTLY_NAMED)
    value = said + _SCOPE_CONFIDENCE[scope] if said > 0.1 else said  # a job alone makes no solution
    if not evidence.conflict and asked.key.job and not asked.from_log:
        value = max(value, 0.7 * _by_job_alone(asked, scope))
    return min(0.99, value)


def _names_an_error(asked: Asked) -> bool:
    return bool(asked.terms or asked.strong or asked.marks.phrases)


def _sure_words(words: float) -> float:
    return min(1.0, max(0.0, (words - 0.15) / 0.45))


def _by_job_alone(asked: Asked, scope: str) -> float:
    sure = {EXACT: 0.40 if asked.from_log else 0.75, PATTERN: 0.40}.get(scope, 0.0)  # a log ought to tell more
    return sure * (0.9 if asked.mistyped else 1.0)


def _speaks_of_something_unknown(asked: Asked, profile: Profile, evidence: Evidence) -> bool:
    """The log carries codes and this case none of them: like words alone would be a guess."""
    marks, strong = profile.case.marks, asked.strong
    if not strong and asked.from_log and profile.numbered and asked.marks.phrases:
        # The log names an error without a code, the row another one by its code.
        return not asked.marks.phrases & marks.phrases and evidence.words < _NAMED_IN_FULL
    if not strong or evidence.literal >= LITERAL or evidence.signature >= SHARED_CODE * PREFIX:
        return False
    if evidence.conflict:
        return True
    several = len(asked.marks.phrases & marks.phrases) > 1
    if any(not is_class(code) for code in strong) and not several and not _same_error(strong, marks.phrases):
        return not (asked.weak & marks.codes) or evidence.words < _NAMED_IN_FULL
    return evidence.signature <= WEAK and evidence.words < _NAMED_IN_FULL


def _same_error(codes: frozenset[str], phrases: frozenset[str]) -> bool:
    """Whether the case names in words what one of the codes means (ORA-01653: tablespace)."""
    return bool({phrase_of(code) for code in codes} & phrases)
