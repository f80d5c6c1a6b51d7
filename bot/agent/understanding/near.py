"""Names of the plan that a mistyped token may mean, and how sure that is: the one place that decides it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.agent.understanding.lexicon import corrected, is_word
from bot.agent.understanding.records import JOB, STREAM, WORKSTATION, Mention, Names
from bot.agent.understanding.text import is_identifier


def near_mention(raw: str, at: int, names: Names, hint: str | None) -> Mention | None:
    """The name of the plan that a token nearly is: with a few slips, or the beginning of one; None where none is near.

    Names that come equally near, or go on with other digits, are choices.
    """
    from rapidfuzz.distance import OSA  # only a name that is not in the plan pays for it

    upper = raw.upper()
    limit = _slips_allowed(len(raw), is_named=is_identifier(raw))
    every = sorted(
        (OSA.distance(upper, name.upper()), k != hint, order, k, name)
        for k in (JOB, STREAM, WORKSTATION)
        for order, name in enumerate(names.near(k, raw))
    )
    scored = [s for s in every if _digits(s[4]) == _digits(raw)]
    close = [s for s in scored if s[0] <= limit]
    if close:
        best = tuple(s[4] for s in close if s[:2] == close[0][:2] and s[3] == close[0][3])
        return Mention(close[0][3], best[0], at, choices=best if len(best) > 1 else (), typed=raw)
    parts = [s for s in scored if len(raw) > 3 and any(p.startswith(upper) for p in re.split(r"[_.\-]", s[4].upper()))]
    if parts and not is_word(corrected(raw.lower())):
        same = tuple(s[4] for s in parts if s[3] == parts[0][3])
        return Mention(parts[0][3], same[0], at, known=False, choices=same if len(same) > 1 else (), typed=raw)
    return _with_other_digits(raw, at, every)


def _with_other_digits(raw: str, at: int, scored: Sequence[tuple[int, bool, int, str, str]]) -> Mention | None:
    """Names that go on where the text stops, offered only: PAY_020 is no misspelt PAY_021, it is another job."""
    going_on = [s for s in scored if len(raw) > 3 and s[4].upper().startswith(raw.upper())]
    same = tuple(s[4] for s in going_on if s[3] == going_on[0][3])
    return Mention(going_on[0][3], same[0], at, known=False, choices=same, typed=raw) if same else None


def _digits(name: str) -> list[str]:
    return re.findall(r"\d", name)


def _slips_allowed(length: int, *, is_named: bool) -> int:
    if is_named:
        return 1 if length < 7 else 2 if length < 14 else 3
    return 0 if length < 5 else 1 if length < 9 else 2
