"""What a diagnosis says of the job's past and surroundings, and where each part came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.circumstances import Past, PastRun, Surroundings
from bot.presenters import plain_text, present, unsupported
from bot.presenters.teller import Teller
from bot.reports import DiagnosisReport
from rag.models import Found
from tests.bot.presenters.plan_samples import (
    ABENDED,
    DIAGNOSIS,
    DOWN,
    ENTRY,
    HERE,
    IMPACT,
    KNOWN,
    LATE,
    NOW,
    RUNNING,
    UP,
    WAITING,
    ZONE,
    ago,
)
from tws.reports import EstimateReport, HistoryReport, Threat

RUN = ABENDED.run
PAST = Past(
    since=ago(days=19),
    runs=40,
    successful=24,
    in_error=16,
    usual=timedelta(minutes=12),
    longest=timedelta(minutes=31),
    newest=(
        PastRun(ended_at=RUN.ended_at, started_at=RUN.started_at, number=RUN.number, internal_status="ABEND"),
        PastRun(ended_at=ago(days=1), internal_status="SUCC", return_code=0),
    ),
    incidents=15,
    alone=14,
    alone_after=timedelta(minutes=6),
    solved_with=("reiniciar o listener", "entry:e1", "entry:unknown"),
)
AROUND = Surroundings(
    workstation=DOWN,
    in_error_there=("WKS_APP2#LEDGER.POST_01", "WKS_APP2#LEDGER.POST_02"),
    in_error_total=7,
    same_error=("WKS_DB1#LEDGER.CLOSE_09",),
    plan_extended_at=ago(minutes=50),
)
WHOLE = replace(DIAGNOSIS, others=(), past=PAST, surroundings=AROUND)


def told(report, language="pt"):
    """The answer as text, after a look that it states nothing but facts."""
    presented = present(report, Teller(language, ZONE, NOW))
    text = plain_text(presented.card, language)
    assert [] == unsupported(text, presented.facts, presented.sources)
    return text


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "pt",
            (
                "Linhas de erro (do log do job nº 44117)",
                "Fonte: knowledge.xlsx, aba Incidentes, linha 1012",
                "Impacto (do plano às 03:12)",
                "O passado deste job (Resync, desde 3 nov)",
                "40 execuções: 24 terminaram bem, 16 em erro",
                "costuma levar 12 min (mediana); a mais longa levou 31 min",
                "antes desta: 21 nov 03:12 SUCC (rc 0)",
                "recuperou sozinho 14 de 15 vezes, em 6 min (mediana)",
                "resolvido antes com: reiniciar o listener",
                "resolvido antes com: a linha 1012 da planilha",
                "WKS_APP2 está fora do ar",
                "7 outros jobs em erro nessa workstation: WKS_APP2#LEDGER.POST_01, WKS_APP2#LEDGER.POST_02",
                "o mesmo erro está aberto em: WKS_DB1#LEDGER.CLOSE_09",
                "o plano foi estendido às 02:22",
            ),
        ),
        (
            "en",
            (
                "Error lines (from the log of job no. 44117)",
                "Source: knowledge.xlsx, sheet Incidentes, row 1012",
                "This job's past (Resync, since 3 Nov)",
                "40 runs: 24 ended well, 16 in error",
                "it recovered alone 14 of 15 times, in 6 min (median)",
                "solved before with: row 1012 of the sheet",
                "WKS_APP2 is down",
                "the same error is open in: WKS_DB1#LEDGER.CLOSE_09",
                "the plan was extended at 02:22",
            ),
        ),
    ],
)
def test_each_part_says_where_it_came_from(language, lines):
    """Log, sheet row, plan and Resync's own memory are told apart, with their numbers."""
    text = told(WHOLE, language)
    assert [] == [line for line in lines if line not in text]


@pytest.mark.parametrize(
    ("past", "line"),
    [
        (Past(), "O Resync ainda não viu este job terminar."),
        (Past(since=ago(days=1), runs=1, in_error=1), "nenhum incidente encerrado antes deste"),
        (replace(PAST, incidents=2, alone=2), "2 incidentes encerrados antes: cedo para dizer se recupera sozinho"),
        (replace(PAST, incidents=1, alone=0), "1 incidente encerrado antes: cedo para dizer"),
        (replace(PAST, alone=0, alone_after=None), "nunca recuperou sozinho, em 15 incidentes encerrados"),
    ],
)
def test_few_incidents_give_no_odds(past, line):
    """Below three incidents nothing is said of how often the job recovers alone."""
    text = told(replace(WHOLE, past=past))
    assert line in text
    assert (past.incidents >= 3) == ("recuperou sozinho" in text)


def test_the_run_itself_is_no_past():
    """The run that is explained is not told once more as an earlier one."""
    assert "ABEND" not in told(WHOLE).partition("antes desta:")[2].partition("\n")[0]


def test_a_plan_extended_long_before_is_not_told():
    """An extension of yesterday has nothing to do with an error of today."""
    text = told(replace(WHOLE, surroundings=replace(AROUND, plan_extended_at=ago(hours=9))))
    assert "estendido" not in text


def test_quiet_surroundings_say_so():
    """A workstation that is up and alone is told as that."""
    text = told(replace(WHOLE, surroundings=Surroundings(workstation=UP)))
    assert "WKS_DB1 está no ar" in text
    assert "nenhum outro job em erro nessa workstation" in text


