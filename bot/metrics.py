"""What is counted, for Prometheus."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

QUESTIONS = Counter("resync_questions", "Questions answered", ["platform", "language"], registry=REGISTRY)
QUESTION_SECONDS = Histogram(
    "resync_question_seconds",
    "From question to answer, in seconds",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
TOOL_CALLS = Counter("resync_tool_calls", "Tools called for answers", ["tool"], registry=REGISTRY)
JUDGEMENTS = Counter("resync_judgements", "Answers that people judged", ["platform", "opinion"], registry=REGISTRY)
REFUSALS = Counter("resync_refusals", "People who may not ask", ["platform", "reason"], registry=REGISTRY)
BROKEN = Counter("resync_questions_broken", "Questions that ended in an error of our own", registry=REGISTRY)
HWA_UP = Gauge("resync_hwa_up", "1 where the last look at HWA succeeded", ["environment"], registry=REGISTRY)
LOOK_SECONDS = Histogram("resync_look_seconds", "One look at the plan, in seconds", registry=REGISTRY)
OPEN_INCIDENTS = Gauge("resync_open_incidents", "Incidents that are open", ["environment"], registry=REGISTRY)


def exposition() -> bytes:
    """All metrics in the Prometheus text format."""
    return generate_latest(REGISTRY)
