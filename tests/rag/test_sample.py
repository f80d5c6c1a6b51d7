"""The sheet that a newcomer starts with."""

from __future__ import annotations

import importlib.util
from datetime import date
from pathlib import Path

import pytest
from sheets import read

import rag
from rag.cases import cases_of
from rag.circumstances import Circumstances
from rag.glossary import load_glossary
from rag.retrieve import Retriever
from tws.simulator.failures import FAILURES

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = Path(rag.__file__).parent / "sample" / "knowledge.xlsx"
UNKNOWN = {
    "db2_log_full",
    "sap_variant",
    "spark_executor",
    "python_key",
    "python_connection",
    "parse_number",
    "duplicate_file",
}
VALUES = {
    "job": "BIL_TAXES_SP_CALC", "low": "bil_taxes", "num": "4411", "num2": "9123", "host": "db01.acme",
    "file": "REM0101.TXT", "table": "LANCAMENTO", "ts": "2024-01-27 02:28:36,247",
}  # fmt: skip


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    entries, _ = read(SAMPLE)
    glossary = load_glossary()
    return Retriever(cases_of(entries, glossary), lambda _text, _limit: [], glossary)


def job_log(name: str, job: str = "BIL_TAXES_SP_CALC") -> str:
    body = "\n".join(FAILURES[name].lines)
    for key, value in (VALUES | {"job": job}).items():
        body = body.replace(f"{{{key}}}", value)
    status = FAILURES[name].return_code
    return f"= JOB       : W#S.{job}\n2024-01-27 02:28:36 INFO  started\n{body}\n= Exit Status           : {status}"


def test_the_sample_needs_no_mending():
    """Two sheets, more than forty rows, and nothing for its owner to correct."""
    entries, findings = read(SAMPLE)
    assert ([], {"Incidentes", "Known errors"}) == (findings, {entry.sheet for entry in entries})
    assert len(entries) > 40
    assert all(entry.procedure.startswith("https://wiki.example.com/proc/KB-") for entry in entries)


def test_the_sample_is_what_its_script_writes(tmp_path):
    """Whoever changes the script writes the sheet again."""
    spec = importlib.util.spec_from_file_location("make_sample_sheet", ROOT / "scripts" / "make_sample_sheet.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.write(tmp_path / "knowledge.xlsx")
    assert read(SAMPLE) == read(tmp_path / "knowledge.xlsx")


@pytest.mark.parametrize("name", sorted(FAILURES))
def test_the_simulators_failures_are_explained_or_refused(retriever, name):
    """Each failure that the sheet has a row for is known; the few that it leaves out are not guessed."""
    found = retriever.search(
        "", job="BIL_TAXES_SP_CALC", log=job_log(name), limit=3, around=Circumstances(today=date(2026, 11, 22))
    )
    assert ("none" if name in UNKNOWN else "known") == found.verdict


def test_payroll_has_its_own_solution_and_owner(retriever):
    """The payroll job's memory error is answered by its own row, and its owner is told."""
    found = retriever.search(
        "",
        job="FINAL_BATCH_PAYROLL",
        log=job_log("java_heap", "FINAL_BATCH_PAYROLL"),
        limit=3,
        around=Circumstances(today=date(2026, 11, 22)),
    )
    assert (found.solutions[0].entry.job, found.facts[0].owner) == ("FINAL_BATCH_PAYROLL", "Equipe Folha")
