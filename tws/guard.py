"""The allow-list on the wire: what may leave for an HWA master, and the transport that refuses all else.

"GET only" would be wrong twice: the v1 queries are POST, and some GETs change or reveal things (`lock=true` locks
an object, `/auth/id` creates an API key). So every request is matched against an exact list of reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import unquote_to_bytes, urlsplit

import httpx

from tws.errors import TwsReadOnlyError

_ID = r"[^/]+"
_PLAN_V1 = r"[A-Za-z0-9_.-]+"
_MODEL_V2 = (
    "jobdefinition|jobstream|workstation|folder|calendar|resource|prompt|variable|variabletable"
    "|runcyclegroup|domain|workstationclass"
)
_MODEL_V1 = (
    "jobdefinition|jobstream|workstation|workstationclass|variabletable|calendar|prompt|resource|domain"
    "|runcyclegroup|folder|eventrule"
)
_EVENTS = "message_log_record|audit_record|rule_instance|action_run"

_READS_V2 = (
    r"engine/(info|users|groups|configuration|read_permission)",
    rf"engine/configuration/{_ID}",
    r"objects-info",
    r"plan/(job|jobstream|workstation|resource|prompt|file)",
    rf"plan/(job|jobstream|workstation|resource|prompt|file)/{_ID}",
    r"plan/(job|jobstream)/count",
    r"plan/job/joblog",
    rf"plan/job/run/{_ID}/joblog",
    rf"plan/(job|jobstream)/{_ID}/(predecessors|successors|model/description)",
    r"plan/folder/objects-count",
    r"plan/consumed-jobs/runs",
    rf"model/({_MODEL_V2})",
    rf"model/({_MODEL_V2})/{_ID}",
    rf"model/(jobstream|runcyclegroup)/{_ID}/rc-evaluation(-details)?",
    r"model/common/autocomplete",
)
_READS_V1 = (
    r"engine/(info|mailbox_fill_percentage)",
    r"engine/historical_metric/(metadata|record)",
    r"engine/definition/(kpi|alert|aida_catalog)",
    rf"plan/{_PLAN_V1}/(job|jobstream|workstation|resource|prompt|file|domain)/{_ID}",
    rf"plan/{_PLAN_V1}/job/{_ID}/(joblog|predecessors|jobsuccessors/preview|critical_successors)",
    rf"model/({_MODEL_V1})/{_ID}",
    r"eventrule/engine/(message_log_record|rule_instance|action_run)/" + _ID,
    r"eventrule/deployment/active_rules",
)
_QUERIES_V1 = (
    r"plan/(query|query_next)",
    rf"plan/{_PLAN_V1}/(job|jobstream|workstation|resource|prompt|file|domain|criticaljob)/(query|query_next)",
    rf"plan/{_PLAN_V1}/criticaljob/(summary_info|query_next_predecessors_chain|{_ID}/query_predecessors_chain)",
    rf"plan/{_PLAN_V1}/job/count",
    r"model/[a-z_]+/(header|key)/(query|query_next)",
    rf"eventrule/engine/({_EVENTS})/header/(query|query_next)",
)


def _one_of(context: str, paths: tuple[str, ...]) -> str:
    return f"{context}/(?:{'|'.join(paths)})"


_GETS = re.compile(f"{_one_of('/twsd/api/v2', _READS_V2)}|{_one_of('/twsd', _READS_V1)}|/metrics")
_POSTS = re.compile(_one_of("/twsd", _QUERIES_V1))

# Words that stand where an id could stand and name something else. `GET plan/job/issues` is described in the
# vendor's document as "Cancels the job".
_NOT_IDS = frozenset({"issues", "action", "api", "submit", "async", "query", "query_next"})
_UNSAFE_RAW = re.compile(r"[^!-~]|[\\;#]|//|%2f|%5c|%2e|%25", re.IGNORECASE)
_UNSAFE_DECODED = re.compile(r"[^ -~]|[\\%]")
_OVERRIDES = frozenset({"_method", "method", "_httpmethod", "x-http-method-override", "x-http-method"})
_FORBIDDEN_HEADERS = (
    "x-http-method-override",
    "x-http-method",
    "x-method-override",
    "x-original-url",
    "x-rewrite-url",
    "context-session",
    "justification-category",
    "justification-ticket-num",
    "justification-description",
    "upgrade",
)


def allowed(method: str, url: str) -> bool:
    """Whether a request with this method to this absolute URL is one of the reads.

    The path is judged as the server will see it: decoded once, and refused where decoding it again, dots,
    slashes or parameters could make another path of it.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or "#" in url:
        return False
    path = _plain_path(parts.path)
    return path is not None and _is_read(method, path) and _is_harmless_query(parts.query)


