"""What environment, validity date and feedback do to a row."""

from __future__ import annotations

from datetime import date

import pytest

from rag.cases import cases_of
from rag.circumstances import Circumstances, environment_fit
from rag.glossary import load_glossary
from rag.models import Entry
from rag.retrieve import Retriever

TODAY = date(2026, 11, 22)


def entry(name: str, **fields: object) -> Entry:
    values = {"id": name, "file": "a.xlsx", "sheet": "S", "row": int(name), "solution": f"passo {name}"}
    return Entry(**(values | {"error": "ORA-01555", "symptom": "Snapshot too old"} | fields))


def found(*entries: Entry, text: str = "ORA-01555", job: str | None = None, **around: object):
    glossary = load_glossary()
    retriever = Retriever(cases_of(entries, glossary), lambda _text, _limit: [], glossary)
    return retriever.search(text, job=job, log=None, limit=3, around=Circumstances(today=TODAY, **around))


def order(answer: object) -> list[str]:
    return [match.entry.id for match in answer.candidates]


@pytest.mark.parametrize(
    ("cell", "environment", "fit"),
    [
        ("Produção", "prod", "same"),
        ("PRD", "production", "same"),
        ("HML", "homologação", "same"),
        ("Staging", "hml", "same"),
        ("desenv", "dev", "same"),
        ("PROD / HML", "staging", "same"),
        ("prod-br", "PROD", "same"),
        ("HML", "prod", "another"),
        ("Pré-produção", "prod", "another"),
        ("não produção", "prod", "any"),
        ("Brasil", "argentina", "another"),
        ("Brasil", "BRASIL", "same"),
        ("", "prod", "any"),
        ("Todos", "prod", "any"),
        ("prod", "", "any"),
        ("prod", "default", "any"),
        ("Mainframe", "prod", "any"),
    ],
)
def test_environments_are_known_by_their_usual_names(cell, environment, fit):
    """Abbreviations and both languages are one name; where nothing is said, nothing is held against a row."""
    assert fit == environment_fit(cell, environment)


def test_the_row_of_this_environment_comes_first_and_the_others_is_only_possible():
    """Another environment's row loses, one without environment is neutral, this one's gains."""
    rows = (entry("1", environment="HML"), entry("2"), entry("3", environment="Produção"))
    answer = found(*rows, environment="prod")
    assert (["3", "2", "1"], "known") == (order(answer), answer.verdict)
    alone = found(rows[0], environment="prod")
    assert ("possible", True) == (alone.verdict, alone.candidates[0].parts["environment"] < 0)


def test_a_row_in_force_comes_before_the_jobs_own_that_expired():
    """The job's own row that is past its date gives way to everybody's that is not, and says why."""
    past = entry("1", job="PAY_CALC", valid_until=date(2026, 1, 1))
    answer = found(past, entry("2", job="*"), job="PAY_CALC")
    assert (["2", "1"], "known") == (order(answer), answer.verdict)
    assert "expired" in answer.candidates[1].parts


def test_an_expired_row_alone_is_possibly_related():
    """On its last day a row is in force; a day later it is no known solution."""
    verdicts = [found(entry("1", valid_until=date(2026, 11, day))).verdict for day in (22, 21)]
    assert ["known", "possible"] == verdicts


def test_what_solved_it_three_times_stands_above_its_equal():
    """People's word decides between equals, in score and in confidence, and is a part of the score."""
    answer = found(entry("1"), entry("2"), helped={"2": 3})
    first, second = answer.candidates
    assert ("2", True, True) == (first.entry.id, first.confidence >= second.confidence, first.parts["helped"] > 0)


def test_what_did_not_help_falls_below_its_equal():
    """A row that people said did not solve it loses rank and confidence."""
    answer = found(entry("1"), entry("2"), helped={"1": -2})
    assert ["2", "1"] == order(answer)
    assert answer.candidates[1].confidence < answer.candidates[0].confidence


@pytest.mark.parametrize("text", ["qual o cardápio de hoje?", "ORA-07445", "the meeting room"])
def test_no_feedback_makes_an_unrelated_row_known(text):
    """However often it helped, a row about another error is no answer."""
    assert found(entry("1"), text=text, helped={"1": 1000}).verdict == "none"


def test_feedback_is_bounded():
    """A thousand votes count no more than five: the error still decides."""
    other = entry("2", error="No space left on device", symptom="Disk full")
    assert "1" == order(found(entry("1"), other, helped={"2": 1000, "1": -1000}))[0]


def test_an_entry_that_helped_is_seen_among_many_alike():
    """Of a hundred rows with the same words for other jobs, the one that helped is weighed."""
    many = [entry(str(n), job=f"JOB_{n:03d}", solution="rerun") for n in range(1, 100)]
    assert "77" == order(found(*many, helped={"77": 3}))[0]
