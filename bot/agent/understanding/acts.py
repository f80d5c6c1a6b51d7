"""Requests to act on the plan, told from questions about acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.agent.understanding.act_words import (
    ARTICLES,
    ASKING,
    CONFIRMS,
    ENQUIRY,
    FILLERS,
    GERUNDS,
    HEAD,
    INDEFINITE,
    LEVELS,
    LIGHT,
    NEEDS_OBJECT,
    NOUN_LIKE,
    NOUN_MARKS,
    OBJECTS,
    PHRASES,
    PLAIN,
    RAISING,
    SKIPPED,
)
from bot.agent.understanding.reading import Reading

_WILLING = frozenset(("mind", "try", "consider", "start"))


@dataclass(frozen=True, slots=True)
class Act:
    """A request to do something: which action, and the position of the word that says so."""

    action: str
    at: int


def requested_act(reading: Reading) -> Act | None:
    """The action that a text commands; None where it only asks, or asks about actions."""
    if reading.whole.said & {"NOTIFY"} and not _starts_with_act(reading):
        return None
    acts = [act for part in reading.parts if (act := _in_part(reading, part.first, part.after))]
    return next((act for act in acts if act.action != "other"), acts[0] if acts else None)


def commanded_verb(reading: Reading) -> Act | None:
    """The first verb of acting on the plan, wherever it stands; for texts that are orders anyway."""
    for at, word in enumerate(reading.words):
        action = PLAIN.get(word.partition("_")[0])
        if action and action != "other":
            return Act(action, at)
    return None


def _starts_with_act(reading: Reading) -> bool:
    return _in_part(reading, 0, min(2, len(reading.words))) is not None


def _in_part(reading: Reading, first: int, after: int) -> Act | None:
    words, names = reading.words, {m.at for m in reading.mentions}
    for at in range(first, after):
        if at in names:
            continue
        phrase = _phrase_at(words, at, after, names)
        if phrase and not _is_asked(words, first, at):
            return Act(phrase, at)
        light = _light_act(words, at, after) or _raising_act(words, at, after)
        if light and not _is_asked(words, first, at):
            return Act(light, at)
        action = PLAIN.get(words[at])
        if action and _commands(reading, first, at, after):
            return Act(action, at)
        action = HEAD.get(words[at])
        if action and _heads(reading, first, at, after, names):
            return Act(action, at)
    return None


def _phrase_at(words: Sequence[str], at: int, after: int, names: set[int]) -> str | None:
    """A commanding phrase, with a name allowed between its words: `roda o PAY_CALC de novo`, `put X on hold`."""
    for phrase, action in PHRASES.get(words[at], ()):
        position, matched = at + 1, 1
        while matched < len(phrase) and position < after:
            if words[position] == phrase[matched]:
                matched += 1
            elif position not in names and words[position] not in SKIPPED:
                break
            position += 1
        if matched == len(phrase):
            return action
    return None


def _light_act(words: Sequence[str], at: int, after: int) -> str | None:
    """The action of a verb that only carries a noun: `da um rerun`, `faz o bypass`, `issue a cancel`."""
    if words[at] in _WILLING and at + 1 < after:
        return GERUNDS.get(words[at + 1])
    if words[at] not in LIGHT:
        return None
    noun = at + 1
    while noun < after and words[noun] in ARTICLES:
        noun += 1
    return PLAIN.get(words[noun]) if noun < after and words[noun] in NOUN_LIKE else None


def _raising_act(words: Sequence[str], at: int, after: int) -> str | None:
    """The action of a verb that changes a level named soon after: `sube el limit`, `lower its fence`."""
    if words[at] not in RAISING:
        return None
    return next((LEVELS[w] for w in words[at + 1 : min(at + 4, after)] if w in LEVELS), None)


def _is_asked(words: Sequence[str], first: int, at: int) -> bool:
    before = words[first:at]
    pairs = {f"{a}_{b}" for a, b in pairwise(before)}
    return bool((set(before) | pairs) & ASKING) and not _is_polite(before)


def _is_polite(before: Sequence[str]) -> bool:
    """`can you`, `se puder`, `is it possible for you to`: a question in form only."""
    joined = " ".join(before)
    return any(
        p in joined
        for p in (
            "can you",
            "could you",
            "would you",
            "will you",
            "se puder",
            "se der",
            "tem como",
            "da pra voce",
            "da pra vc",
            "is it possible for you",
            "que voce",
            "que vc",
        )
    )


def _commands(reading: Reading, first: int, at: int, after: int) -> bool:
    words = reading.words
    if _is_asked(words, first, at) or _is_noun(words, first, at) or _of_anything(reading, at, after):
        return False
    if words[at] in CONFIRMS:
        return not ENQUIRY & set(words[at + 1 : at + 4]) and not _tells_an_end(reading)
    if words[at] in NEEDS_OBJECT or PLAIN[words[at]] == "other":
        return _heads(reading, first, at, after, {m.at for m in reading.mentions})
    return _subject_free(reading, at)


def _of_anything(reading: Reading, at: int, after: int) -> bool:
    """`precisa responder alguma coisa?`, `tem prompt esperando eu responder?` ask whether there is anything to do."""
    said = reading.whole.said
    if {"QMARK", "PROMPT", "EXISTS", "WAITING"} <= said or {"QMARK", "MUTED"} <= said:
        return True
    return "QMARK" in said and bool(INDEFINITE & set(reading.words[at + 1 : min(at + 4, after)]))


def _tells_an_end(reading: Reading) -> bool:
    """`confirm PAY_CALC ended ok` asks whether it did; `confirm PAY_CALC as succ` commands it."""
    said, words = reading.whole.said, set(reading.words)
    return bool("SUCC" in said or (said & {"END", "RUN"} and "PAST" in said)) and not words & {
        "como",
        "as",
        "para",
        "to",
    }


def _subject_free(reading: Reading, at: int) -> bool:
    """No name stands right before the verb as its subject: `PAY_CALC cancela?` asks, `cancela PAY_CALC` commands."""
    subject = any(m.at == at - 1 for m in reading.mentions)
    return not subject or "?" not in [p.raw for p in reading.pieces[at:]]


def _is_noun(words: Sequence[str], first: int, at: int) -> bool:
    if words[at] not in NOUN_LIKE or at == first:
        return False
    return words[at - 1] in NOUN_MARKS


def _heads(reading: Reading, first: int, at: int, after: int, names: set[int]) -> bool:
    if any(words not in FILLERS and first + i not in names for i, words in enumerate(reading.words[first:at])):
        return False
    if any(i in names for i in range(first, at)):
        return False
    follows = at + 1
    if follows >= after or reading.pieces[follows].is_stop:
        return False
    if set(reading.words[follows:after]) & ENQUIRY:
        return False
    if reading.words[at] == "link" and reading.words[follows] in (
        "do",
        "da",
        "de",
        "of",
        "for",
        "to",
        "pro",
        "pra",
        "com",
        "with",
    ):
        return False
    near = range(follows, min(follows + 4, after))
    named = any(i in names for i in near)
    return named or (reading.words[follows] in OBJECTS and not reading.whole.said & {"WHEN", "HEALTH", "ENV"})
