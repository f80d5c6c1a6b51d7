"""The controls that make trouble without a bad end."""

from __future__ import annotations

import pytest


async def test_a_workstation_that_comes_back_launches_what_waited(http, running, hands):
    """While it is unlinked its jobs stay READY; linked again they run, and the answer says how many wait."""
    place = running.plan.workstations["FTA_RH01"]
    await http.post("/simulator/workstation", json={"name": "fta_rh01", "linked": False})
    hands.forward(hours=2)
    down = (await http.post("/simulator/workstation", json={"name": "FTA_RH01", "limit": 50})).json()
    states = {job.status for job in place.queue}
    up = (await http.post("/simulator/workstation", json={"name": "FTA_RH01", "linked": True})).json()
    assert down["waiting"] > 0
    assert ({"READY"}, [], 0) == (states, down["states"], up["waiting"])


async def test_a_slowed_job_ends_after_its_estimate_times_the_factor(http, running, hands):
    """A job that runs goes on until then, one that waits takes that long when it runs."""
    (job,) = running.plan.by_name["PAY_CALC_NET"]
    await http.post("/simulator/slow", json={"job": "PAY_CALC_NET", "factor": 3})
    hands.forward(minutes=40)
    await http.get("/simulator/calls")
    running.world.now()
    still = job.status
    hands.forward(minutes=30)
    running.world.now()
    assert ("EXEC", "SUCC", 3 * job.estimate) == (still, job.status, job.runs[-1].ended - job.runs[-1].started)


async def test_a_prompt_holds_its_job_until_it_is_answered(http, running):
    """Asked it is ASKED, and the job has one more open dependency; answered it has one less."""
    (job,) = running.plan.by_name["PAY_CALC"]
    before = job.unresolved
    asked = (await http.post("/simulator/prompt", json={"job": "PAY_CALC", "text": "Go on?"})).json()
    held = job.unresolved
    answered = (await http.post("/simulator/prompt", json={"prompt": asked["name"], "answer": True})).json()
    assert ("ASKED", before + 1) == (asked["status"], held)
    assert ("ANSWERED_YES", before) == (answered["status"], job.unresolved)


async def test_a_held_extension_leaves_the_plan_as_it_is_until_released(http, running, hands):
    """The plan is not extended at its end; released, it is within minutes."""
    number = running.plan.run_number
    await http.post("/simulator/plan", json={"late": True})
    hands.forward(hours=22)
    running.world.now()
    held = running.plan.run_number
    await http.post("/simulator/plan", json={"late": False})
    hands.forward(minutes=5)
    running.world.now()
    assert (number, number + 1) == (held, running.plan.run_number)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("workstation", {"name": "NOWHERE", "linked": False}, 404),
        ("workstation", {}, 404),
        ("workstation", {"name": "MDM", "linked": 1}, 400),
        ("workstation", {"name": "MDM", "limit": -1}, 400),
        ("workstation", {"name": "MDM", "colour": "red"}, 400),
        ("slow", {"job": "PAY_CALC_NET", "factor": 0}, 400),
        ("slow", {"job": "PAY_CALC_NET", "factor": True}, 400),
        ("slow", {"job": "NOWHERE"}, 404),
        ("prompt", {"job": "PAY_CALC_NET"}, 409),
        ("prompt", {"prompt": "NOWHERE", "answer": True}, 404),
        ("prompt", {"job": "PAY_CALC", "colour": "red"}, 400),
        ("slow", {"job": "PAY_CALC_NET", "times": 3}, 400),
    ],
)
async def test_a_wrong_control_is_refused_in_one_sentence(http, path, body, status):
    """Unknown names and wrong values get a sentence that says what is wrong."""
    answer = await http.post(f"/simulator/{path}", json=body)
    assert (status, 1) == (answer.status_code, len(answer.json()["messages"]))
