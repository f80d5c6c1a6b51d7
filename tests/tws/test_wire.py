"""Hosts, retries, deadlines, credentials and the engine's clock."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from tests.tws.fake_hwa import ENGINE, NOW, FakeHwa, Ticks, client, page, v2, without_backoff
from tws.config import TwsConfig
from tws.deadline import within
from tws.errors import TwsAuthError, TwsConnectionError, TwsPlanError, TwsResponseError, TwsTimeoutError
from tws.models import JobQuery

TWO = ("https://one:31116", "https://two:31116")
REFUSED = httpx.ConnectError("refused")


def hosts(fake: FakeHwa) -> list[str]:
    return [request.url.host for request in fake.asked]


async def test_user_and_password_are_sent_as_basic() -> None:
    """The header is the one that HTTP defines."""
    fake = v2()
    async with client(fake) as hwa:
        await hwa.engine()
    assert "Basic dHdzOnR3cw==" == fake.asked[0].headers["Authorization"]


async def test_an_api_key_wins() -> None:
    """Where both are given the key is sent."""
    fake = v2()
    async with client(fake, api_key="jwt") as hwa:
        await hwa.engine()
    assert "Bearer jwt" == fake.asked[0].headers["Authorization"]


def test_the_settings_do_not_show_secrets() -> None:
    """Neither password nor key stand in what is printed."""
    shown = repr(TwsConfig(urls=("https://h",), user="tws", password="S3cret", api_key="K3y"))
    assert ("S3cret" in shown, "K3y" in shown) == (False, False)


@pytest.mark.parametrize(
    "url", ["https://mdm:31116", "https://mdm:31116/", "https://mdm:31116/twsd", "https://mdm:31116/twsd/api/v2/"]
)
async def test_an_address_may_end_in_its_context(url: str) -> None:
    """The path is the client's own."""
    fake = v2()
    async with client(fake, urls=(url,)) as hwa:
        await hwa.engine()
    assert "https://mdm:31116/twsd/api/v2/engine/info" == str(fake.asked[0].url)


@pytest.mark.parametrize("urls", [(), ("mdm:31116",), ("ftp://mdm",), ("https://a:b@mdm",)])
def test_a_wrong_address_is_refused_at_once(urls: tuple[str, ...]) -> None:
    """Not when the first question is asked."""
    with pytest.raises(ValueError, match="address"):
        client(v2(), urls=urls)


def test_a_missing_ca_file_is_named() -> None:
    """The sentence names the setting."""
    from tws.client import TwsClient

    with pytest.raises(ValueError, match="TWS_CA_FILE"):
        TwsClient(TwsConfig(urls=("https://h",), ca_file="/nowhere.pem"))


async def test_cookies_are_not_kept() -> None:
    """A session that the server hands out is not sent back."""
    fake = v2(
        {"engine/info": lambda _: httpx.Response(200, json=ENGINE, headers={"Set-Cookie": "LtpaToken2=x; Path=/"})}
    )
    async with client(fake) as hwa:
        await hwa.engine()
        await hwa.engine()
    assert "Cookie" not in fake.asked[1].headers


@pytest.mark.parametrize(
    ("answer", "times"),
    [(503, 3), (500, 3), (REFUSED, 3), (httpx.ReadError("x"), 3), (400, 1), (401, 1), (404, 1), (429, 1), (405, 1)],
)
async def test_only_what_may_pass_is_tried_again(answer: object, times: int) -> None:
    """Connection errors and 5xx three times, 4xx once."""
    fake = v2({"plan/job": answer})
    with without_backoff():
        async with client(fake) as hwa:
            with pytest.raises(Exception, match="HWA"):
                await hwa.jobs(JobQuery())
    assert times == fake.paths().count("/twsd/api/v2/plan/job")


async def test_a_plan_that_is_extended_is_not_asked_again_at_once() -> None:
    """AWSJSY404E takes minutes."""
    fake = v2({"plan/job": httpx.Response(500, json={"messages": ["AWSJSY404E x"]})})
    async with client(fake) as hwa:
        with pytest.raises(TwsPlanError):
            await hwa.jobs(JobQuery())
    assert 1 == fake.paths().count("/twsd/api/v2/plan/job")


