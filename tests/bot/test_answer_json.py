"""An answer as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

from bot.answer_json import answer_as_dict
from bot.cards import Card, Tone
from bot.messages import Answer, Call

SAO_PAULO = timezone(timedelta(hours=-3))


def test_an_answer_has_the_keys_of_the_contract():
    """The object has exactly the promised keys, and plain values only."""
    answer = Answer(
        text="Tudo certo.", language="pt", environment="default", card=Card(title="Tudo certo", tone=Tone.GOOD)
    )
    assert answer_as_dict(answer) == {
        "answer": "Tudo certo.",
        "language": "pt",
        "environment": "default",
        "as_of": None,
        "calls": [],
        "facts": [],
        "sources": [],
        "card": {"title": "Tudo certo", "tone": "good", "blocks": [], "footer": ""},
        "suggestions": [],
    }


def test_times_are_iso_with_their_offset():
    """UTC ends in Z, other zones in their offset, wherever in the answer they stand."""
    since = datetime(2026, 11, 22, 0, 12, tzinfo=SAO_PAULO)
    answer = Answer(
        text="",
        language="en",
        environment="default",
        card=Card(title=""),
        as_of=datetime(2026, 11, 22, 3, 12, 9, tzinfo=UTC),
        calls=(Call(tool="jobs_in_error", args={"since": since}),),
        facts=({"kind": "job", "ended_at": since},),
    )
    values = json.loads(json.dumps(answer_as_dict(answer)))
    assert values["as_of"] == "2026-11-22T03:12:09Z"
    assert values["calls"] == [{"tool": "jobs_in_error", "args": {"since": "2026-11-22T00:12:00-03:00"}}]
    assert values["facts"][0]["ended_at"] == "2026-11-22T00:12:00-03:00"
