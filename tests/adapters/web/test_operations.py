"""What machines ask: liveness, readiness, metrics and the hook."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.web.operations import MAX_HOOK, Dependency, operations
from adapters.web.security import Guard, Session

BEARER = {"Authorization": "Bearer secret"}
EVENT = '{"event": "jobStatusChanged", "job": "PAY_CALC", "status": "ABEND"}'


@dataclass
class Machine:
    """What stands behind the paths, and a client of them."""

    states: dict[str, Dependency] = field(default_factory=lambda: {"hwa:default": Dependency(is_ready=True)})
    looks: int = 0
    client: TestClient | None = None

    async def readiness(self) -> dict[str, Dependency]:
        return self.states

    def look(self) -> None:
        self.looks += 1


@pytest.fixture
async def serve():
    machines: list[Machine] = []

    async def started(token: str = "") -> Machine:
        machine, app = Machine(), web.Application()
        operations(
            app,
            guard=Guard(Session(token=token)),
            identity={"name": "resync", "identity": "abc"},
            readiness=machine.readiness,
            metrics=lambda: b"resync_hwa_up 1.0\n",
            look_now=machine.look,
        )
        machine.client = TestClient(TestServer(app))
        await machine.client.start_server()
        machines.append(machine)
        return machine

    yield started
    for machine in machines:
        await machine.client.close()


async def test_alive_says_who_it_is(serve):
    """/healthz needs nothing to be ready."""
    machine = await serve()
    machine.states = {"store": Dependency(is_ready=False)}
    response = await machine.client.get("/healthz")
    assert (response.status, await response.json()) == (200, {"alive": True, "name": "resync", "identity": "abc"})


@pytest.mark.parametrize(
    ("states", "status", "ready"),
    [((True, True), 200, True), ((True, False), 503, False), ((False, False), 503, False)],
)
async def test_ready_is_what_all_dependencies_are(serve, states, status, ready):
    """One dependency that is not ready makes the whole not ready, and each says how it stands."""
    machine = await serve()
    machine.states = {f"d{i}": Dependency(is_ready=state, detail=f"no {i}") for i, state in enumerate(states)}
    response = await machine.client.get("/readyz")
    expected = {f"d{i}": {"ready": state, "detail": f"no {i}"} for i, state in enumerate(states)}
    assert (response.status, await response.json()) == (status, {"ready": ready, "dependencies": expected})


async def test_metrics_have_prometheus_content_type(serve):
    """A scraper takes the text format 0.0.4."""
    response = await (await serve()).client.get("/metrics")
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert await response.text() == "resync_hwa_up 1.0\n"


async def test_the_hook_makes_it_look(serve):
    """An event is accepted at once; what it says is not believed, only that it is time to look."""
    machine = await serve()
    response = await machine.client.post("/hooks/hwa", data=EVENT)
    assert (response.status, machine.looks) == (202, 1)


async def test_a_huge_event_is_refused(serve):
    """Nobody's event has that size: nothing is read of it, and nothing done."""
    machine = await serve()
    response = await machine.client.post("/hooks/hwa", data=b"x" * (MAX_HOOK + 1))
    assert (response.status, machine.looks) == (413, 0)


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_a_foreign_page_does_not_reach_the_hook(serve, headers):
    """A browser that is sent from elsewhere is refused."""
    machine = await serve()
    response = await machine.client.post("/hooks/hwa", data=EVENT, headers=headers)
    assert (response.status, machine.looks) == (403, 0)


async def test_with_a_token_the_hook_and_the_metrics_ask_for_it(serve):
    """Without the token nobody makes it look or counts with it; a load balancer needs none."""
    machine = await serve("secret")
    get, post = machine.client.get, machine.client.post
    without = [(await get("/metrics")).status, (await post("/hooks/hwa")).status, machine.looks]
    having = [(await get("/metrics", headers=BEARER)).status, (await post("/hooks/hwa", headers=BEARER)).status]
    balancer = [(await get("/healthz")).status, (await get("/readyz")).status]
    assert (without, having, balancer) == ([401, 401, 0], [200, 202], [200, 200])


async def test_a_name_that_was_rebound_is_refused(serve):
    """Without a token only this machine's names are served: no page of elsewhere reads /metrics."""
    machine = await serve()
    assert (await machine.client.get("/metrics", headers={"Host": "evil.example"})).status == 403
