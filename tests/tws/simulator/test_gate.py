"""Who gets in, what time it is, and what goes wrong on order."""

from __future__ import annotations

import ssl
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
import pytest

from tws.simulator.options import SimulatorError, SimulatorOptions
from tws.simulator.server import start

INFO = "/twsd/api/v2/engine/info"


@pytest.mark.parametrize(
    ("auth", "headers", "status"),
    [
        (None, {}, 401),
        (("tws", "wrong"), {}, 401),
        (("tws", "tws"), {}, 200),
        (("nodisplay", "nodisplay"), {}, 403),
        (None, {"Authorization": "Bearer simulator"}, 200),
        (None, {"Authorization": "Bearer expired"}, 401),
        (None, {"Authorization": "Basic ###"}, 401),
    ],
)
async def test_only_the_right_credentials_get_in(running, auth, headers, status):
    """No or wrong credentials get 401, a role that sees nothing 403."""
    async with httpx.AsyncClient(base_url=running.url, auth=auth, headers=headers) as client:
        answers = [await client.get(path) for path in (INFO, "/metrics", "/twsd/engine/info")]
    assert [status] * 3 == [answer.status_code for answer in answers]


async def test_the_date_header_is_the_simulated_time(running, http, hands):
    """Moving the virtual clock by two hours moves `Date` by two hours, not the machine's clock."""
    answer = await http.get(INFO)
    assert int(hands.time.timestamp()) == int(parsedate_to_datetime(answer.headers["Date"]).timestamp())
    await http.post("/simulator/clock", json={"advance": "2h"})
    later = await http.get(INFO)
    moved = parsedate_to_datetime(later.headers["Date"]) - parsedate_to_datetime(answer.headers["Date"])
    assert moved.total_seconds() == 7200


async def test_an_ordered_status_lasts_until_it_is_cleared(http):
    """503 is answered to everything but the controls, and the truth again after an empty fault."""
    await http.post("/simulator/fault", json={"status": 503, "for": 60})
    broken = await http.get(INFO)
    await http.post("/simulator/fault", json={})
    assert [broken.status_code, (await http.get(INFO)).status_code] == [503, 200]


async def test_a_fault_may_be_for_some_paths_only(http):
    """A fault on job logs leaves the engine's information alone."""
    await http.post("/simulator/fault", json={"status": 500, "path": "/joblog$"})
    answers = [await http.get(INFO), await http.get("/twsd/api/v2/plan/job/run/x/joblog")]
    assert [answer.status_code for answer in answers] == [200, 500]


async def test_half_an_answer_is_no_json_and_html_is_html(http):
    """A truncated answer cannot be decoded; an HTML page comes with its content type."""
    await http.post("/simulator/fault", json={"truncate": True})
    with pytest.raises(ValueError, match=r"."):
        (await http.get(INFO)).json()
    await http.post("/simulator/fault", json={"html": True, "status": 502})
    page = await http.get(INFO)
    assert (page.status_code, page.headers["Content-Type"].partition(";")[0]) == (502, "text/html")


async def test_a_hanging_master_lets_go_when_the_fault_is_cleared(running, http):
    """A request hangs beyond its timeout; without the fault the next one is answered."""
    await http.post("/simulator/fault", json={"hang": True, "for": 60})
    with pytest.raises(httpx.ReadTimeout):
        await http.get(INFO, timeout=0.2)
    await http.post("/simulator/fault", json={})
    assert (await http.get(INFO)).status_code == 200


async def test_a_reset_connection_is_a_connection_error(http):
    """The connection is dropped without an answer."""
    await http.post("/simulator/fault", json={"reset": True, "for": 60})
    with pytest.raises((httpx.RemoteProtocolError, httpx.ReadError)):
        await http.get(INFO)


async def test_the_plan_cannot_be_read_while_it_is_switched(running, http, hands):
    """During the window plan reads get 500 AWSJSY404E; after it, the plan with the next run number."""
    before = running.plan.run_number
    await http.post("/simulator/plan", json={"extend": True, "window": 30})
    during = await http.get("/twsd/api/v2/plan/job?limit=1")
    hands.forward(seconds=31)
    after = await http.get("/twsd/api/v2/plan/job?limit=1")
    assert (during.status_code, after.status_code) == (500, 200)
    assert during.json()["messages"][0].startswith("AWSJSY404E")
    assert before + 1 == (await http.get("/twsd/engine/info")).json()["synphonyRunNumber"]


@pytest.mark.parametrize(
    ("dialect", "served", "missing"),
    [
        ("9.5", "/twsd/engine/info", INFO),
        ("10.2.8", "/twsd/api/v2/plan/prompt", "/twsd/api/v2/plan/jobstream/count"),
        ("10.1", "/twsd/api/v2/plan/jobstream/count", "/twsd/api/v2/plan/prompt"),
    ],
)
async def test_a_dialect_serves_what_its_release_had(hands, dialect, served, missing):
    """Each dialect answers one path that another release lacks, and 404 to one that it lacks itself."""
    server = await start(SimulatorOptions(port=0, jobs=50, now=hands, dialect=dialect))
    async with httpx.AsyncClient(base_url=server.url, auth=("tws", "tws")) as client:
        found = [(await client.get(path)).status_code for path in (served, missing)]
    await server.stop()
    assert found == [200, 404]


async def test_a_taken_port_is_one_clear_sentence(running, hands):
    """Starting on a port that is in use says which, and how to choose another."""
    port = int(running.url.rpartition(":")[2])
    with pytest.raises(SimulatorError, match=rf"Port {port} .* choose another with --port"):
        await start(SimulatorOptions(port=port, jobs=50, now=hands))


async def test_another_address_than_loopback_is_refused(hands):
    """The controls need no password, so the simulator will not listen to the network."""
    with pytest.raises(SimulatorError, match="loopback"):
        await start(SimulatorOptions(host="0.0.0.0", port=0, jobs=50, now=hands))


async def test_a_self_signed_certificate_is_served_and_not_trusted_by_itself(hands):
    """Over HTTPS a client that knows the certificate is answered, and one that does not refuses."""
    tls = (
        Path(__file__).parent / "tls"
    )  # made for loopback only: `openssl req -x509 … CN=localhost`, valid for a century
    options = SimulatorOptions(
        port=0, jobs=50, now=hands, certificate=tls / "loopback.pem", private_key=tls / "loopback.key"
    )
    server = await start(options)
    knows = ssl.create_default_context(cafile=tls / "loopback.pem")
    async with httpx.AsyncClient(auth=("tws", "tws"), verify=knows) as client:
        assert (await client.get(server.url + INFO)).status_code == 200
    async with httpx.AsyncClient(auth=("tws", "tws")) as client:
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            await client.get(server.url + INFO)
    await server.stop()
