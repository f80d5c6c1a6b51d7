"""The masters of one environment: which to ask next, which to leave alone for a while.

A host that refuses is rested at once; one that hangs or answers 502, 503 or 504 after the second time in a row.
While every host rests, a question costs milliseconds. When a rest is over one question probes the host and the
others wait a moment for what it finds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx
import structlog

from tws.errors import TwsConnectionError, TwsError

_log = structlog.get_logger(__name__)

_FIRST_REST = 2.0
_PROBE_PATIENCE = 1.0


@dataclass(slots=True, eq=False)
class Host:
    """One master; `base` is `scheme://host:port`."""

    base: str
    strikes: int = 0
    rests: int = 0
    rest_until: float | None = None
    probe: asyncio.Event | None = None
    last_error: TwsError | None = None

    @property
    def name(self) -> str:
        """The host's name, as told to people."""
        return httpx.URL(self.base).host


@dataclass(slots=True)
class Hosts:
    """The hosts in the order to try. `rest` is the longest rest in seconds."""

    all: Sequence[Host]
    rest: float
    monotonic: Callable[[], float]
    recoveries: int = 0
    _preferred: Host | None = field(default=None)

    async def pick(self, tried: Sequence[Host]) -> Host:
        """A host to ask: healthy ones first, those that this question has not tried before those that it has.

        Raises: the last error of the host where every host rests and this question has tried none.
        """
        host = self._next(tried)
        if host is None and (probed := next((h for h in self.all if h.probe), None)) is not None and probed.probe:
            try:
                async with asyncio.timeout(_PROBE_PATIENCE):
                    await probed.probe.wait()
            except TimeoutError:
                pass
            host = self._next(tried)
        if host is not None:
            return host
        if tried:
            return tried[0]
        raise self._resting()

    def _next(self, tried: Sequence[Host]) -> Host | None:
        healthy = [h for h in self.all if h.rest_until is None and h not in tried]
        if healthy:
            return healthy[0]
        now = self.monotonic()
        for host in self.all:
            if host.rest_until is not None and host.rest_until <= now and host.probe is None and host not in tried:
                host.probe = asyncio.Event()
                return host
        return next((h for h in self.all if h.rest_until is None), None)

    def _resting(self) -> TwsError:
        """What the host last did wrong, said again: a person should hear of a 503 or a hang as such."""
        host = min(self.all, key=lambda h: h.rest_until or 0.0)
        seconds = max(1, round((host.rest_until or 0.0) - self.monotonic()))
        last = host.last_error or TwsConnectionError("HWA is not answering.")
        sentence = f"{last} It is asked again in {seconds} s."
        return type(last)(sentence, host=host.name, detail=last.detail, status=last.status)

    def untried(self, tried: Sequence[Host]) -> int:
        """How many healthy hosts this question could still turn to."""
        return sum(host.rest_until is None and host not in tried for host in self.all)

    def answered(self, host: Host) -> None:
        """The host answered: it is well again."""
        changed = self._preferred is not None and self._preferred is not host
        if host.rest_until is not None:
            _log.info("hwa_answers_again", host=host.name)
        if host.rest_until is not None or changed:
            self.recoveries += 1
        self._preferred = host
        host.strikes = host.rests = 0
        host.rest_until = host.last_error = None
        self.probed(host)

    def failed(self, host: Host, error: TwsError, *, strikes: int = 1) -> None:
        """The host did not answer; two strikes in a row and it rests, a failed probe rests it again."""
        host.strikes += strikes
        host.last_error = error
        # Several questions may fail on one outage, and only the first of them, or a probe, begins a rest.
        if host.probe is not None or (host.strikes >= 2 and host.rest_until is None):
            if host.rest_until is None:
                _log.warning("hwa_does_not_answer", host=host.name, error=type(error).__name__, reason=str(error))
            alone = not any(h.rest_until is None for h in self.all if h is not host)
            seconds = min(self.rest, _FIRST_REST * 2**host.rests) if alone else self.rest
            host.rests = min(host.rests + 1, 10)
            host.rest_until = self.monotonic() + seconds
        self.probed(host)

    def probed(self, host: Host) -> None:
        """The probe of a host is over, however it ended."""
        if host.probe is not None:
            host.probe.set()
            host.probe = None
