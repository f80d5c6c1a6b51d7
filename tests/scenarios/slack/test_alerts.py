"""At night nobody asks: what #ops hears, and what the people there do with it."""

from __future__ import annotations

from adapters.slack.socket_mode import Watch
from tests.adapters.slack.fake.records import Message
from tests.scenarios.slack.conftest import OPS, SlackHouse, opened
from tws.models import JobQuery

JOB = "PAY_CALC_NET"


def thread_of(house: SlackHouse, root: Message) -> str:
    return " ".join(each.shown for each in house.fake.channel(OPS).thread(root))


async def test_an_abend_is_one_root_message_with_its_explanation_and_buttons(slack_house):
    """Error line, sheet row, owner and what waits behind it stand on one card, with what can be pressed."""
    await slack_house.look()
    root = await slack_house.abend(JOB)
    told = root.shown + thread_of(slack_house, root)
    assert [True] * 4 == [word in told for word in ("ORA-01555", "knowledge.xlsx", "Equipe", "FINAL_BATCH_PAYROLL")]
    actions = {each["action_id"].split(":")[0] for each in root.buttons}
    assert {"take", "snooze", "ask"} <= actions


async def test_the_card_tells_its_life_in_place_and_the_thread_the_story(slack_house):
    """Taken, then recovered: one root message, edited, in words and not in colours alone; the thread says who."""
    await slack_house.look()
    root = await slack_house.abend(JOB)
    opened_as = root.shown
    await slack_house.press(root, "take")
    taken = root.shown
    await slack_house.control("recover", job=JOB)
    await slack_house.pass_time(60)
    await slack_house.settle()
    assert 3 == len({opened_as, taken, root.shown})
    assert ["🔴" in opened_as, "operator" in taken, "🟢" in root.shown] == [True] * 3
    assert "operator" in thread_of(slack_house, root)
    assert [root] == slack_house.roots_of(JOB)


async def test_two_people_press_and_the_second_hears_who_has_it(slack_house):
    """The second press changes nothing, and whoever pressed is told the first one's name."""
    fake = slack_house.fake
    await slack_house.look()
    root = await slack_house.abend(JOB)
    await slack_house.press(root, "take", user="U0OPERATOR")
    await slack_house.press(root.versions[-1], "take", user="U0NIGHT")
    whispered = [each for each in fake.channel(OPS).ephemeral if each.ephemeral_to == "U0NIGHT"]
    assert "operator" in whispered[-1].shown
    assert "night" not in root.shown.split()


async def test_a_press_that_slack_delivers_twice_is_one(slack_house):
    """ "I'm on it" handed over again by Slack adds nothing to the thread."""
    await slack_house.look()
    root = await slack_house.abend(JOB)
    await slack_house.press(root, "take")
    before = len(slack_house.fake.channel(OPS).thread(root))
    await slack_house.fake.redeliver()
    await slack_house.deliver()
    assert before == len(slack_house.fake.channel(OPS).thread(root))


async def test_what_fixed_it_is_asked_in_a_dialogue_and_told_in_the_thread(slack_house):
    """ "Solved by…" opens a dialogue with the sheet's rows; what is sent stands in the incident's thread."""
    fake = slack_house.fake
    await slack_house.look()
    root = await slack_house.abend(JOB)
    await slack_house.press(root, "take")
    await fake.press(root, _other_solution(root))
    dialogue = (await fake.until(lambda: fake.modals))[0]
    assert "Incidentes" in dialogue.shown
    await fake.submit(dialogue, {"words": "aumentei o UNDO e rodei de novo"})
    await slack_house.deliver()
    assert "aumentei o UNDO" in thread_of(slack_house, root) + root.shown
    assert [] == fake.modals


async def test_the_log_of_a_card_is_shown_in_its_thread(slack_house):
    """A button that asks is answered under the card."""
    await slack_house.look()
    root = await slack_house.abend(JOB)
    before = {each.ts for each in slack_house.fake.channel(OPS).thread(root)}
    log = next(each for each in root.buttons if each["action_id"].startswith("ask") and "log" in each["value"].lower())
    await slack_house.press(root, log["value"])
    new = [each for each in slack_house.fake.channel(OPS).thread(root) if each.ts not in before]
    assert 1 == len(new)
    assert JOB in new[0].shown


async def test_who_wants_to_be_told_is_mentioned_in_the_same_thread(slack_house):
    """ "avise quando terminar" calls the asker, where they asked, when the job has ended."""
    fake = slack_house.fake
    answer = await slack_house.ask_in(OPS, f"avise quando {JOB} terminar")
    await slack_house.control("recover", job=JOB)
    await slack_house.pass_time(180)
    await slack_house.look()
    await slack_house.settled()
    told = [each for each in fake.channel(OPS).thread(answer) if "U0OPERATOR" in each.mentioned]
    assert [True] == [JOB in each.shown for each in told]


