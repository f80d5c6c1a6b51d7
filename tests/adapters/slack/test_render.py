"""Cards as Slack takes them: nothing refused, nothing dropped, nothing of a log or sheet interpreted."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.render import pages, render
from bot.cards import Actions, Button, Card, Code, Divider, Fact, Facts, Steps, Table, Text, Tone
from tests.adapters.slack.fake.block_limits import message_faults
from tests.adapters.slack.fake.records import leaves

HOSTILE = "<!channel> <@U1|x> <https://evil.example|click> *bold* `code` _it_ ~no~ @here :100: &lt; \u202egnihton\x00"
INVISIBLE = "\x00\u202e\u2066\u200b\u200f\u061c\ufeff\u2060"

words = st.text(max_size=60) | st.just(HOSTILE) | st.integers(200, 20_000).map(lambda n: "x" * n)
tones = st.sampled_from(Tone)
facts = st.builds(Fact, label=words, value=words, tone=tones, link=st.just("") | st.just("https://x.example/a") | words)
tables = st.integers(1, 4).flatmap(
    lambda width: st.builds(
        Table,
        columns=st.tuples(*[words] * width),
        rows=st.lists(st.tuples(*[st.text(max_size=80)] * width), max_size=130).map(tuple),
        tones=st.lists(tones, max_size=5).map(tuple),
        more=st.integers(0, 5000),
    )
)
buttons = st.builds(Button, text=words, action=st.sampled_from(["ask", "take", "solved"]), value=words)
blocks = st.one_of(
    st.builds(Text, text=words, style=st.sampled_from(["plain", "strong", "muted"])),
    st.builds(Facts, items=st.lists(facts, max_size=12).map(tuple)),
    tables,
    st.builds(Code, text=words | st.just("line\n" * 20_000), title=words),
    st.builds(Steps, items=st.lists(words, max_size=90).map(tuple), title=words, ordered=st.booleans()),
    st.just(Divider()),
    st.builds(Actions, buttons=st.lists(buttons, max_size=30).map(tuple)),
)
cards = st.builds(Card, title=words, tone=tones, blocks=st.lists(blocks, max_size=8).map(tuple), footer=words)


@given(cards, st.sampled_from(["pt", "en"]))
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_slack_refuses_no_card(card, language):
    """Whatever stands in a card, its one message, and each page of the whole, are within Slack's limits."""
    for message in (render(card, language), *pages(card, language)):
        assert [] == message_faults(message.blocks, message.text)
        json.dumps(message.blocks)


@pytest.mark.parametrize("place", ["title", "text", "fact", "table", "code", "step", "footer"])
def test_hostile_words_stay_words(place):
    """Untrusted words stand where Slack parses nothing, and the notification's text has its signs escaped."""
    message = render(_with(place, HOSTILE), "pt")
    parsed = [block for block in message.blocks if '"mrkdwn"' in json.dumps(block)]
    assert ([], False) == (parsed, "<!" in message.text or "<@" in message.text)


def test_a_long_card_becomes_pages_and_nothing_is_left_out():
    """Each of 40 parts stands on some page, and the one message says how many do not fit."""
    parts = tuple(Text(text=f"part {number} " + "y" * 1000) for number in range(40))
    card = Card(title="long", blocks=parts)
    seen = " ".join(leaf for page in pages(card, "en") for block in page.blocks for leaf in leaves(block))
    assert [number for number in range(40) if f"part {number} " not in seen] == []
    assert "more parts" in str(render(card, "en").blocks[-1])


def test_a_heading_stands_on_the_page_of_what_it_heads():
    """Wherever a card is parted, no page ends with a heading."""
    for lines in range(40, 50):
        filler = tuple(Text(text=f"part {number}") for number in range(lines))
        card = Card(title="t", blocks=(*filler, Text(text="Critical", style="strong"), Text(text="PAY_CALC"), *filler))
        ends = [list(leaves(page.blocks[-2])) for page in pages(card, "en")]
        assert ["Critical"] not in ends


def test_a_long_log_keeps_its_end():
    """Of 100 KB of a log the last lines are shown, and that there is more above."""
    shown = str(render(Card(title="log", blocks=(Code(text="a\n" * 50_000 + "ORA-01555"),)), "en").blocks)
    assert ("ORA-01555" in shown, "more characters above" in shown) == (True, True)


