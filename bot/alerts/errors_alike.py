"""Whether two bad ends have the same error, as their diagnoses say; pure."""

from __future__ import annotations

import re

from bot.store.rows import StoredIncident

# A line says something of its own from so many words on: "error" or "job failed" does not.
WORDS = 3
# Says nothing of what went wrong: a return code, or the place in a program.
_WEAK = re.compile(r"RC\b.*|EXIT.*|SIG.*|ORA-06512", re.IGNORECASE)
# A job's own data or program is wrong: unique, null and check constraints, no rows, conversions, data exceptions.
# Another job with the same code has made its own mistake.
_OWN = re.compile(
    r"ORA-0(0001|1400|1403|1422|1438|1722|1861|6502)|SQL(CODE)?[ =:]*-?0?(803|811|407|530|302|305)N?"
    r"|SQLSTATE[ =:]*(23|22)\w{3}|S0C[0-9A-F]|U\d{4}",
    re.IGNORECASE,
)
_VARIABLE = re.compile(r"0x[0-9a-f]+|'[^']*'|\"[^\"]*\"|[/\\][\w./\\-]+|\b[\w-]*\d[\w.:-]*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")


def differ(one: StoredIncident, other: StoredIncident) -> bool:
    """Whether both errors are known, and are not the same."""
    mine, theirs = error_traits(one), error_traits(other)
    return bool(mine and theirs) and not set(mine) & set(theirs)


def same_error(one: StoredIncident, other: StoredIncident) -> str:
    """What would explain both: a code or a line that they share; empty where they share none."""
    codes = [code for code in _codes(one) if code in other.signature and not _OWN.fullmatch(code)]
    line = one.incident.error_line
    if codes:
        return codes[0]
    if line and line == other.incident.error_line and template(line):
        return line
    if is_own_mistake(one) or is_own_mistake(other):
        return ""
    return line if template(line) and template(line) == template(other.incident.error_line) else ""


def is_own_mistake(one: StoredIncident) -> bool:
    """Whether the error is about the job's own data or program."""
    return any(_OWN.fullmatch(code) for code in one.signature)


def error_traits(one: StoredIncident) -> tuple[str, ...]:
    """What the error can be known again by; empty where it is not diagnosed, or its log says nothing."""
    if not one.diagnosed:
        return ()
    line = template(one.incident.error_line)
    return (*(f"code {code}" for code in _codes(one)), *([f"line {line}"] if line else []))


def template(line: str) -> str:
    """The line without what differs from job to job: numbers, quoted names, paths; empty where too little is left."""
    plain = " ".join(_VARIABLE.sub(" ", line).lower().split())
    return plain if len(_WORD.findall(plain)) >= WORDS else ""


def _codes(one: StoredIncident) -> tuple[str, ...]:
    return tuple(code for code in one.signature if not _WEAK.fullmatch(code))
