"""The forms of regular verbs, so that a lexicon names a verb once."""

from __future__ import annotations

from collections.abc import Iterator

_PT_ENDINGS = {
    "ar": {
        "INF": "ar ares arem",
        "GER": "ando",
        "PAST": "ou aram ei amos ava avam",
        "PRES": "a am o",
        "SUBJ": "e em asse",
        "PART": "ado ada ados adas",
        "WILL": "ara arao aria ariam",
    },
    "er": {
        "INF": "er erem",
        "GER": "endo",
        "PAST": "eu eram i emos ia iam",
        "PRES": "e em o",
        "SUBJ": "a am esse",
        "PART": "ido ida idos idas",
        "WILL": "era erao eria eriam",
    },
    "ir": {
        "INF": "ir irem",
        "GER": "indo",
        "PAST": "iu iram i imos ia iam",
        "PRES": "e em o",
        "SUBJ": "a am isse",
        "PART": "ido ida idos idas",
        "WILL": "ira irao iria iriam",
    },
}
_EN_ENDINGS = {"INF": "", "PRES": "s", "GER": "ing", "PAST": "ed"}
_VOWELS = "aeiou"


def portuguese(infinitive: str) -> Iterator[tuple[str, str]]:
    """(form, tense) of a regular Portuguese verb written without accents; the hard c, g and ç are respected."""
    stem, ending = infinitive[:-2], infinitive[-2:]
    for tense, tails in _PT_ENDINGS[ending].items():
        for tail in tails.split():
            yield _spelt(stem, tail, ending) + tail, tense


def english(base: str) -> Iterator[tuple[str, str]]:
    """(form, tense) of a regular English verb; a doubled consonant is given both ways, as people type it."""
    for tense, tail in _EN_ENDINGS.items():
        for stem in _english_stems(base, tail):
            yield stem + tail, tense


def _spelt(stem: str, tail: str, ending: str) -> str:
    if ending == "ar" and tail[0] == "e":
        if stem.endswith("c"):
            return stem[:-1] + "qu"
        if stem.endswith("g"):
            return stem + "u"
    return stem


def _english_stems(base: str, tail: str) -> tuple[str, ...]:
    if tail in ("ing", "ed") and base.endswith("e"):
        return (base[:-1],)
    if tail in ("s", "ed") and base.endswith("y") and base[-2] not in _VOWELS:
        return (base[:-1] + ("ie" if tail == "s" else "i"),)
    if tail == "s" and base.endswith(("s", "sh", "ch", "x", "z")):
        return (base + "e",)
    if tail in ("ing", "ed") and len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS:
        return (base, base + base[-1])
    return (base,)
