"""What is asked of the sheet: a job, an error's signature, and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.cases import Marks, with_codes
from rag.families import is_weak
from rag.glossary import Glossary
from rag.jobs import JobBook, job_of_log, without_name
from rag.models import Signature
from rag.names import Spoken, spoken_in
from rag.scope import JobKey, job_key
from rag.signature import signature_of
from rag.technology import products_of
from rag.terms import Terms, Vocabulary, terms_of
from rag.words import folded, is_stop_word

_LONG_TEXT = 400  # characters from which a text is a log even on few lines
_LOG_LINES = 4
_WORD = re.compile(r"[a-z]+")
_MERE = frozenset(
    (
        *("caiu", "cairam", "quebrou", "parou", "pararam", "parado", "parada", "travou", "travado", "morreu", "rodou"),
        *("subiu", "nao", "processo", "rotina", "batch", "died", "dead", "down", "broke", "broken", "crashed"),
        *("stopped", "stuck", "hung", "work", "working", "run", "running", "not", "process"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question as retrieval sees it. `from_log` tells whether the words are a program's or a person's."""

    key: JobKey
    mistyped: bool
    signature: Signature
    marks: Marks
    weak: frozenset[str]
    strong: frozenset[str]
    terms: Terms
    words: str
    from_log: bool
    spoken: Spoken
    products: frozenset[str]


def is_log(text: str) -> bool:
    """Whether a text is a pasted log rather than something typed."""
    return len(text) > _LONG_TEXT or text.count("\n") >= _LOG_LINES


def asked(
    text: str, *, job: str | None, log: str | None, book: JobBook, glossary: Glossary, vocabulary: Vocabulary
) -> Asked:
    """Read a question: `text` typed or pasted, `job` where the scheduler names it, `log` where one is at hand."""
    typed, logged = ("", f"{log or ''}\n{text}") if is_log(text) else (text, log or "")
    named = book.named_in(typed)
    key = job_key(job) if job else named.key
    if not key.job and logged:
        key = job_of_log(logged)
    about = without_name(typed, (named.typed, key.job))
    if not key.job and not logged and _says_only_that_it_failed(about):
        about = ""
    from_log = signature_of(logged) if logged else Signature()
    signature = _joined(signature_of(about), from_log)
    words = "\n".join((about, *(without_name(line, (key.job,)) for line in from_log.lines)))
    codes = [code for code in signature.codes if not is_weak(code)]
    marks = with_codes(Marks(phrases=frozenset(signature.phrases)), signature.codes)
    weak = with_codes(Marks(), (code for code in signature.codes if code not in codes)).codes
    terms = _without_codes(terms_of(words, glossary, None if logged else vocabulary), signature)
    return Asked(
        key=key,
        mistyped=named.mistyped and not job,
        signature=signature,
        marks=marks,
        weak=weak,
        strong=marks.codes - weak,
        terms=terms,
        words=words,
        from_log=bool(logged),
        spoken=spoken_in(words, from_log.lines or (about,)),
        products=products_of(terms, marks.codes),
    )


def _says_only_that_it_failed(about: str) -> bool:
    """Whether a person wrote no more than "the job is down": one such verb is in many rows and means none of them."""
    said = set(_WORD.findall(folded(about)))
    return bool(said & _MERE) and all(word in _MERE or is_stop_word(word) for word in said)


def _joined(typed: Signature, logged: Signature) -> Signature:
    codes = tuple(dict.fromkeys((*typed.codes, *logged.codes)))
    return Signature(
        codes=codes,
        weak=tuple(filter(is_weak, codes)),
        phrases=tuple(dict.fromkeys((*typed.phrases, *logged.phrases))),
        lines=logged.lines or (typed.lines if typed.codes or typed.phrases else ()),
    )


def _without_codes(terms: Terms, signature: Signature) -> Terms:
    # A code is compared as a code: its letters and digits are no words.
    written = " ".join(signature.codes).casefold()
    return {term: weight for term, weight in terms.items() if not (written and term in written)}
