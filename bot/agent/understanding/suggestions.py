"""Complete questions that a person may press instead of typing, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agent.understanding.records import STREAM, WORKSTATION

_ASKS: dict[str, tuple[str, str]] = {
    "job_status": ("status do job {}", "status of job {}"),
    "job_log": ("log do job {}", "log of job {}"),
    "diagnose": ("por que o job {} falhou?", "why did job {} fail?"),
    "why_waiting": ("por que o job {} não começou?", "why hasn't job {} started?"),
    "impact": ("qual o impacto do job {}?", "what is the impact of job {}?"),
    "job_history": ("histórico do job {}", "history of job {}"),
    "estimate": ("quando termina o job {}?", "when will job {} finish?"),
    "knowledge": ("quem é o dono do job {}?", "who owns job {}?"),
    "watch": ("avise quando o job {} terminar", "tell me when job {} finishes"),
    "stream_status": ("status da malha {}", "status of job stream {}"),
    "workstation_status": ("como está a workstation {}?", "how is workstation {}?"),
    "find_jobs": ("lista os jobs {}", "list jobs {}"),
}
_OPENERS = (
    ("como está o ambiente?", "how is the environment?"),
    ("quais jobs estão em erro?", "which jobs are in error?"),
    ("quais jobs estão rodando?", "which jobs are running?"),
    ("quais jobs estão atrasados?", "which jobs are late?"),
)
_TIMELY = {
    "jobs_in_error": (
        ("quais jobs deram erro nas últimas 3 horas?", "which jobs failed in the last 3 hours?"),
        ("quais jobs deram erro hoje?", "which jobs failed today?"),
        ("quais jobs deram erro ontem?", "which jobs failed yesterday?"),
    ),
    "handover": (
        ("passagem de turno desde as 22h", "shift handover since 22:00"),
        ("passagem de turno", "shift handover"),
    ),
}
_BY_KIND = {STREAM: "stream_status", WORKSTATION: "workstation_status"}


def questions_about(tool: str, kind: str, names: Sequence[str], language: str) -> tuple[str, ...]:
    """The question that a tool answers, once for each name."""
    ask = _ASKS.get(_BY_KIND.get(kind, tool), _ASKS["job_status"])[language == "en"]
    return tuple(ask.format(name) for name in names)


def openers(language: str) -> tuple[str, ...]:
    """Questions that need no name."""
    return tuple(pair[language == "en"] for pair in _OPENERS)


def timely(tool: str, language: str) -> tuple[str, ...]:
    """Questions with a time that is one, for a tool that was asked with none."""
    return tuple(pair[language == "en"] for pair in _TIMELY.get(tool, _OPENERS))
