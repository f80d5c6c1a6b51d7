"""Names that the plan lacks, words that are none, and lists that go on."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.agent.understanding import Memory, next_memory, understand
from tests.bot.agent.understanding.made_up_plan import names_in

NOW = datetime(2026, 11, 22, 3, 12, tzinfo=ZoneInfo("America/Sao_Paulo"))
LISTED = Memory(tool="find_jobs", args={"job": "DWH_*"})
ABOUT = Memory(tool="job_status", args={"job": "LEDGER_EOD"}, job="LEDGER_EOD")


def meant(text, memory=None):
    return understand(text, names=names_in(text), memory=memory or Memory(), now=NOW)


def calls(text, memory=None):
    return [(call.tool, call.args) for call in meant(text, memory).calls]


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ("status of job NOPE", "job_status"),
        ("log de NOPE", "job_log"),
        ("por que NOPE terminou em ABEND?", "diagnose"),
        ("avise quando NOPE terminar", "watch"),
        ("impacto de NOPE", "impact"),
    ],
)
def test_a_word_in_capitals_where_a_name_stands_is_the_name(text, tool):
    """What was typed is asked about, never the job that the conversation spoke of before."""
    assert [(tool, {"job": "NOPE"})] == calls(text, ABOUT)


def test_a_job_stream_of_three_letters_is_a_name():
    """`job stream XYZ` asks about XYZ."""
    assert [("stream_status", {"job_stream": "XYZ"})] == calls("status da job stream XYZ")


@pytest.mark.parametrize("text", ["which jobs have NOT run yet", "o job FALHOU?", "status AGORA"])
def test_a_word_that_is_stressed_is_no_name(text):
    """Capitals alone make no name."""
    assert not any("job" in args for _, args in calls(text))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("cp: cannot stat '/data/in/movto.txt': No such file or directory", "No such file or directory"),
        ("javax.net.ssl: PKIX path building failed -> o que fazer?", "PKIX path building failed"),
        ("getting HTTP 503 from the api, runbook?", "HTTP 503"),
        ("fila mq cheia 2053, qual o procedimento?", "fila mq cheia 2053"),
    ],
)
def test_the_words_of_an_error_name_no_job(text, query):
    """Files, protocols and capitals in an error are looked up in the sheet."""
    ((tool, args),) = calls(text)
    assert ("knowledge", True) == (tool, query in args["query"])


@pytest.mark.parametrize(
    "text", ["ORA-01555 o que fazer?", "ORA-01555, what now?", "como resolvo ORA-01555", "ORA-01555 significa o que"]
)
def test_the_question_around_an_error_is_not_searched_for(text):
    """Only the error itself is asked of the sheet."""
    assert [("knowledge", {"query": "ORA-01555"})] == calls(text)


@pytest.mark.parametrize(
    ("text", "status"),
    [("só os que estão rodando", "RUNNING"), ("and in error?", "ERROR"), ("e os que ja foram?", "SUCC")],
)
def test_a_list_of_a_pattern_goes_on_with_the_pattern(text, status):
    """What narrows the list before keeps the names that it was asked for."""
    assert [("find_jobs", {"job": "DWH_*", "status": status})] == calls(text, LISTED)


def test_the_beginning_of_several_places_stands_for_all():
    """`in PAYROLL` picks no job stream in silence."""
    names = names_in("x")
    names = type(names)(jobs={}, streams={"NIGHTLY": ("NIGHTLY_1", "NIGHTLY_2")}, workstations={}, exact=frozenset())
    understood = understand("errors NIGHTLY", names=names, memory=Memory(), now=NOW)
    assert [("jobs_in_error", {"job_stream": "NIGHTLY*"})] == [(call.tool, call.args) for call in understood.calls]


@pytest.mark.parametrize(
    ("text", "memory"),
    [
        ("alertas abertos?", None),
        ("any open alerts?", None),
        ("quais falhas não têm solução conhecida?", None),
        ("turno ontem", LISTED),
    ],
)
def test_what_the_handover_knows_is_asked_of_it(text, memory):
    """Open alerts, what has no known solution and a shift are the handover's, whatever was spoken of before."""
    assert ["handover"] == [tool for tool, _ in calls(text, memory)]


def test_an_order_that_goes_on_is_still_an_order():
    """`do it` after a diagnosis acts on nothing."""
    assert ("decline", "LEDGER_EOD") == ((said := meant("ok do it", ABOUT)).kind, said.target)


@pytest.mark.parametrize(
    "text", ["força o PIX_RECON a rodar", "force start PIX_RECON", "can we force PIX_RECON to run?"]
)
def test_a_job_that_is_to_be_forced_is_named(text):
    """The action is to force, and the job is the one whose command is shown."""
    assert ("decline", "force", "PIX_RECON") == ((said := meant(text)).kind, said.topic, said.target)


def test_a_prompt_is_not_called_by_the_job_before():
    """Asked to reply after a question about a job, no name of a prompt is made up."""
    assert [("reply", None), ("reply", "PROMPT_REMESSA")] == [
        ((said := meant(text, ABOUT)).topic, said.target)
        for text in ("responde sim no prompt", "responde sim no prompt PROMPT_REMESSA")
    ]


def test_late_critical_jobs_are_told_with_those_at_risk():
    """The late ones first, then what is about to be."""
    assert ["find_jobs", "handover"] == [tool for tool, _ in calls("which critical jobs are late?")]


def test_a_question_without_its_job_is_offered_about_the_jobs_of_the_list():
    """Where a list was shown, its first jobs are the choices."""
    memory = next_memory(Memory(), meant("o que está rodando?"))
    listed = Memory(tool=memory.tool, args=memory.args, listed=tuple(f"W#S.JOB_{n}" for n in "ABCD"))
    assert ("log do job JOB_A", "log do job JOB_B", "log do job JOB_C") == meant("log", listed).suggestions


def test_who_holds_what_no_job_is_called_is_asked_of_the_resources():
    """A name that the plan's jobs lack may be a resource's."""
    assert [("resources", {})] == calls("quem ta segurando o BUREAU_LINK?")
