"""A text as weighted terms: concepts of the glossary, and the stems that it does not know."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from rag.glossary import Glossary
from rag.words import NEGATION, is_stop_word, stem, words_of

# Words inside a recognised phrase still count a little: "disk" of "disk full" finds a row about the disk.
_INSIDE_PHRASE = 0.3
_PHRASE = 1.6  # several words that mean one thing together tell more than one word
_FURTHER_CONCEPT = 0.5  # Oracle is a database too
_CORRECTED = 0.85
_NUMBER = 0.4
_SHORTEST_CORRECTED = 5

_LINK = re.compile(r"https?://\S+|[^\s@]{1,64}@[^\s@]{1,255}\.\w+")

# AccessDenied, NoBrokersAvailable: names that programs give to errors are words written together.
_NAME_OF_ERROR = re.compile(
    r"\b(?:[A-Z][a-z]+)+(?:Denied|Found|Available|Unavailable|Failed|Refused|Exceeded|Expired|Timeout|Full|Locked|Invalid|Exception|Error|Fault)\b"
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

Terms = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words that are known to be spelled rightly: the sheet's own and the glossary's."""

    words: Collection[str]
    stems: Mapping[str, str] = field(default_factory=dict)  # and a word of each

    def spelled(self, word: str) -> str:
        """The known word that a mistyped one stands for; the word itself where it is known or none is near enough."""
        if len(word) < _SHORTEST_CORRECTED or not word.isalpha() or word in self.words or stem(word) in self.stems:
            return word
        from rapidfuzz import process  # only a mistyped word needs it
        from rapidfuzz.distance import OSA

        hit = process.extractOne(word, self.words, scorer=OSA.distance, score_cutoff=2 if len(word) >= 8 else 1)
        if hit and _is_slip(word, str(hit[0])):
            return str(hit[0])
        near = process.extractOne(stem(word), self.stems.keys(), scorer=OSA.distance, score_cutoff=1)
        known = str(near[0]) if near else ""
        return self.stems[known] if len(known) >= _SHORTEST_CORRECTED and _is_swap(stem(word), known) else word


def _is_slip(word: str, known: str) -> bool:
    # In a short word only two letters that changed places are a slip; another letter is another word.
    return len(word) > _SHORTEST_CORRECTED or sorted(word) == sorted(known)


def _is_swap(one: str, other: str) -> bool:
    return sorted(one) == sorted(other)


def vocabulary_of(words: Collection[str]) -> Vocabulary:
    """A vocabulary of words, known by their stems too."""
    return Vocabulary(words=words, stems={stem(word): word for word in sorted(words)})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    written: str
    stem: str
    weight: float


def terms_of(text: str, glossary: Glossary, vocabulary: Vocabulary | None = None) -> Terms:
    """The terms of a text with their weights; mistyped words are mended where a vocabulary is given."""
    words = [_word(w, vocabulary) for w in words_of(_apart(_LINK.sub(" ", text))) if not is_stop_word(w)]
    stems = [w.stem for w in words]
    terms: Terms = {}
    at = 0
    while at < len(words):
        phrase = glossary.concept_at(stems, at)
        taken = phrase[1] if phrase else 1
        if phrase:
            _keep_all(terms, phrase[0], _PHRASE * min(w.weight for w in words[at : at + taken]))
        for word in words[at : at + taken]:
            _keep_word(terms, word, glossary, _INSIDE_PHRASE if phrase else 1.0)
        at += taken
    return terms


def _apart(text: str) -> str:
    return _NAME_OF_ERROR.sub(lambda match: _HUMP.sub(" ", match[0]), text)


def _word(written: str, vocabulary: Vocabulary | None) -> _Word:
    spelled = vocabulary.spelled(written) if vocabulary else written
    weight = _NUMBER if written.isdigit() else (1.0 if spelled == written else _CORRECTED)
    return _Word(written=spelled, stem=stem(spelled), weight=weight)


def _keep_word(terms: Terms, word: _Word, glossary: Glossary, share: float) -> None:
    if word.written != NEGATION:
        _keep_all(terms, glossary.concepts_of(word.written, word.stem) or (word.stem,), share * word.weight)


def _keep_all(terms: Terms, concepts: tuple[str, ...], weight: float) -> None:
    for place, concept in enumerate(concepts):
        _keep(terms, concept, weight if place == 0 else weight * _FURTHER_CONCEPT)


def _keep(terms: Terms, term: str, weight: float) -> None:
    terms[term] = max(weight, terms.get(term, 0.0))
