"""What stands around the model: history is repaired and bounded."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, HumanMessage, ToolMessage

from bot.agent.middleware import TURNS_KEPT, repaired
from tests.bot.agent.company import calls, human


def answered(call_id: str, artifact: dict | None = None) -> ToolMessage:
    return ToolMessage(content="x", tool_call_id=call_id, artifact=artifact)


def test_an_open_call_is_answered_as_cut_short():
    """A call that a cancelled turn left open gets an error result before the next question."""
    kept = repaired([human("a"), calls("t", "open"), human("b")])
    assert ["human", "ai", "tool", "human"] == [m.type for m in kept]
    assert ("open", "error") == (kept[2].tool_call_id, kept[2].status)


def test_only_the_calls_that_are_open_are_answered():
    """Of two calls of one message the answered one keeps its result."""
    two = AIMessage(content="", tool_calls=[{"name": "t", "args": {}, "id": i} for i in ("done", "open")])
    results = [m for m in repaired([human("a"), two, answered("done"), human("b")]) if m.type == "tool"]
    assert {"done": "success", "open": "error"} == {m.tool_call_id: m.status for m in results}


def test_artifacts_of_earlier_turns_are_dropped():
    """What a tool read is kept for its own turn only; its text stays for an LLM."""
    kept = repaired([human("a"), calls("t"), answered("c1", {"report": "X"}), human("b")])
    assert (None, "x") == (kept[2].artifact, kept[2].content)


def test_a_sound_conversation_is_left_alone():
    """Nothing is rewritten where nothing is wrong."""
    messages = [human("a"), calls("t"), answered("c1"), AIMessage(content="y"), human("b")]
    assert messages == repaired(messages)


def test_the_last_six_turns_are_kept():
    """The window begins with a question and holds six of them."""
    messages = [m for n in range(20) for m in (human(f"q{n}"), AIMessage(content=f"a{n}"))]
    kept = repaired(messages)
    assert ("q14", 6, TURNS_KEPT) == (kept[0].content, sum(m.type == "human" for m in kept), 6)


MESSAGES = st.lists(
    st.one_of(
        st.builds(HumanMessage, content=st.text(max_size=3)),
        st.builds(AIMessage, content=st.text(max_size=3)),
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True).map(
            lambda ids: AIMessage(content="", tool_calls=[{"name": "t", "args": {}, "id": i} for i in ids])
        ),
        st.sampled_from("abcd").map(lambda i: answered(i, {"report": "X"})),
    ),
    max_size=40,
)


@settings(deadline=None, max_examples=150)
@given(MESSAGES)
def test_whatever_was_cut_off_the_history_is_sound(messages):
    """After any history no call is open, no artifact stays, at most six questions are kept, and it stays so."""
    kept = repaired(messages)
    called = {c["id"] for m in kept if isinstance(m, AIMessage) for c in m.tool_calls}
    results = [m for m in kept if isinstance(m, ToolMessage)]
    assert called <= {m.tool_call_id for m in results}
    assert not any(m.artifact for m in results)
    assert sum(m.type == "human" for m in kept) <= TURNS_KEPT
    assert kept == repaired(kept)


def test_questions_stay_in_their_order():
    """Repairing never changes the order of what was said."""
    messages = [m for n in range(9) for m in (human(str(n)), calls("t", f"c{n}"))]
    asked = [int(str(m.content)) for m in repaired(messages) if m.type == "human"]
    assert all(a < b for a, b in pairwise(asked))
