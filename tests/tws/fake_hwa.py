"""A master for the client's tests: answers by path, records what it was asked, can refuse, hang or break off."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import stamina

from tws.client import TwsClient, TwsConfig

RECORDINGS = Path(__file__).parent.parent / "recordings" / "tws"
NOW = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
ENGINE = {"displayVersion": "10.2.8", "timezone": "America/Sao_Paulo"}

Handler = Callable[[httpx.Request], httpx.Response]


def recording(release: str, name: str) -> Any:
    """A stored answer."""
    return json.loads((RECORDINGS / release / f"{name}-written-from-manual.json").read_text(encoding="utf-8"))


@dataclass
class Ticks:
    """A clock that only a test moves."""

    seconds: float = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


@dataclass
class FakeHwa(httpx.AsyncBaseTransport):
    """`answers` maps a path to what is answered: JSON, a response, an exception, or a function of the request."""

    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)
    hanging: bool = False
    gate: asyncio.Event | None = None
    cancelled: int = 0
    every: Any = None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        try:
            if self.gate is not None:
                await self.gate.wait()
            if self.hanging:
                await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        answer = self.every if self.every is not None else self.answers.get(request.url.path, 404)
        return _response(answer, request)

    def paths(self) -> list[str]:
        return [request.url.path for request in self.asked]

    def oql(self) -> list[str]:
        return [request.url.params["oql"] for request in self.asked if "oql" in request.url.params]


def _response(answer: Any, request: httpx.Request) -> httpx.Response:
    if callable(answer) and not isinstance(answer, type):
        answer = answer(request)
    if isinstance(answer, Exception):
        raise answer
    if isinstance(answer, int):
        answer = httpx.Response(answer, json={"messages": [f"AWSJCO000E status {answer}"]})
    return answer if isinstance(answer, httpx.Response) else httpx.Response(200, json=answer)


def page(*rows: dict[str, Any], count: int | None = None) -> dict[str, Any]:
    """A v2 list answer."""
    return {"count": len(rows) if count is None else count, "results": list(rows), "next": None, "previous": None}


def job_row(name: str = "PAY_CALC", *, states: tuple[str, ...] = ("SUCC",), **more: Any) -> dict[str, Any]:
    """A v2 job whose runs ended in these states, oldest first."""
    common = {"SUCC": "SUCCESSFUL", "ABEND": "ERROR", "FAIL": "ERROR", "EXEC": "RUNNING"}
    runs = [
        {"id": f"run-{name}-{at}", "compositeStatus": {"status": state}, "commonStatus": common.get(state, "WAITING")}
        | {"lastInRerunChain": at == len(states) - 1}
        for at, state in enumerate(states)
    ]
    last = states[-1]
    return {
        "id": f"id-{name}",
        "name": name,
        "workstation": "/WA_DA",
        "jobStreamName": "PAYROLL",
        "jobStreamWorkstation": "/WA_DA",
        "lastRunCompositeStatus": {"status": last},
        "lastRunCommonStatus": common.get(last, "WAITING"),
        "jobruns": runs,
    } | more


def v2(answers: dict[str, Any] | None = None) -> FakeHwa:
    """A master that speaks v2, with these answers below /twsd/api/v2/."""
    known = {"engine/info": ENGINE, **(answers or {})}
    return FakeHwa({f"/twsd/api/v2/{path}": answer for path, answer in known.items()})


def v1(answers: dict[str, Any] | None = None) -> FakeHwa:
    """A master that speaks v1 only, with these answers below /twsd/."""
    known = {"engine/info": {"version": "9.5.0.07", "timezone": "Europe/Rome"}, **(answers or {})}
    return FakeHwa({f"/twsd/{path}": answer for path, answer in known.items()})


def client(hwa: httpx.AsyncBaseTransport, *, ticks: Ticks | None = None, **settings: Any) -> TwsClient:
    """A client of the fake master, without cache unless told otherwise."""
    ticks = ticks or Ticks()
    config = TwsConfig(
        **({"urls": ("https://mdm:31116",), "user": "tws", "password": "tws", "cache_seconds": 0.0} | settings)
    )
    return TwsClient(config, transport=hwa, clock=ticks.now, monotonic=ticks.monotonic)


@contextmanager
def without_backoff() -> Iterator[None]:
    """Retries without waiting between them."""
    with stamina.set_testing(True, attempts=3, cap=True):
        yield
