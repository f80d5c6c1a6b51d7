"""Entries for a job and an error, ranked, with a confidence that may say "none"; facts and solution apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Protocol

from rag.calibration import HASHED, Calibration
from rag.cases import Case
from rag.circumstances import Circumstances, circumstance_parts, in_circumstances
from rag.evidence import Evidence, weigh
from rag.glossary import Glossary
from rag.jobs import JobBook
from rag.lexical import Lexicon
from rag.models import Entry, Found, Match
from rag.profile import Profile, profile_of
from rag.question import Asked, asked
from rag.scope import EXACT, GENERIC, PATTERN, STREAM, JobKey, nearest_first, scope_of
from rag.score import SCOPE_GAIN, confidence, score_parts
from rag.terms import vocabulary_of
from rag.words import folded

_CANDIDATES = 30
_ENTRIES_PER_CASE = 10
_MOST_OF_A_MARK = 40
_MOST_OWN = 60
_OWN = frozenset((EXACT, PATTERN, STREAM))  # rows for any job are found by what they say
_LONG_WORD = re.compile(r"\b[a-z]{4,}\b")


class Neighbours(Protocol):
    """Where the vectors are kept: ids of the nearest texts with their cosine, best first."""

    def __call__(self, text: str, limit: int) -> list[tuple[str, float]]: ...


class Retriever:
    """Answers from one version of the sheet; never changes."""

    def __init__(
        self,
        cases: Sequence[Case],
        neighbours: Neighbours,
        glossary: Glossary,
        calibration: Calibration = HASHED,
        last: Retriever | None = None,
    ) -> None:
        """`last` answers from the version before: the words of rows that stay are not collected again."""
        self.cases = cases
        self._by_id = {case.id: number for number, case in enumerate(cases)}
        self._case_of = {entry.id: number for number, case in enumerate(cases) for entry in case.entries}
        self._neighbours = neighbours
        self._glossary = glossary
        self._calibration = calibration
        self._lexicon = Lexicon(cases)
        self._book = JobBook([entry for case in cases for entry in case.entries])
        self._by_mark = _postings(cases)
        self._general = [any(scope_of(entry, JobKey()) == GENERIC for entry in case.entries) for case in cases]
        self._profiles: dict[int, Profile] = {}
        known = {case.id for case in last.cases} if last else set()
        fresh = _words([case for case in cases if case.id not in known])
        self.words: frozenset[str] = (last.words if last else glossary.words) | fresh
        self._vocabulary = vocabulary_of(self.words)

    def search(self, text: str, *, job: str | None, log: str | None, limit: int, around: Circumstances) -> Found:
        """What the sheet says about a text, a job, a log, or all of them."""
        question = asked(text, job=job, log=log, book=self._book, glossary=self._glossary, vocabulary=self._vocabulary)
        ranked = self._ranked(question, around)
        sure = ranked[0].confidence if ranked else 0.0
        verdict = self._verdict(sure)
        shown = [
            match for match in _one_per_case(ranked, self._case_of) if match.confidence >= self._calibration.possible
        ]
        return Found(
            verdict=verdict,
            confidence=round(sure, 4),
            solutions=tuple(shown[:limit]) if verdict != "none" else (),
            facts=self._book.facts(question.key, limit),
            signature=question.signature,
            candidates=tuple(ranked[:10]),
        )

    def _verdict(self, sure: float) -> str:
        levels = self._calibration
        return "known" if sure >= levels.known else "possible" if sure >= levels.possible else "none"

    def _ranked(self, question: Asked, around: Circumstances) -> list[Match]:
        near = self._near(question.words) if question.terms else {}
        matches: list[Match] = []
        for number in self._candidates(question, near):
            profile = self._profile(number)
            nearness = self._calibration.nearness(near.get(profile.case.id, 0.0))
            evidence = weigh(question, profile, self._lexicon, nearness=nearness, share=self._calibration.share)
            matches += _matches(question, profile, evidence, around)
        best_first = sorted(matches, key=lambda match: (-match.score, match.entry.file, match.entry.row))
        leaders = _one_per_case(best_first, self._case_of)
        chosen = {match.entry.id for match in leaders}
        return leaders + [match for match in best_first if match.entry.id not in chosen]

    def _profile(self, number: int) -> Profile:
        if number not in self._profiles:
            self._profiles[number] = profile_of(self.cases[number], self._lexicon)
        return self._profiles[number]

    def _near(self, words: str) -> dict[str, float]:
        living = ((case, near) for case, near in self._neighbours(words, _CANDIDATES) if case in self._by_id)
        return dict(islice(living, _CANDIDATES))

    def _candidates(self, question: Asked, near: Iterable[str]) -> list[int]:
        own = {self._case_of[entry.id] for entry in self._book.entries_for(question.key, _OWN)}
        by_job = own if len(own) <= _MOST_OWN else self._lexicon.best(question.terms, _MOST_OWN, own)
        marked = set(chain.from_iterable(self._by_mark.get(mark, ()) for mark in _marks(question)))
        by_words = self._lexicon.best(question.terms, _CANDIDATES)
        by_mark = marked if len(marked) <= _MOST_OF_A_MARK else self._likeliest(question, marked)
        by_vector = (self._by_id[case] for case in near)
        return list(dict.fromkeys(chain(sorted(by_job), by_mark, by_words, by_vector)))

    def _likeliest(self, question: Asked, marked: set[int]) -> list[int]:
        """Of the many cases that carry a mark, those whose words fit best and those for any job."""
        general = [number for number in sorted(marked) if self._general[number]]
        return self._lexicon.best(question.terms, _MOST_OF_A_MARK, marked) + general[:_MOST_OF_A_MARK]


def _matches(question: Asked, profile: Profile, evidence: Evidence, around: Circumstances) -> list[Match]:
    matches = []
    for scope, entry in _likely_entries(profile.case, question.key, around):
        parts = score_parts(question, evidence, scope) | circumstance_parts(entry, around)
        sure = in_circumstances(confidence(question, profile, evidence, scope), entry, around)
        matches.append(Match(entry=entry, score=round(sum(parts.values()), 4), confidence=round(sure, 4), parts=parts))
    return matches


def _likely_entries(case: Case, key: JobKey, around: Circumstances) -> list[tuple[str, Entry]]:
    """The entries of a case that are nearest to a job, those in force and those that helped before the others."""
    nearest = nearest_first(case.entries, key)
    if len(nearest) > _ENTRIES_PER_CASE:
        nearest.sort(key=lambda pair: -sum(circumstance_parts(pair[1], around).values()) - SCOPE_GAIN[pair[0]])
    return nearest[:_ENTRIES_PER_CASE]


def _postings(cases: Sequence[Case]) -> dict[str, list[int]]:
    postings: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        for mark in chain(
            case.marks.codes, case.marks.phrases, (code[:6] for code in case.marks.codes if code.startswith("aws"))
        ):
            postings.setdefault(mark, []).append(number)
    return postings


def _marks(question: Asked) -> Iterable[str]:
    for code in question.marks.codes - question.weak:
        yield code
        yield code[:6]
        yield code.replace("sqlcode ", "sqlcode -")
        yield "#" + "".join(c for c in code if c.isdigit()).lstrip("0")
    yield from question.marks.phrases


def _words(cases: Sequence[Case]) -> frozenset[str]:
    return frozenset(_LONG_WORD.findall(folded("\n".join(case.text for case in cases))))


def _one_per_case(matches: Iterable[Match], case_of: dict[str, int]) -> list[Match]:
    seen: set[int] = set()
    firsts = []
    for match in matches:
        number = case_of[match.entry.id]
        if number not in seen:
            seen.add(number)
            firsts.append(match)
    return firsts
