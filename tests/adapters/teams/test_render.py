"""Cards as Teams takes them: nothing refused, nothing dropped, nothing of a log or sheet interpreted."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.teams import limits
from adapters.teams.elements import broken, fitted, mention, pieces, plain, weight, with_refresh
from adapters.teams.render import pages, render
from bot.cards import Actions, Button, Card, Code, Divider, Fact, Facts, Steps, Table, Text, Tone
from tests.adapters.teams.schema_walk import PHONE, elements, faults, official_faults, walked, words

HOSTILE = (
    "<at>Ana</at> < AT id=1>x</at> **b** _i_ [click](https://evil.example) {{DATE(2026-11-22T03:12:09Z, LONG)}} "
    "# h | t | <script>x</script> &lt; \u202egnihton\x00 \ud800 😀🇧🇷 שלום\r\nnext"
)

said = st.text(max_size=60) | st.just(HOSTILE) | st.integers(200, 4_000).map(lambda n: "x" * n)
tones = st.sampled_from(Tone)
facts = st.builds(Fact, label=said, value=said, tone=tones, link=st.just("") | st.just("https://x.example/a") | said)
tables = st.integers(0, 11).flatmap(
    lambda width: st.builds(
        Table,
        columns=st.tuples(*[said] * width),
        rows=st.lists(st.tuples(*[st.text(max_size=80)] * width), max_size=130).map(tuple),
        tones=st.lists(tones, max_size=5).map(tuple),
        more=st.integers(0, 5000),
    )
)
buttons = st.builds(Button, text=said, action=st.sampled_from(["ask", "take", "solved"]), value=said)
blocks = st.one_of(
    st.builds(Text, text=said, style=st.sampled_from(["plain", "strong", "muted"])),
    st.builds(Facts, items=st.lists(facts, max_size=12).map(tuple)),
    tables,
    st.builds(Code, text=said | st.just("line\n" * 200), title=said),
    st.builds(Steps, items=st.lists(said, max_size=90).map(tuple), title=said, ordered=st.booleans()),
    st.just(Divider()),
    st.builds(Actions, buttons=st.lists(buttons, max_size=30).map(tuple)),
)
cards = st.builds(Card, title=said, tone=tones, blocks=st.lists(blocks, max_size=8).map(tuple), footer=said)


@given(cards, st.sampled_from(["pt", "en"]), st.lists(said, max_size=3))
@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_teams_refuses_no_card(card, language, whom):
    """Whatever stands in a card, the one card of it and each page of the whole are within what Teams takes."""
    for drawn in (render(card, language, mentions=whom), *pages(card, language, mentions=whom)):
        assert [] == walked(drawn)


@given(st.text(max_size=400), st.integers(20, 200))
@settings(deadline=None)
def test_words_are_parted_without_loss_and_each_part_fits(text, most):
    """The parts together are the words, each within what it may take in a card."""
    seen = plain(text)
    parts = pieces(seen, most)
    assert (seen, []) == ("".join(parts), [part for part in parts if weight(part) > most])
    assert weight(fitted(text, most)) <= most


@pytest.mark.parametrize("place", ["title", "text", "fact", "label", "table", "code", "step", "button", "footer"])
def test_hostile_words_stay_words(place):
    """Untrusted words stand in runs, which parse nothing; no mention and no date function is left in them."""
    drawn = render(_with(place, HOSTILE), "pt")
    assert [] == faults(drawn)
    assert set() == {"TextBlock", "FactSet"} & {element["type"] for element in elements(drawn)}
    assert "entities" not in drawn["msteams"]


def test_the_official_schema_is_no_rubber_stamp():
    """Where the official schema is there, it refuses what is no card."""
    refused = official_faults({"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Nonsense"}]})
    assert bool(official_faults({"type": "Nonsense"})) is bool(refused)


def test_one_line_is_one_element():
    """Teams drops line ends inside a text: each line stands for itself."""
    drawn = render(Card(title="t", blocks=(Text(text="one\ntwo"), Code(text="a\n  b\n\nc"))), "en")
    assert ["t", "one", "two", "a", "\u00a0 b", " ", "c"] == words(drawn).split("\n")


def test_a_long_card_becomes_pages_and_nothing_is_left_out():
    """Each of 40 parts stands on some page, and the one card says how many lines do not fit."""
    card = Card(title="long", blocks=tuple(Text(text=f"part {number} " + "y" * 1000) for number in range(40)))
    seen = " ".join(words(page) for page in pages(card, "en"))
    assert [] == [number for number in range(40) if f"part {number} " not in seen]
    one = words(render(card, "en"))
    left = [number for number in range(40) if f"part {number} " not in one]
    assert f"There are {len(left)} more lines that do not fit here" in one


def test_buttons_of_a_long_card_stand_below_its_last_words():
    """No page holds buttons alone, the last one says not that it continues, and what fits one page is one."""
    mine = Actions(buttons=(Button(text="mine", action="take", value="i"),))
    for lines in range(1, 60):
        blocks = (*(Text(text=f"part {number} " + "y" * 700) for number in range(lines)), mine)
        shown = pages(Card(title="long", blocks=blocks, footer="as of 03:12"), "en")
        *first, last = [words(page) for page in shown]
        assert ("part", True, False) == (last.replace("long\n", "")[:4], "mine" in last, "continues" in last)
        assert [f"continues ({at}/{len(shown)})" for at in range(1, len(shown))] == [
            page.split("\n")[-1] for page in first
        ]


def test_buttons_and_footer_stay_where_a_card_is_cut():
    """An alert whose table does not fit can still be taken, and says how fresh it is."""
    rows = tuple((f"JOB_{number}", "w" * 250) for number in range(200))
    blocks = (
        Table(columns=("job", "why"), rows=rows),
        Actions(buttons=(Button(text="mine", action="take", value="i"),)),
    )
    drawn = render(Card(title="storm", blocks=blocks, footer="as of 03:12"), "pt")
    assert ["ActionSet", "RichTextBlock"] == [element["type"] for element in drawn["body"][-2:]]
    counted = words({"type": "Container", "items": drawn["body"][:-2]}).split("\n")[-1]
    shown = sum("JOB_" in line for line in words(drawn).split("\n"))
    assert counted == f"Há mais {200 - shown} linhas que não cabem aqui; pergunte para vê-las."


def test_a_long_log_keeps_its_end():
    """Of 100 KB of a log the last lines are shown, and how many more there are above."""
    shown = words(render(Card(title="log", blocks=(Code(text="a\n" * 50_000 + "ORA-01555"),)), "en"))
    lines = shown.split("\n").count("a")
    assert (True, True) == ("ORA-01555" in shown, f"{50_000 - lines} more lines above" in shown)


@given(st.text(alphabet="ab/._ -", max_size=300), st.integers(8, 60))
@settings(deadline=None)
def test_a_long_word_is_parted_and_nothing_is_put_into_it(text, most):
    """No part has a longer word, and the parts together are the words."""
    parts = broken(text, most)
    assert (text, []) == ("".join(parts), [part for part in parts for word in part.split() if len(word) > most])


def test_a_path_in_a_log_is_parted_behind_a_sign():
    """A phone shows 40 characters in a fixed width, and no renderer breaks a word."""
    path = "/opt/batch/conf/payroll/monthly/calculation/pay_calc_net.parameters.cfg"
    shown = words(render(Card(title="t", blocks=(Code(text=f"cannot open {path}"),)), "en")).split("\n")
    assert ["cannot open /opt/batch/conf/payroll/monthly/", "calculation/pay_calc_net.parameters.cfg"] == shown[1:]


def test_a_heading_stands_on_the_page_of_what_it_heads():
    """Wherever a card is parted, no page ends with a heading."""
    for lines in range(20, 36):
        filler = tuple(Text(text="y" * 700) for _ in range(lines))
        rows = tuple((f"JOB_{number}", "w" * 200) for number in range(12))
        card = Card(
            title="t", blocks=(*filler, Text(text="Critical", style="strong"), Table(columns=("a", "b"), rows=rows))
        )
        for page in pages(card, "en"):
            said = [each for each in words(page).split("\n") if not each.startswith("continues")]
            assert said[-1] != "Critical"


def test_sixty_rows_are_tables_with_titles_each():
    """A table of 60 rows is shown whole over several, each with its titles, for a screen reader too."""
    rows = tuple((f"JOB_{number:02d}", "ABEND") for number in range(60))
    shown = pages(Card(title="t", blocks=(Table(columns=("job", "state"), rows=rows, more=7),)), "en")
    drawn = [element for page in shown for element in elements(page) if element["type"] == "Table"]
    assert {("job", "state")} == {tuple(words(cell) for cell in table["rows"][0]["cells"]) for table in drawn}
    read = "\n".join(words(page) for page in shown)
    assert (60, True) == (read.count("JOB_"), "and 7 more" in read)


def test_a_phone_and_a_client_without_tables_read_the_same_rows_as_lines():
    """What stands instead of a table names every row, and the table itself is dropped there."""
    card = Card(title="t", blocks=(Table(columns=("job", "state"), rows=(("PAY", "ABEND"),), tones=(Tone.BAD,)),))
    instead = [each for each in elements(render(card, "en")) if each.get("targetWidth") == PHONE]
    assert ["❌ PAY · ABEND"] == [words({**each, "targetWidth": ""}) for each in instead]


def test_on_a_phone_a_number_says_what_it_counts():
    """Without the column's title above it, "10 · 0" would mean nothing; words speak for themselves."""
    columns, row = ("agent", "state", "Limit", "since (BRT)"), ("WKS_APP2", "stopped", "10", "02:12")
    card = Card(title="t", blocks=(Table(columns=columns, rows=(row,)),))
    instead = [each for each in elements(render(card, "en")) if each.get("targetWidth") == PHONE]
    assert ["WKS_APP2 · stopped · Limit 10 · since 02:12"] == [words({**each, "targetWidth": ""}) for each in instead]


