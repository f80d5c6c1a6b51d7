"""The embedded model plugs into the loop like any chat model."""

from __future__ import annotations

import pytest
from langchain_core.messages import ToolMessage

from bot.agent.wording import presented
from tests.bot.agent.company import a_tool, ask, calls, embedded, human, jobs_report, opened
from tests.fakes import fake_job
from tws.reports import as_artifact

RESULT = ToolMessage(
    content="x", tool_call_id="c1", name="job_status", artifact=as_artifact(jobs_report(job="PAY_CALC"))
)


def test_a_question_becomes_tool_calls():
    """Asked without results it calls the tool that answers."""
    said = embedded().invoke([human("status do PAY_CALC")])
    assert [("job_status", {"job": "PAY_CALC"})] == [(call["name"], call["args"]) for call in said.tool_calls]


def test_results_become_words():
    """Asked with results it words them, whoever called the tool."""
    said = embedded().invoke([human("status do PAY_CALC"), calls("job_status", job="PAY_CALC"), RESULT])
    assert ([], True) == (said.tool_calls, said.text.startswith("PAY_CALC terminou em ABEND (rc 8)"))


def test_a_call_of_another_model_that_gave_nothing_is_asked_anew():
    """Where an LLM's call gave no report it reads the question itself, once."""
    nothing = ToolMessage(content="no such tool", tool_call_id="c1", name="rerun", status="error")
    before = [human("status do PAY_CALC"), calls("rerun"), nothing]
    own = embedded().invoke(before)
    refused = ToolMessage(content="x", tool_call_id=own.tool_calls[0]["id"], name="job_status", status="error")
    assert (["job_status"], []) == (
        [call["name"] for call in own.tool_calls],
        embedded().invoke([*before, own, refused]).tool_calls,
    )


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("reexecute o PAY_CALC", 'conman "rr PAY_WKS#PAYROLL.PAY_CALC"'),
        ("rerun PAY_CALC", 'conman "rr PAY_WKS#PAYROLL.PAY_CALC"'),
    ],
)
async def test_asked_to_act_it_calls_nothing_and_shows_the_whole_command(text, command):
    """The command names workstation and job stream, so that it can be typed as it is."""
    async with opened() as agent:
        answer = await ask(agent, text)
    assert ((), True) == (answer.calls, command in answer.text)


async def test_the_answers_words_are_its_cards():
    """What is read aloud says what the card shows: the job, its end, its return code."""
    async with opened() as agent:
        answer = await ask(agent, "status of PAY_CALC")
    assert all(word in answer.text for word in (answer.card.title, "PAY_WKS#PAYROLL.PAY_CALC", "(rc 8)"))


async def test_two_jobs_in_one_question_are_two_sections():
    """A question about two jobs asks for both and answers both, the first on top."""
    jobs = {"PAY_CALC": fake_job("PAY_CALC"), "PAY_LOAD": fake_job("PAY_LOAD", "SUCC")}
    tool = a_tool("job_status", lambda job: jobs_report(jobs[job], job=job))
    async with opened(tools=[tool]) as agent:
        answer = await ask(agent, "status do PAY_CALC e do PAY_LOAD")
    assert ["PAY_CALC", "PAY_LOAD"] == [call.args["job"] for call in answer.calls]
    assert answer.text.index("PAY_CALC") < answer.text.index("PAY_LOAD")


def test_a_turn_without_anything_is_help():
    """A turn of which nothing is known shows what can be asked, not an error."""
    from bot.agent.turn import last_turn

    assert "O que posso responder sobre o HWA" == presented(last_turn([human("?")])).card.title
