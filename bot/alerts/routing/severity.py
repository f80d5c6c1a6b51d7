"""How soon somebody must act on an incident: from the job, the sheet's word and the kind; pure."""

from __future__ import annotations

import unicodedata

from bot.reports import Incident, IncidentKind, Severity

_RANK = {Severity.CRITICAL: 0, Severity.HIGH: 1, Severity.NORMAL: 2, Severity.LOW: 3}
# Nothing is seen without HWA, and nothing runs without a plan: whatever else is said, both are critical.
_ALWAYS_CRITICAL = frozenset({IncidentKind.HWA, IncidentKind.PLAN})
_OF_KIND = {
    IncidentKind.ABEND: Severity.NORMAL,
    IncidentKind.FAIL: Severity.NORMAL,
    IncidentKind.STUCK: Severity.HIGH,
    IncidentKind.LATE: Severity.HIGH,
    IncidentKind.AT_RISK: Severity.NORMAL,
    IncidentKind.OVERRUN: Severity.LOW,
    IncidentKind.WORKSTATION: Severity.HIGH,
    IncidentKind.PROMPT: Severity.NORMAL,
    IncidentKind.PLAN: Severity.CRITICAL,
    IncidentKind.HWA: Severity.CRITICAL,
}
# With this many jobs blocked behind it an incident is somebody's matter within the hour.
MANY_BLOCKED = 10
_WORDS = {
    Severity.CRITICAL: "critica critico critical urgente urgent blocker bloqueante altissima maxima 1 p1 s1 sev1",
    Severity.HIGH: "alta alto high grave major 2 p2 s2 sev2",
    Severity.NORMAL: "media medio medium moderada moderate normal 3 p3 s3 sev3",
    Severity.LOW: "baixa baixo low minor leve minima 4 p4 s4 sev4 5 p5 s5 sev5",
}
_BY_WORD = {word: severity for severity, words in _WORDS.items() for word in words.split()}


def is_at_least(severity: Severity, wanted: Severity) -> bool:
    """Whether the one is as urgent as the other, or more."""
    return _RANK[severity] <= _RANK[wanted]


def sheet_severity(text: str) -> Severity | None:
    """The severity that a cell of the sheet means ("Crítica", "sev 2", "P3", "1 - Alta"), None for none we know."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = "".join(letter if letter.isalnum() else " " for letter in plain).replace("sev ", "sev").split()
    named = [_BY_WORD[word] for word in words if word in _BY_WORD and not word.isdigit()]
    numbered = [_BY_WORD[word] for word in words if word in _BY_WORD and word.isdigit()]
    return next(iter([*named, *numbered]), None)


def severity_of(incident: Incident, sheet: str = "") -> Severity:
    """How urgent an incident is; `sheet` is the severity cell of the row that explains it, empty where none does.

    A critical job, a plan that is not extended and HWA that cannot be reached are critical, whatever the sheet says.
    Else the sheet's word counts; else the kind's own, and HIGH from MANY_BLOCKED blocked jobs on.
    """
    if incident.critical or incident.kind in _ALWAYS_CRITICAL:
        return Severity.CRITICAL
    told = sheet_severity(sheet)
    if told is not None:
        return told
    own = _OF_KIND[incident.kind]
    return min(own, Severity.HIGH, key=_RANK.__getitem__) if incident.blocked >= MANY_BLOCKED else own


def stands_as(incident: Incident) -> Severity:
    """The severity that rules look at: the incident's own, and CRITICAL where it cannot be less."""
    is_critical = incident.critical or incident.kind in _ALWAYS_CRITICAL
    return Severity.CRITICAL if is_critical else incident.severity
