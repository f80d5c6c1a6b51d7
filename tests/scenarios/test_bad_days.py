"""Bad input and bad days: each has its sentence, nothing is shown as healthy that was not asked."""

import asyncio

import httpx
import pytest

from bot.app import resync
from tests.scenarios import small_plan
from tests.scenarios.conftest import Heard, House, settings_for

hwa = small_plan.hwa
QUESTION = "qual o status do job FINAL_BATCH_PAYROLL?"
FAULTS = [
    ({"status": 401}, "TwsAuthError"),
    ({"status": 403}, "TwsAuthError"),
    ({"status": 503}, "TwsResponseError"),
    ({"html": True}, "TwsResponseError"),
    ({"truncate": True}, "TwsResponseError"),
    ({"reset": True}, "TwsConnectionError"),
]


@pytest.mark.parametrize(("fault", "error"), FAULTS)
async def test_each_way_hwa_can_fail_has_its_own_sentence(house, fault, error):
    """What is wrong with HWA is named, and no job is claimed to be in any state."""
    await house.control("fault", **fault, **{"for": 600})
    answer = await house.ask(QUESTION)
    troubles = [fact["error"] for fact in answer.facts if fact["kind"] == "trouble"]
    assert (troubles, [fact for fact in answer.facts if fact["kind"] == "job"]) == ([error], [])


async def test_health_is_not_claimed_while_hwa_is_silent(house):
    """Asked for health while HWA refuses, the answer is no good news."""
    await house.control("fault", status=503, **{"for": 600})
    answer = await house.ask("como está a saúde do ambiente?")
    assert answer.card.tone == "bad"


async def test_a_plan_that_is_being_extended_is_said_to_be(house):
    """While FINAL extends the plan (AWSJSY404E), the answer says so and asks for patience."""
    await house.control("plan", extend=True, window=600)
    house.running.master.forget()
    answer = await house.ask(QUESTION)
    assert [fact["error"] for fact in answer.facts if fact["kind"] == "trouble"] == ["TwsPlanError"]


async def test_a_master_that_hangs_costs_one_question_ten_seconds_at_most(house):
    """The first question after HWA hangs is answered within ten seconds, the next without asking HWA at all."""
    await house.control("fault", hang=True, **{"for": 600})
    async with asyncio.timeout(10):
        await house.ask(QUESTION)
    before = await _requests(house)
    answers = [await house.ask(QUESTION) for _ in range(3)]
    assert ([a.card.tone for a in answers], await _requests(house)) == (["bad"] * 3, before)


async def test_a_dead_master_is_said_to_be_dead(tmp_path, hwa):
    """A master that nobody listens at gets a sentence with its host."""
    await hwa.stop()
    async with resync(settings_for(hwa.url, tmp_path)) as running:
        answer = await House(hwa=hwa, running=running, chat=Heard()).ask(QUESTION)
    assert [fact["error"] for fact in answer.facts if fact["kind"] == "trouble"] == ["TwsConnectionError"]


async def test_hwa_back_is_asked_again_by_itself(house):
    """After an outage the next questions are answered without a restart."""
    await house.control("fault", status=503, **{"for": 600})
    await house.ask(QUESTION)
    await house.control("fault")
    for _ in range(1000):
        answer = await house.ask(QUESTION)
        if any(fact["kind"] == "job" for fact in answer.facts):
            return
    raise AssertionError(answer.text)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 100_000,
        "\x00\x1b[31m status \x07",
        "<script>alert(1)</script>",
        "🙃",
        "   ",
        "'; DROP TABLE jobs; --",
        "%s%s%n",
    ],
)
async def test_no_input_breaks_it(house, text):
    """Huge, empty, hostile or senseless input gets an answer, and none of our own errors."""
    answer = await house.ask(text)
    assert (bool(answer.text), [f for f in answer.facts if f["kind"] == "trouble"]) == (True, [])
    assert not any("broken" in str(fact) for fact in answer.facts)


async def test_an_instruction_in_a_job_log_stays_text(house):
    """A log that tells the reader to do something is shown as lines of a log, and nothing is called because of it."""
    answer = await house.ask("log do EDI-RECV-PEDIDO")
    assert [call.tool for call in answer.calls] == ["job_log"]


async def test_a_password_in_a_job_log_does_not_reach_a_person(house):
    """Secrets in a log are masked in the answer and in all that is stored of it."""
    answer = await house.ask("log do WEB_SYNC_PRECO")
    raw = await _raw_log(house, "WEB_SYNC_PRECO")
    secrets = [word for word in ("S3cr3t", "s3nh4", "hunter2", "Passw0rd") if word in raw]
    assert (
        "***" in str(answer.card)
        or "•" in str(answer.card)
        or secrets == []
        or all(s not in str(answer) for s in secrets)
    )
    assert all(secret not in str(answer) for secret in secrets)


async def _requests(house: House) -> int:
    async with httpx.AsyncClient(verify=False) as http:
        return (await http.get(f"{house.hwa.url}/simulator/calls")).json()["reads"]


async def _raw_log(house: House, name: str) -> str:
    async with httpx.AsyncClient(base_url=house.hwa.url, auth=("tws", "tws")) as http:
        jobs = (await http.get("/twsd/api/v2/plan/job", params={"oql": f"name = '{name}'"})).json()["results"]
        return (await http.get(f"/twsd/api/v2/plan/job/run/{jobs[0]['jobruns'][-1]['id']}/joblog")).text
