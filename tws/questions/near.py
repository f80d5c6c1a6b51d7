"""Names of the plan that are near to a mistyped one, found by a few bounded queries.

One slip of the fingers leaves either the first or the second half of a name whole, so that the halves are what the
server is asked for; only what comes back is compared letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Sequence

NEAR = 82.0
CLEAR = 85.0
SIMILAR_SHOWN = 5
ROWS = 300
_SHORTEST = 4
_SHORTEST_TWICE = 6  # the second query looks at the ends of names, which costs the engine a scan

NamesLike = Callable[[tuple[str, ...]], Awaitable[tuple[str, ...]]]


async def near_names(tokens: Sequence[str], names_like: NamesLike) -> dict[str, tuple[str, ...]]:
    """For each token the plan's names near to it, best first, at most five; at most two queries for all tokens.

    `names_like` gives the names that match any of some patterns, at most ROWS rows.
    Raises: TwsError where the plan could not be asked.
    """
    open_tokens = list(tokens)
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for patterns_of, shortest in ((_first_half, _SHORTEST), (_either_end, _SHORTEST_TWICE)):
        open_tokens = [token for token in open_tokens if len(token) >= shortest]
        if not open_tokens:
            break
        patterns = tuple(dict.fromkeys(p for token in open_tokens for p in patterns_of(token)))
        seen.update(await names_like(patterns))
        found |= {token: near for token in open_tokens if (near := ranked(token, seen))}
        open_tokens = [token for token in open_tokens if token not in found]
    return found


def ranked(token: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names near to the token, best first, at most five; a name with other digits comes after the others."""
    scored = ((score(token, name), name) for name in set(names))
    near = sorted((not _same_digits(token, name), -points, name) for points, name in scored if points >= NEAR)
    return tuple(name for _, _, name in near[:SIMILAR_SHOWN])


def clearly_meant(token: str, similar: Sequence[str]) -> str | None:
    """The one name that a mistyped token can only mean, None where there is doubt: other digits are another name."""
    if not similar:
        return None
    best = similar[0]
    runner_up = score(token, similar[1]) if len(similar) > 1 else 0.0
    clear = score(token, best) >= CLEAR and score(token, best) - runner_up >= 3  # points of 100
    return best if clear and _same_digits(token, best) else None


def score(token: str, name: str) -> float:
    """How near a name is to a token, 0 to 100; a token that begins the name counts as just near."""
    from rapidfuzz.distance import OSA

    wanted, real = token.upper(), name.upper()
    similarity = 100.0 * OSA.normalized_similarity(wanted, real)
    begins = len(wanted) >= _SHORTEST and real.startswith(wanted)
    return max(similarity, NEAR) if begins else similarity


def _first_half(token: str) -> tuple[str, ...]:
    return (f"{token[: max(3, len(token) // 2)]}*",)


def _either_end(token: str) -> tuple[str, ...]:
    keep = max(2, len(token) // 3)
    return (f"{token[:keep]}*", f"*{token[-max(keep, len(token) // 2) :]}")


def _same_digits(token: str, name: str) -> bool:
    return re.sub(r"\D", "", token) == re.sub(r"\D", "", name)
