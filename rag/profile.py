"""What is known of a case before anything is asked: read once, used for every question."""

from __future__ import annotations

from dataclasses import dataclass

from rag.cases import Case
from rag.families import is_weak
from rag.lexical import Lexicon
from rag.names import CaseName, name_of
from rag.technology import products_of

# Said of any program and any machine.
ANYWHERE_PHRASES = frozenset(
    ("connection-refused", "connection-timeout", "connection-reset", "no-route", "unknown-host", "login", "permission")
)
PHRASE_WORTH = 0.75  # of a code


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A case with its `strong` codes, the `numbered` ones among them, the products it names, and what its marks and the
    terms of its keys weigh.
    """

    case: Case
    name: CaseName
    strong: frozenset[str]
    numbered: frozenset[str]
    products: frozenset[str]
    worth: float
    masses: tuple[float, ...]


def profile_of(case: Case, lexicon: Lexicon) -> Profile:
    """Read a case."""
    strong = frozenset(code for code in case.marks.codes if not is_weak(code))
    return Profile(
        case=case,
        name=name_of(case.entries[0], ANYWHERE_PHRASES),
        strong=strong,
        numbered=frozenset(code for code in strong if not is_class(code)),
        products=products_of(case.terms, case.marks.codes),
        worth=len(strong) + PHRASE_WORTH * len(case.marks.phrases),
        masses=tuple(lexicon.mass(key) for key in case.keys),
    )


def is_class(code: str) -> bool:
    """Whether a code is the name of a class, as programs give to many errors, and no vendor's number."""
    return code.endswith(("exception", "error", "fault"))
