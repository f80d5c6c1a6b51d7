"""What a team does with Resync in its channels beside asking: commands, board, home, subscriptions, shortcut."""

from __future__ import annotations

from bot.structure_file import structure_of
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


async def test_each_command_is_answered_to_one_person_with_a_button_to_post_it(slack_house):
    """No command is without an answer, none is seen by others, and each can be posted."""
    for words in COMMANDS:
        assert await whispered(slack_house, words), words
        shown = slack_house.fake.channel(OPS).ephemeral[-1]
        assert "share:0" in [each["action_id"] for each in shown.buttons], words
    assert [] == slack_house.fake.channel(OPS).from_bot


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
    assert ([True] * 3, []) == (
        [each in told.shown for each in (JOB, "Solução conhecida para", "aumentar o undo")],
        told.mentioned,
    )
    assert [] == fake.channel(OPS).from_bot


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


async def test_slack_may_try_the_address_that_it_will_send_events_to(slack_house):
    """The challenge that Slack sends before anything else is answered, which only HTTP has."""
    fake = slack_house.fake
    assert fake.mode == "socket" or await fake.verify()


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
