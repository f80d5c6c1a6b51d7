"""A person asks; everything from the sentence to HWA and back is real."""

import re
from datetime import datetime, timedelta

import httpx
import pytest

from bot.messages import Answer, Step
from bot.phrases import PHRASES
from bot.presenters import unsupported
from tests.bot.agent.understanding.questions import BANKS, conversations

NIGHT = BANKS / "ninth_night.txt"
SIMULATED = {
    "JOB1": "PAY_CALC_NET",
    "JOB2": "CAR_CALC_FATURA",
    "JOB_ABEND": "CAR_CALC_FATURA",
    "JOB_WAITING": "FINAL_BATCH_PAYROLL",
    "JOB_RUNNING": "GL_POST_DAILY",
    "STREAM1": "CARTAO_FECHA",
    "WKS1": "AGT_CARD01",
    "PREFIX1": "PAY_",
}

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
    suggested -= set(PHRASES["list.ask_rest"])  # of its conversation's list only: its own story
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
    async with httpx.AsyncClient(verify=False) as http:
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


async def test_a_place_in_the_list_means_the_job_that_was_shown_there(house):
    """ "o log do segundo" is the log of the second job of the list before, also after a question about the first."""
    listed = await house.ask("quais jobs estão em erro?", "test:list")
    keys = [fact["key"] for fact in listed.facts if fact["kind"] == "job"]
    first = await house.ask("status do primeiro", "test:list")
    second = await house.ask("e o log do segundo?", "test:list")
    assert [("job_status", keys[0]), ("job_log", keys[1])] == [
        (call.tool, call.args["job"]) for call in (*first.calls, *second.calls)
    ]


async def test_a_list_goes_on_until_all_of_it_was_shown(house):
    """ "show me the rest" shows the next jobs of the same list, each once, up to the fifty that a report holds."""
    pages = [await house.ask("quais jobs estão aguardando?", "test:pages")]
    pages += [await house.ask(text, "test:pages") for text in ("mostre o resto", "e os outros?", "mais")]
    keys = [[fact["key"] for fact in page.facts if fact["kind"] == "job"] for page in pages]
    assert [20, 20, 10, 0] == [len(page) for page in keys]
    assert 50 == len({key for page in keys for key in page})
    assert [True, True, False, False] == ["mostre o resto" in page.suggestions for page in pages]
    assert "Dynamic Workload Console" in pages[2].text


async def test_a_time_that_no_clock_shows_is_asked_back(house):
    """25h is told as not understood; nothing is read, and a real time offered."""
    answer = await house.ask("o que falhou desde as 25h?")
    assert ((), "Não entendi 25h: não existe essa hora ou data.") == (answer.calls, answer.card.title)
    assert _is_answered(await house.ask(answer.suggestions[0]))


async def test_what_runs_in_the_next_hour_is_still_to_come(house):
    """The question about the next hour lists jobs that have not started, due within it."""
    answer = await house.ask("o que vai rodar na próxima hora?")
    (call,) = answer.calls
    assert ("find_jobs", "WAITING") == (call.tool, call.args["status"])
    assert timedelta(hours=1) == datetime.fromisoformat(call.args["until"]) - datetime.fromisoformat(call.args["since"])
    statuses = {fact["status"] for fact in answer.facts if fact["kind"] == "job"}
    assert set() < statuses <= {"HOLD", "WAIT", "READY"}


async def test_a_watch_is_set_listed_and_taken_back(house):
    """What was asked for in a conversation is listed there, not elsewhere, and is gone when it was taken back."""
    await house.ask("avise quando FINAL_BATCH_PAYROLL terminar", "test:watching")
    listed = await house.ask("quais avisos eu tenho?", "test:watching")
    stranger = await house.ask("quais avisos eu tenho?", "test:other")
    dropped = await house.ask("pare de avisar sobre o FINAL_BATCH_PAYROLL", "test:watching")
    after = await house.ask("which watches do I have?", "test:watching")
    assert ["Você tem 1 aviso nesta conversa", "Você não tem avisos nesta conversa."] == [
        answer.card.title for answer in (listed, stranger)
    ]
    assert ["Certo: não aviso mais sobre FINAL_BATCH_PAYROLL.", "You have no watches in this conversation."] == [
        answer.card.title for answer in (dropped, after)
    ]


async def test_who_has_a_job_comes_from_its_incident(house):
    """Before anybody takes the incident nobody has it; then the name of who did is told."""
    await house.control("abend", job="FINAL_BATCH_PAYROLL")
    await house.pass_time(1)
    await house.look()
    await house.look()
    nobody = await house.ask("quem está com o FINAL_BATCH_PAYROLL?")
    (incident,) = [one for one in await house.alerts.book.open_incidents() if one.job_name == "FINAL_BATCH_PAYROLL"]
    await house.alerts.take(incident.id, "joana")
    taken = await house.ask("quem está com o FINAL_BATCH_PAYROLL?")
    assert ["Ninguém assumiu FINAL_BATCH_PAYROLL", "joana está com FINAL_BATCH_PAYROLL"] == [
        nobody.card.title,
        taken.card.title,
    ]


