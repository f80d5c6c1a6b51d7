"""Slack's payloads and texts -> what a person wrote; nothing in them breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.identity import Identity
from adapters.slack.inbound import commanded, pointed, pressed, said, submitted
from adapters.slack.message_text import all_words, mentions, typed, written

ME = Identity(team="T1", user="UBOT00", bot="B1")


def event(**values):
    inner = {"type": "message", "user": "UANA00", "channel": "C1", "ts": "17.5", "text": "health", **values}
    return {"team_id": "T1", "event_id": "Ev1", "event": inner}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<@UBOT00> status do PAY_CALC", "status do PAY_CALC"),
        ("status of `PAY_CALC` <@UBOT00>", "status of PAY_CALC"),
        ("*PAY_CALC* and PAY*", "PAY_CALC and PAY*"),
        ("jobs PAY* e REC* agora", "jobs PAY* e REC* agora"),
        ("a &lt; b &amp;amp; c", "a < b &amp; c"),
        ("<https://x.example/a?b=1&amp;c=2|PAY.CALC>", "PAY.CALC"),
        ("<https://x.example>", "https://x.example"),
        ("<mailto:a@x.example|a@x.example>", "a@x.example"),
        ("<#C1|ops> <#C2> <!here> <!subteam^S1|@oncall>", "#ops #C2 @here @oncall"),
        ("<@UANA00|ana> has it", "@ana has it"),
        ("<!date^1392734382^{date}|18 Feb>", "18 Feb"),
        ("```ORA-01555\n  line two```", "ORA-01555\nline two"),
    ],
)
def test_markup_is_undone(text, expected):
    """What reaches the agent is what the person saw."""
    assert expected == written(text, "UBOT00")


def test_what_was_typed_is_read_from_the_rich_text():
    """A pattern keeps its stars, bold words lose theirs: the rich text tells which is which."""
    runs = [
        {"type": "user", "user_id": "UBOT00"},
        {"type": "text", "text": " jobs *PAY* of "},
        {"type": "text", "text": "PAYROLL", "style": {"bold": True}},
        {"type": "link", "url": "http://PAY.CALC", "text": "PAY.CALC"},
    ]
    section = {"type": "rich_text_section", "elements": runs}
    items = {"type": "rich_text_list", "elements": [{"type": "rich_text_section", "elements": [runs[2]]}] * 2}
    blocks = [{"type": "rich_text", "elements": [section, items]}]
    heard = said(event(text="<@UBOT00> jobs *PAY* of *PAYROLL*", blocks=blocks), ME)
    assert "jobs *PAY* of PAYROLLPAY.CALCPAYROLL\nPAYROLL" == heard.text
    assert "" == typed([{"type": "section"}])


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_can_be_read(text):
    """No text raises, and none grows beyond what Slack keeps."""
    assert len(written(text, "UBOT00")) <= 40_000
    assert isinstance(mentions(text), frozenset)


@pytest.mark.parametrize(
    "values",
    [
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "channel_join"},
        {"subtype": "bot_message", "bot_id": "B9"},
        {"bot_id": "B1"},
        {"user": "UBOT00"},
        {"user": "USLACKBOT"},
        {"user": None},
        {"hidden": True},
        {"ts": None},
    ],
)
def test_what_is_nobodys_word_is_not_heard(values):
    """Changes, joins, bots, Slack itself and our own messages are no questions."""
    assert None is said(event(**values), ME)


def test_a_thread_has_one_name():
    """The root and what follows it are the same conversation, a top-level message its own root."""
    root, follow = said(event(ts="17.5"), ME), said(event(ts="18.1", thread_ts="17.5"), ME)
    assert ("slack:T1:C1:17.5", "slack:T1:C1:17.5") == (root.conversation, follow.conversation)
    assert ((False, False), (False, True)) == ((root.called, root.in_thread), (follow.called, follow.in_thread))


def test_the_same_words_have_the_same_key_as_message_and_mention():
    """Slack sends both, with two event ids: the message's own time tells that they are one."""
    message = said(event(text="<@UBOT00> health"), ME)
    mention = said({**event(type="app_mention", text="<@UBOT00> health"), "event_id": "Ev2"}, ME)
    assert (message.keys[0], True) == (mention.keys[0], message.keys[1] != mention.keys[1])


def test_a_file_with_words_is_heard():
    """A question that comes with a screenshot is one."""
    assert "what is this?" == said(event(subtype="file_share", text="what is this?"), ME).text


@pytest.mark.parametrize(
    ("values", "external", "shared"),
    [({}, False, None), ({"user_team": "T1"}, False, None), ({"user_team": "T9"}, True, None)],
)
def test_people_of_another_workspace_are_external(values, external, shared):
    """Slack names the workspace of whoever writes."""
    person = said(event(**values), ME).person
    assert (external, shared) == (person.external, person.shared)


@pytest.mark.parametrize(
    ("outer", "team", "external"),
    [
        ({"team_id": "T9"}, None, True),
        ({"team_id": "T9", "context_team_id": "T1"}, None, False),
        ({"team_id": "T9", "context_team_id": "T1"}, "T9", True),
        ({"team_id": "T1"}, "T9", True),
        ({"team_id": "T1"}, "T1", False),
    ],
)
def test_an_event_of_another_workspace_is_of_strangers(outer, team, external):
    """The author's workspace decides, and where the whole event is of another one, that."""
    assert external is said({**event(team=team), **outer}, ME).person.external


def test_a_channel_that_another_company_reads_is_shared():
    """Slack says so of the channel, whoever writes in it."""
    assert True is said({**event(), "is_ext_shared_channel": True}, ME).person.shared


def test_all_that_a_message_says_is_found_once():
    """Text, blocks and attachments of a monitoring tool, without its buttons, each sentence once."""
    message = {
        "text": "PAY_CALC failed",
        "blocks": [
            {"type": "section", "text": {"type": "mrkdwn", "text": "*PAY_CALC* failed"}},
            {
                "type": "actions",
                "elements": [{"type": "button", "text": {"type": "plain_text", "text": "Ack"}, "value": "v"}],
            },
            {
                "type": "rich_text",
                "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "rc=8"}]}],
            },
        ],
        "attachments": [{"fallback": "PAY_CALC failed", "fields": [{"title": "code", "value": "ORA-01555"}]}],
    }
    assert ["PAY_CALC failed", "rc=8", "code", "ORA-01555"] == all_words(message).splitlines()


KEYS = st.sampled_from(
    [
        *("event", "user", "channel", "message", "container", "view", "state", "values", "entry", "words", "id"),
        *("ts", "text", "blocks", "attachments", "elements", "thread_ts", "selected_option", "private_metadata"),
        *("type", "actions", "action_id", "value", "team", "user_team"),
    ]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@pytest.mark.parametrize("shared", [True, False])
def test_slack_says_whether_another_company_reads_along(shared):
    """Where it says nothing, that is not known, rather than denied."""
    body = {**event(), "is_ext_shared_channel": shared}
    assert (shared, None) == (said(body, ME).person.shared, said(event(), ME).person.shared)


@given(st.dictionaries(KEYS, json_values, max_size=8))
@settings(deadline=None, max_examples=80)
def test_no_payload_breaks_the_reading(body):
    """A payload of any shape is read or left, never an error; what is read names its people in words."""
    told = [read(body, ME) for read in (said, pressed, commanded, pointed, submitted)]
    assert {str} >= {type(each.person.user) for each in told if each is not None}
