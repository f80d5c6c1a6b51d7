"""Whom a platform calls for an owner of the sheet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channel.owners import Owners, owner_of
from bot.reports import DiagnosisReport
from rag.models import Entry, Found, Match
from tests.fakes import NIGHT, fake_job

OWNERS = Owners(
    {
        "Equipe Folha": ("slack:<@U1>", "teams:folha@example.com"),
        "DBA": ("slack:<!subteam^S1>",),
        "Equipe Folha São Paulo": ("slack:<@U2>",),
    }
)


def entry(owner: str) -> Entry:
    return Entry(id=owner, file="f", sheet="s", row=1, solution="x", owner=owner)


def report(*, facts=(), solutions=(), verdict="known") -> DiagnosisReport:
    matches = tuple(Match(entry=entry(owner), score=1.0, confidence=0.9) for owner in solutions)
    found = Found(verdict=verdict, solutions=matches, facts=tuple(map(entry, facts)))
    return DiagnosisReport(environment="default", as_of=NIGHT, job=fake_job(), found=found)


@pytest.mark.parametrize(
    ("owner", "platform", "expected"),
    [
        ("Equipe Folha", "slack", ("<@U1>",)),
        ("  equipe  FOLHA. ", "teams", ("folha@example.com",)),
        ("EQUIPE FOLHA SAO PAULO", "slack", ("<@U2>",)),
        ("Plantão: equipe folha / DBA", "slack", ("<@U1>", "<!subteam^S1>")),
        ("DBAs", "slack", ()),
        ("Equipe Folha", "web", ()),
        ("", "slack", ()),
        ("!!!", "slack", ()),
    ],
)
def test_an_owner_is_called_by_the_words_of_the_sheet(owner, platform, expected):
    """Case, accents and punctuation do not count; the very words go before words that stand in them."""
    assert expected == OWNERS.mentions_for(owner, platform)


def test_the_owner_of_the_job_goes_before_the_owner_of_the_error():
    """A generic solution's owner is only called where nobody owns the job, and where the solution is sure."""
    assert "Equipe Folha" == owner_of(report(facts=("", "Equipe Folha"), solutions=("DBA",)))
    assert "DBA" == owner_of(report(solutions=("DBA",)))
    assert "" == owner_of(report(solutions=("DBA",), verdict="possible"))
    assert ("", "") == (owner_of(None), owner_of(replace(report(), found=None)))


def test_a_diagnosis_calls_its_owner():
    """On the platform that asks, and nobody where there is no diagnosis."""
    assert (("<@U1>",), ()) == (
        OWNERS.of_diagnosis(report(facts=("Equipe Folha",)), "slack"),
        OWNERS.of_diagnosis(None, "slack"),
    )


@given(owner=st.text(), table=st.dictionaries(st.text(), st.lists(st.text(), max_size=2), max_size=3))
def test_any_words_are_an_owner_or_none(owner, table):
    """Nothing in a sheet or a configuration raises, and only what was configured is called."""
    wanted = {mention.partition(":")[2] for mentions in table.values() for mention in mentions}
    assert set(Owners(table).mentions_for(owner, "slack")) <= wanted
