"""Who may talk to the console: Host against DNS rebinding, Origin against forged posts, a token, strict headers."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from types import MappingProxyType

from aiohttp import web

from adapters.web.texts import DEFAULT, language_of, text

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

COOKIE = "resync_session"
SESSION_SECONDS = 12 * 3600  # a shift
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})

HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
        ),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
)


def host_name(header: str) -> str:
    """The name in a Host header, lower case, without port and brackets."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower()


def is_same_origin(origin: str | None, fetch_site: str | None, host: str) -> bool:
    """Whether a request that changes something comes from our own page, or from no page at all.

    A browser always sends `Origin` with a cross-site POST; a command line sends neither header.
    """
    if origin is not None:
        scheme, _, rest = origin.partition("://")
        return scheme in ("http", "https") and rest.lower() == host.lower()
    return fetch_site in (None, "same-origin", "none")


def session_value(token: str, expires: int) -> str:
    """A session cookie's value; it can be made only with the token, and does not tell it."""
    proof = hmac.new(token.encode(), f"resync session {expires}".encode(), hashlib.sha256).hexdigest()
    return f"{expires}.{proof}"


def is_session(token: str, value: str, now: float) -> bool:
    """Whether a cookie's value was made with this token and has not expired."""
    stamp, _, _ = value.partition(".")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return False
    genuine = hmac.compare_digest(session_value(token, int(stamp)).encode(), value.encode("utf-8", "replace"))
    return genuine and now < int(stamp)


class Session:
    """Who has shown the token: with every request as a Bearer, or once, for a cookie that lasts a shift."""

    def __init__(self, *, token: str = "", clock: Callable[[], float] = time.time) -> None:
        self._token = token
        self._clock = clock

    @property
    def is_needed(self) -> bool:
        """Whether a token is set at all."""
        return bool(self._token)

    def is_token(self, offered: str) -> bool:
        """Whether somebody offers the token; compared in constant time."""
        return hmac.compare_digest(self._token.encode(), offered.encode("utf-8", "replace"))

    def is_known(self, request: web.Request) -> bool:
        """Whether a request shows the token, or a session made with it."""
        if not self._token:
            return True
        scheme, _, offered = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.is_token(offered.strip()):
            return True
        return is_session(self._token, request.cookies.get(COOKIE, ""), self._clock())

    def open(self, response: web.StreamResponse, *, secure: bool) -> None:
        """Put a session cookie on a response; none where no token is set."""
        if not self._token:
            return
        value = session_value(self._token, int(self._clock()) + SESSION_SECONDS)
        response.set_cookie(
            COOKIE, value, max_age=SESSION_SECONDS, httponly=True, samesite="Strict", secure=secure, path="/"
        )


async def _answered(handler: Handler, request: web.Request) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise


class Guard:
    """Wraps handlers.

    Without a token only loopback names and `hosts` are served; with one, every name, but only to those who show it.
    """

    def __init__(
        self,
        session: Session,
        *,
        hosts: frozenset[str] = frozenset(),
        sign_in: Handler | None = None,
        language: str = DEFAULT,
    ) -> None:
        self._session = session
        self._hosts = LOOPBACK | {host.lower() for host in hosts}
        self._sign_in = sign_in
        self._default = language

    def protect(self, handler: Handler, *, public: bool = False) -> Handler:
        """The handler behind all checks; `public` ones need no token."""

        async def protected(request: web.Request) -> web.StreamResponse:
            response = self._foreign(request)
            if response is None and not (public or self._session.is_known(request)):
                response = await self._unknown(request)
            if response is None:
                response = await _answered(handler, request)
            if not response.prepared:
                response.headers.update(HEADERS)
            return response

        return protected

    def _foreign(self, request: web.Request) -> web.StreamResponse | None:
        if not self._session.is_needed and host_name(request.host) not in self._hosts:
            return self._refused(request, "wrong_host")
        posted = request.method not in ("GET", "HEAD", "OPTIONS")
        headers = request.headers
        if posted and not is_same_origin(headers.get("Origin"), headers.get("Sec-Fetch-Site"), request.host):
            return self._refused(request, "wrong_origin")
        return None

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        if self._sign_in is not None and "text/html" in request.headers.get("Accept", ""):
            return await self._sign_in(request)
        return web.json_response(
            {"error": text(language_of(request.headers, self._default), "needs_token")},
            status=HTTPStatus.UNAUTHORIZED,
            headers={"WWW-Authenticate": "Bearer"},
        )

    def _refused(self, request: web.Request, name: str) -> web.Response:
        sentence = text(language_of(request.headers, self._default), name)
        return web.json_response({"error": sentence}, status=HTTPStatus.FORBIDDEN)
