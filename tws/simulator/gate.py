"""What every request passes: counting, faults, credentials, the plan switch, the vendor's error answers."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from email.utils import formatdate

from aiohttp import web

from tws.simulator.answers import WORLD, RefusedError, error
from tws.simulator.faults import Faults, half
from tws.simulator.options import SimulatorOptions
from tws.simulator.oql import OqlError

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
TOKENS = {"simulator": 200, "expired": 401}
UNSEEING = ("nodisplay", "nodisplay")  # a user whose role displays nothing
_IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# GETs that change something, or give secrets away
_UNSAFE = re.compile(r"^/twsd/api/v2/(auth/|engine/licenseServerAccessToken|model/credentials)")
_SWITCHING = "AWSJSY404E The readFromScribner could not be completed: AWSBIN0013E the plan is being extended."


class Calls:
    """How often the master was asked, and how often a write was refused."""

    def __init__(self) -> None:
        self.reads = 0
        self.refused_writes = 0
        self.by_path: Counter[str] = Counter()

    def count(self, request: web.Request, status: int) -> None:
        """Note an answered request."""
        self.by_path[f"{request.method} {_IDS.sub('{id}', request.path)}"] += 1
        if is_write(request) and status in {401, 403, 404, 405}:
            self.refused_writes += 1
        else:
            self.reads += 1


CALLS = web.AppKey("calls", Calls)
FAULTS = web.AppKey("faults", Faults)


def is_write(request: web.Request) -> bool:
    """Whether a request would change something on a real master."""
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        locks = request.query.get("lock", "false").lower() != "false"
        return locks or _UNSAFE.match(request.path) is not None
    return not (request.method == "POST" and is_v1_query(request.path))


_V1_QUERIES = re.compile(
    r"^/twsd/(plan/(query|query_next)"
    r"|plan/[^/]+/(job|jobstream|workstation|resource|prompt|file|domain|criticaljob)/(query|query_next)"
    r"|plan/[^/]+/criticaljob/(summary_info|query_next_predecessors_chain|[^/]+/query_predecessors_chain)"
    r"|plan/[^/]+/job/count"
    r"|model/[a-z_]+/(header|key)/(query|query_next)"
    r"|eventrule/engine/(message_log_record|audit_record|rule_instance|action_run)/header/(query|query_next))$"
)


def is_v1_query(path: str) -> bool:
    """Whether a POST to this path only reads."""
    return _V1_QUERIES.match(path) is not None


def status_of(request: web.Request, options: SimulatorOptions) -> int:
    """200 where the credentials allow to read, else 401 or 403."""
    scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return TOKENS.get(rest.strip(), 401)
    if scheme.lower() != "basic":
        return 401
    try:
        user, _, password = base64.b64decode(rest, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return 401
    if (user, password) == UNSEEING:
        return 403
    return 200 if (user, password) == (options.user, options.password) else 401


@web.middleware
async def gate(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Let a request for the master through, or refuse it as the vendor does."""
    if request.path.startswith("/simulator/"):
        return await _answered(request, handler)
    faults = request.app[FAULTS]
    fault = faults.current(request.path)
    response: web.StreamResponse | None = await faults.instead(request, fault) if fault else None
    if response is None:
        response = _refusal(request) or await _answered(request, handler)
        if fault is not None and fault.truncate:
            response = half(response)
    request.app[CALLS].count(request, response.status)
    return response


def _refusal(request: web.Request) -> web.Response | None:
    world = request.app[WORLD]
    status = status_of(request, world.options)
    if status == 401:
        refused = error(401, "AWSJCO013E The user is not authenticated.")
        refused.headers["WWW-Authenticate"] = 'Basic realm="HCL Workload Automation"'
        return refused
    if status == 403:
        return error(403, "AWSJCO055E The user is not authorized to DISPLAY this object.")
    if is_write(request):
        unsafe = request.method in {"GET", "HEAD", "OPTIONS"}
        return error(403 if unsafe else 405, "This master only reads: the operation was refused.")
    world.now()
    if world.extending and "/plan/" in request.path:
        return error(500, _SWITCHING)
    return None


async def _answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except RefusedError as refused:
        return error(refused.status, refused.message)
    except OqlError as wrong:
        return error(400, str(wrong))
    except web.HTTPException as raised:
        return error(raised.status, f"HTTP {raised.status} {raised.reason}")


async def stamp_date(request: web.Request, response: web.StreamResponse) -> None:
    """Send the simulated time as `Date`: clients take the engine's clock from it."""
    response.headers["Date"] = formatdate(request.app[WORLD].clock.time(), usegmt=True)
