"""What is said is written down."""

from datetime import timedelta

from bot.cards import Card
from bot.presenters import Teller
from bot.presenters.teller import statement
from tests.bot.presenters.plan_samples import ENTRY, NOW, ZONE


def teller(language: str = "en") -> Teller:
    return Teller(language, ZONE, NOW)


def test_a_number_in_a_phrase_is_a_fact() -> None:
    """The fact holds the value and the text as it was shown."""
    talk = teller("pt")
    assert talk.say("impact.some", n=12000, name="X") == "12.000 jobs esperam por X"
    assert talk.said == [{"kind": "count", "value": 12000, "text": "12.000"}]


def test_a_moment_in_a_phrase_is_a_fact() -> None:
    """The fact holds the moment in UTC and the text in the reader's zone."""
    talk = teller()
    assert talk.say("said.at", moment=NOW) == " at 03:12"
    assert talk.said == [{"kind": "time", "value": "2026-11-22T06:12:09Z", "text": "03:12"}]


def test_a_duration_in_a_phrase_is_a_fact() -> None:
    """The fact holds seconds and the text."""
    talk = teller()
    assert talk.say("back.after", outage=timedelta(minutes=5)) == "It did not answer for 5 min."
    assert talk.said == [{"kind": "duration", "seconds": 300, "text": "5 min"}]


def test_an_answer_holds_each_fact_once_and_the_next_begins_anew() -> None:
    """Saying a number twice makes one fact; what was said for one answer is not a fact of the next."""
    talk = teller()
    talk.count(5)
    talk.count(5)
    talk.cite(ENTRY)
    first, second = talk.present(Card(title="5")), talk.present(Card(title=""))
    assert first.facts == ({"kind": "count", "value": 5, "text": "5"},)
    assert first.sources == ({"kind": "knowledge", "file": "knowledge.xlsx", "sheet": "Incidentes", "row": 1012},)
    assert (second.facts, second.sources) == ((), ())


def test_suggestions_are_four_at_most_and_differ() -> None:
    """Doubles go, and so does what is too much."""
    assert teller().present(Card(title=""), ("a", "b", "a", "c", "d", "e")).suggestions == ("a", "b", "c", "d")


def test_what_is_not_known_is_left_out_of_a_fact() -> None:
    """None never becomes a value; 0 and False are values."""
    expected = {"kind": "x", "at": "2026-11-22T06:12:09Z", "seconds": 90, "zero": 0, "no": False}
    fact = statement("x", at=NOW, seconds=timedelta(seconds=90), zero=0, no=False, unknown=None)
    assert expected == fact
