"""What a person gets in a channel: answers, refusals, their language, look-ups, home; told as stories."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import text as sql

from bot.channel.scope import EVERYTHING, Sight, scope_now
from bot.messages import Answer, Step, Visitor
from bot.presenters import plain_text
from tests.bot.channel.conftest import ANA, BOB, health
from tests.fakes import fake_job
from tws.errors import TwsConnectionError

ONLY_C1 = '[[access]]\nplatform = "slack"\nchannels = "C1"\njobs = "PAY_*"\n'
ELSEWHERE = replace(ANA, channel="C2")

RULES_OF_TWO = """
[[access]]
channels = "C1"
[[access]]
channels = "C2"
environments = "lab"
"""


async def test_an_answer_comes_with_its_steps_and_knows_who_asked(channel):
    """The assistant hears the words, the conversation, the person and their language."""
    events = await channel.ask("how is PAY_CALC?", BOB)
    assert [Step, Answer] == [type(event) for event in events]
    (asked,) = channel.assistant.asked
    assert ("how is PAY_CALC?", "slack:T1:C1:1", "U2", "en") == (
        asked.text, asked.conversation, asked.user, asked.language,
    )  # fmt: skip


@pytest.mark.parametrize("channel", [ONLY_C1], indirect=True)
async def test_who_may_not_ask_is_told_so_everywhere_and_the_agent_hears_nothing(channel):
    """Every way in says the same in the person's language; nothing is asked, nothing is kept."""
    (answer,) = await channel.ask("how is PAY_CALC?", ELSEWHERE)
    sentence = await channel.teammate.refusal(ELSEWHERE)
    assert sentence.startswith("Você não tem acesso ao Resync aqui.")
    told = [
        await channel.command("board", ELSEWHERE),
        await channel.command("alerts on", ELSEWHERE),
        await channel.teammate.press("take", "x", ELSEWHERE),
        await channel.teammate.solved("x", ELSEWHERE, entry="", text="y"),
        await channel.teammate.diagnose("PAY_CALC", ELSEWHERE),
    ]
    cards = [await channel.teammate.home(ELSEWHERE), await channel.teammate.board(ELSEWHERE)]
    cards.append(await channel.teammate.greeting(ELSEWHERE))
    assert {sentence} == {answer.text, *(each.card.title for each in told), *(card.title for card in cards)}
    assert {True} == {each.refused for each in told}
    assert (() , [], 0, {}) == (
        await channel.teammate.search("PAY", ELSEWHERE), channel.assistant.asked, channel.look.times, channel.chat.roots,
    )  # fmt: skip


async def test_a_person_of_another_company_is_refused_in_their_language(channel):
    """Where nothing is configured, only the own company may ask."""
    stranger = replace(BOB, external=True)
    assert (await channel.teammate.refusal(stranger)).startswith("I only answer people from this company.")
    assert None is await channel.teammate.refusal(BOB)


@pytest.mark.parametrize("channel", [ONLY_C1], indirect=True)
async def test_the_agent_works_within_what_the_asker_sees(channel):
    """What is seen holds while the answer is made, and not where it is read."""
    seen_here = [scope_now() async for _ in channel.teammate.ask("x", ANA, conversation="c")]
    assert [Sight(jobs=("PAY_*",))] == [scope.of("default") for scope in channel.assistant.scopes]
    assert {EVERYTHING} == set(seen_here)


@pytest.mark.parametrize("channel", [ONLY_C1 + '[[access]]\nchannels = "C9"'], indirect=True)
async def test_two_who_ask_at_once_see_each_their_own(channel):
    """One turn's rights never reach into another's."""
    questions = [channel.ask("a", ANA, "c1"), channel.ask("b", replace(ANA, channel="C9"), "c9")] * 1
    await asyncio.gather(*questions)
    sights = {q.text: s.of("default") for q, s in zip(channel.assistant.asked, channel.assistant.scopes, strict=True)}
    assert {"a": Sight(jobs=("PAY_*",)), "b": Sight()} == sights


