"""At night nobody asks: what the team's channel hears, and what its people do with it."""

from __future__ import annotations

from bot.structure_file import structure_of

JOB = "PAY_CALC_NET"


def told(team, root) -> str:
    """All that stands on a card and below it."""
    return " ".join(team.words(each) for each in (root, *team.thread(root)))


async def test_an_abend_is_one_card_with_its_explanation_and_buttons(team):
    """Error line, sheet row, owner and what waits behind it stand there, with what can be pressed."""
    await team.house.look()
    root = await team.house.abend(JOB)
    words = ("ORA-01555", "knowledge.xlsx", "Equipe", "FINAL_BATCH_PAYROLL")
    assert [True] * 4 == [word in told(team, root) for word in words]
    assert {"take", "snooze", "ask"} <= team.actions(root)


async def test_the_card_tells_its_life_in_place_and_the_thread_the_story(team):
    """Taken, then recovered: one card, edited, in words and not in colours alone; the thread says who."""
    await team.house.look()
    root = await team.house.abend(JOB)
    as_opened = team.words(root)
    await team.press(root, "take")
    taken = team.words(root)
    await team.house.control("recover", job=JOB)
    await team.house.pass_time(60)
    await team.house.settle()
    assert 3 == len({as_opened, taken, team.words(root)})
    assert (True, [root]) == (team.names["ana"] in taken, team.roots(JOB))
    assert team.names["ana"] in " ".join(team.words(each) for each in team.thread(root))


async def test_two_people_press_and_the_second_hears_who_has_it(team):
    """The second press changes nothing, and whoever pressed is told the first one's name in their language."""
    await team.house.look()
    root = await team.house.abend(JOB)
    await team.press(root, "take")
    heard = await team.press(root, "take", by="rui")
    assert (True, False) == (team.names["ana"] in heard, team.names["rui"] in team.words(root).split())


async def test_a_press_that_is_handed_over_twice_is_one(team):
    """It adds nothing to the thread."""
    await team.house.look()
    root = await team.house.abend(JOB)
    await team.press(root, "take")
    before = told(team, root)
    await team.press_again()
    assert before == told(team, root)


async def test_what_fixed_it_is_asked_with_the_sheets_rows_and_told_in_the_thread(team):
    """The person's own words stand below the card."""
    await team.house.look()
    root = await team.house.abend(JOB)
    await team.press(root, "take")
    asked = await team.tell_what_fixed_it(root, "aumentei o UNDO e rodei de novo")
    assert [True, True] == ["Incidentes" in asked, "aumentei o UNDO" in told(team, root)]


async def test_the_log_of_a_card_is_shown_in_its_thread(team):
    """A button that asks is answered below the card."""
    await team.house.look()
    root = await team.house.abend(JOB)
    answer = await team.press_log(root)
    assert (True, True) == (answer in team.thread(root), JOB in team.words(answer))


async def test_in_the_thread_of_an_alert_its_job_is_meant(team):
    """Nobody types the name again: owner, log and impact are those of the alert's job."""
    await team.house.look()
    root = await team.house.abend(JOB)
    owner = await team.go_on(root, "quem é o dono?")
    log = await team.go_on(root, "e o log?")
    assert [True, True] == [word in team.words(each) for word, each in (("Equipe", owner), (JOB, log))]


async def test_a_snooze_says_who_and_until_when(team):
    """On the card or below it."""
    await team.house.look()
    root = await team.house.abend(JOB)
    await team.press(root, "snooze")
    assert [True, True] == [word in told(team, root) for word in (team.names["ana"], "04:1")]


async def test_after_a_restart_the_old_card_still_lives(hwa, tmp_path, platform):
    """Another process edits the card that the one before it posted, its buttons work, and nothing is told twice."""
    async with platform.opened(hwa, tmp_path) as team:
        await team.house.look()
        root = await team.house.abend(JOB)
    async with platform.opened(hwa, tmp_path) as team:
        await team.house.settle()
        await team.press(root, "take")
        await team.house.look()
        assert ([root], True) == (team.roots(JOB), team.names["ana"] in team.words(root))


async def test_who_wants_to_be_told_is_called_in_the_same_thread(team):
    """ "avise quando terminar" calls the asker, where they asked, when the job has ended."""
    answer = await team.ask(f"avise quando {JOB} terminar")
    await team.house.control("recover", job=JOB)
    await team.house.pass_time(180)
    await team.house.look()
    await team.house.settled()
    heard = [each for each in team.thread(answer) if "ana" in team.called(each)]
    assert [True] == [JOB in team.words(each) for each in heard]


async def test_a_channel_hears_what_it_switched_on_and_until_it_is_switched_off(hwa, tmp_path, platform):
    """One job's alerts and no other's, also after a restart; in both languages."""
    async with platform.opened(hwa, tmp_path) as team:
        await team.house.look()
        assert f"alertas de {JOB}" in await team.command(f"alertas ligar {JOB}", where=team.other)
    async with platform.opened(hwa, tmp_path) as team:
        await team.house.look()
        await team.house.abend(JOB)
        assert 1 == len(team.roots("ABEND", team.other))
        assert "no longer come" in await team.command("alerts off", where=team.other)
        await team.house.control("recover", job=JOB)
        await team.house.pass_time(60)
        await team.house.settle()
        heard = len(team.roots("", team.other))
        await team.house.control("abend", job=JOB)
        await team.house.pass_time(1)
        await team.house.settle()
        assert heard == len(team.roots("", team.other))


async def test_what_is_muted_is_not_told_until_the_mute_ends(team):
    """Nobody is woken by it; once the mute is taken back, it is told."""
    await team.house.look()
    assert JOB in await team.command(f"mute {JOB} for 2 hours disk swap")
    await team.house.control("abend", job=JOB)
    await team.house.pass_time(1)
    await team.house.settle()
    assert [] == team.roots(f"ABEND: {JOB}")
    await team.command(f"unmute {JOB}")
    for _ in range(6):
        await team.house.pass_time(1)
        await team.house.settle()
        if team.roots(f"ABEND: {JOB}"):
            break
    assert 1 == len(team.roots(f"ABEND: {JOB}"))


async def test_rules_decide_who_asks_where_and_what_they_see(hwa, tmp_path, platform):
    """With a rule for one channel, another is refused, and that one sees nothing but its own jobs."""
    async with platform.opened(hwa, tmp_path) as team:
        rule = {"platform": team.platform, "channels": [team.other], "jobs": ["PAY_*"]}
    rules = structure_of({"access": [rule]})
    async with platform.opened(hwa, tmp_path, {"structure": rules}) as team:
        refused = await team.ask(f"status do job {JOB}")
        own = await team.ask(f"status do job {JOB}", where=team.other)
        hidden = await team.ask("status do job BIL_RATING_MES", where=team.other)
        assert [False, True] == [JOB in team.words(each) for each in (refused, own)]
        assert "Não há job BIL_RATING_MES" in team.words(hidden)
