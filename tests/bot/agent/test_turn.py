"""A turn is read from its messages as it was written into them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, ToolMessage
from langgraph.checkpoint.serde.jsonplus import JsonPlusSerializer

from bot.agent.turn import Unanswered, last_turn, question_message
from bot.agent.understanding import Memory
from bot.messages import Call
from tests.bot.agent.company import ZONE, calls, human, jobs_report
from tests.fakes import NIGHT
from tws.reports import as_artifact

ZONES = st.sampled_from(["UTC", "America/Sao_Paulo", "Asia/Kolkata", "Europe/London", "Pacific/Chatham"])
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))


def result(call_id: str, tool: str = "job_status", *, report: dict | None = None, text: str = "") -> ToolMessage:
    return ToolMessage(
        content=text, tool_call_id=call_id, name=tool, artifact=report, status="success" if report else "error"
    )


def report(name: str = "PAY_CALC", **values: object) -> dict:
    return as_artifact(jobs_report(job=name, **values))


@settings(deadline=None, max_examples=60)
@given(st.text(), MOMENTS, ZONES, st.sampled_from(["pt", "en", None]))
def test_a_question_survives_its_message_and_the_memory(text, moment, zone, language):
    """Text, moment, zone and language come back from a message that was stored and read again."""
    serde = JsonPlusSerializer(allowed_msgpack_modules=None)
    asked = question_message(text, asked_at=moment, zone=ZoneInfo(zone), language=language)
    turn = last_turn([serde.loads_typed(serde.dumps_typed(asked))])
    assert (text, moment, zone, language) == (turn.text, turn.asked_at, turn.zone.key, turn.language)


@settings(deadline=None, max_examples=60)
@given(
    st.builds(
        Memory,
        tool=st.none() | st.text(),
        args=st.dictionaries(st.text(), st.none() | st.text() | st.integers(-(2**63), 2**63 - 1) | st.booleans()),
        job=st.none() | st.text(),
        job_stream=st.none() | st.text(),
        workstation=st.none() | st.text(),
        offered=st.lists(st.text(), max_size=4).map(tuple),
    )
)
def test_what_a_turn_leaves_behind_is_remembered_by_the_next(memory):
    """The embedded model's memory goes through the store into the next turn unchanged."""
    from dataclasses import asdict

    serde = JsonPlusSerializer(allowed_msgpack_modules=None)
    earlier = AIMessage(content="", additional_kwargs={"memory": asdict(memory)})
    stored = serde.loads_typed(serde.dumps_typed([human("a"), earlier, human("b")]))
    read = Memory(**last_turn(stored).remembered)
    kept, found = asdict(memory), asdict(read)
    assert kept == found | {name: tuple(found[name]) for name in ("offered", "listed")}


def test_an_llms_call_is_remembered_too():
    """Where an LLM called the tool, a follow-up by the embedded model still knows the job."""
    earlier = [human("a"), calls("job_status", job="PAY_CALC"), result("c1", report=report()), AIMessage(content="x")]
    assert ("job_status", "PAY_CALC") == (
        last_turn([*earlier, human("b")]).remembered["tool"],
        Memory(**last_turn([*earlier, human("b")]).remembered).job,
    )


def test_only_the_newest_turn_counts():
    """Calls and reports of an earlier question are no part of this one."""
    messages = [human("a"), calls("job_status", job="X"), result("c1", report=report()), human("b")]
    turn = last_turn(messages)
    assert ("b", (), (), False) == (turn.text, turn.calls, turn.reports, turn.planned)


def test_reports_stand_in_the_order_of_the_calls():
    """Tools that ran side by side and ended in another order are told in the order they were asked for."""
    both = AIMessage(
        content="",
        tool_calls=[{"name": "job_status", "args": {}, "id": "a"}, {"name": "job_log", "args": {}, "id": "b"}],
    )
    late, early = result("b", "job_log", report=report("SECOND")), result("a", report=report("FIRST"))
    turn = last_turn([human("q"), both, late, early])
    assert ["FIRST", "SECOND"] == [each["job"] for each in turn.reports]


def test_arguments_that_were_left_out_are_no_part_of_a_call():
    """A call is listed with what it was given, not with its empty arguments."""
    turn = last_turn([human("q"), calls("find_jobs", job=None, late=False)])
    assert (Call(tool="find_jobs", args={"late": False}),) == turn.calls


def test_an_answer_is_as_old_as_its_oldest_report():
    """Of several reports the oldest gives the freshness; without one there is none."""
    messages = [
        human("q"),
        result("a", report=as_artifact(jobs_report())),
        result("b", report={**as_artifact(jobs_report()), "as_of": (NIGHT - timedelta(minutes=5)).isoformat()}),
    ]
    assert (NIGHT - timedelta(minutes=5), None) == (last_turn(messages).as_of, last_turn([human("q")]).as_of)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NOT ASKED: 'X' is no job status.", "'X' is no job status."),
        ("The tool job_status failed (KeyError); nothing is known.", ""),
        ("Error: job_status is not a valid tool", ""),
        ("", ""),
    ],
)
def test_a_call_without_a_report_says_why(text, reason):
    """A refusal keeps its reason; anything else that gave no report has none."""
    turn = last_turn([human("q"), calls("job_status", job="X"), result("c1", text=text)])
    assert (Unanswered(tool="job_status", reason=reason),) == turn.unanswered


def test_a_call_that_was_put_right_is_not_unanswered():
    """A later report of the same tool takes back what was refused before; that of another tool does not."""
    asked = AIMessage(
        content="", tool_calls=[{"name": "t", "args": {}, "id": "a"}, {"name": "other", "args": {}, "id": "b"}]
    )
    refused = [human("q"), asked, result("a", "t"), result("b", "other")]
    mended = [*refused, calls("t", "c"), result("c", "t", report=report())]
    assert (["t", "other"], ["other"]) == tuple(
        [each.tool for each in last_turn(messages).unanswered] for messages in (refused, mended)
    )


def test_a_conversation_without_a_question_has_no_turn():
    """Messages without a person's are an error, not an empty turn."""
    with pytest.raises(ValueError, match="no question"):
        last_turn([AIMessage(content="x")])


def test_a_bare_message_still_makes_a_turn():
    """A question that carries no moment and no zone counts as asked now, in UTC."""
    turn = last_turn([human("x")])
    assert ("UTC", True) == (turn.zone.key, abs(datetime.now(UTC) - turn.asked_at) < timedelta(minutes=1))
    assert turn.asked_at.utcoffset() == timedelta(0) != datetime.now(ZONE).utcoffset()


def test_a_talk_about_a_job_means_it_until_another_one_was_named():
    """The thread of an alert has a subject; what was talked about there goes before it, and the text stays itself."""
    asked = question_message("e o log?", asked_at=NIGHT, zone=ZONE, language="pt", about="W#S.PAY_CALC")
    earlier = AIMessage(content="", additional_kwargs={"memory": {"tool": "job_status", "job": "W#S.OTHER"}})
    alone, later = last_turn([asked]), last_turn([earlier, asked])
    assert ["W#S.PAY_CALC", "W#S.OTHER"] == [turn.remembered["job"] for turn in (alone, later)]
    assert ("e o log?", True) == (alone.text, "W#S.PAY_CALC" in str(asked.text))