@pytest.mark.parametrize("channel", ['[[access]]\nenvironments = "prod"'], indirect=True)
async def test_rights_to_environments_that_are_none_are_no_rights(channel):
    """Who sees no environment that there is may not ask."""
    assert None is not await channel.teammate.refusal(ANA)


async def test_whoever_leaves_early_leaves_nothing_running(channel):
    """An answer that nobody waits for is not worked on any more."""
    events = channel.teammate.ask("x", ANA, conversation="c")
    await anext(events)
    await events.aclose()
    assert 1 == len(asyncio.all_tasks())


async def test_the_language_is_the_one_chosen_and_outlives_a_restart(channel):
    """Chosen before the platform's, the platform's before that of the settings."""
    nobody = replace(ANA, user="U9", language=None)
    before = [await channel.languages.of(one) for one in (ANA, BOB, nobody)]
    await channel.teammate.choose_language(ANA, "en")
    await channel.teammate.choose_language(BOB, "klingon")
    await channel.restart()
    after = [await channel.languages.of(one) for one in (ANA, BOB, nobody)]
    assert (["pt", "en", "pt"], ["en", "en", "pt"]) == (before, after)


async def test_an_event_is_new_once_also_after_a_restart(channel):
    """Keys are remembered for a day, and not for longer."""
    long = "k" * 900
    first = [await channel.teammate.first_time(key) for key in ("a", "a", long, long)]
    await channel.restart()
    again = [await channel.teammate.first_time(key) for key in ("a", long, "b")]
    channel.pass_seconds(25 * 3600)
    assert [True, False, True, False] == first
    assert [False, False, True] == again
    assert True is await channel.teammate.first_time("a")
    async with channel.store.reading() as connection:
        assert 1 == (await connection.execute(sql("SELECT COUNT(*) FROM seen"))).scalar()


async def test_the_same_event_on_two_ways_at_once_is_new_for_one(channel):
    """A message and a mention of the same words are one."""
    assert [False, True] == sorted(await asyncio.gather(*(channel.teammate.first_time("m1") for _ in range(2))))


async def test_while_the_store_is_silent_events_are_told_apart_all_the_same(channel):
    """Work is done once rather than never."""
    await channel.store.close()
    async with channel.store.writing() as connection:
        await connection.execute(sql("DROP TABLE seen"))
    assert [True, False, True] == [await channel.teammate.first_time(key) for key in ("a", "a", "b")]


async def test_what_people_think_of_an_answer_is_kept_without_its_words(channel):
    """A hash of the question and the tools are kept; the last word of a person stands alone."""
    await channel.ask("senha=hunter2 how is PAY_CALC?")
    for good in (False, True):
        await channel.teammate.judge("slack:T1:C1:1", ANA, good=good)
    await channel.teammate.judge("slack:T1:C1:1", BOB, good=False)
    async with channel.store.reading() as connection:
        rows = [dict(row._mapping) for row in await connection.execute(sql("SELECT * FROM judgements"))]
    assert [0, 1] == sorted(row["good"] for row in rows)
    assert {'["job_status"]'} == {row["tools"] for row in rows}
    assert "hunter2" not in str(rows)


async def test_a_text_that_names_a_job_gives_its_diagnosis(channel):
    """The job is found in any words, by its name or by its key."""
    channel.plan.put(fake_job("PAY_CALC"), fake_job("PAY_LOAD", "SUCC"))
    by_name = await channel.teammate.diagnose("gente, o PAY_CALC caiu de novo?!", ANA)
    by_key = await channel.teammate.diagnose("look at PAY_WKS#PAYROLL.PAY_CALC please", BOB)
    assert ["ABEND" in told.card.title and "PAY_CALC" in told.card.title for told in (by_name, by_key)] == [True, True]
    assert ("pt", "en") == (by_name.language, by_key.language)


async def test_a_text_that_quotes_an_error_gives_what_the_sheet_says(channel):
    """Where no job is named, the words go to the sheet as they are."""
    channel.knowledge.verdict = "possible"
    told = await channel.teammate.diagnose("ORA-01555: snapshot too old", BOB)
    assert ["ORA-01555: snapshot too old"] == channel.knowledge.asked
    assert "ORA-01555" in told.card.title


