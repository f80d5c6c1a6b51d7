"""Entries of the operators' sheet, findings about it, and what a search gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row of the sheet. `id` comes from its content and file; `row` is the row number as Excel shows it.

    `job` may be a pattern with `*`, `@` or `?`. `procedure` is an http(s) link or a name.
    """

    id: str
    file: str
    sheet: str
    row: int
    solution: str
    job: str = ""
    job_stream: str = ""
    workstation: str = ""
    error: str = ""
    symptom: str = ""
    cause: str = ""
    owner: str = ""
    contact: str = ""
    procedure: str = ""
    severity: str = ""
    environment: str = ""
    valid_until: date | None = None


MEND, NOTE = "mend", "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in the sheet that its owner should mend. `cell` like `C12`, empty where it concerns the whole sheet.

    `problem` and `remedy` are English; `code` and `values` say the same for any language. `level`: mend, or note for
    what may well be meant so.
    """

    file: str
    sheet: str
    cell: str
    problem: str
    remedy: str
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()
    level: str = MEND


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What makes an error recognisable.

    `codes` (ORA-01555, AWSBHT001E, RC 127, S0C7 …), `phrases` (canonical ids like no-space), and the `lines` of the
    text that carry them. `weak` are those of the codes that say too little alone: a return code, an end of job.
    """

    codes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()

    @property
    def telling(self) -> tuple[str, ...]:
        """The codes that say what went wrong."""
        return tuple(code for code in self.codes if code not in self.weak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An entry that fits, its `score`, the parts that the score is made of, and its own confidence (0 to 1)."""

    entry: Entry
    score: float
    confidence: float
    parts: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the sheet says. `verdict`: known (a solution for this error), possible (perhaps related), none.

    `solutions` are ranked best first, empty for none; `facts` are entries that name the job's owner, contact and
    procedure, whatever the error; `confidence` is that of the best solution. `candidates` are the best ten whatever
    the verdict, for whoever wants to see why.
    """

    verdict: str
    confidence: float = 0.0
    solutions: tuple[Match, ...] = ()
    facts: tuple[Entry, ...] = ()
    signature: Signature = field(default_factory=Signature)
    candidates: tuple[Match, ...] = ()