def test_long_names_get_a_wider_column():
    """A job's name has more room than a time."""
    rows = (("FINAL_BATCH_PAYROLL_2026", "03:02"),)
    drawn = render(Card(title="t", blocks=(Table(columns=("job", "at"), rows=rows),)), "en")
    first, second = next(each["columns"] for each in elements(drawn) if each["type"] == "Table")
    assert first["width"] > second["width"]


def test_the_tone_is_a_sign_a_style_and_a_word():
    """No meaning by colour alone: a sign stands before the title, a word is read out, each tone has its own."""
    drawn = {tone: render(Card(title="PAY_CALC", tone=tone), "pt") for tone in Tone}
    heads = {words(card).split("\n")[0] for card in drawn.values()}
    styles = {card["body"][0]["style"] for card in drawn.values()}
    assert (len(Tone), len(Tone)) == (len(heads), len(styles))
    assert "Com erro. PAY_CALC" == drawn[Tone.BAD]["speak"]


def test_what_is_read_out_has_no_markup():
    """A title cannot turn the spoken text into SSML."""
    drawn = render(Card(title="<audio src='x'/> & more"), "en")
    assert not any(sign in drawn["speak"] + drawn["fallbackText"] for sign in "<>&")


def test_no_row_of_buttons_is_wider_than_a_phone():
    """Short ones stand side by side, long ones below each other; all are there, in their order."""
    titles = ["Estou cuidando", "Adiar 1 h", "Resolveu: linha 1012", "Não resolveu", "Log", "Impacto", "x" * 90, "Ok"]
    buttons = tuple(Button(text=title, action="ask", value=title) for title in titles)
    drawn = render(Card(title="t", blocks=(Actions(buttons=buttons),)), "pt")
    rows = [[each["title"] for each in row["actions"]] for row in drawn["body"] if row["type"] == "ActionSet"]
    assert titles == [title for row in rows for title in row]
    assert [2, 1, 3, 1, 1] == [len(row) for row in rows]
    assert [] == [row for row in rows if len(row) > 1 and sum(len(title) + 5 for title in row) > limits.ACTIONS_WIDTH]


