"""Masks secrets in text that came from outside: job logs, engine messages, task strings."""

from __future__ import annotations

import re

MASK = "********"

_WORD = (
    r"(?:(?<![a-z])pass(?:code)?|passw(?:or)?d|passphrase|pwd|senha|contrase[ñn]a|token|secret|credential"
    r"|api[_-]?key|access[_-]?key(?:[_-]?id)?|private[_-]?key|encryption[_-]?key|account[_-]?key)"
)
_VALUE = r"(?:\"[^\"\n]*\"|'[^'\n]*'|\{[^}\n]*\}|[^\s,;&\"'<>)\]]+)"

_KEY_BLOCK = re.compile(r"-----BEGIN [A-Z ]{0,40}KEY-----[\s\S]{0,20000}?(?:-----END [A-Z ]{0,40}KEY-----|\Z)")

# A line without any of these holds nothing to mask; most lines of a job log are of that kind.
_TRIGGER = re.compile(
    r"pass|pwd|senha|contrase|token|secret|credential|key|auth|bearer|basic|cookie|eyj|@|akia|asia|gh[opsu]_|xox"
    r"|sk-|glpat|identified|sqlplus|-p",
    re.IGNORECASE,
)

_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), by)
    for pattern, by in (
        (r"(authorization[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?:[a-z]{3,12}\s+)?)[^\s\"',;]+", rf"\1{MASK}"),
        (r"\b(bearer|basic)\s+[a-z0-9+/._~=-]{8,}", rf"\1 {MASK}"),
        (r"(cookie[\"']?\s{0,3}[:=]\s{0,3})[^\n]+", rf"\1{MASK}"),
        # scheme://user:secret@host
        (r"(://[^\s:/@]{0,100}:)[^\s/]{1,200}(?=@)", rf"\1{MASK}"),
        # user/secret@database, as in jdbc:oracle:thin:app/secret@//host and sqlplus app/secret@DB
        (r"(\b[a-z][\w$#]{0,60}/)[^\s/@:,;]{3,200}(?=@[/\w(])", rf"\1{MASK}"),
        (r"(\bsqlplus\s+(?:-\S+\s+){0,4}[\w$#]{1,60}/)[^\s@]{1,200}", rf"\1{MASK}"),
        (r"\beyJ[a-z0-9_-]{5,}\.[a-z0-9_-]{5,}(?:\.[a-z0-9_-]*)?", MASK),
        (r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b", MASK),
        (r"\b(?:gh[opsu]_[a-z0-9]{20,}|xox[abprs]-[a-z0-9-]{10,}|sk-[a-z0-9_-]{20,}|glpat-[\w-]{16,})", MASK),
        (rf"({_WORD}[\"']?\s{{0,4}}(?:=>|:=|[=:])\s{{0,4}}){_VALUE}", rf"\1{MASK}"),
        (rf"(<{_WORD}>)[^<\n]+(?=</)", rf"\1{MASK}"),
        (rf"((?:^|\s)--?[\w-]{{0,30}}{_WORD}\s+)(?!-)\S+", rf"\1{MASK}"),
        (r"(\bidentified\s+by\s+(?:values\s+)?)(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s;]+)", rf"\1{MASK}"),
    )
)


def redact(value: str) -> str:
    """The text with everything masked that looks like a password, token, key or connection secret."""
    if "-----BEGIN" in value:
        value = _KEY_BLOCK.sub(MASK, value)
    if not _TRIGGER.search(value):
        return value
    return "\n".join(_redact_line(line) if _TRIGGER.search(line) else line for line in value.split("\n"))


def _redact_line(line: str) -> str:
    for pattern, by in _RULES:
        line = pattern.sub(by, line)
    return line