async def test_a_passing_fault_is_not_seen() -> None:
    """The second try answers."""
    answers = iter([503, page()])
    fake = v2(
        {"plan/job": lambda _: httpx.Response(503) if (a := next(answers)) == 503 else httpx.Response(200, json=a)}
    )
    with without_backoff():
        async with client(fake) as hwa:
            assert 0 == (await hwa.jobs(JobQuery())).total


async def test_the_next_host_answers_for_a_dead_one() -> None:
    """The dead one is then left alone for thirty seconds, and tried again after them."""
    fake, ticks = FakeHwa(), Ticks()
    fake.every = _by_host(one=REFUSED, two=ENGINE)
    with without_backoff():
        async with client(fake, urls=TWO, ticks=ticks) as hwa:
            for seconds in (0, 29, 31):
                ticks.seconds = seconds
                assert "two" == (await hwa.engine()).host
    assert ["one", "two", "two", "two"] == hosts(fake)


def _by_host(**answers: object):  # type: ignore[no-untyped-def]
    def answer(request: httpx.Request) -> httpx.Response:
        found = answers[request.url.host]
        if isinstance(found, Exception):
            raise found
        return httpx.Response(found, json={}) if isinstance(found, int) else httpx.Response(200, json=found)

    return answer


async def test_a_503_is_answered_by_the_other_host() -> None:
    """The retry goes to a host that this question has not tried."""
    fake = FakeHwa(every=_by_host(one=503, two=ENGINE))
    with without_backoff():
        async with client(fake, urls=TWO) as hwa:
            assert "two" == (await hwa.engine()).host


async def test_wrong_credentials_are_no_reason_for_another_host() -> None:
    """A 401 is the answer."""
    fake = FakeHwa(every=_by_host(one=401, two=ENGINE))
    async with client(fake, urls=TWO) as hwa:
        with pytest.raises(TwsAuthError):
            await hwa.engine()
    assert ["one"] == hosts(fake)


async def test_a_dead_master_costs_the_next_question_nothing() -> None:
    """While it rests nothing is sent, and the sentence says when it will be tried and why it rests."""
    fake = FakeHwa(every=REFUSED)
    with without_backoff():
        async with client(fake) as hwa:
            with pytest.raises(TwsConnectionError):
                await hwa.engine()
            asked = len(fake.asked)
            with pytest.raises(TwsConnectionError, match=r"cannot be reached. It is asked again in 2 s"):
                await hwa.jobs(JobQuery())
    assert asked == len(fake.asked)


async def test_a_master_that_is_back_is_found_by_itself() -> None:
    """After the rest one probe brings it back."""
    fake, ticks = FakeHwa(every=REFUSED), Ticks()
    with without_backoff():
        async with client(fake, ticks=ticks) as hwa:
            with pytest.raises(TwsConnectionError):
                await hwa.engine()
            fake.every, ticks.seconds = ENGINE, 2.5
            assert "10.2.8" == (await hwa.engine()).version


async def test_rests_grow_to_thirty_seconds() -> None:
    """2, 4, 8, 16, 30, 30: one probe each."""
    fake, ticks, rests = FakeHwa(every=REFUSED), Ticks(), []
    with without_backoff():
        async with client(fake, ticks=ticks) as hwa:
            for _ in range(6):
                with pytest.raises(TwsConnectionError):
                    await hwa.engine()
                rests.append(hwa._wire.hosts.all[0].rest_until - ticks.seconds)
                ticks.seconds += rests[-1]
    assert [2, 4, 8, 16, 30, 30] == rests
    assert 3 + 5 == len(fake.asked)


async def test_one_probe_answers_for_all_who_wait() -> None:
    """When the rest is over ten questions make one probe, and go on when it is answered."""
    fake, ticks = FakeHwa(every=REFUSED), Ticks()
    with without_backoff():
        async with client(fake, ticks=ticks) as hwa:
            with pytest.raises(TwsConnectionError):
                await hwa.engine()
            fake.asked.clear()
            fake.gate = asyncio.Event()
            fake.every, ticks.seconds = (
                lambda r: httpx.Response(200, json=ENGINE if "info" in r.url.path else page()),
                3,
            )
            tasks = [asyncio.create_task(hwa.jobs(JobQuery(names=(f"J{n}",)))) for n in range(10)]
            for _ in range(20):
                await asyncio.sleep(0)
            probes = len(fake.asked)
            fake.gate.set()
            await asyncio.gather(*tasks)
    assert 1 == probes


