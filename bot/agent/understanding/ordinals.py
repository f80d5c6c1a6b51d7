"""Which of the jobs that were listed last a text means: `o primeiro`, `the 2nd`, `the last one`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.agent.understanding.tables import one_of
from bot.agent.understanding.text import Token, readable, tokens

_PLACES = {
    "primeiro": 0, "first": 0, "segundo": 1, "second": 1, "terceiro": 2, "third": 2, "quarto": 3, "fourth": 3,
    "quinto": 4, "fifth": 4, "sexto": 5, "sixth": 5, "setimo": 6, "seventh": 6, "oitavo": 7, "eighth": 7,
    "nono": 8, "ninth": 8, "decimo": 9, "tenth": 9, "primero": 0, "tercero": 2,
    "ultimo": -1, "last": -1, "penultimo": -2,
}  # fmt: skip
# Feminine ones are also days (`segunda`) and fractions (`quarta`): only before a word for a job.
_FEMININE = {"primeira": 0, "segunda": 1, "terceira": 2, "quarta": 3, "quinta": 4, "ultima": -1}
_NUMBERED = re.compile(r"#?(\d{1,2})(?:st|nd|rd|th|o|a)\Z")
_BEFORE = one_of("o do no ao pro pelo desse esse este the el del al of")
_NUMBER_WORDS = one_of("numero number num nro item linha")
_JOBS = one_of("job jobs one ones rotina tarefa task deles delas")
_FOLLOWS = one_of("da de of in the lista list dessa deles them those e and y na no")
# After these an ordinal counts something else than the jobs of a list.
_NOT_AFTER = one_of(
    "semana dia hora horas minuto minutos turno plantao vez run runs execucao execucoes erro error errors linha linhas"
    " line lines night week month mes ano year day hour hours minute minutes half shift log logs tentativa attempt time"
    " times plano feira step passo status noite rodada trimestre domingo sabado two three few couple corrida jobs"
)
_LONGEST = 20  # words


def with_ordinals(text: str, listed: Sequence[str]) -> str:
    """The text with the keys of listed jobs in the place of what points to them by number, else unchanged."""
    if not listed or len(text) > _LONGEST * 12:
        return text
    clean = readable(text)
    pieces = tokens(clean)
    if len(pieces) > _LONGEST or any("#" in p.raw for p in pieces):
        return text
    for at in reversed(range(len(pieces))):
        found = _pointed(pieces, at, len(listed))
        if found is not None:
            place, first, after = found
            clean = f"{clean[: pieces[first].start]} {listed[place]} {clean[pieces[after - 1].end :]}"
    return clean


def _pointed(pieces: Sequence[Token], at: int, count: int) -> tuple[int, int, int] | None:
    """(place in the list, first and after the last of the pieces that say so)."""
    place = _place(pieces, at)
    if place is None or not -count <= place < count:
        return None
    after = at + 1
    if after < len(pieces) and pieces[after].word in _JOBS:
        after += 1
    if after < len(pieces) and (pieces[after].word in _NOT_AFTER or pieces[after].word[:1].isdigit()):
        return None  # "the last 3 hours", "the last 25h"
    return place, at, after


def _place(pieces: Sequence[Token], at: int) -> int | None:
    word = pieces[at].word
    before = pieces[at - 1].word if at else ""
    following = pieces[at + 1].word if at + 1 < len(pieces) and not pieces[at + 1].is_stop else ""
    if word in _PLACES:
        pointed = before in _BEFORE or following in _JOBS or (not following and not before)
        return _PLACES[word] if pointed else None
    if word in _FEMININE and following in _JOBS:
        return _FEMININE[word]
    numbered = _NUMBERED.match(word)
    if numbered:
        return _counted(numbered[1]) if following in _JOBS | _FOLLOWS or not following else None
    if word.isdigit() and (before in _NUMBER_WORDS or (before in ("o", "do", "the") and not following)):
        return _counted(word)
    return None


def _counted(digits: str) -> int | None:
    number = int(digits)
    return number - 1 if 1 <= number <= 99 else None
