"""What speaks for a case and what against it: marks, names, words; products and numbers that differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rag.calibration import HASHED
from rag.families import is_weak
from rag.lexical import Lexicon
from rag.names import is_said, says_another_number, says_this_number
from rag.profile import ANYWHERE_PHRASES, PHRASE_WORTH, Profile, is_class
from rag.question import Asked
from rag.technology import are_of_other_products
from rag.terms import Terms

SHARED_CODE = 0.75
PREFIX = 0.9
WEAK = 0.2
LITERAL = 0.85  # the sheet's own words for the error, found as they stand
_LITERAL_COMMON = 0.6
_PHRASE_TYPED = 0.8
_TYPED = 0.6  # a person's words are counted as words too
_ANYWHERE = 0.55


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


def weigh(
    asked: Asked, profile: Profile, lexicon: Lexicon, *, nearness: float, share: float = HASHED.share
) -> Evidence:
    """The evidence for a case; `nearness` is that of the two texts' vectors, 0 to 1, and `share` how much it counts."""
    case = profile.case
    covered = [lexicon.coverage(key, asked.terms, mass) for key, mass in zip(case.keys, profile.masses, strict=True)]
    named = _named(asked, profile, lexicon, covered)
    blended = (1 - share) * (0.7 * _said(asked, profile, lexicon) + 0.3 * named) + share * nearness
    by_name = covered[0] if covered else 1.0
    literal = _literal(asked, profile)
    shared = _shared_codes(asked, profile)
    matched = max(literal, signature_match(asked, profile, shared, by_name))
    return Evidence(
        signature=matched,
        named=by_name,
        words=max(blended, named) if asked.from_log else blended,
        conflict=not literal and _conflict(asked, profile, shared),
        literal=literal,
        other=not literal and matched < SHARED_CODE and _is_other(asked, profile),
    )


def signature_match(asked: Asked, profile: Profile, shared: Mapping[str, float], named: float) -> float:
    """How much of a signature the two share, 0 to 1; weak codes alone count little.

    One vendor's code in common nearly decides. A phrase decides as far as the case's own name for the error (`named`)
    is said too: "connection refused" is another error for SFTP than for LDAP.
    """
    phrases = asked.marks.phrases & profile.case.marks.phrases
    strong = [value for code, value in shared.items() if not is_weak(code)]
    if strong:
        smaller = min(len(asked.strong) + PHRASE_WORTH * len(asked.marks.phrases), profile.worth)
        part = (sum(strong) + PHRASE_WORTH * len(phrases)) / max(1.0, smaller)
        return max(strong) * (SHARED_CODE + (1 - SHARED_CODE) * min(1.0, part))
    if phrases:
        value = max(
            _ANYWHERE * named**3 if phrase in ANYWHERE_PHRASES else PHRASE_WORTH * (1 + named) / 2 for phrase in phrases
        )
        return value * (1.0 if asked.from_log else _TYPED)
    return WEAK if shared else 0.0


def _shared_codes(asked: Asked, profile: Profile) -> Mapping[str, float]:
    theirs = profile.case.marks.codes
    shared = dict.fromkeys(asked.marks.codes & theirs, 1.0)
    for code in asked.marks.codes - theirs:
        if any(_is_prefix(code, other) for other in theirs):
            shared[code] = PREFIX
    return shared


def _is_prefix(code: str, other: str) -> bool:
    """AWSBHT stands for every AWSBHT message; #2059 for any code with that number; SQLCODE 302 for -302."""
    short, long = sorted((code, other), key=len)
    if short.startswith("sqlcode ") and long == short.replace(" ", " -"):
        return True
    if short.startswith("#"):
        return long.endswith(short[1:]) and not long[: -len(short[1:])][-1:].isdigit()
    return short.startswith("aws") and len(short) == len("awsbht") and long.startswith(short)


def _named(asked: Asked, profile: Profile, lexicon: Lexicon, covered: list[float]) -> float:
    """How much of a case's own name for the error is said; one common word is no name, but with its RC it is."""
    return_codes = lexicon.usual_rarity * len(asked.weak & profile.case.marks.codes)
    best = 0.0
    for key, part in zip(profile.case.keys, covered, strict=True):
        if part > best:
            best = max(
                best,
                part**2 * min(1.0, (return_codes + _mass_in(key, asked.terms, lexicon)) / 2 / lexicon.usual_rarity),
            )
    return best


def _mass_in(key: Terms, terms: Terms, lexicon: Lexicon) -> float:
    return sum(lexicon.rarity(term) * key[term] for term in key.keys() & terms.keys())


def _said(asked: Asked, profile: Profile, lexicon: Lexicon) -> float:
    """How much of a question's words a case holds; a phrase that a person typed counts as a word of its own."""
    case = profile.case
    if asked.from_log or not asked.marks.phrases:
        return lexicon.coverage(asked.terms, case.terms)
    phrases = dict.fromkeys(asked.marks.phrases, _PHRASE_TYPED)
    return lexicon.coverage(asked.terms | phrases, case.terms | dict.fromkeys(case.marks.phrases, 1.0))


def _literal(asked: Asked, profile: Profile) -> float:
    """How surely the sheet's own name for the error is said, where it is no code that the log contradicts."""
    if profile.numbered:
        return 0.0
    if is_said(profile.name, asked.spoken):
        return _LITERAL_COMMON if profile.name.common else LITERAL
    return _LITERAL_COMMON if says_this_number(profile.name, asked.spoken) else 0.0


def _is_other(asked: Asked, profile: Profile) -> bool:
    return are_of_other_products(asked.products, profile.products) or says_another_number(profile.name, asked.spoken)


def _conflict(asked: Asked, profile: Profile, shared: Mapping[str, float]) -> bool:
    """Whether the two carry different errors: codes of which none is shared, or phrases of which none is."""
    if any(not is_weak(code) for code in shared):
        return False
    phrases = profile.case.marks.phrases
    shared_phrase = bool(asked.marks.phrases & phrases)
    if profile.strong and asked.strong:
        return not (shared_phrase and all(is_class(code) for code in profile.strong | asked.strong))
    return asked.from_log and bool(phrases and asked.marks.phrases) and not shared_phrase
