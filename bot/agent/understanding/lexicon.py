"""Words and phrases of two languages looked up as concepts, spelling mistakes forgiven."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from bot.agent.understanding import act_words, calendar_words, tables, verbs

Phrase = tuple[str, ...]
_Forms = Callable[[str], Iterator[tuple[str, str]]]
_TENSE_MAKES = {("RUN", "GER"): "RUNNING", ("WAIT", "GER"): "WAITING", ("BLOCK", "PART"): "STUCK"}
_FORGIVE_ONE = 4  # letters from which one slip is forgiven
_FORGIVE_TWO = 8  # and two
_FORGIVE_COMMAND = 7  # and one in a word that only commands: a refusal should not rest on a slip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`entries` gives a phrase's concepts, `heads` the lengths of the phrases that a word begins, longest first."""

    entries: dict[Phrase, frozenset[str]]
    heads: dict[str, tuple[int, ...]]
    words: frozenset[str]
    portuguese: frozenset[str]
    english: frozenset[str]
    slips: dict[str, tuple[str, ...]] = field(repr=False)


@cache
def lexicon() -> Lexicon:
    """The lexicon of both languages, made once."""
    entries: dict[Phrase, set[str]] = {}
    portuguese = _words_of(
        [*_add(entries, "portuguese", verbs.portuguese), *_add(entries, "spanish", verbs.portuguese)]
    )
    english = _words_of(_add(entries, "english", verbs.english))
    heads: dict[str, set[int]] = {}
    for phrase in entries:
        heads.setdefault(phrase[0], set()).add(len(phrase))
    spoken = portuguese | english | calendar_words.KNOWN
    words = spoken | act_words.KNOWN | _of_watches()
    return Lexicon(
        entries={p: frozenset(c) for p, c in entries.items()},
        heads={w: tuple(sorted(n, reverse=True)) for w, n in heads.items()},
        words=words,
        portuguese=portuguese,
        english=english,
        slips=_slips(w for w in words if len(w) >= (_FORGIVE_ONE if w in spoken else _FORGIVE_COMMAND)),
    )


def is_word(word: str) -> bool:
    """Whether a folded word is an ordinary or a domain word as it stands."""
    return word in lexicon().words


def concepts(words: Sequence[str]) -> Iterator[tuple[int, int, frozenset[str]]]:
    """(first, after last, concepts) of each word or longest phrase, in order, where it has any."""
    book, at = lexicon(), 0
    while at < len(words):
        length, found = _longest(book, words, at)
        if found:
            yield at, at + length, found
        at += length


@lru_cache(maxsize=4096)
def corrected(word: str) -> str:
    """The lexicon's word for a misspelt one; the word itself where nothing is near enough."""
    book = lexicon()
    if word in book.words or len(word) < _FORGIVE_ONE or not word.isalpha():
        return word
    squeezed = _squeezed(word)
    if squeezed in book.words:
        return squeezed
    return _one_slip(book, word) or _two_slips(word) or word


def _longest(book: Lexicon, words: Sequence[str], at: int) -> tuple[int, frozenset[str]]:
    for length in book.heads.get(words[at], ()):
        found = book.entries.get(tuple(words[at : at + length]))
        if found is not None and at + length <= len(words):
            return length, found
    return 1, frozenset()


def _add(entries: dict[Phrase, set[str]], language: str, forms: _Forms) -> list[Phrase]:
    added: list[Phrase] = []
    for concept, infinitives in tables.entries(language, "verbs"):
        for form, tense in (f for infinitive in infinitives.split() for f in forms(infinitive)):
            made = _TENSE_MAKES.get((concept, tense))
            entries.setdefault((form,), set()).update((concept, tense, *([made] if made else [])))
            added.append((form,))
    for head, phrases in tables.entries(language, "words"):
        for phrase in phrases.split():
            added.append(tuple(phrase.split("_")))
            entries.setdefault(added[-1], set()).update(head.split())
    for word in tables.words(language, "ordinary"):
        added.append(tuple(word.split("_")))
        entries.setdefault(added[-1], set())
    return added


def _of_watches() -> frozenset[str]:
    sections = tables.sections("watches")
    return frozenset(word for section in sections for line in sections[section] for word in line.split())


def _words_of(phrases: Iterable[Phrase]) -> frozenset[str]:
    return frozenset(word for phrase in phrases for word in phrase)


def _slips(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Every word under each of its spellings with one letter left out, and under itself."""
    table: dict[str, list[str]] = {}
    for word in sorted(words):
        for short in _shortened(word):
            table.setdefault(short, []).append(word)
    return {short: tuple(found) for short, found in table.items()}


def _shortened(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _one_slip(book: Lexicon, word: str) -> str | None:
    near = {w for short in _shortened(word) for w in book.slips.get(short, ()) if _is_slip(word, w)}
    return min(near, key=lambda w: (not _means(book, w), *_likelihood(word, w), w), default=None)


def _likelihood(typed: str, meant: str) -> tuple[bool, int]:
    """Swapped letters are the likeliest slip, then one left out, one changed, one too many."""
    return sorted(typed) != sorted(meant), len(typed) - len(meant)


def _is_slip(typed: str, meant: str) -> bool:
    """One letter missing, added, changed or swapped with its neighbour, and the beginning mostly right."""
    if len(typed) == len(meant):
        wrong = [i for i, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(typed) == sorted(meant)
        return swapped or (len(wrong) == 1 and wrong[0] > 0)
    return abs(len(typed) - len(meant)) == 1 and typed[0] == meant[0]


def _two_slips(word: str) -> str | None:
    if len(word) < _FORGIVE_TWO:
        return None
    from rapidfuzz import process  # only a badly misspelt word pays for it
    from rapidfuzz.distance import OSA  # as above

    found = process.extractOne(word, _meaning(word[0]), scorer=OSA.distance, score_cutoff=2)
    return str(found[0]) if found else None


@cache
def _meaning(first: str) -> tuple[str, ...]:
    """The long words with a concept that begin with a letter."""
    book = lexicon()
    return tuple(sorted(w for w in book.words if w[0] == first and len(w) >= _FORGIVE_TWO - 1 and _means(book, w)))


def _means(book: Lexicon, word: str) -> bool:
    return bool(book.entries.get((word,)))


def _squeezed(word: str) -> str:
    """`statuuus` as `status`."""
    return "".join(c for i, c in enumerate(word) if i == 0 or c != word[i - 1])