@pytest.mark.parametrize(
    ("found", "missing", "heading"),
    [
        (KNOWN, (), "Solução conhecida"),
        (replace(KNOWN, verdict="possible"), (), "Possivelmente relacionado; confira antes de aplicar"),
        (Found(verdict="none", facts=(ENTRY,)), (), "A planilha não conhece este erro."),
        (Found(verdict="none", facts=(ENTRY,)), ("log:TwsTimeoutError",), "Sem o log, não há erro para procurar"),
        (KNOWN, ("log:TwsTimeoutError",), "Erros conhecidos deste job"),
    ],
)
def test_the_verdicts_of_the_sheet_are_told_apart(found, missing, heading):
    """Known, perhaps related, unknown and not looked for have words of their own, and the owner stands in each."""
    headings = ("Solução conhecida", "Possivelmente", "A planilha não conhece", "Sem o log", "Erros conhecidos")
    text = told(replace(WHOLE, found=found, missing=missing))
    assert heading in text
    assert 1 == sum(word in text for word in headings)
    assert "Equipe de Folha" in text


def test_nobody_to_ask_is_said():
    """A sheet that knows neither the error nor who looks after the job says both."""
    text = told(replace(WHOLE, found=Found(verdict="none")))
    assert "A planilha não diz quem cuida deste job." in text


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("log:never_started", "o log do job (o job não chegou a iniciar)"),
        ("impact:TwsTimeoutError", "o impacto (o HWA não respondeu a tempo)"),
        ("past:ResyncError", "o passado do job (o banco do Resync não respondeu)"),
        ("surroundings:TwsAuthError", "o que há em volta (o HWA recusou o acesso)"),
        ("knowledge:SomethingNew", "a planilha (SomethingNew)"),
    ],
)
def test_a_missing_part_is_named_with_why(reason, why):
    """What could not be had is told in words, a reason that nobody has words for as it is."""
    assert why in told(replace(WHOLE, missing=(reason,)))


def test_the_way_to_a_deadline_is_a_short_chain():
    """What has to run one after the other, how long each takes, and when the first has to begin."""
    chain = ("FINAL_BATCH_PAYROLL", "PAY_NEXT", "PAY_REPORT")
    takes = (timedelta(minutes=12), timedelta(minutes=5), None)
    threat = Threat(
        job=WAITING,
        deadline=NOW + timedelta(hours=3),
        latest_start=NOW + timedelta(hours=2),
        chain=chain,
        takes=takes,
    )
    line = "FINAL_BATCH_PAYROLL (12 min) → PAY_NEXT (5 min) → PAY_REPORT: deadline 06:12, reinício até 05:12"
    assert line in told(replace(WHOLE, impact=replace(IMPACT, threats=(threat,))))
    assert line in told(replace(IMPACT, threats=(threat,)))
    assert "jobs esperam" in told(replace(IMPACT, threats=(threat,)))


def test_a_job_that_has_not_failed_is_started_not_restarted():
    """What only waits is told by when it has to start."""
    threat = Threat(job=LATE, deadline=NOW + timedelta(hours=3), latest_start=NOW + timedelta(hours=2))
    assert "deadline 06:12, início até 05:12" in told(
        replace(WHOLE, impact=replace(IMPACT, job=WAITING, threats=(threat,)))
    )


def test_the_middle_of_a_long_chain_is_counted():
    """A chain of many links shows where it begins and ends."""
    threat = Threat(job=WAITING, deadline=ago(minutes=1), missed=True, chain=tuple(f"PAY_{n:02}" for n in range(9)))
    text = told(replace(WHOLE, impact=replace(IMPACT, threats=(threat,))), "en")
    assert "PAY_00 → PAY_01 → 6 more → PAY_08: deadline 03:11 already missed" in text


def test_history_says_how_far_back_it_reaches():
    """Runs of plans that are gone count, and since when they are known is said."""
    report = HistoryReport(
        **HERE,
        job=ABENDED,
        runs=ABENDED.runs,
        successful=24,
        in_error=16,
        total=40,
        past_runs=39,
        known_since=PAST.since,
    )
    text = told(report)
    assert "40 execuções desde 3 nov, 24 terminaram bem, 16 em erro" in text
    assert "Plano atual e histórico do Resync desde 3 nov: 39 execuções já saíram do plano." in text


def test_an_estimate_says_what_it_rests_on():
    """Resync's own median is told with its runs, the engine's estimate as the engine's."""
    report = EstimateReport(
        **HERE, job=WAITING, basis="waiting", starts_at=NOW, ends_at=NOW + timedelta(hours=1), usual=timedelta(hours=1)
    )
    own = told(replace(report, usual_runs=28, usual_since=ago(days=30)))
    assert "mediana de 28 execuções desde 23 out (histórico do Resync)" in own
    assert "durações que o HWA conhece" in told(report)


def test_a_diagnosis_of_before_has_no_such_parts():
    """A report without past and surroundings says nothing of them."""
    text = told(DiagnosisReport(**HERE, job=ABENDED))
    assert "passado" not in text
    assert "Em volta" not in text


def test_the_sheet_solves_nothing_of_a_job_that_is_well():
    """A job that runs is told what is known to go wrong with it, never a solution as if it had."""
    text = told(replace(DIAGNOSIS, job=RUNNING, run=RUNNING.run, error_lines=()))
    assert "Erros conhecidos deste job" in text
    assert "Solução conhecida" not in text
