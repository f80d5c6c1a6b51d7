"""A list that goes on: what asks for its rest, and what asks for something else."""

import pytest

from bot.agent.understanding import Memory, Understanding, understand
from tests.bot.agent.understanding.made_up_plan import names_in
from tests.bot.agent.understanding.questions import NOW

ARGS = {"since": "2026-11-22T00:00:00-03:00"}
PAGE = {"tool": "jobs_in_error", "args": ARGS, "shown": 20, "total": 53}
RESTS = (
    "show me the rest",
    "the others",
    "and the others?",
    "next",
    "more",
    "show more please",
    "which are the remaining ones?",
    "mostre o resto",
    "e os outros?",
    "os demais",
    "quais são os demais jobs?",
    "mais",
    "mais 33",
    "os próximos",
    "mostra todos",
    "cadê o resto?",
)
OTHERS = (
    "quais os próximos jobs?",
    "e os outros streams?",
    "o que mais falhou ontem?",
    "more than 3 jobs failed?",
    "log do PIX_RECON",
    "next run of PIX_RECON",
    "nas próximas 3 horas",
    "como está o resto do ambiente?",
)


def meant(text: str, memory: Memory) -> Understanding:
    """What a text means on the made-up plan."""
    return understand(text, names=names_in(text), memory=memory, now=NOW)


@pytest.mark.parametrize("text", RESTS)
def test_a_list_goes_on(text: str) -> None:
    """The rest is the same question, from where the list was cut."""
    understood = meant(text, Memory(tool="jobs_in_error", args=ARGS, page=PAGE))
    assert ([("jobs_in_error", ARGS)], 20) == ([(c.tool, c.args) for c in understood.calls], understood.after)


@pytest.mark.parametrize("text", OTHERS)
def test_what_says_more_is_no_wish_for_the_rest(text: str) -> None:
    """A text that names something else is a question of its own."""
    assert 0 == meant(text, Memory(tool="jobs_in_error", args=ARGS, page=PAGE)).after


def test_a_list_goes_on_after_a_question_about_one_of_its_jobs() -> None:
    """The log of one job does not end the list."""
    assert (
        20 == meant("e os outros?", Memory(tool="job_log", args={"job": "PIX_RECON"}, job="PIX_RECON", page=PAGE)).after
    )


@pytest.mark.parametrize("tool", [None, "environment_health", "handover", "prompts"])
def test_another_subject_ends_a_list(tool: str | None) -> None:
    """After an answer about something else, the others are not those of an older list."""
    assert 0 == meant("e os outros?", Memory(tool=tool, page=PAGE)).after