async def test_a_mail_about_a_job_that_runs_again_is_answered_with_the_error_that_it_quotes(channel):
    """The job first; the quoted error's row below it where it is known, and where the job's own log led to none."""
    channel.plan.put(fake_job("PAY_CALC"))
    channel.diagnosing.is_known = False
    told = []
    for verdict, is_known in (("known", False), ("possible", False), ("known", True)):
        channel.knowledge.verdict, channel.diagnosing.is_known = verdict, is_known
        told.append(plain_text((await channel.teammate.diagnose("PAY_CALC: ORA-01555", BOB)).card, "en"))
    assert [True, False, False] == ["Enlarge the undo" in words for words in told]
    assert [True] * 3 == ["PAY_CALC" in words.split("\n")[0] for words in told]


async def test_nothing_found_and_could_not_ask_are_two_answers(channel):
    """Idle words are said to hold nothing, which nobody needs to post for all; a silent HWA is said to be silent."""
    told = await channel.teammate.diagnose("bom dia, pessoal", ANA)
    nothing = told.card.title
    assert told.refused
    channel.silence()
    silent = (await channel.teammate.diagnose("PAY_CALC?", ANA)).card.title
    assert nothing.startswith("Não achei nome de job")
    assert "HWA" in silent
    assert nothing != silent


async def test_what_is_searched_begins_with_the_letters_and_then_holds_them(channel):
    """A compose box gets lines and cards, from two bounded queries, and why there are none while HWA is silent."""
    channel.plan.put(*(fake_job(name, "SUCC") for name in ("CALC_A", "PAY_CALC", "OTHER")))
    channel.plan.asked.clear()
    found = await channel.teammate.search("calc", BOB, limit=5)
    assert (["CALC_A · SUCC (rc 0) · PAYROLL", "PAY_CALC · SUCC (rc 0) · PAYROLL"], ["jobs", "jobs"]) == (
        [line for line, _ in found], channel.plan.asked,
    )  # fmt: skip
    assert "CALC_A" in plain_text(found[0][1], "en")
    channel.silence()
    ((line, card),) = await channel.teammate.search("calc", BOB)
    assert ("I could not reach HWA.", line) == (line, card.title)


async def test_without_letters_the_jobs_in_error_are_offered(channel):
    """An empty box shows what most people look for."""
    channel.plan.put(fake_job("PAY_CALC"), fake_job("PAY_LOAD", "SUCC"))
    assert ["PAY_CALC · ABEND (rc 8) · PAYROLL"] == [line for line, _ in await channel.teammate.search(" ", ANA)]


@pytest.mark.parametrize("letters", ["it's", "\x00", "a" * 5000, "*", "@?", "ção 🙂"])
async def test_any_letters_can_be_searched(channel, letters):
    """Nothing that a person types raises."""
    assert () == await channel.teammate.search(letters, ANA)


async def test_home_shows_health_alerts_and_this_persons_watches(channel):
    """Only the watches that this person asked for stand there, on whichever conversation."""
    await channel.abended("PAY_CALC")
    job = fake_job("PAY_LOAD", "EXEC")
    channel.plan.put(job)
    for conversation, asker in (("slack:T1:C1:1", "U1"), ("slack:T1:D9:2", "U1"), ("slack:T1:C1:1", "U2")):
        other = replace(job, id=f"id-{conversation}-{asker}", name=f"W_{asker}_{conversation[9]}")
        await channel.alerts.watches.add([other], conversation=conversation, language="pt", asker=asker)
    home = plain_text(await channel.teammate.home(ANA), "pt")
    assert ["W_U1_C", "W_U1_D"] == [word for word in ("W_U1_C", "W_U1_D", "W_U2_C") if word in home]
    assert "Idioma: português" in home
    assert "PAY_CALC" in home


