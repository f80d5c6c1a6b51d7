"""What a request's JSON becomes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.web.inbound import CONVERSATION, MAX_TEXT, Refusal, clean, conversation, question_from
from adapters.web.texts import TEXTS
from bot.messages import Question


def asked(body: bytes) -> Question | Refusal:
    return question_from(body, language="en", fresh="fresh")


@pytest.mark.parametrize(
    ("body", "status", "name"),
    [
        (b"", 400, "bad_json"),
        (b"status?", 400, "bad_json"),
        (b"\xff\xfe", 400, "bad_json"),
        (b'["a"]', 400, "bad_json"),
        (b"[" * 100_000, 400, "bad_json"),
        (b"{}", 400, "no_text"),
        (b'{"text": 3}', 400, "no_text"),
        (b'{"text": " \\u0000 "}', 400, "empty_text"),
        (b'{"text": "a", "conversation": 3}', 400, "bad_conversation"),
        (b'{"text": "a", "conversation": "' + b"c" * 201 + b'"}', 400, "bad_conversation"),
        (b'{"text": "a", "language": "fr"}', 400, "bad_language"),
        (b'{"text": "a", "language": ["pt"]}', 400, "bad_language"),
        (b'{"text": "' + b"a" * (MAX_TEXT + 1) + b'"}', 413, "too_long"),
    ],
)
def test_bad_requests_get_a_sentence(body, status, name):
    """Each kind of bad request has its own sentence and status."""
    assert asked(body) == Refusal(status=status, sentence=TEXTS["en"][name])


def test_a_text_of_exactly_the_limit_is_asked():
    """100 KB are asked; only more is too much."""
    assert isinstance(asked(json.dumps({"text": "a" * MAX_TEXT}).encode()), Question)


def test_a_conversation_of_none_is_fresh():
    """Without a name, or with an empty one, the conversation is the fresh one."""
    assert asked(b'{"text": "a", "conversation": ""}').conversation == CONVERSATION + "fresh"


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_question_or_a_sentence(body):
    """No body raises."""
    assert isinstance(asked(body), Question | Refusal)


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_becomes_one_that_can_be_stored_and_printed(words):
    """What is left can be encoded and has no control character but line ends and tabs."""
    left = clean(words)
    left.encode()
    assert not [char for char in left if ord(char) < 32 and char not in "\n\t"]


@settings(deadline=None)
@given(st.text(st.characters(codec=None), max_size=200))
def test_a_conversation_s_name_stays_one_part(name):
    """A name cannot add a colon, and so cannot leave this console's conversations."""
    assert conversation(name).removeprefix(CONVERSATION).count(":") == 0
