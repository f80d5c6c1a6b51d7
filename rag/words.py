"""Words as retrieval compares them: folded, split and stemmed, Portuguese and English alike."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import zip_longest
from typing import Protocol

from rag.lexicon import lexicon_lines

_WORD = re.compile(r"[a-z0-9]+")
# Portuguese endings that lose their accent at 3 a.m.; the stemmer only knows them with it.
_ACCENTED_ENDINGS = (
    ("coes", "ção"),
    ("cao", "ção"),
    ("soes", "são"),
    ("sao", "são"),
    ("xoes", "xão"),
    ("xao", "xão"),
    ("gens", "gem"),
    ("encia", "ência"),
    ("ancia", "ância"),
    ("avel", "ável"),
    ("ivel", "ível"),
    ("ario", "ário"),
)

NEGATION = "!"
_NEGATIONS = frozenset(
    (
        *("nao", "nunca", "sem", "nem", "nenhum", "nenhuma"),
        *("not", "never", "without", "cannot", "cant", "couldnt", "didnt", "doesnt", "dont", "isnt", "wasnt", "wont"),
        *("lacks", "lacking"),
    ),
)
# Enough to tell the two languages apart where it matters: "no" means "in the" in one and nothing at all in the other.
_ENGLISH = frozenset(("the", "of", "is", "was", "are", "to", "and", "for", "from", "with", "left", "has", "it", "on"))
_AFTER_ENGLISH_NO = frozenset(
    (
        *("such", "space", "route", "records", "data", "response", "answer", "more", "permission", "room", "content"),
        *("listener", "connection", "access", "rows", "lines", "progress", "longer", "tape", "tapes", "free", "memory"),
        *("rights", "right", "authority", "service", "file", "files", "package", "module", "brokers", "available"),
    ),
)
_PORTUGUESE = frozenset(("o", "os", "um", "uma", "do", "da", "em", "na", "ao", "pelo", "com", "que", "e", "foi", "nao"))


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(word for line in lexicon_lines("stopwords") for word in line.split())


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


def folded(text: str) -> str:
    """Text in lower case without accents."""
    lowered = text.lower()
    return lowered if lowered.isascii() else lowered.translate(_PLAIN_LETTERS)


def _plain_letters() -> dict[int, str | None]:
    marks: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for code in (*range(0xAA, 0x250), *range(0x1E00, 0x1F00), *range(0xFB00, 0xFB07), *range(0xFF00, 0xFF5F)):
        plain = "".join(c for c in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(c))
        marks[code] = plain.lower()
    return marks


_PLAIN_LETTERS = _plain_letters()


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded; digits are words too, and every negation is `!`."""
    words = _WORD.findall(folded(text).replace("n't", " not").replace("n\u2019t", " not"))
    english = "no" in words and _reads_english(words)
    return [
        NEGATION if word in _NEGATIONS or (word == "no" and (english or following in _AFTER_ENGLISH_NO)) else word
        for word, following in zip_longest(words, words[1:], fillvalue="")
    ]


def _reads_english(words: list[str]) -> bool:
    return sum(w in _ENGLISH for w in words) > sum(w in _PORTUGUESE for w in words)


def is_stop_word(word: str) -> bool:
    """Whether a folded word says nothing about an error."""
    return word in _stop_words() or (len(word) == 1 and word != NEGATION and not word.isdigit())


@lru_cache(maxsize=1)
def _stemmers() -> tuple[_Stemmer, _Stemmer]:
    import snowballstemmer  # a command that searches nothing starts without it

    return snowballstemmer.stemmer("english"), snowballstemmer.stemmer("portuguese")


@lru_cache(maxsize=60_000)
def stem(word: str) -> str:
    """The stem of a folded word, the same for both languages: English endings go first, then Portuguese ones."""
    if len(word) <= 3 or not word.isalpha():
        return word
    english, portuguese = _stemmers()
    for plain, accented in _ACCENTED_ENDINGS:
        if word.endswith(plain):
            return _short(portuguese.stemWord(word.removesuffix(plain) + accented))
    return _short(portuguese.stemWord(english.stemWord(word)))


def _short(stemmed: str) -> str:
    plain = folded(stemmed)
    return plain.rstrip("aeio") if len(plain) > 4 else plain