def _plain_path(raw: str) -> str | None:
    if _UNSAFE_RAW.search(raw):
        return None
    path = unquote_to_bytes(raw).decode("ascii", errors="replace")
    if _UNSAFE_DECODED.search(path):
        return None
    words = [segment.split(";")[0].strip() for segment in path.split("/")]
    if any(word in {".", ".."} for word in words):
        return None
    # A composite v1 id is `WKS;JSID;JOB`: it may hold `;`, its first word may not be empty or mean something else.
    return None if any(not word for word in words[1:]) else path


def _is_read(method: str, path: str) -> bool:
    if method in {"GET", "HEAD", "OPTIONS"}:
        last = {segment.split(";")[0].lower() for segment in path.split("/")[4:]}
        return _GETS.fullmatch(path) is not None and not last & _NOT_IDS
    return method == "POST" and _POSTS.fullmatch(path) is not None


def _is_harmless_query(query: str) -> bool:
    for pair in re.split("[&;]", query):
        name, _, value = pair.partition("=")
        word = _decoded(name).strip().lower()
        if word in _OVERRIDES:
            return False
        if word.removesuffix("[]") in {"lock", "follow"} and _decoded(value) != "false":
            return False
    return True


def _decoded(text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-8", errors="replace")


class GuardTransport(httpx.AsyncBaseTransport):
    """The only way out: passes reads to the configured masters on, raises TwsReadOnlyError for everything else.

    `origins` are `scheme://host:port` of the masters. It stands inside the transport, so that a redirect or any
    other use of the client goes through it too.
    """

    def __init__(self, inner: httpx.AsyncBaseTransport, origins: Iterable[str]) -> None:
        self._inner = inner
        self._origins = frozenset(_origin(httpx.URL(origin)) for origin in origins)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request where it is a read. Raises: TwsReadOnlyError before anything leaves."""
        refusal = self._refusal(request)
        if refusal:
            raise TwsReadOnlyError(
                f"Resync only reads: {request.method} {request.url.path} was not sent, {refusal}.",
                host=request.url.host,
            )
        return await self._inner.handle_async_request(request)

    def _refusal(self, request: httpx.Request) -> str | None:
        # What goes onto the wire is `raw_path`; httpx can be told to send another target through an extension.
        origin = _origin(request.url)
        wire = f"{origin}{request.url.raw_path.decode('ascii', errors='replace')}"
        if "target" in request.extensions or request.url.userinfo:
            return "its target is disguised"
        if origin not in self._origins:
            return "the address is not a configured master"
        if any(name in request.headers for name in _FORBIDDEN_HEADERS):
            return "a header would change its meaning"
        if request.method != "POST" and request.headers.get("content-length", "0") != "0":
            return "a read has no body"
        return None if allowed(request.method, wire) else "it is not on the list of reads"

    async def aclose(self) -> None:
        """Close the real transport."""
        await self._inner.aclose()


def _origin(url: httpx.URL) -> str:
    port = url.port or {"http": 80, "https": 443}.get(url.scheme, 0)
    host = f"[{url.host}]" if ":" in url.host else url.host
    return f"{url.scheme}://{host}:{port}".lower()
