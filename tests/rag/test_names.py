"""The sheet's own names for errors, met in logs and texts; products that keep alike errors apart."""

from __future__ import annotations

from datetime import date

import pytest

from rag.cases import cases_of
from rag.circumstances import Circumstances
from rag.glossary import load_glossary
from rag.models import Entry
from rag.names import is_said, name_of, says_another_number, spoken_in
from rag.profile import ANYWHERE_PHRASES
from rag.retrieve import Retriever


def name(error: str):
    return name_of(Entry(id="1", file="a", sheet="S", row=1, solution="x", error=error), ANYWHERE_PHRASES)


@pytest.mark.parametrize(
    ("error", "text", "said"),
    [
        ("OOMKilled", "Reason: OOMKilled  Exit Code: 137", True),
        ("EWHATEVER", "Error: listen EWHATEVER: address", True),
        ("ZZX7000222", "ERROR: ZZX7000222: expired", True),
        ("ZZX7000222", "ERROR: ZZX7000223: expired", False),
        ("relation does not exist", 'relation "stg.x" does not exist', True),
        (
            "relation does not exist",
            "the relation of all that ever was does really and surely not for once exist",
            False,
        ),
        ("Frobnicator; out of beans", "frobnicator said: out of beans", True),
        ("Frobnicator; out of beans", "coffee machine: out of beans", False),
        ("Timeout", "timeout", False),
        ("", "anything", False),
    ],
)
def test_a_name_is_said_when_all_its_parts_are(error, text, said):
    """Identifiers and names of several words count as they stand, an everyday word alone does not."""
    assert said == is_said(name(error), spoken_in(text, ()))


@pytest.mark.parametrize(("line", "other"), [("tool error: lost (code 30)", True), ("tool error (code 23)", False)])
def test_the_same_name_with_another_number_is_another_error(line, other):
    """Only a line that begins like the name is compared: other programs have numbers too."""
    known = name("tool error code 23")
    assert other == says_another_number(known, spoken_in(line, [line]))
    assert not says_another_number(known, spoken_in("", ["GET /x status 30"]))


def found(sheet: list[dict[str, str]], text: str, log: str | None = None):
    entries = [
        Entry(**({"id": str(n), "file": "a", "sheet": "S", "row": n, "solution": f"passo {n}"} | row))
        for n, row in enumerate(sheet, 1)
    ]
    glossary = load_glossary()
    retriever = Retriever(cases_of(entries, glossary), lambda _text, _limit: [], glossary)
    return retriever.search(text, job=None, log=log, limit=3, around=Circumstances(today=date(2026, 11, 22)))


def test_a_name_that_no_list_knows_is_a_known_solution():
    """An invented product's invented error is found by the sheet's own words although the log has a code of its own."""
    sheet = [{"error": "GadgetStarved", "symptom": "Widget sem feijão"}]
    log = "2026-01-01 10:00:00 INFO ok\nERROR ABC-01234 supervisor: GadgetStarved in unit 7\n"
    assert "known" == found(sheet, "", log).verdict


def test_the_same_trouble_of_another_product_is_not_a_known_solution():
    """The log of SQL Server is full: the row about the log of Oracle is not its cure."""
    sheet = [{"error": "", "symptom": "Log de transação do Oracle cheio, banco parado"}]
    verdicts = [found(sheet, f"log de transação do {product} cheio").verdict for product in ("oracle", "sql server")]
    assert ["known", "none"] == verdicts


def test_of_two_products_rows_the_right_one_comes_first():
    """People name the product; it decides between rows that say the same."""
    sheet = [
        {"error": "", "symptom": "Login do PostgreSQL recusado"},
        {"error": "", "symptom": "Login do SQL Server recusado"},
    ]
    firsts = [
        found(sheet, text).candidates[0].entry.row for text in ("postgres login refused", "sql server login refused")
    ]
    assert [1, 2] == firsts


def test_an_error_that_looks_like_a_job_is_no_job():
    """What the sheet calls an error is not taken for a job's name."""
    assert "known" == found([{"error": "ZZTS7000222"}], "ERROR: ZZTS7000222: the secret is out of date").verdict


@pytest.mark.parametrize("typed", ["sqlcode 302", "-302 db2", "db2 -302", "sqlcode=-302"])
def test_a_sqlcode_is_known_however_it_is_typed(typed):
    """People leave out the sign, or say only the number and the product."""
    assert "known" == found([{"error": "SQLCODE -302"}, {"error": "SQLCODE -305"}], typed).verdict
