"""Columns recognised by meaning."""

from __future__ import annotations

import pytest

from rag.headings import columns_of, field_of, heading_row


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Job / Padrão", "job"),
        ("NOME DO JOB", "job"),
        ("Job Stream", "job_stream"),
        ("Código do Erro / Mensagem", "error"),
        ("Error code", "error"),
        ("SINTOMA", "symptom"),
        ("Descrição do erro", "symptom"),
        ("Causa raiz", "cause"),
        ("Solucao", "solution"),
        ("Resolution steps", "solution"),
        ("O que fazer?", "solution"),
        ("Responsável pela solução", "owner"),
        ("E-mail do responsável", "contact"),
        ("Link do procedimento", "procedure"),
        ("Válido até", "valid_until"),
        ("Estação de trabalho", "workstation"),
        ("Criticidade", "severity"),
        ("Ambiente", "environment"),
        ("Aplicação", None),
        ("", None),
    ],
)
def test_a_heading_means_a_field(heading, expected):
    """Portuguese and English headings mean the same fields, whatever their case and accents."""
    assert expected == field_of(heading)


def test_a_sentence_is_no_heading():
    """Long text that happens to hold the word error names no column."""
    assert (
        field_of("Quando o job falha com erro de banco, o operador deve avisar o plantão e abrir um chamado no portal")
        is None
    )


def test_titles_may_precede_the_headings():
    """The row with most known headings wins, wherever it stands among the first."""
    rows = [["Base de conhecimento"], ["", "Atualizada em 2026"], ["Job", "Erro", "Solução"], ["A", "ORA-1", "rerun"]]
    assert heading_row(rows) == (2, {0: "job", 1: "error", 2: "solution"})


def test_headings_without_a_solution_are_none():
    """A list of jobs with their owners is no knowledge sheet."""
    assert heading_row([["Job", "Responsável"], ["A", "B"]]) is None


def test_two_columns_may_name_one_field():
    """Code and message are both the error."""
    assert columns_of(["Código", "Mensagem", "Solução"]) == {0: "error", 1: "error", 2: "solution"}
