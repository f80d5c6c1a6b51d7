"""Masks secrets in text that came from outside: job logs, engine messages, task strings."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

MASK = "********"

_KEY_BLOCK = re.compile(r"-----BEGIN [A-Z ]{0,40}KEY-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,40}KEY-----|\Z)")

# Rules read a line in lower case (a pattern that need not ignore case is several times as fast) and mask their last
# group. Each has words of which one must stand in the line, for most lines of a job log hold none of them.
_WORD = (
    r"(?:password|passwd|passphrase|passcode|(?<![a-z])pass|pwd|senha|contrase[ñn]a|token|secret|credential"
    r"|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|encryption[_-]?key|account[_-]?key)"
)
_WORDS = ("pass", "pwd", "senha", "contrase", "token", "secret", "credential", "key")
_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|\{[^}\n]*\}|[^\s,;&\"'<>)\]]+)"

_RULES: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = tuple(
    (hints, re.compile(pattern))
    for hints, pattern in (
        (("authorization",), r"authorization[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?:[a-z]{3,12}\s+)?([^\s\"',;]+)"),
        (("bearer", "basic"), r"\b(?:bearer|basic)\s+([a-z0-9+/._~=-]{8,})"),
        (("cookie",), r"cookie[\"']?\s{0,3}[:=]\s{0,3}([^\n]+)"),
        # scheme://user:secret@host
        (("@",), r"://[^\s:/@]{0,100}:([^\s/]{1,200})(?=@)"),
        # user/secret@database, as in jdbc:oracle:thin:app/secret@//host and sqlplus app/secret@DB
        (("@",), r"\b[a-z][\w$#]{0,60}/([^\s/@:,;]{3,200})(?=@[/\w(])"),
        (("sqlplus",), r"\bsqlplus\s+(?:-\S+\s+){0,4}[\w$#]{1,60}/([^\s@]{1,200})"),
        (("eyj",), r"\b(eyj[a-z0-9_-]{5,2000}\.[a-z0-9_-]{5,4000}(?:\.[a-z0-9_-]{0,2000})?)"),
        (("akia", "asia"), r"\b((?:akia|asia)[0-9a-z]{16})\b"),
        (
            ("ghp_", "gho_", "ghs_", "ghu_", "ghr_", "xox", "sk-", "glpat-"),
            r"\b(gh[oprsu]_[a-z0-9]{20,}|xox[abprs]-[a-z0-9-]{10,}|sk-[a-z0-9_-]{20,}|glpat-[\w-]{16,})",
        ),
        (_WORDS, rf"{_WORD}[\"']?\s{{0,4}}(?:=>|:=|[=:])\s{{0,4}}({_VALUE})"),
        (_WORDS, rf"<{_WORD}>([^<\n]+)(?=</)"),
        (_WORDS, rf"(?:^|\s)--?(?:[a-z]{{1,20}}[_-])?{_WORD}\s+((?!-)\S+)"),
        (("identified",), r"\bidentified\s+by\s+(?:values\s+)?(\"[^\"\n]*\"|'[^'\n]*'|[^\s;]+)"),
    )
)
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def redact(value: str) -> str:
    """The text with everything masked that looks like a password, token, key or connection secret."""
    if "-----BEGIN" in value:
        value = _KEY_BLOCK.sub(MASK, value)
    # ASCII only, so that positions stay the same.
    low = value.lower() if value.isascii() else value.translate(_LOWER)
    rules = [rule for rule in _RULES if any(hint in low for hint in rule[0])]
    if not rules:
        return value
    hints = tuple({hint for rule in rules for hint in rule[0] if hint in low})
    pairs = zip(value.split("\n"), low.split("\n"), strict=True)
    return "\n".join(
        _redact_line(line, small, rules) if any(hint in small for hint in hints) else line for line, small in pairs
    )


def _redact_line(line: str, low: str, rules: list[tuple[tuple[str, ...], re.Pattern[str]]]) -> str:
    for hints, pattern in rules:
        if any(hint in low for hint in hints):
            spans = list(_secrets(pattern, low))
            for start, end in reversed(spans):
                line = f"{line[:start]}{MASK}{line[end:]}"
            low = line.translate(_LOWER) if spans else low
    return line


def _secrets(pattern: re.Pattern[str], low: str) -> Iterator[tuple[int, int]]:
    return (match.span(1) for match in pattern.finditer(low))
