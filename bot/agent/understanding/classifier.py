"""A small classifier behind the rules: n-grams of a labelled corpus, weighed by ridge regression."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.agent.understanding import tables
from bot.agent.understanding.lexicon import lexicon
from bot.agent.understanding.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SURE = 0.12  # margin between the first and the second tool from which a guess is worth making
_WEIGHTS = resources.files(__package__).joinpath("data", "weights.npz")
_WIDTH = 8192
_READ_AT_MOST = 300  # characters
_WORD_WEIGHT = 2.0
_RIDGE = 1.0
_SIZES = (3, 4, 5)
_LETTERS = {"job": "X", "pattern": "P", "stream": "S", "workstation": "W"}
TOOLS = tables.one_of(
    "job_status jobs_in_error find_jobs count_jobs job_log diagnose why_waiting impact stream_status workstation_status"
    " environment_health job_history estimate knowledge prompts resources plan_info handover watch"
)


@dataclass(frozen=True, slots=True)
class Model:
    """A column of weights for each label."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]


def normalised(reading: Reading) -> str:
    """A text as the classifier knows it: corrected words, X for a job, P, S and W for other names, T for a time."""
    names = {m.at: _LETTERS["pattern" if m.is_pattern else m.kind] for m in reading.mentions}
    times = reading.found.positions if reading.found else frozenset()
    words: list[str] = []
    for at, word in enumerate(reading.words):
        said = names.get(at) or ("T" if at in times else "" if word in ".,;:!\n" else word)
        if said and not (said == "T" and words and words[-1] == "T"):
            words.append(said)
    return " ".join(words)


def resemblances(reading: Reading) -> dict[str, float]:
    """How much a text resembles the corpus of each label, about 0 to 1."""
    model = prepare()
    values = _vector(normalised(reading)) @ model.weights
    return dict(zip(model.labels, values.tolist(), strict=True))


def winner(alike: Mapping[str, float]) -> tuple[str, float]:
    """(the likeliest label, its lead over the next)."""
    first, second = sorted(alike.items(), key=lambda s: -s[1])[:2]
    return first[0], first[1] - second[1]


def unspoken_words(words: Sequence[str]) -> tuple[str, ...]:
    """The words that neither lexicon knows: what a question is about rather than how it is put."""
    book = lexicon()
    return tuple(w for w in words if len(w) > 2 and w not in book.words and any(c.isalpha() for c in w))


@cache
def prepare() -> Model:
    """The shipped weights; trained anew, in about a second, where the corpus has changed since they were written."""
    import numpy as np  # a cheap start matters more than one slow first question

    with resources.as_file(_WEIGHTS) as path, np.load(path) as shipped:
        if int(shipped["mark"]) != corpus_mark():
            return trained()
        return Model(tuple(shipped["labels"].tolist()), shipped["weights"].astype(np.float32))


def trained() -> Model:
    """Weights by ridge regression on the corpus; the same each time."""
    import numpy as np  # as above

    rows = list(_corpus())
    labels = tuple(sorted({label for label, _ in rows}))
    texts = np.stack([_vector(text) for _, text in rows])
    wanted = np.zeros((len(rows), len(labels)), dtype=np.float32)
    for row, (label, _) in enumerate(rows):
        wanted[row, labels.index(label)] = 1.0
    kernel = texts @ texts.T + np.float32(_RIDGE) * np.eye(len(rows), dtype=np.float32)
    return Model(labels, (texts.T @ np.linalg.solve(kernel, wanted)).astype(np.float32))


def corpus_mark() -> int:
    """A number that changes with the corpus and with how it is read."""
    read_as = f"{_WIDTH} {_READ_AT_MOST} {_WORD_WEIGHT} {_RIDGE} {_SIZES}"
    return zlib.crc32("\n".join([read_as, *tables.lines("corpus")]).encode())


def write_weights() -> None:
    """Train, and write the weights beside the corpus; for whoever changes the corpus."""
    import numpy as np  # as above

    model = trained()
    with resources.as_file(_WEIGHTS) as path:
        np.savez_compressed(
            path, mark=corpus_mark(), labels=np.array(model.labels), weights=model.weights.astype(np.float16)
        )


def _corpus() -> Iterator[tuple[str, str]]:
    for line in tables.lines("corpus"):
        label, _, text = line.partition(": ")
        yield label, text


def _vector(text: str) -> NDArray[np.float32]:
    import numpy as np  # as above

    vector = np.zeros(_WIDTH, dtype=np.float32)
    words = ["^", *text[:_READ_AT_MOST].split(), "$"]
    plain = " ".join(words)
    vector[[zlib.crc32(plain[i : i + n].encode()) % _WIDTH for n in _SIZES for i in range(len(plain) - n + 1)]] = 1.0
    whole = {*words, *(f"{a}+{b}" for a, b in pairwise(words))}
    vector[[zlib.crc32(b"w" + gram.encode()) % _WIDTH for gram in whole]] += _WORD_WEIGHT
    return vector / np.float32(np.sqrt(vector @ vector))
