"""What a team does with Resync in its channels beside asking: commands, board, home, subscriptions, shortcut."""

from __future__ import annotations

from bot.structure_file import structure_of
from tests.adapters.slack.fake.records import Message
from tests.scenarios.slack.conftest import OPS, SlackHouse, opened

JOB = "PAY_CALC_NET"
TEAM = "C0TEAM"


async def whispered(house: SlackHouse, text: str, channel: str = OPS, user: str = "U0OPERATOR") -> str:
    """What one person is shown after a command."""
    before = len(house.fake.channel(channel).ephemeral)
    ack = await house.fake.command(text, channel, user)
    assert ack.ok
    await house.settled()
    return " ".join(each.shown for each in house.fake.channel(channel).ephemeral[before:])


COMMANDS = (
    *("saude", "health", "job PAY_CALC_NET", "falhas", "errors", "porque PAY_CALC_NET", "why PAY_CALC_NET"),
    *("log PAY_CALC_NET", "fluxo PAYROLL", "stream PAYROLL", "agentes", "agents", "turno", "handover"),
    *("avise PAY_CALC_NET", "watch PAY_CALC_NET", "quem é o dono do PAY_CALC_NET?"),
)


async def test_help_names_every_command_in_the_persons_language(slack_house):
    """The commands are listed as that person types them."""
    portuguese = await whispered(slack_house, "ajuda", user="U0OPERATOR")
    english = await whispered(slack_house, "help", user="U0NIGHT")
    assert [True, False] == ["/tws saúde" in portuguese, "/tws health" in portuguese]
    assert [False, True] == ["/tws saúde" in english, "/tws health" in english]


async def test_each_command_is_answered_to_one_person_with_a_button_to_post_it(slack_house):
    """No command is without an answer, none is seen by others, and each can be posted."""
    for words in COMMANDS:
        assert await whispered(slack_house, words), words
        shown = slack_house.fake.channel(OPS).ephemeral[-1]
        assert "share:0" in [each["action_id"] for each in shown.buttons], words
    assert [] == slack_house.fake.channel(OPS).from_bot


async def test_commands_of_its_own_are_answered_in_both_languages(slack_house):
    """Alerts, board, mutes and help are done by their words in either language, and each says what came of it."""
    said = {
        words: await whispered(slack_house, words, TEAM) + " ".join(each.shown for each in public(slack_house, TEAM))
        for words in ("alertas on PAY*", "alerts", "alerts off PAY*", "silenciar TEST_* 2h manutenção", "ajuda", "help")
    }
    assert [] == [words for words, shown in said.items() if not shown]
    assert [True, True, True] == [
        "PAY*" in said["alertas on PAY*"],
        "PAY*" in said["alerts"],
        "TEST_*" in said["silenciar TEST_* 2h manutenção"],
    ]


def public(house: SlackHouse, channel: str) -> list[Message]:
    return house.fake.channel(channel).from_bot


async def test_a_board_is_one_message_that_edits_itself_only_when_something_changed(slack_house):
    """Posted once; refreshed without news it is not touched; after an ABEND it shows it in place."""
    fake = slack_house.fake
    await slack_house.look()
    await whispered(slack_house, "painel", TEAM)
    board = fake.channel(TEAM).from_bot[0]
    before = board.shown
    await slack_house.running.channels.boards.refresh()
    assert ([board], []) == (fake.channel(TEAM).from_bot, board.versions)
    slack_house.running.channels.boards._statuses._seconds = 0  # as if the half minute was over each time
    await slack_house.control("abend", job=JOB)
    await slack_house.pass_time(6)
    await slack_house.look()
    await _refresh_until(slack_house, lambda: board.versions)
    assert (True, [board]) == (before != board.shown, fake.channel(TEAM).from_bot)


async def test_a_board_lives_on_after_a_restart_and_says_since_when_hwa_is_silent(hwa, tmp_path, fake):
    """Another process edits the same message, which tells that what it shows is old."""
    async with opened(hwa, tmp_path, fake) as house:
        await house.look()
        await whispered(house, "painel", TEAM)
    board = fake.channel(TEAM).from_bot[0]
    async with opened(hwa, tmp_path, fake) as house:
        await house.control("fault", status=503, **{"for": 3600})
        await _refresh_until(house, lambda: board.versions)
        assert ([board], True) == (fake.channel(TEAM).from_bot, "desde" in board.shown.lower())


async def test_alerts_on_brings_a_channel_what_it_asked_for_and_off_ends_it(slack_house):
    """A channel that asks for one job's alerts hears of that job and of no other."""
    fake = slack_house.fake
    await slack_house.look()
    await whispered(slack_house, f"alertas on {JOB}", TEAM)
    heard_before = len(fake.channel(TEAM).from_bot)
    await slack_house.abend(JOB)
    told = fake.channel(TEAM).from_bot[heard_before:]
    assert [JOB in each.title for each in told if each.thread_ts is None] == [True]
    await whispered(slack_house, "alertas off", TEAM)
    await slack_house.control("recover", job=JOB)
    await slack_house.pass_time(60)
    await slack_house.settle()
    heard = len(fake.channel(TEAM).roots)
    await slack_house.control("abend", job=JOB)
    await slack_house.pass_time(1)
    await slack_house.settle()
    assert heard == len(fake.channel(TEAM).roots)


