"""Golden Adaptive Cards: every card that people get, in both languages, as Teams is given it and as Teams takes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from adapters.teams.render import pages, render
from bot.cards import Actions, Button, Card, Code, Fact, Facts, Steps, Table, Text
from bot.presenters import Teller, present, say_kind
from tests.adapters.teams.schema_walk import faults, walked, words
from tests.bot.presenters.incident_samples import INCIDENT_ALERTS
from tests.bot.presenters.plan_samples import NOW, ZONE
from tests.bot.presenters.samples import REPORTS
from tests.bot.presenters.test_golden import ALERTS, LANGUAGES, TALK

CARDS: dict[str, Callable[[Teller], Card]] = {
    **{f"answer_{name}": lambda teller, name=name: present(REPORTS[name], teller).card for name in REPORTS},
    **ALERTS,
    **{f"incident_{name}": made for name, made in INCIDENT_ALERTS.items()},
    **{f"talk_{name}": lambda teller, name=name: say_kind(*TALK[name], teller).card for name in TALK},
}
NOISE = "<at>x</at> **b** [c](https://evil.example) {{TIME(2026-11-22T03:12:09Z)}} \u202egnihton\x00 😀🇧🇷 שלום"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_card(name: str, language: str, snapshot: SnapshotAssertion) -> None:
    """The elements are those that were reviewed, and Teams takes each page of them."""
    shown = pages(CARDS[name](Teller(language, ZONE, NOW)), language)
    assert [] == [why for page in shown for why in faults(page)]
    assert snapshot == "\n".join(_lines(shown))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CARDS)
def test_one_card_of_it(name: str, language: str) -> None:
    """What is edited in place, with a mention, is taken too, and is the whole card wherever that is one page."""
    card = CARDS[name](Teller(language, ZONE, NOW))
    assert [] == walked(render(card, language, mentions=("On call <29:1abc>",)))
    shown = pages(card, language)
    assert len(shown) > 1 or shown[0] == render(card, language)


@pytest.mark.parametrize("place", ["title", "text", "fact", "table", "code", "step", "button", "footer"])
@pytest.mark.parametrize("said", [NOISE, "x" * 100_000, "linha\n" * 20_000, "😀" * 9_000, "", " \n\t "])
def test_hostile_words_in_any_place_are_taken_by_teams(place: str, said: str) -> None:
    """Signs, 100 KB of a log, emoji, right-to-left and nothing at all: the card and each page of it are taken."""
    card = _holding(place, said)
    assert [] == [why for drawn in (render(card, "pt"), *pages(card, "pt")) for why in walked(drawn)]


def test_sixty_wide_rows_are_taken_and_every_name_is_there() -> None:
    """A table of 60 rows with cells of 280 characters is shown whole, over as many cards as it takes."""
    rows = tuple((f"JOB_{number:02d}", "ABEND", "w" * 280) for number in range(60))
    shown = pages(Card(title="t", blocks=(Table(columns=("job", "state", "why"), rows=rows),)), "en")
    assert [] == [why for page in shown for why in walked(page)]
    text = "\n".join(words(page) for page in shown)
    assert [] == [number for number in range(60) if f"JOB_{number:02d}" not in text]


def test_every_golden_card_is_in_both_languages_and_they_differ() -> None:
    """No card that says something is the same in Portuguese and English."""
    same = [name for name, card in CARDS.items() if _text(card, "pt") == _text(card, "en")]
    assert [] == same


def _text(card: Callable[[Teller], Card], language: str) -> str:
    return "\n".join(words(page) for page in pages(card(Teller(language, ZONE, NOW)), language))


def _lines(shown: tuple[dict[str, Any], ...]) -> Iterator[str]:
    """One line for each element of the body, so that a changed element is one changed line."""
    for number, page in enumerate(shown, start=1):
        yield f"card {number}: " + _json({key: value for key, value in page.items() if key != "body"})
        yield from ("  " + _json(element) for element in page["body"])


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _holding(place: str, said: str) -> Card:
    def held(name: str) -> str:
        return said if place == name else "x"

    return Card(
        title=held("title"),
        blocks=(
            Text(text=held("text")),
            Facts(items=(Fact(label="a", value=held("fact"), link=held("fact")),)),
            Table(columns=("a",), rows=((held("table"),),)),
            Code(text=held("code")),
            Steps(items=(held("step"),)),
            Actions(buttons=(Button(text=held("button"), action="ask", value=held("button")),)),
        ),
        footer=held("footer"),
    )
