"""The one way to the masters: pool, credentials, hosts, retries, deadlines, and the engine's clock."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, TypeAlias, TypeVar

import httpx
import stamina

from tws.bodies import MOST_BYTES, Tail, beginning, tail
from tws.config import TwsConfig
from tws.deadline import remaining
from tws.errors import TwsConnectionError, TwsError, TwsPlanError, TwsResponseError, TwsTimeoutError
from tws.faults import fault, parsed, refused_answer, unreachable
from tws.guard import GuardTransport
from tws.hosts import Host, Hosts
from tws.reach import base, headers, trust

AnswerT = TypeVar("AnswerT")
Read: TypeAlias = Callable[[httpx.Response, Host], Awaitable[AnswerT]]

ATTEMPTS = 3
_DOWN = frozenset({502, 503, 504})
# The Date header counts whole seconds and takes a moment to arrive: less than this is no difference.
# A question that comes first after a rest finds out whether the host is back; it must not pay for all of them.
PROBE_SECONDS = 1.5
_PATIENCE = 2.0
_DATE_STEP = timedelta(seconds=1)
_SAME_TIME = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A read: the path begins with /twsd; `body` makes it a v1 query."""

    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: JSON, its headers, and the name of the host that gave it."""

    json: Any
    headers: httpx.Headers
    host: str


@dataclass(slots=True)
class _Try:
    """What one question has tried so far."""

    hosts: list[Host] = field(default_factory=list)
    probing: bool = False


class Wire:
    """Sends reads to the masters in order, and says what went wrong in the words of `tws.errors`."""

    def __init__(
        self,
        config: TwsConfig,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        bases = [base(url) for url in config.urls]
        if not bases:
            raise ValueError("an HWA environment needs at least one address")
        self.hosts = Hosts([Host(base) for base in bases], config.rest, monotonic)
        self.last_answer_at: datetime | None = None
        self._config = config
        self._clock = clock
        self._skew = timedelta()
        inner = transport or httpx.AsyncHTTPTransport(
            verify=trust(config), limits=httpx.Limits(max_connections=20, max_keepalive_connections=10)
        )
        self._http = httpx.AsyncClient(
            transport=GuardTransport(inner, bases),
            auth=None if config.api_key or not config.user else httpx.BasicAuth(config.user, config.password),
            headers=headers(config),
            # Liberty hands out LTPA cookies that go stale; none is kept.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(None, connect=config.connect_timeout),
            follow_redirects=False,
            trust_env=False,
        )

    def now(self) -> datetime:
        """The engine's time in UTC: this machine's, corrected by what the last answer's Date header said."""
        return self._clock().astimezone(UTC) + self._skew

    async def ask(self, ask: Ask) -> Reply:
        """The JSON answer to a read. Raises: TwsError."""
        return await self._send(ask, self._json)

    async def tail(self, ask: Ask, size: int) -> Tail:
        """The last `size` bytes of a text, which is read as a stream and never held whole. Raises: TwsError."""

        async def read(response: httpx.Response, host: Host) -> Tail:
            return await tail(response, size, host.name)

        return await self._send(ask, read)

    async def aclose(self) -> None:
        """Close the pool."""
        await self._http.aclose()

    async def _json(self, response: httpx.Response, host: Host) -> Reply:
        answer = parsed((await tail(response, MOST_BYTES, host.name)).content, host.name)
        if (error := refused_answer(answer, host.name)) is not None:
            raise error
        return Reply(json=answer, headers=response.headers, host=host.name)

    async def _send(self, ask: Ask, read: Read[AnswerT]) -> AnswerT:
        tried = _Try()
        async for attempt in stamina.retry_context(
            on=lambda error: self._is_worth_another(error, tried),
            attempts=ATTEMPTS,
            timeout=remaining(self._config.deadline),
            wait_initial=0.1,
            wait_max=0.5,
            wait_jitter=0.2,
        ):
            with attempt:
                return await self._attempt(ask, read, tried)
        raise TwsTimeoutError("HWA did not answer in time.")  # pragma: no cover - retry_context returns or raises

    def _is_worth_another(self, error: Exception, tried: _Try) -> bool:
        if isinstance(error, TwsPlanError) or tried.probing or not tried.hosts:
            return False
        if isinstance(error, TwsTimeoutError):
            return self.hosts.untried(tried.hosts) > 0
        if isinstance(error, TwsResponseError):
            return (error.status or 0) >= 500
        return isinstance(error, TwsConnectionError)

    async def _attempt(self, ask: Ask, read: Read[AnswerT], tried: _Try) -> AnswerT:
        host = await self.hosts.pick(tried.hosts)
        if host not in tried.hosts:
            tried.probing = host.probe is not None
            tried.hosts.append(host)
        began = self.hosts.monotonic()
        try:
            answer = await self._within_budget(ask, read, host, tried)
        except TwsConnectionError as error:
            # A refusal is certain at once; a hang may have been one slow query.
            self.hosts.failed(host, error, strikes=1 if isinstance(error, TwsTimeoutError) else 2)
            raise
        except TwsError as error:
            self._judge(host, error)
            raise
        except BaseException:
            self._left(host, self.hosts.monotonic() - began)
            raise
        self.hosts.answered(host)
        return answer

    def _left(self, host: Host, waited: float) -> None:
        """Whoever asked has left: after seconds without an answer that is the host's doing."""
        if waited >= _PATIENCE:
            self.hosts.failed(host, TwsTimeoutError(f"HWA at {host.name} did not answer in time.", host=host.name))
        else:
            self.hosts.probed(host)

    def _judge(self, host: Host, error: TwsError) -> None:
        if error.status in _DOWN and not isinstance(error, TwsPlanError):
            self.hosts.failed(host, error)
        elif error.status is not None:
            self.hosts.answered(host)
        else:
            self.hosts.probed(host)

    async def _within_budget(self, ask: Ask, read: Read[AnswerT], host: Host, tried: _Try) -> AnswerT:
        # A hanging host must leave time for those after it.
        left = remaining(self._config.deadline)
        most = PROBE_SECONDS if tried.probing else self._config.request_timeout
        budget = min(most, left / (1 + self.hosts.untried(tried.hosts)))
        try:
            async with asyncio.timeout(budget):
                async with self._open(ask, host) as response:
                    return await read(response, host)
        except TimeoutError as error:
            raise TwsTimeoutError(f"HWA at {host.name} did not answer in time.", host=host.name) from error

    @asynccontextmanager
    async def _open(self, ask: Ask, host: Host) -> AsyncIterator[httpx.Response]:
        request = self._http.build_request(
            "GET" if ask.body is None else "POST",
            f"{host.base}{ask.path}",
            params=dict(ask.params) or None,
            # The vendor's own v1 client sends a correlation id with every request.
            headers={**ask.headers, "Request-Id": str(uuid.uuid4())},
            json=ask.body,
        )
        answering = False
        try:
            response = await self._http.send(request, stream=True)
            answering = True
            try:
                self._heard(response)
                if not response.is_success:
                    raise fault(response.status_code, await beginning(response), host.name)
                yield response
            finally:
                await response.aclose()
        except (httpx.HTTPError, OSError) as error:
            raise unreachable(error, host.name, in_body=answering) from error

    def _heard(self, response: httpx.Response) -> None:
        """Take the engine's clock from the Date header; a master in another time (or a simulated one) is followed."""
        local = self._clock().astimezone(UTC)
        try:
            engine = parsedate_to_datetime(response.headers.get("date", ""))
        except ValueError:
            engine = local
        skew = (engine if engine.tzinfo else engine.replace(tzinfo=UTC)) - local
        if abs(skew) <= _SAME_TIME:
            self._skew = timedelta()
        elif not skew <= self._skew <= skew + _DATE_STEP:
            # Date has whole seconds: a correction that fits them stays, so that the time does not jump to and fro.
            self._skew = skew
        self.last_answer_at = local + self._skew
