"""Turns what a master answers or fails to answer into the named errors of `tws.errors`."""

from __future__ import annotations

import json
import re
import ssl
from typing import Any

import httpx

from tws.errors import (
    TwsAuthError,
    TwsConnectionError,
    TwsError,
    TwsNotFoundError,
    TwsPlanError,
    TwsQueryError,
    TwsResponseError,
    TwsTimeoutError,
)
from tws.redaction import redact

_LONGEST_DETAIL = 500
_PLAN_BUSY = "AWSJSY404E"
_HTML = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:script|style)\b[\s\S]*?</(?:script|style)>|<[^>]{0,500}>", re.IGNORECASE)


def fault(status: int, body: bytes, host: str) -> TwsError:
    """The error that an answer other than 2xx means; its `detail` are the engine's own words, secrets masked."""
    detail = _detail(body)
    kind, message = _kind(status, detail)
    return kind(message, host=host, detail=detail, status=status)


def _kind(status: int, detail: str) -> tuple[type[TwsError], str]:
    if status >= 500 and _PLAN_BUSY in detail:
        return TwsPlanError, "HWA cannot read its plan just now: it is being extended, or its Symphony file is busy."
    known: dict[int, tuple[type[TwsError], str]] = {
        400: (TwsQueryError, "HWA refused the filter."),
        401: (TwsAuthError, "HWA did not accept the user and password or the API key."),
        403: (TwsAuthError, "The HWA user may not read this: its security role does not allow it."),
        404: (TwsNotFoundError, "HWA does not have that object in its plan."),
    }
    if status in known:
        return known[status]
    if 300 <= status < 400:
        return TwsResponseError, f"HWA answered with a redirect ({status}), which is not followed."
    return TwsResponseError, f"HWA answered with an error ({status})."


def _detail(body: bytes) -> str:
    """The engine's messages: v1 has `{"messages": […]}`, v2's shape is undocumented, proxies answer HTML."""
    content = body[:20_000].decode("utf-8", errors="replace")
    try:
        words = _messages(json.loads(content))
    except ValueError:
        words = _TAG.sub(" ", content) if "<" in content else content
    plain = "".join(letter if letter.isprintable() else " " for letter in words)
    return redact(" ".join(plain.split()))[:_LONGEST_DETAIL]


def _messages(answer: Any) -> str:
    if isinstance(answer, dict):
        found = next((answer[key] for key in ("messages", "message", "error", "detail") if answer.get(key)), "")
        return _messages(found)
    if isinstance(answer, list):
        return " ".join(_messages(item) for item in answer[:10])
    return str(answer) if isinstance(answer, str | int | float) else ""


def parsed(body: bytes, host: str) -> Any:
    """The JSON of a 2xx answer. Raises: TwsResponseError for HTML, truncated or other text."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        is_html = _HTML.search(body[:2000].decode("utf-8", errors="replace"))
        what = "a web page" if is_html else "JSON that breaks off or is none"
        raise TwsResponseError(
            f"HWA answered with {what} where plan data was expected.", host=host, detail=_detail(body), status=200
        ) from error


def refused_answer(answer: Any, host: str) -> TwsError | None:
    """The error inside a 2xx answer: v1 has been seen to send `exceptionName` and `messages` with it."""
    if isinstance(answer, dict) and "exceptionName" in answer:
        body = json.dumps(answer).encode()
        return fault(500, body, host)
    return None


def unreachable(error: httpx.HTTPError | OSError, host: str, *, in_body: bool = False) -> TwsError:
    """The error that a failed connection means."""
    reason = redact(str(error))[:_LONGEST_DETAIL]
    if isinstance(error, httpx.TimeoutException):
        return TwsTimeoutError(f"HWA at {host} did not answer in time.", host=host, detail=reason)
    if in_body and isinstance(error, httpx.RemoteProtocolError):
        return TwsResponseError(f"HWA at {host} broke off in the middle of its answer.", host=host, detail=reason)
    if _is_tls(error):
        return TwsConnectionError(
            f"The TLS certificate of HWA at {host} is not trusted; name its CA file in TWS_CA_FILE.",
            host=host,
            detail=reason,
        )
    return TwsConnectionError(f"HWA at {host} cannot be reached.", host=host, detail=reason)


def _is_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