async def test_home_shows_health_and_takes_a_language(slack_house):
    """Opened, the Home is there; pressed, its language changes, and so does what is said to that person."""
    fake = slack_house.fake
    await fake.open_home("U0OPERATOR")
    portuguese = (await fake.until(lambda: fake.slack.homes.get("U0OPERATOR"))).shown
    await slack_house.press(fake.home("U0OPERATOR"), "en")
    english = fake.home("U0OPERATOR").shown
    assert portuguese != english
    assert "health" in await whispered(slack_house, "help")


async def test_the_messages_tab_suggests_what_to_ask(slack_house):
    """Opening the talk with the app shows at most four prompts, in the person's language."""
    fake = slack_house.fake
    await fake.open_home("U0NIGHT", tab="messages")
    await slack_house.settled()
    prompts = next(iter(fake.slack.prompts.values()))
    assert 1 <= len(prompts) <= 4
    assert "health" in str(prompts)


async def test_the_shortcut_diagnoses_what_any_message_says(slack_house):
    """A monitoring mail with an error's text, written by somebody else, is diagnosed for who asks, alone."""
    fake = slack_house.fake
    message = await fake.say(OPS, "U0OTHERBOT", "nightly mail: ORA-01555: snapshot too old in PAY_CALC_NET <!channel>")
    await fake.shortcut(message, "diagnose")
    await slack_house.settled()
    told = fake.channel(OPS).ephemeral[-1]
    assert (True, []) == ("PAY_CALC_NET" in told.shown or "UNDO" in told.shown, told.mentioned)
    assert [] == fake.channel(OPS).from_bot


async def test_invited_into_a_channel_it_says_once_what_it_can_do(slack_house):
    """The greeting stands there once, even where Slack tells of the invitation twice."""
    fake = slack_house.fake
    await fake.join("C0AWAY")
    await fake.redeliver()
    await slack_house.settled()
    assert 1 == len(fake.channel("C0AWAY").from_bot)


async def test_a_snoozed_card_is_quiet_and_says_until_when(slack_house):
    """Snooze is told on the card or in its thread, and presses by two people are one snooze."""
    await slack_house.look()
    root = await slack_house.abend(JOB)
    await slack_house.press(root, "snooze")
    told = " ".join(each.shown for each in slack_house.fake.channel(OPS).thread(root))
    assert "operator" in root.shown + told


async def test_a_guest_gets_no_command_no_press_and_no_home(slack_house):
    """Somebody of another company sees nothing of the plan by any way in, and changes nothing."""
    fake = slack_house.fake
    await slack_house.look()
    root = await slack_house.abend(JOB)
    before = root.shown
    words = await whispered(slack_house, f"job {JOB}", "C0SHARED", user="U0GUEST")
    await fake.press(root, "take", user="U0GUEST")
    await fake.open_home("U0GUEST")
    await slack_house.deliver()
    assert (False, before) == (JOB in words, root.shown)
    assert JOB not in fake.home("U0GUEST").shown


async def _refresh_until(house: SlackHouse, claim) -> None:
    for _ in range(50):
        house.running.master.forget()
        await house.running.channels.boards.refresh()
        if claim():
            return
        await house.pass_time(6)


async def test_slack_may_try_the_address_that_it_will_send_events_to(slack_house):
    """The challenge that Slack sends before anything else is answered, which only HTTP has."""
    fake = slack_house.fake
    assert fake.mode == "socket" or await fake.verify()


async def test_rules_decide_who_asks_where_and_what_they_see(hwa, tmp_path, fake):
    """With a rule for one channel, another is refused, and that one sees nothing but its own jobs."""
    rules = structure_of({"access": [{"platform": "slack", "channels": [TEAM], "jobs": ["PAY_*"]}]})
    async with opened(hwa, tmp_path, fake, {"structure": rules}) as house:
        refused = await house.ask_in(OPS, f"status do job {JOB}")
        own = await house.ask_in(TEAM, f"status do job {JOB}")
        other = await house.ask_in(TEAM, "status do job BIL_RATING_MES")
    assert [False, True] == [JOB in each.shown for each in (refused, own)]
    assert "Não há job BIL_RATING_MES" in other.shown


async def test_the_owner_whom_the_sheet_names_is_called_once_when_the_thread_opens(hwa, tmp_path, fake):
    """`[owners]` says whom: they are mentioned on the new card, and by no edit of it."""
    rules = structure_of({"owners": {"Equipe": "slack:U0OWNER"}})
    async with opened(hwa, tmp_path, fake, {"structure": rules}) as house:
        house.alerts._diagnoses._patience = 30.0  # however busy this machine is: who owns it is known at once
        await house.look()
        root = await house.abend(JOB)
        called = (root.versions[0] if root.versions else root).mentioned
        await house.press(root, "take")
        assert (["U0OWNER"], []) == (called, root.mentioned)
