"""At night nobody asks: what #ops hears, and what the people there do with it."""

from __future__ import annotations

from adapters.slack.socket_mode import Watch
from tests.scenarios.slack.conftest import OPS, SlackHouse, opened
from tws.models import JobQuery

JOB = "PAY_CALC_NET"


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