async def test_a_silent_store_is_said_and_never_raised(channel):
    """Every way in answers while the database is gone; what needs none of it works."""
    await channel.abended("PAY_CALC")
    async with channel.store.writing() as connection:
        for table in ("incidents", "subscriptions", "boards", "people", "judgements", "watches", "mutes"):
            await connection.execute(sql(f"DROP TABLE {table}"))
    told = [
        await channel.command("alerts on"),
        await channel.command("board"),
        await channel.command("mute PAY_* 1h"),
        await channel.teammate.press("take", "x", ANA),
    ]
    assert {"Não consegui ler nem gravar os meus próprios dados agora. Tente de novo em instantes."} == {
        each.card.title for each in told
    }
    assert () == await channel.teammate.solutions("x", ANA)
    await channel.teammate.judge("c", ANA, good=True)
    await channel.teammate.choose_language(ANA, "en")
    await channel.teammate.home(ANA)
    assert isinstance((await channel.ask("x"))[-1], Answer)


async def test_a_board_on_the_wall_costs_hwa_one_look_however_many_watch(channel):
    """Sixty viewers in both languages within the time are one look; after it, one more."""
    viewers = [replace(visitor, user=f"U{n}") for n in range(30) for visitor in (ANA, BOB)]
    cards = await asyncio.gather(*(channel.teammate.board(viewer) for viewer in viewers))
    assert (1, 2) == (channel.look.times, len({card.title for card in cards}))
    channel.pass_seconds(30)
    await asyncio.gather(*(channel.teammate.board(viewer) for viewer in viewers))
    assert 2 == channel.look.times


async def test_sixty_viewers_of_a_silent_hwa_are_one_look_too(channel):
    """What goes wrong is not asked again by each of them."""
    channel.look.trouble = TwsConnectionError("refused")
    await asyncio.gather(*(channel.teammate.board(ANA) for _ in range(60)))
    assert 1 == channel.look.times


@pytest.mark.parametrize("channel", [RULES_OF_TWO], indirect=True)
async def test_a_board_that_is_looked_at_is_of_its_own_environment(channel):
    """Also after a restart; who does not see that environment is refused, and one that is known no more has ended."""
    await channel.command("painel")
    board = channel.chat.told[0].message.incident
    await channel.restart()
    mine, theirs = [await channel.teammate.board(who, board=board) for who in (ANA, replace(ANA, channel="C2"))]
    assert ("saud" in mine.title, theirs.title[:18]) == (True, "Você não tem acesso"[:18])
    await channel.command("painel desligar")
    over = [await channel.teammate.board(ANA, board=each) for each in (board, "board-gone")]
    assert {"Este painel foi encerrado."} == {card.title for card in over}


async def test_a_board_that_is_looked_at_says_since_when_it_stands_still(channel):
    """The last content stays, with the time of its data."""
    channel.look.report = health(verdict="bad", in_error=(fake_job(),), in_error_total=1)
    await channel.teammate.board(ANA)
    channel.silence()
    channel.pass_seconds(600)
    card = await channel.teammate.board(ANA)
    assert "Parado desde 00:12 -03: O ambiente tem problemas: 1 job em erro" == card.title.replace("BRT", "-03")


def test_the_teammate_is_one():
    """It has every method of the port, with the same arguments."""
    import inspect

    from bot.channel.teammate import ChannelTeammate
    from bot.ports import Teammate

    methods = [name for name, _ in inspect.getmembers(Teammate, inspect.isfunction) if not name.startswith("_")]
    wanted = {name: [*inspect.signature(getattr(Teammate, name)).parameters] for name in methods}
    assert wanted == {name: [*inspect.signature(getattr(ChannelTeammate, name)).parameters] for name in methods}


async def test_a_command_is_a_question_for_the_agent_or_an_answer_of_its_own(channel):
    """Questions come back to be asked; help and what lacks a part are answered."""
    job, help_, part = await channel.command("job PAY_CALC"), await channel.command(""), await channel.command("log")
    assert ("status do job PAY_CALC", "", "") == (job.question, help_.question, part.question)
    assert "Falta o nome. É assim: /tws log NOME" == part.card.title


@pytest.mark.parametrize(
    ("platform", "expected"), [("slack", "/tws log NAME"), ("teams", "@Resync log NAME"), ("web", "log NAME")]
)
async def test_commands_are_told_as_they_are_typed_there(channel, platform, expected):
    """Each platform has its own way to begin one."""
    card = (await channel.command("help", Visitor(platform=platform, language="en"))).card
    assert expected in plain_text(card, "en")
