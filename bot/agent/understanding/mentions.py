"""Names of jobs, job streams and workstations in a text: by shape, by the plan, by the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.agent.understanding.codes import is_code
from bot.agent.understanding.lexicon import corrected, is_word, lexicon
from bot.agent.understanding.near import near_mention
from bot.agent.understanding.records import JOB, STREAM, WORKSTATION, Mention, Names
from bot.agent.understanding.tables import one_of
from bot.agent.understanding.text import Token, hyphenated, is_identifier, readable, tokens

ASK_AT_MOST = 8  # tokens of one text that the plan is asked about

_TIMELIKE = re.compile(r"\d+[a-zA-Z]{0,8}\d*\Z|\d[\d/:.,%\-]*\Z|[1-4]?[a-z]\d?\Z")
_FILE = re.compile(
    r"[\w.\-]+\.(?:txt|csv|log|dat|sh|ksh|py|jar|java|class|xml|json|zip|gz|tar|sql|bat|ps1|xlsx?|conf|cfg|ini|out|err|tmp|md5"
    r"|ok|trg|pgp|gpg|ctl|bad|rpt|pdf|ret|rem|dll|so|exe|prm|par|lst|bak)\Z"
)
_KIND_WORDS = {"STREAM": STREAM, "WKS": WORKSTATION, "JOBW": JOB}
_SINGULAR = one_of("job stream jobstream schedule malha cadeia fluxo rotina workstation agente agent")
_BEFORE_NAMES = one_of("in of for on na da a is has did")
# words before a name, and how long the texts are in which a plain word in capitals behind them is one
_BEFORE_CAPITALS = one_of("de do da of for on at quando when que did has is does hasnt isnt didnt sobre about job")
_SHORT = 10
_OF = one_of("da de do of in from")
_SHORTEST_PLACED = 4
_LINKING = one_of("do da de del o a el la the of chamado chamada called named")


def candidate_tokens(text: str) -> tuple[str, ...]:
    """The tokens of a text that the plan should be asked about, the likeliest first, at most eight.

    Patterns and full keys are given as typed; the job and stream in a key stand beside it.
    """
    clean = readable(text)
    pieces = tokens(clean)
    shouting = is_shouting(pieces)
    ranked = [(_rank(t, shouting=shouting), i, t.raw) for i, t in enumerate(pieces) if not t.is_stop]
    ranked += [(_OF_HYPHENS, i, raw) for i, raw in enumerate(hyphenated(clean))]
    ranked += [(_OF_PLACE, i, t.raw) for i, t in enumerate(pieces) if is_word(t.word) and _is_placed(pieces, i)]
    likely = dict.fromkeys(raw for rank, _, raw in sorted(ranked) if rank < _NEVER)
    return tuple(likely)[:ASK_AT_MOST]


def whole_names(text: str, names: Names) -> frozenset[str]:
    """What is written with hyphens in a readable text and is, or nearly is, a name of the plan."""
    return frozenset(raw for raw in hyphenated(text) if _mention((_whole(raw),), 0, names, shouting=False))


def _whole(raw: str) -> Token:
    return Token(raw, raw.lower(), 0, len(raw))


def is_shouting(pieces: Sequence[Token]) -> bool:
    """Whether ordinary words are in capitals too, so that capitals do not make a name."""
    words = [t for t in pieces if t.raw.isalpha() and len(t.raw) > 1 and is_word(t.word)]
    capitals = sum(t.raw.isupper() for t in words)
    return len(words) > 1 and capitals * 2 > len(words)


def find_mentions(pieces: Sequence[Token], names: Names, taken: frozenset[int]) -> tuple[Mention, ...]:
    """The plan objects that the tokens name; `taken` are positions that already mean a time."""
    shouting = is_shouting(pieces)
    found = []
    for at, token in enumerate(pieces):
        if token.is_stop or at in taken:
            continue
        mention = _mention(pieces, at, names, shouting=shouting)
        if mention:
            found.append(mention)
    return tuple(found) or _placed_names(pieces, names, taken)


def _placed_names(pieces: Sequence[Token], names: Names, taken: frozenset[int]) -> tuple[Mention, ...]:
    """The first name that is also an ordinary word, where the words around it make it one: `malha final`."""
    for at, token in enumerate(pieces):
        if at in taken or not is_word(token.word) or not _is_placed(pieces, at):
            continue
        hint = _hint(pieces[: at + 1], at)
        exact = [k for k in (STREAM, JOB, WORKSTATION) if names.is_exact(k, token.raw) and hint in (None, k)]
        if exact:
            return (Mention(exact[0], names.near(exact[0], token.raw)[0], at),)
    return ()


def _is_placed(pieces: Sequence[Token], at: int) -> bool:
    """Whether a word stands where a name would: after `job`, `malha` and the like, or last after `in`, `da`, `is`."""
    if at == 0 or len(pieces[at].raw) < _SHORTEST_PLACED or pieces[at].is_stop:
        return False
    before = pieces[at - 1].word
    if before in _SINGULAR or (before in ("stream", "streams") and at > 1):
        return True
    is_last = at + 1 == len(pieces) or pieces[at + 1].is_stop
    return (
        before in _BEFORE_NAMES
        and (is_last or before in ("is", "has", "did"))
        and not lexicon().entries.get((pieces[at].word,))
    )


_OF_HYPHENS, _CAPITALS, _UNKNOWN_WORD, _OF_PLACE, _NEVER = 2, 3, 4, 6, 9


def _rank(token: Token, *, shouting: bool) -> int:
    raw = token.raw
    if "#" in raw or _is_pattern(raw):
        return 0
    if is_identifier(raw) or (_is_dotted(raw) and not _TIMELIKE.match(raw)):
        return 2 if is_code(raw) else 1
    if _TIMELIKE.match(raw) or len(raw) < 3 or not any(c.isalpha() for c in raw):
        return _NEVER
    return _rank_of_word(token, shouting=shouting)


def _rank_of_word(token: Token, *, shouting: bool) -> int:
    if token.raw.isupper() and not shouting:
        return _CAPITALS
    if is_word(token.word):
        return _NEVER
    return _UNKNOWN_WORD if corrected(token.word) == token.word else 5


def _is_pattern(raw: str) -> bool:
    return len(raw) > 1 and any(c in raw for c in "*@") and any(c.isalnum() for c in raw)


def _is_dotted(raw: str) -> bool:
    if _FILE.match(raw):  # `movto.txt` in an error's own words
        return False
    return "." in raw and not raw[0].isdigit() and raw.replace(".", "").replace("_", "").isalnum()


def _mention(pieces: Sequence[Token], at: int, names: Names, *, shouting: bool) -> Mention | None:
    raw = pieces[at].raw
    hint = _hint(pieces, at)
    if "#" in raw:
        return _keyed(raw, at, names, hint)
    if _is_pattern(raw):
        return Mention(hint or JOB, raw.upper(), at)
    if _is_dotted(raw) and not is_identifier(raw):
        return Mention(JOB, raw.upper(), at)
    rank = _rank(pieces[at], shouting=shouting)
    exact = [k for k in (JOB, STREAM, WORKSTATION) if names.is_exact(k, raw)]
    if exact and (rank < _NEVER or raw.isupper()):
        kind = hint if hint in exact else _by_words(pieces, exact, at)
        return Mention(kind, names.near(kind, raw)[0], at) if names.near(kind, raw) else Mention(kind, raw.upper(), at)
    if rank == _NEVER or is_code(raw):
        return None
    return near_mention(raw, at, names, hint) or _unknown(pieces, at, hint, rank)


def _keyed(raw: str, at: int, names: Names, hint: str | None) -> Mention:
    upper = raw.upper()
    workstation, _, rest = upper.rpartition("#")
    if "." in rest or (hint == JOB or (names.is_exact(JOB, rest) and not names.is_exact(STREAM, rest))):
        return Mention(JOB, upper, at)
    if rest in ("", "@", "*"):
        return Mention(WORKSTATION, workstation, at)
    return Mention(STREAM, upper, at)


def _hint(pieces: Sequence[Token], at: int) -> str | None:
    """The kind that the words beside a name give it: `malha X`, `o job X`, `X workstation`."""
    before = at - 1
    while before >= 0 and pieces[before].word in _LINKING and at - before <= 2:
        before -= 1
    for position in (before, at + 1):
        if 0 <= position < len(pieces):
            kind = _kind_word(pieces, position)
            inside = kind == JOB and position < at - 1 and pieces[position].word.endswith("s")  # `os jobs da X`
            if kind and not inside:
                return kind
    return None


def _kind_word(pieces: Sequence[Token], at: int) -> str | None:
    word = corrected(pieces[at].word)
    if word in ("job", "jobs") and pieces[at + 1 : at + 2] and pieces[at + 1].word in ("stream", "streams"):
        return STREAM
    found = lexicon().entries.get((word,), frozenset())
    return next((kind for concept, kind in _KIND_WORDS.items() if concept in found), None)


def _by_words(pieces: Sequence[Token], kinds: Sequence[str], at: int) -> str:
    """The kind of a name that the plan has in several: what the text speaks of elsewhere, else the job."""
    said = [_kind_word(pieces, i) for i in range(len(pieces))]
    before = [p.word for p in pieces[max(at - 2, 0) : at]]
    holds_jobs = before[-1:] in (["in"], ["na"]) or (before[:1] == ["jobs"] and before[-1] in _OF)
    shares = any("PCT" in lexicon().entries.get((p.word,), ()) for p in pieces)
    if STREAM in kinds and (holds_jobs or shares):
        return STREAM
    if JOB not in said:
        return next((k for k in (STREAM, WORKSTATION) if k in said and k in kinds), kinds[0])
    return JOB if JOB in kinds else kinds[0]


def _unknown(pieces: Sequence[Token], at: int, hint: str | None, rank: int) -> Mention | None:
    """A name that the plan does not have: by its shape, by capitals, or by the word `job` right before it."""
    raw = pieces[at].raw
    if is_identifier(raw) or (rank == _CAPITALS and len(raw) > 3 and not is_word(corrected(pieces[at].word))):
        return Mention(hint or JOB, raw.upper(), at, known=False)
    before = _kind_word(pieces, at - 1) if at else None
    singular = at and pieces[at - 1].word in _SINGULAR
    placed = before and singular
    if placed and rank == _UNKNOWN_WORD and len(raw) > 3:
        return Mention(before or JOB, raw.upper(), at, known=False)
    named = rank == _CAPITALS and at and (placed or pieces[at - 1].word in _BEFORE_CAPITALS)
    if named and not _has_meaning(pieces[at]) and len(pieces) <= _SHORT:
        return Mention(hint or (before if placed and before else JOB), raw, at, known=False)
    return None


def _has_meaning(token: Token) -> bool:
    """Whether a word stands for a concept: `the job FAILED` names nothing."""
    return bool(lexicon().entries.get((corrected(token.word),)))