async def test_the_handover_looks_ahead_to_the_morning(house):
    """It says until when it looks ahead, and all that it claims stands in its facts."""
    said = await house.ask_json("o que esperar até as 6?")
    assert [("handover", "2026-11-22T06:00:00-03:00")] == [(c["tool"], c["args"]["until"]) for c in said["calls"]]
    assert "Até 06:00 BRT" in said["answer"]
    assert unsupported(said["answer"], said["facts"], said["sources"], "o que esperar até as 6?") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("quais jobs vão perder o prazo?", "1 job em risco de perder o deadline até 07:12 BRT"),
        ("which jobs are going to miss their deadline?", "1 job is at risk of missing its deadline until 07:12 BRT"),
        ("o que está em risco antes das 6?", "1 job em risco de perder o deadline até 06:00 BRT"),
        ("what is at risk before 6?", "1 job is at risk of missing its deadline until 06:00 BRT"),
    ],
)
async def test_what_will_miss_its_deadline_comes_before_what_has(house, text, told):
    """The jobs predicted to be late stand first, with deadline and estimate; then the late ones; nothing is invented."""
    said = await house.ask_json(text)
    lines = said["answer"].splitlines()
    predicted, late = (next(i for i, row in enumerate(lines) if name in row) for name in ("TRE_SPB", "GL_POST_DAILY"))
    assert (told, True) == (lines[0], predicted < late)
    assert re.search(r"03:27 +03:57 \(\+30 min\)", lines[predicted])
    assert unsupported(said["answer"], said["facts"], said["sources"], text) == []


async def test_the_critical_ones_among_the_deadlines(house):
    """ "e os críticos?" narrows the deadlines and the late ones to critical jobs."""
    await house.ask("quais jobs vão perder o prazo?", "test:deadlines")
    narrowed = await house.ask("e os críticos?", "test:deadlines")
    assert [("handover", {"only": "critical_deadlines"}), ("find_jobs", {"late": True, "critical": True})] == [
        (call.tool, call.args) for call in narrowed.calls
    ]
    assert "Nenhum job crítico atrasado" in narrowed.text


async def test_how_often_it_recovered_by_itself_is_said_first(house):
    """Whether a job recovers alone is answered from its closed incidents; without any, that is what is said."""
    await house.look()
    await house.ask("status do CAR_CALC_FATURA", "test:alone")
    answer = await house.ask("isso costuma se resolver sozinho?", "test:alone")
    assert answer.card.title.startswith("Não sei se CAR_CALC_FATURA costuma recuperar sozinho")
    assert ["handover", "job_history"] == [call.tool for call in answer.calls]


async def test_since_when_it_is_so(house):
    """ "há quanto tempo?" is answered with how long and since when, about the job of the question before."""
    await house.ask("status do CAR_CALC_FATURA", "test:since")
    answer = await house.ask("há quanto tempo?", "test:since")
    assert "CAR_CALC_FATURA está em ABEND há 35 min, desde 02:37" == answer.card.title


async def test_tickets_are_not_pretended_to_be_known(house):
    """Asked about a ticket it says that it sees none, and who has the incident."""
    await house.look()
    await house.ask("status do CAR_CALC_FATURA", "test:ticket")
    answer = await house.ask("já abriram chamado?", "test:ticket")
    assert "não vejo o sistema deles" in answer.card.title
    assert "Ninguém assumiu CAR_CALC_FATURA" in answer.text


async def test_what_is_muted_is_told(house):
    """A question about silence is answered with the alerts held back; asked to mute, the command is shown."""
    listed = await house.ask("quais alertas estão em silêncio?")
    asked = await house.ask("silencia os alertas do CAR_CALC_FATURA por 2 horas")
    assert [("handover", {"only": "mutes"})] == [(call.tool, call.args) for call in listed.calls]
    assert ((), True) == (asked.calls, 'resync mute "CAR_CALC_FATURA" --for 1h' in asked.text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("o que caiu ontem?", "Não sei: dessa janela o HWA não me conta nada"),
        ("how many jobs failed yesterday?", "I cannot tell: HWA tells me nothing of that window"),
        ("quantos jobs faltam rodar hoje?", "4.251 jobs aguardando no plano"),
        ("algum crítico atrasado?", "Nenhum job crítico atrasado ainda; 1 em risco"),
        ("status of job NOPE", "There is no job NOPE in the plan."),
    ],
)
async def test_nothing_is_said_that_the_plan_does_not_hold(house, text, title):
    """A day before the plan, what a bound would cut, deadlines to come and a name that is none are told as what they are."""
    said = await house.ask_json(text)
    assert title == said["answer"].splitlines()[0]
    assert unsupported(said["answer"], said["facts"], said["sources"], text) == []


async def test_forced_is_released_by_hand(house):
    """Asked to force a job, the command is shown with the job's full key."""
    answer = await house.ask("força o FINAL_BATCH_PAYROLL a rodar")
    assert ((), True) == (answer.calls, 'conman "rj FTA_RH01#PAYROLL_FINAL.FINAL_BATCH_PAYROLL"' in answer.text)


async def test_nothing_in_the_answers_to_a_night_of_questions_is_invented(house):
    """Every number, time and name of the answers to each third talk of the newest bank stands in facts, sources or the question."""
    await house.look()
    invented = []
    for number, talk in enumerate(conversations(NIGHT, SIMULATED)[::3]):
        for turn in talk:
            said = await house.ask_json(turn.text, f"test:night{number}")
            found = unsupported(said["answer"], said["facts"], said["sources"], turn.text)
            invented += [(turn.text, found)] if found else []
    assert [] == invented