def test_a_press_says_its_verb_and_value_in_both_ways():
    """A client that knows no Action.Execute sends the same data as a message."""
    card = Card(title="t", blocks=(Actions(buttons=(Button(text="mine", action="take", value="i|7"),)),))
    button = render(card, "en")["body"][-1]["actions"][0]
    expected = {"verb": "take", "value": "i|7"}
    assert ("take", expected, expected) == (button["verb"], button["data"], button["fallback"]["data"])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "x" * 4000, "HTTPS:x"])
def test_only_web_addresses_are_links(address):
    """Any other address is not opened; its words stay."""
    drawn = render(Card(title="t", blocks=(Facts(items=(Fact(label="l", value="v", link=address),)),)), "en")
    assert ([], True) == ([e for e in elements(drawn) if e["type"] == "Action.OpenUrl"], "l: v" in words(drawn))


@pytest.mark.parametrize(
    ("whom", "expected"),
    [
        ("Ana Lima <29:1abc>", ("Ana Lima", "29:1abc")),
        ("oncall@example.com", ("oncall", "oncall@example.com")),
        ("<oncall@example.com>", ("oncall", "oncall@example.com")),
        ("", ("?", "")),
    ],
)
def test_whom_a_configuration_names(whom, expected):
    """A name with an id, or an id alone."""
    assert expected == mention(whom)


