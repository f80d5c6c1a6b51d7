"""Dialogues and the home, within Slack's limits whatever they are made of."""

from __future__ import annotations

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.talk import feedback, suggestions
from adapters.slack.texts import _TEXTS, text
from adapters.slack.views import home_view, prompts, solved_view
from tests.adapters.slack.fake.block_limits import faults, view_faults
from tests.adapters.slack.test_render import cards, words

languages = st.sampled_from(["pt", "en"])


@given(st.lists(st.tuples(words, words), max_size=130), languages)
@settings(deadline=None, max_examples=40)
def test_slack_refuses_no_dialogue(rows, language):
    """Any number of rows, with any words, is a dialogue that Slack takes."""
    view = solved_view(rows, language, incident="inc-1", channel="C1", thread="17.5")
    assert [] == view_faults(view)


@given(cards, languages)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_slack_refuses_no_home(card, language):
    """Whatever stands on a home, Slack takes it, and no table is in it."""
    view = home_view(card, language)
    assert ([], False) == (view_faults(view), any(block["type"] == "table" for block in view["blocks"]))


@given(st.lists(words, max_size=8), languages)
@settings(deadline=None, max_examples=40)
def test_slack_refuses_nothing_below_an_answer(questions, language):
    """Suggestions of any words and the feedback's buttons are within the limits."""
    below = [*suggestions(questions), feedback("slack:T1:C1:17.5", language)]
    assert [] == faults(below)


def test_four_prompts_are_as_many_as_slack_shows():
    """Each language has four, each with a title and what it asks."""
    assert [4, 4] == [
        sum(bool(each["title"] and each["message"]) for each in prompts(spoken)) for spoken in ("pt", "en")
    ]


def test_every_sentence_exists_in_both_languages():
    """Portuguese and English say different words with the same values in them."""
    names = {
        name: [sorted(field for _, field, _, _ in string.Formatter().parse(each) if field) for each in pair]
        for name, pair in _TEXTS.items()
    }
    assert [] == [name for name, (pt, en) in names.items() if pt != en or not all(map(str.strip, _TEXTS[name]))]
    assert text("pt", "busy") != text("en", "busy")
