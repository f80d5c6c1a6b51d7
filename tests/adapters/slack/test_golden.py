"""Golden Block Kit: every card that people get, in both languages, as Slack is given it and as Slack takes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.slack.render import Rendered, pages, render
from adapters.slack.talk import feedback, suggestions
from adapters.slack.views import home_view, solved_view
from bot.cards import Actions, Button, Card, Code, Fact, Facts, Steps, Table, Text
from bot.presenters import Teller, present, say_kind
from tests.adapters.slack.fake.block_limits import message_faults, view_faults
from tests.bot.presenters import test_channel_cards as channel
from tests.bot.presenters.incident_samples import INCIDENT_ALERTS
from tests.bot.presenters.plan_samples import NOW, ZONE
from tests.bot.presenters.samples import REPORTS
from tests.bot.presenters.test_golden import ALERTS, LANGUAGES, TALK

CARDS: dict[str, Callable[[Teller], Card]] = {
    **{f"answer_{name}": lambda teller, name=name: present(REPORTS[name], teller).card for name in REPORTS},
    **ALERTS,
    **{f"incident_{name}": made for name, made in INCIDENT_ALERTS.items()},
    **{f"channel_{name}": made for name, made in channel.CARDS.items()},
    **{f"talk_{name}": lambda teller, name=name: say_kind(*TALK[name], teller).card for name in TALK},
}
NOISE = "<!channel> <@U0OWNER|x> <!subteam^S1> <https://evil.example|click> *b* `c` _i_ :100: &lt; \u202egnihton\x00\u200b\ufeff\ud83d 😀🇧🇷 שלום"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_card(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    """The blocks are those that were reviewed, and Slack takes each page of them."""
    shown = pages(CARDS[name](Teller(language, ZONE, NOW)), language)
    assert [] == [why for page in shown for why in _refusals(page)]
    assert snapshot == "\n".join(_lines(shown))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_card_with_all_that_stands_below_an_answer(name: str, language: str) -> None:
    """Next questions, feedback buttons and a mention do not push a card over a limit."""
    below = [*suggestions(["q" * 300] * 9), feedback("slack:T0HOME:C0OPS:1764000000.000001", language)]
    shown = pages(CARDS[name](Teller(language, ZONE, NOW)), language, after=below, mentions=("U0OWNER",))
    assert [] == [why for page in shown for why in _refusals(page)]


@pytest.mark.parametrize("place", ["title", "text", "fact", "table", "code", "step", "button", "footer"])
@pytest.mark.parametrize("words", [NOISE, "x" * 100_000, "linha\n" * 20_000, "😀" * 9_000, "", " \n\t "])
def test_hostile_words_in_any_place_are_taken_by_slack_and_call_nobody(place: str, words: str) -> None:
    """Signs, 100 KB of a log, emoji, right-to-left and nothing at all: each page is taken, and mentions no one."""
    shown = pages(_holding(place, words), "pt")
    assert [] == [why for page in shown for why in _refusals(page)]
    assert [] == [kind for page in shown for kind in _kinds(page.blocks) if kind in {"user", "usergroup", "broadcast"}]
    assert not any(sign in page.text for page in shown for sign in ("<!", "<@", "<http"))


def test_sixty_wide_rows_are_taken_and_every_name_is_there() -> None:
    """A table of 60 rows with cells of 300 characters is shown whole, over as many messages as it takes."""
    rows = tuple((f"JOB_{number:02d}", "ABEND", "w" * 300) for number in range(60))
    shown = pages(Card(title="t", blocks=(Table(columns=("job", "state", "why"), rows=rows),)), "en")
    assert [] == [why for page in shown for why in _refusals(page)]
    text = json.dumps([page.blocks for page in shown])
    assert [] == [number for number in range(60) if f"JOB_{number:02d}" not in text]


def test_one_message_of_a_long_card_is_taken_too() -> None:
    """What is edited in place is one message: the whole card when it fits, and counted when it does not."""
    card = Card(title="t", blocks=tuple(Text(text=f"{number} " + "y" * 2_000) for number in range(60)))
    assert [] == _refusals(render(card, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*(each for each in CARDS if each.startswith("channel_home")), "hostile"])
def test_home(name: str, language: str) -> None:
    """Slack takes the Home, whatever card stands in it."""
    card = _holding("text", NOISE * 200) if name == "hostile" else CARDS[name](Teller(language, ZONE, NOW))
    assert [] == view_faults(home_view(card, language))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1, 99, 300])
def test_the_dialogue_about_what_fixed_it(count: int, language: str) -> None:
    """Slack takes the dialogue with no row of the sheet, with one, and with more than a list holds."""
    rows = [(f"knowledge.xlsx:Incidentes:{number}", f"{NOISE} {number}" * 9) for number in range(count)]
    view = solved_view(rows, language, incident="i" * 60, channel="C0OPS", thread="1764000000.000001")
    assert [] == view_faults(view)


def test_every_golden_card_is_in_both_languages_and_they_differ() -> None:
    """No card that says something is the same in Portuguese and English."""
    same = [name for name, card in CARDS.items() if _text(card, "pt") == _text(card, "en")]
    assert [] == same


def _text(card: Callable[[Teller], Card], language: str) -> str:
    return json.dumps([page.blocks for page in pages(card(Teller(language, ZONE, NOW)), language)])


def _refusals(page: Rendered) -> list[str]:
    return message_faults(page.blocks, page.text)


def _lines(shown: tuple[Rendered, ...]) -> Iterator[str]:
    """One line for each block, in Slack's own JSON, so that a changed block is one changed line."""
    for number, page in enumerate(shown, start=1):
        yield f"message {number}"
        yield from (f"    {line}" for line in page.text.splitlines())
        for block in page.blocks:
            yield "  " + json.dumps(block, ensure_ascii=False, separators=(", ", ": "))


def _kinds(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield str(value.get("type"))
        for each in value.values():
            yield from _kinds(each)
    elif isinstance(value, list):
        for each in value:
            yield from _kinds(each)


def _holding(place: str, words: str) -> Card:
    """A card with one of everything, and the words in one place."""
    plain = Card(
        title="t",
        blocks=(
            Text(text=words if place == "text" else "x"),
            Facts(items=(Fact(label="a", value=words if place == "fact" else "x"),)),
            Table(columns=("a", "b"), rows=((words if place == "table" else "x", "y"),)),
            Code(text=words if place == "code" else "x"),
            Steps(items=(words if place == "step" else "x",)),
            Actions(buttons=(Button(text=words if place == "button" else "x", action="ask", value=words or "-"),)),
        ),
    )
    return replace(plain, title=words if place == "title" else "t", footer=words if place == "footer" else "")
