"""Text as typed, cut into tokens that words, names and times are read from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

READ_AT_MOST = 2_000  # characters of a question that count for its meaning; the rest is a pasted log

_APOSTROPHES = dict.fromkeys((0x2018, 0x2019, 0xB4), "'")  # as phones type them
_LINKS = re.compile(r"https?://\S+|<@[^>]*>|<#[^>]*>|<!\w+[^>]*>|(?<!\S)@[A-Za-z]\w*|\S{1,64}@\w+\.\w[\w.]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060\ufeff]")
_TOKEN = re.compile(
    r"[\w$@*/][\w$@*./\-?]*\#[\w$@*./\-]*[\w$@*]"  # WORKSTATION#STREAM.JOB
    r"|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?"
    r"|\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m\b)?"
    r"|[\w$*%](?:[\w$@*.\-/?'`]*[\w$@*%])?"
    r"|[?!.,;:\n]",
    re.ASCII | re.IGNORECASE,
)
_WIDE_TOKEN = re.compile(_TOKEN.pattern, re.IGNORECASE)
_IDENTIFIER = re.compile(r"(?=.*[A-Za-z])(?:[A-Za-z$][\w$\-]*|\d+[_A-Za-z][\w$\-]*_[\w$\-]*)\Z", re.ASCII)
_HYPHENATED_WORD = re.compile(r"(?:mei[ao]|\w+-feira|re|job|on|pre|pos|mid|end)(?:-|\Z)", re.IGNORECASE)
_HYPHENATED = re.compile(r"[A-Za-z$][\w$]*(?:-[\w$]+)+\Z", re.ASCII)
_QUESTION_WORDS = frozenset(("what", "how", "who", "where", "when", "why", "it"))
_ENGLISH_TAIL = re.compile(r"['`](?:s|re|ll|ve|m|d)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: as typed, folded (no accents, lower case), and where it stands."""

    raw: str
    word: str
    start: int
    end: int

    @property
    def is_stop(self) -> bool:
        """Whether it is punctuation."""
        return self.raw in "?!.,;:\n"


def fold(text: str) -> str:
    """The text without accents, in lower case."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


def readable(text: str) -> str:
    """The part of a text that counts for its meaning, without control characters, links and mentions."""
    head = unicodedata.normalize("NFC", text[: READ_AT_MOST * 2])[:READ_AT_MOST].translate(_APOSTROPHES)
    return _LINKS.sub(" ", _CONTROL.sub(" ", head))


def tokens(text: str, whole: Collection[str] = ()) -> tuple[Token, ...]:
    """The tokens of a readable text, punctuation among them; those in `whole` are not cut at their hyphens."""
    found: list[Token] = []
    for match in _WIDE_TOKEN.finditer(text):
        raw = match.group()
        found.extend([_token(raw, match.start())] if raw in whole else _pieces(raw, match.start()))
    return tuple(found)


def hyphenated(text: str) -> tuple[str, ...]:
    """What is written with hyphens in a readable text and would be cut at them, though it may be a name."""
    raws = dict.fromkeys(match.group() for match in _WIDE_TOKEN.finditer(text))
    return tuple(raw for raw in raws if _HYPHENATED.match(raw) and len(_pieces(raw, 0)) > 1)


def is_identifier(raw: str) -> bool:
    """Whether a token looks like the name of a plan object rather than a word: `PAY_CALC`, `ACC010`, `x$y`."""
    if "_" in raw or "$" in raw:
        return bool(_IDENTIFIER.match(raw)) and len(raw) > 2
    return raw[:1].isalpha() and any(c.isdigit() for c in raw) and raw.isascii() and len(raw) > 2


def _pieces(raw: str, start: int) -> list[Token]:
    emphasis = len(raw) > 2 and raw[0] == raw[-1] and raw[0] in "*_"
    if emphasis and raw.count(raw[0]) == 2:
        raw, start = raw[1:-1], start + 1
    if "#" in raw or raw.isdigit():
        return [Token(raw, fold(raw), start, start + len(raw))]
    raw = _ENGLISH_TAIL.sub(_tail, raw)
    splitter = _splitter(raw)
    if splitter is None:
        return [_token(raw, start)]
    return [_token(m.group(), start + m.start()) for m in re.finditer(rf"[^{re.escape(splitter)}]+", raw)]


def _tail(tail: re.Match[str]) -> str:
    """`what's` is written `whats` as often; any other `'s` says nothing."""
    question = fold(tail.string[: tail.start()]) in _QUESTION_WORDS and tail.group()[1:].lower() == "s"
    return tail.group() if question else ""


def _token(raw: str, start: int) -> Token:
    return Token(raw, re.sub(r"['`]", "", fold(raw)), start, start + len(raw))


def _splitter(raw: str) -> str | None:
    if "/" in raw and not re.fullmatch(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?", raw):
        return "/"
    if "." in raw and not re.fullmatch(r"\d+(?:\.\d+)+\w?", raw) and not _is_dotted_name(raw):
        return "."
    if "-" in raw and not _is_hyphenated_name(raw) and not re.fullmatch(r"\d{4}-\d\d-\d\d.*", raw):
        return "-"
    return None


def _is_dotted_name(raw: str) -> bool:
    stream, _, job = raw.partition(".")
    return all(is_identifier(p) or (p.isupper() and len(p) > 2) for p in (stream, job.rstrip("*@")))


def _is_hyphenated_name(raw: str) -> bool:
    if is_identifier(raw.replace("-", "")):
        return True
    return raw.isupper() and not _HYPHENATED_WORD.match(raw)