def test_sixty_rows_are_a_table_and_a_second_table_is_text():
    """Slack takes one table a message: the first is drawn, the next stands in a fixed width."""
    table = Table(columns=("job", "state"), rows=tuple((f"JOB_{n}", "ABEND") for n in range(60)))
    kinds = [block["type"] for block in render(Card(title="two", blocks=(table, table)), "en").blocks]
    assert (kinds.count("table"), "rich_text" in kinds) == (1, True)


def test_a_title_longer_than_a_header_is_said_in_full_below_it():
    """A header holds 150 characters; the rest of the title is not lost."""
    message = render(Card(title="t" * 400), "pt")
    assert "t" * 400 in " ".join(leaf for block in message.blocks for leaf in leaves(block))


def test_what_nobody_can_see_is_shown_as_such():
    """Characters of no width, and those that turn the reading direction, cannot make one name look like another."""
    message = render(_with("title", f"PAY{INVISIBLE}_CALC"), "en")
    assert [] == [sign for sign in INVISIBLE if sign in json.dumps(message.blocks, ensure_ascii=False) + message.text]
    assert "PAY��" in message.text


def test_half_a_character_is_no_broken_message():
    """A name that was decoded badly holds halves of characters, which no UTF-8 takes; they are replaced."""
    message = render(_with("text", "PAY\ud83d_CALC"), "en")
    assert json.dumps(message.blocks, ensure_ascii=False).encode()


def test_a_picture_in_a_name_stays_letters():
    """`:100:` in a name is four signs and no picture, wherever Slack would draw one."""
    message = render(Card(title="JOB:100:A", blocks=(Actions(buttons=(Button(text=":x:", action="ask"),)),)), "en")
    assert [False, False] == [
        each["emoji"] for each in (message.blocks[0]["text"], message.blocks[1]["elements"][0]["text"])
    ]


def test_a_phone_and_a_screen_reader_are_told_what_the_card_says():
    """Mobile notifications and screen readers take the text alone: title first, then facts, rows, steps, log, foot."""
    card = Card(
        title="ABEND: PAY",
        tone=Tone.BAD,
        blocks=(
            Facts(items=(Fact(label="Owner", value="Payroll <team>", tone=Tone.WARNING),)),
            Table(columns=("job", "state"), rows=tuple((f"J{n}", "HOLD") for n in range(12)), more=3),
            Steps(items=("free the disk", "rerun"), title="Solution"),
            Code(text="1\n2\nORA-01555", title="Log"),
            Actions(buttons=(Button(text="Take", action="take"),)),
        ),
        footer="as of 03:12",
    )
    assert [
        "🔴 ABEND: PAY",
        "Owner: 🟡 Payroll &lt;team&gt;",
        *(f"J{n}, HOLD" for n in range(10)),
        "and 5 more",
        *("Solution", "1. free the disk", "2. rerun", "Log", "1", "2", "ORA-01555", "as of 03:12"),
    ] == render(card, "en").text.splitlines()


def test_each_further_page_says_which_it_is():
    """The whole is read out once; what follows it says only which part it is."""
    texts = [page.text for page in pages(Card(title="t", blocks=(Text(text="y" * 30_000),)), "en")]
    assert [f"continues ({number}/4) ⚪ t" for number in (2, 3, 4)] == texts[1:]


def test_the_tone_is_a_sign_in_the_title_and_in_the_notification():
    """No meaning by colour alone: a sign stands before the words."""
    message = render(Card(title="ABEND: PAY", tone=Tone.BAD), "pt")
    assert message.text.startswith("🔴 ABEND")
    assert message.blocks[0]["text"]["text"].startswith("🔴 ABEND")


def _with(place, words):
    table = Table(columns=("a",), rows=((words if place == "table" else "x",),))
    return Card(
        title=words if place == "title" else "t",
        blocks=(
            Text(text=words if place == "text" else "x"),
            Facts(items=(Fact(label="a", value=words if place == "fact" else "x"),)),
            table,
            Code(text=words if place == "code" else "x"),
            Steps(items=(words if place == "step" else "x",)),
        ),
        footer=words if place == "footer" else "f",
    )
