"""A person asks; everything from the sentence to HWA and back is real."""

import re

import httpx
import pytest

from bot.messages import Answer, Step
from bot.presenters import unsupported

ASKED = [
    ("Qual o status do job FINAL_BATCH_PAYROLL?", "job_status"),
    ("Mostre-me os jobs que falharam nas últimas 3 horas", "jobs_in_error"),
    ("Resuma a saúde do ambiente", "environment_health"),
    ("why hasn't FINAL_BATCH_PAYROLL started?", "why_waiting"),
    ("quem é o dono do FINAL_BATCH_PAYROLL?", "knowledge"),
    ("when will FINAL_BATCH_PAYROLL finish", "estimate"),
    ("o que está rodando agora?", "find_jobs"),
    ("quantos jobs por status?", "count_jobs"),
    ("log do CAR_CALC_FATURA", "job_log"),
    ("por que CAR_CALC_FATURA terminou em ABEND?", "diagnose"),
    ("what is blocked behind CAR_CALC_FATURA", "impact"),
    ("status da job stream CARTAO_FECHA", "stream_status"),
    ("is FTA_RH01 up?", "workstation_status"),
    ("histórico do CAR_CALC_FATURA", "job_history"),
    ("há prompts esperando resposta?", "prompts"),
    ("which resources are short", "resources"),
    ("até quando vai o plano?", "plan_info"),
    ("passagem de turno", "handover"),
    ("avise quando FINAL_BATCH_PAYROLL terminar", "watch"),
]


@pytest.mark.parametrize(("text", "tool"), ASKED)
async def test_every_tool_answers_a_person(house, text, tool):
    """Each tool is reached by a sentence, and all that its answer claims stands in facts, sources or the question."""
    said = await house.ask_json(text)
    assert [call["tool"] for call in said["calls"]] == [tool]
    assert unsupported(said["answer"], said["facts"], said["sources"], text) == []
    assert said["as_of"] is not None


async def test_every_suggestion_is_understood(house):
    """What the bot suggests as the next question is a question that it can answer."""
    await house.look()
    suggested = set()
    for text, _ in ASKED:
        suggested |= set((await house.ask(text)).suggestions)
    lost = [text for text in sorted(suggested) if not _is_answered(await house.ask(text))]
    assert lost == []


def _is_answered(answer: Answer) -> bool:
    return bool(answer.calls) and not any(fact["kind"] in {"not_found", "trouble"} for fact in answer.facts)


async def test_a_follow_up_means_the_job_before(house):
    """ "e o log dele?" is about the job of the question before, in the same conversation only."""
    await house.ask("status do CAR_CALC_FATURA", "test:one")
    follow_up = await house.ask("e o log dele?", "test:one")
    stranger = await house.ask("e o log dele?", "test:two")
    assert [(c.tool, c.args["job"]) for c in follow_up.calls] == [("job_log", "CAR_CALC_FATURA")]
    assert (stranger.calls, bool(stranger.suggestions)) == ((), True)


async def test_the_window_that_was_understood_is_echoed(house):
    """The answer to "últimas 3 horas" names the hours that were searched, with the zone."""
    answer = await house.ask("quais jobs falharam nas últimas 3 horas?")
    assert re.search(r"00:12 – 03:12", answer.text)


async def test_nothing_found_and_not_understood_are_two_answers(house):
    """A name that the plan lacks, a question without a name and a question about football get three answers."""
    unknown = await house.ask("status do job XPTO_NAO_EXISTE_99")
    unclear = await house.ask("status do job")
    elsewhere = await house.ask("quem ganhou o jogo ontem?")
    assert "XPTO_NAO_EXISTE_99" in unknown.card.title
    assert len({unknown.card.title, unclear.card.title, elsewhere.card.title}) == 3
    assert (unclear.calls, elsewhere.calls) == ((), ())


async def test_a_mistyped_name_finds_its_job(house):
    """A letter that is missing does not keep the job from being found."""
    answer = await house.ask("status do FINAL_BATCH_PAYROL")
    assert [fact["name"] for fact in answer.facts if fact["kind"] == "job"][:1] == ["FINAL_BATCH_PAYROLL"]


async def test_asked_to_act_it_shows_the_command_and_does_nothing(house):
    """Asked to rerun, it calls no tool, writes nothing, and shows what a person would type."""
    answer = await house.ask("roda de novo o CAR_CALC_FATURA")
    async with httpx.AsyncClient() as http:
        counted = (await http.get(f"{house.hwa.url}/simulator/calls")).json()
    assert (answer.calls, counted["refused_writes"]) == ((), 0)
    assert 'conman "rr ' in answer.text


@pytest.mark.parametrize(
    ("text", "language"), [("status do CAR_CALC_FATURA", "pt"), ("status of CAR_CALC_FATURA", "en")]
)
async def test_the_answer_is_in_the_language_of_the_question(house, text, language):
    """A Portuguese question gets a Portuguese answer, an English one an English answer."""
    assert (await house.ask(text)).language == language


async def test_steps_come_before_the_answer(house):
    """The person sees what is being done, then one answer, last."""
    parts = [part async for part in house.parts("log do CAR_CALC_FATURA e status do FINAL_BATCH_PAYROLL")]
    assert [type(part) for part in parts] == [Step, Step, Answer]


async def test_a_full_key_means_that_job(house):
    """WORKSTATION#STREAM.JOB is one job, whatever else has its name."""
    answer = await house.ask("status de AGT_CARD01#CARTAO_FECHA.CAR_CALC_FATURA")
    assert {fact["key"] for fact in answer.facts if fact["kind"] == "job"} == {
        "AGT_CARD01#CARTAO_FECHA.CAR_CALC_FATURA"
    }


async def test_what_the_plan_does_not_reach_back_to_is_not_called_nothing(house):
    """Asked for the day before the plan began, the answer says that HWA cannot tell, and where the plan begins."""
    listed = await house.ask("quais jobs falharam semana passada?")
    counted = await house.ask("quantos jobs falharam semana passada?")
    assert ["O plano atual começa" in answer.text for answer in (listed, counted)] == [True, True]


async def test_a_name_with_other_digits_is_another_job(house):
    """DWH_FACT_VALIDA_031 is not DWH_FACT_VALIDA_030 mistyped; FINAL_BACH_PAYROL is read, and that is told."""
    other = await house.ask("status do job CAREMB21")
    read = await house.ask("status do job FINAL_BACH_PAYROLL")
    assert [fact["kind"] for fact in other.facts][:1] == ["not_found"]
    assert "FINAL_BACH_PAYROLL como FINAL_BATCH_PAYROLL" in read.text
