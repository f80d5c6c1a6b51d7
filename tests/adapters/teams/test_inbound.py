"""Teams' activities, read without trusting any of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.teams.inbound import is_called, liked, pressed_of, searched, turn_of, words_of
from adapters.teams.membership import deleted_channel, was_added, was_removed
from adapters.teams.quotes import quoted_in
from tests.adapters.teams.fake import payloads
from tests.adapters.teams.fake.payloads import BOT, GROUP, OPS, PERSONAL, TEAM, TENANT

URL = "https://smba.trafficmanager.net/br/"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
FIELDS = "type id text value name conversation channelData from recipient entities membersAdded locale serviceUrl replyToId attachments"


@given(body=st.dictionaries(st.sampled_from(FIELDS.split()), JSON))
@settings(deadline=None, max_examples=300)
def test_no_activity_breaks_the_reading(body):
    """Whatever stands in which field, every reader gives something of its kind."""
    assert isinstance(words_of(body), str)
    assert isinstance(is_called(body), bool)
    assert isinstance(turn_of(body, TENANT).conversation, str)
    assert [True, True] == [0 <= each <= 100 for each in searched(body)[1:]]
    assert {bool} == {type(was_added(body)), type(was_removed(body))}
    assert isinstance(deleted_channel(body), str)
    assert pressed_of(body) is None or pressed_of(body).verb
    assert liked(body) in {None, True, False}
    assert isinstance(quoted_in(body), str)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<at>Resync</at> status", "status"),
        ("<at>Resync</at>&nbsp;status&nbsp;do PAY_CALC", "status do PAY_CALC"),
        ("status <at>Resync</at> agora", "status agora"),
        ("<at>Resync</at> diga a <at>Ana Lima</at>", "diga a @Ana Lima"),
        ("<at>Resync</at> job A&lt;B &amp;&amp; C", "job A<B && C"),
        ("<at>Resync</at> um\n\n<at>Resync</at>dois  três", "um\n\ndois três"),
        ("<at>Resync</at>", ""),
        ("", ""),
    ],
)
def test_the_bots_own_mention_is_no_word(text, words):
    """Other people stay, by name; entities are undone once."""
    mention = {"type": "mention", "text": "<at>Resync</at>", "mentioned": {"id": BOT}}
    assert words == words_of({"text": text, "entities": [mention], "recipient": {"id": BOT}})


def test_a_channel_has_its_team():
    """Rules of access name it; a chat has none."""
    turns = [turn_of(payloads.message(URL, "x", talk)) for talk in (OPS, GROUP)]
    assert [TEAM, ""] == [turn.visitor.team for turn in turns]


def test_the_three_kinds_of_talk():
    """A channel has threads, a group chat and a personal chat have none; only the last is private."""
    turns = [turn_of(payloads.message(URL, "x", talk)) for talk in (f"{OPS};messageid=17", GROUP, PERSONAL)]
    assert ["17", "", ""] == [turn.thread for turn in turns]
    assert [OPS, GROUP, PERSONAL] == [turn.place.channel for turn in turns]
    assert [False, False, True] == [turn.visitor.private for turn in turns]


@pytest.mark.parametrize(
    ("host", "sender", "external"),
    [(TENANT, TENANT, False), (TENANT.upper(), TENANT, False), (TENANT, "other", True), ("", "", True)],
)
def test_who_is_of_another_company(host, sender, external):
    """Whoever is not known to be of our tenant is not."""
    body = payloads.message(URL, "x")
    body["conversation"]["tenantId"] = host
    body["channelData"]["tenant"] = {"id": sender}
    assert external is turn_of(body, TENANT).external


def test_a_person_whose_own_tenant_is_another_is_external_in_our_channel():
    """In a shared channel the conversation is ours, and the person is not."""
    body = payloads.message(URL, "x")
    body["from"]["tenantId"] = "another-company"
    assert turn_of(body, TENANT).external


def test_the_language_is_the_clients():
    """pt and en, from the activity or its client's entity; any other is left to the words."""
    locales = [{"locale": "en-GB"}, {"locale": "", "entities": [{"type": "clientInfo", "locale": "pt-PT"}]}]
    told = [turn_of({**payloads.message(URL, "x"), **each}).language for each in [*locales, {"locale": "de-DE"}]]
    assert ["en", "pt", None] == told


def test_a_trigger_of_teams_own_is_told_from_a_persons():
    """`trigger` stands beside the action, where the SDK's model does not look."""
    assert pressed_of(payloads.pressed(URL, "refresh", trigger="automatic")).automatic
    assert not pressed_of(payloads.pressed(URL, "refresh")).automatic