async def test_a_hang_costs_at_most_the_deadline() -> None:
    """The error says that no answer came, and the request is ended."""
    fake = v2()
    fake.hanging = True
    async with client(fake, deadline=0.2, request_timeout=0.05) as hwa:
        begun = asyncio.get_running_loop().time()
        with pytest.raises(TwsTimeoutError):
            await hwa.engine()
        assert asyncio.get_running_loop().time() - begun < 0.5
    assert (1, 1) == (len(fake.asked), fake.cancelled)


async def test_a_master_that_hangs_twice_is_rested() -> None:
    """The third question is answered at once."""
    fake = v2()
    fake.hanging = True
    async with client(fake, request_timeout=0.02) as hwa:
        for _ in range(3):
            with pytest.raises(TwsConnectionError):
                await hwa.engine()
    assert 2 == len(fake.asked)


async def test_a_hanging_host_leaves_time_for_the_next() -> None:
    """Two hosts share the deadline."""
    fake = FakeHwa(every=ENGINE)
    inner = fake.handle_async_request

    async def hang_on_one(request: httpx.Request) -> httpx.Response:
        if request.url.host == "one":
            await asyncio.Event().wait()
        return await inner(request)

    fake.handle_async_request = hang_on_one  # type: ignore[method-assign]
    with without_backoff():
        async with client(fake, urls=TWO, deadline=0.4, request_timeout=5.0) as hwa:
            assert "two" == (await hwa.engine()).host


async def test_a_deadline_holds_over_several_questions() -> None:
    """What is asked inside `within` ends with it, however patient the settings are."""
    fake = v2()
    fake.hanging = True
    async with client(fake, deadline=30.0, request_timeout=30.0) as hwa:
        with pytest.raises(TwsTimeoutError):
            async with within(0.05):
                await hwa.engine()


async def test_cancelling_a_question_ends_its_request() -> None:
    """Nothing goes on for nobody, and the next question works."""
    fake = v2()
    fake.hanging = True
    async with client(fake) as hwa:
        task = asyncio.create_task(hwa.engine())
        for _ in range(20):
            await asyncio.sleep(0)
        assert fake.asked
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        fake.hanging = False
        assert "10.2.8" == (await hwa.engine()).version
    assert 1 == fake.cancelled


@pytest.mark.parametrize(("ahead", "shown"), [(0, 0), (2, 0), (-2, 0), (90, 90), (-3600, -3600)])
async def test_the_engines_clock_is_followed(ahead: int, shown: int) -> None:
    """More than two seconds of difference in the Date header move `now`."""
    moment = (NOW + timedelta(seconds=ahead)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    fake = v2({"engine/info": httpx.Response(200, json=ENGINE, headers={"Date": moment})})
    async with client(fake) as hwa:
        await hwa.engine()
        assert NOW + timedelta(seconds=shown) == hwa.now() == hwa.last_answer_at


@pytest.mark.parametrize("date", ["", "yesterday", "Sun, 99 Nov 2026 25:00:00 GMT"])
async def test_without_a_readable_date_the_own_clock_counts(date: str) -> None:
    """A proxy may leave the header out or break it."""
    fake = v2({"engine/info": httpx.Response(200, json=ENGINE, headers={"Date": date})})
    async with client(fake) as hwa:
        await hwa.engine()
        assert NOW == hwa.now()


async def test_before_the_first_answer_there_is_none() -> None:
    """`last_answer_at` is None, `now` this machine's."""
    async with client(v2()) as hwa:
        assert (None, NOW) == (hwa.last_answer_at, hwa.now())


async def test_an_error_is_an_answer_too() -> None:
    """A 401 says that the master is there."""
    async with client(FakeHwa(every=401)) as hwa:
        with pytest.raises(TwsAuthError):
            await hwa.engine()
        assert NOW == hwa.last_answer_at


async def test_a_503_twice_rests_the_master() -> None:
    """An engine behind a proxy that is down is left alone like one that refuses."""
    fake = FakeHwa(every=503)
    with without_backoff():
        async with client(fake) as hwa:
            with pytest.raises(TwsResponseError):
                await hwa.engine()
            asked = len(fake.asked)
            with pytest.raises(TwsResponseError, match="asked again"):
                await hwa.engine()
    assert asked == len(fake.asked)