async def test_a_throttled_slack_delays_a_card_and_loses_nothing(slack_house):
    """429 with Retry-After: the card comes later, once, and nothing else is called meanwhile in that channel."""
    fake = slack_house.fake
    await slack_house.look()
    throttled = fake.fail("chat.postMessage", status=429, times=1_000)
    await slack_house.control("abend", job=JOB)
    await slack_house.pass_time(1)
    await slack_house.settle()
    assert [] == slack_house.roots_of(JOB)
    throttled.times = 0
    await slack_house.pass_time(10)
    await _deliver_until_told(slack_house)
    assert "min" in slack_house.root_of(JOB).blocks[1]["elements"][0]["elements"][0]["text"]


async def test_a_500_before_or_after_slack_took_the_card_leaves_exactly_one(slack_house):
    """Slack says 500 to two cards, one of which it took: each incident has one root message in the end."""
    fake = slack_house.fake
    await slack_house.look()
    fake.fail("chat.postMessage", status=500, taken=True)
    fake.fail("chat.postMessage", status=503, taken=False)
    for job, error in ((JOB, "disk_full"), ("BIL_RATING_MES", "ldap")):
        await slack_house.control("abend", job=job, signature=error)
    await slack_house.pass_time(1)
    await slack_house.settle()
    for _ in range(3):
        await slack_house.pass_time(10)
        await slack_house.settle()
    assert [1, 1] == [len(slack_house.roots_of(job)) for job in (JOB, "BIL_RATING_MES")]


async def test_after_a_restart_the_old_card_still_lives(hwa, tmp_path, fake):
    """Another process edits the card that the one before it posted, its buttons work, and nothing is told twice."""
    async with opened(hwa, tmp_path, fake) as house:
        await house.look()
        root = await house.abend(JOB)
    fake.clock.advance(60)
    async with opened(hwa, tmp_path, fake) as house:
        await house.settle()
        await house.press(root, "take")
        await house.look()
        assert ([root], True) == (house.roots_of(JOB), "operator" in root.shown)


async def test_an_event_that_comes_again_after_a_restart_is_not_answered_again(hwa, tmp_path, fake):
    """What was answered before the restart is known after it."""
    async with opened(hwa, tmp_path, fake) as house:
        answer = await house.ask_in(OPS, f"status do job {JOB}")
        await house.settled()
        delivery = fake.last
    async with opened(hwa, tmp_path, fake) as house:
        fake.last = delivery
        await fake.redeliver()
        await house.settled()
        assert 1 == len([each for each in fake.channel(OPS).thread(answer) if each.by_bot])


async def test_a_socket_that_is_open_and_silent_is_replaced(hwa, tmp_path, fake):
    """Over HTTP there is none to replace; in Socket Mode people are answered again, without a restart."""
    async with opened(hwa, tmp_path, fake, watch=Watch(silence=1.0, look=0.2)) as house:
        fake.sockets.silence()
        if fake.mode == "socket":
            await fake.until(lambda: fake.sockets.opened > 1)
        answer = await house.ask_in(OPS, f"status do job {JOB}")
        assert JOB in answer.shown


def _other_solution(root: Message) -> str:
    """The button that asks what fixed it; the others name a row of the sheet themselves."""
    return next(
        each["action_id"]
        for each in root.buttons
        if each["action_id"].startswith("solved") and "|" not in each["value"]
    )


async def _deliver_until_told(house: SlackHouse) -> None:
    for _ in range(20):
        await house.settle()
        if house.roots_of(JOB):
            return
        await house.pass_time(1)


async def test_a_storm_is_few_messages_within_slacks_rate_and_forgets_no_job(slack_house):
    """Sixty ABENDs in a minute: some cards and one for the rest, no call that Slack had to throttle, all are known."""
    fake = slack_house.fake
    await slack_house.look()
    before = len(fake.channel(OPS).roots)
    well = await slack_house.running.master.jobs(JobQuery(internal_statuses=("SUCC",)), limit=60)
    names = {job.name for job in well.records}
    for name in names:
        await slack_house.control("abend", job=name)
    await slack_house.pass_time(1)
    for _ in range(3):
        await slack_house.settle()
    opened_now = await slack_house.alerts.book.open_incidents()
    assert set() == names - {incident.job_name for incident in opened_now}
    assert len(fake.channel(OPS).roots) - before < 30
    assert [] == [each for each in fake.calls if each.status == 429]