def test_a_mention_is_an_entity_that_matches_its_text():
    """Teams calls a person when the entity's text stands in the card, letter by letter."""
    drawn = render(Card(title="t"), "pt", mentions=("Ana *Lima* <29:1abc>",))
    entity = drawn["msteams"]["entities"][0]
    assert ("29:1abc", True) == (entity["mentioned"]["id"], entity["text"] in drawn["body"][1]["text"])
    assert [] == faults(drawn)


def test_a_refresh_names_sixty_people_at_most():
    """Teams takes sixty ids; without any the card refreshes for everyone in a small conversation."""
    card = render(Card(title="board"), "pt")
    many = with_refresh(card, "refresh", {"board": "7"}, [f"29:{number}" for number in range(80)])
    everyone = with_refresh(card, "refresh", {"board": "7"})
    assert (60, False) == (len(many["refresh"]["userIds"]), "userIds" in everyone["refresh"])
    assert [] == faults(many) + faults(everyone)


def test_the_size_is_counted_as_it_goes_over_the_wire():
    """Emoji weigh twelve characters each when escaped: a card full of them is cut at the same size."""
    drawn = render(Card(title="t", blocks=tuple(Text(text="😀" * 120) for _ in range(100))), "pt")
    assert limits.CARD - 2_500 < len(json.dumps(drawn)) <= limits.CARD


def _with(place, said):
    def held(name, otherwise="x"):
        return said if place == name else otherwise

    return Card(
        title=held("title"),
        blocks=(
            Text(text=held("text")),
            Facts(items=(Fact(label=held("label"), value=held("fact"), link="https://x.example/a"),)),
            Table(columns=(held("table"), "b"), rows=((held("table"), "y"),)),
            Code(text=held("code"), title=held("code")),
            Steps(items=(held("step"),), title=held("step")),
            Actions(buttons=(Button(text=held("button"), action="ask", value=held("button")),)),
        ),
        footer=held("footer"),
    )
