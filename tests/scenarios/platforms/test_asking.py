"""People ask where they are, and are answered there."""

from __future__ import annotations

JOB = "FINAL_BATCH_PAYROLL"


async def test_a_mention_is_answered_once_in_its_thread(team):
    """The answer stands under the question and names the job."""
    answers = await team.ask_twice(f"Qual o status do job {JOB}?")
    assert [True] == [JOB in team.words(each) for each in answers]
    assert [] == team.roots("")


async def test_the_second_question_knows_the_first(team):
    """ "e o log dele?" in the thread is about the job of the question before."""
    first = await team.ask("qual o status do job PAY_CALC_NET?")
    assert "PAY_CALC_NET" in team.words(await team.go_on(first, "e o log dele?"))


async def test_a_talk_alone_needs_no_mention(team):
    """Asked in private, answered there."""
    assert JOB in team.words(await team.alone(f"status do job {JOB}"))


async def test_the_answer_is_in_the_language_of_the_question(team):
    """Whatever language the asker's platform speaks."""
    english = await team.ask("which jobs are in error in the last 3 hours?", by="ana")
    portuguese = await team.ask("quais jobs deram erro nas últimas 3 horas?", by="rui")
    assert [True, True] == ["jobs in error" in team.words(english), "jobs em erro" in team.words(portuguese)]


async def test_a_guest_of_another_company_gets_a_refusal_and_no_fact(team):
    """Somebody from outside is told no, and learns nothing of the plan."""
    told = team.words(await team.ask_as_guest(f"status do job {JOB}"))
    refusals = ("Só atendo pessoas desta empresa", "I only answer people from this company")
    assert (False, 1) == (JOB in told, sum(each in told for each in refusals))


COMMANDS = (
    *(("health", "The environment"), ("saude", "mbiente"), ("errors 3h", "jobs in error"), ("falhas", "em erro")),
    *((f"job {JOB}", JOB), (f"why {JOB}", JOB), (f"porque {JOB}", JOB), (f"log {JOB}", JOB)),
    *(("stream PAYROLL_FINAL", "PAYROLL_FINAL"), ("fluxo PAYROLL_FINAL", "PAYROLL_FINAL")),
    *(("agents", "workstations"), ("agentes", "workstations"), ("handover", "handover"), ("turno", "turno")),
    *((f"watch {JOB}", JOB), (f"avise {JOB}", JOB), ("alerts", "No alerts come here"), ("alertas", "Aqui não chegam")),
    *(("mute", "Nothing is muted"), ("silenciar", "Nada está em silêncio"), ("help", "alerts"), ("ajuda", "alertas")),
    *((f"quem é o dono do {JOB}?", JOB), ("log", "Falta o nome"), ("bord", "painel"), ("errors banana", "banana")),
    *(("mute PAY_* soon", "soon"), ("alertas PAY_*", "Ligar ou desligar"), ("agents NADA", "NADA")),
)


async def test_every_command_is_answered_in_its_words_language(team):
    """The same words do the same everywhere, none is left without an answer, and what cannot be read is named."""
    told = {words: (await team.command(words)).casefold() for words, _ in COMMANDS}
    assert [] == [words for words, expected in COMMANDS if expected.casefold() not in told[words]]


async def test_help_names_every_command_as_it_is_typed_there(team):
    """In the language of the word that asked for it."""
    portuguese, english = await team.command("ajuda"), await team.command("help", by="rui")
    assert [True, False] == ["saúde" in portuguese, "saúde" in english]
    assert [False, True] == ["handover" in portuguese, "handover" in english]


async def test_invited_into_a_channel_it_says_once_what_it_can_do(team):
    """And how alerts are switched on there."""
    assert [True] == ["alertas ligar" in team.words(each) for each in await team.be_invited()]
