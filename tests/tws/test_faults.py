"""Each bad answer is the right named error."""

from __future__ import annotations

import json
import ssl

import httpx
import pytest

from tests.tws.fake_hwa import FakeHwa, client, v2, without_backoff
from tws.errors import (
    TwsAuthError,
    TwsConnectionError,
    TwsError,
    TwsNotFoundError,
    TwsPlanError,
    TwsQueryError,
    TwsResponseError,
)
from tws.models import JobQuery

SCRIBNER = "AWSJSY404E The operation readFromScribner could not be completed. AWSBIN0002E"
HTML = "<!DOCTYPE html><html><head><style>p{}</style></head><body><h1>Sign in</h1></body></html>"


def untrusted() -> httpx.ConnectError:
    error = httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate")
    error.__cause__ = ssl.SSLCertVerificationError("self-signed certificate")
    return error


@pytest.mark.parametrize(
    ("answer", "kind", "status"),
    [
        (401, TwsAuthError, 401),
        (403, TwsAuthError, 403),
        (404, TwsNotFoundError, 404),
        (400, TwsQueryError, 400),
        (405, TwsResponseError, 405),
        (429, TwsResponseError, 429),
        (500, TwsResponseError, 500),
        (503, TwsResponseError, 503),
        (302, TwsResponseError, 302),
        (httpx.Response(500, json={"messages": [SCRIBNER]}), TwsPlanError, 500),
        (httpx.Response(200, text=HTML), TwsResponseError, 200),
        (httpx.Response(200, text='{"count": 3, "results": [{"id":'), TwsResponseError, 200),
        (httpx.Response(200, text=""), TwsResponseError, 200),
        (httpx.Response(200, content=b"\xff\xfe\x00"), TwsResponseError, 200),
        (httpx.Response(200, json={"exceptionName": "X", "messages": [SCRIBNER]}), TwsPlanError, 500),
        ([], TwsResponseError, None),
        ({"results": 3}, TwsResponseError, None),
        ({"results": [{"name": "X"}]}, TwsResponseError, None),
        (httpx.ConnectError("refused"), TwsConnectionError, None),
        (httpx.ReadError("reset"), TwsConnectionError, None),
        (httpx.RemoteProtocolError("closed"), TwsConnectionError, None),
        (untrusted(), TwsConnectionError, None),
    ],
)
async def test_a_bad_answer_is_the_right_error(answer: object, kind: type[TwsError], status: int | None) -> None:
    """The class names what happened, the status is the engine's."""
    with without_backoff():
        async with client(v2({"plan/job": answer})) as hwa:
            with pytest.raises(kind) as caught:
                await hwa.jobs(JobQuery())
    assert (kind, status) == (type(caught.value), caught.value.status)


async def test_an_untrusted_certificate_names_the_setting() -> None:
    """The sentence tells what to do."""
    with without_backoff():
        async with client(FakeHwa(every=untrusted())) as hwa:
            with pytest.raises(TwsConnectionError, match=r"not trusted.*TWS_CA_FILE"):
                await hwa.engine()


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (json.dumps({"messages": ["AWSJDB101E not found", "two"]}), "AWSJDB101E not found two"),
        (json.dumps({"message": "x"}), "x"),
        (json.dumps({"other": 1}), ""),
        (HTML, "Sign in"),
        ("plain\nwords", "plain words"),
        (json.dumps({"messages": ["login with password=S3cret"]}), "login with password=********"),
        ("x" * 9000, "x" * 500),
        ("", ""),
    ],
)
async def test_the_detail_is_the_engines_own_words(body: str, detail: str) -> None:
    """Messages of any shape, one line, masked, at most 500 characters."""
    async with client(v2({"plan/job": httpx.Response(400, text=body)})) as hwa:
        with pytest.raises(TwsQueryError) as caught:
            await hwa.jobs(JobQuery())
    assert detail == caught.value.detail


async def test_a_body_that_breaks_off_is_an_answer_that_cannot_be_used() -> None:
    """The connection was there, the answer is not whole."""

    class Broken(httpx.AsyncByteStream):
        async def __aiter__(self):  # type: ignore[no-untyped-def]
            yield b'{"count":'
            raise httpx.RemoteProtocolError("peer closed connection")

    async with client(v2({"plan/job": lambda _: httpx.Response(200, stream=Broken())})) as hwa:
        with pytest.raises(TwsResponseError):
            await hwa.jobs(JobQuery())


async def test_a_redirect_is_not_followed() -> None:
    """One request leaves, and the place it points to is not asked."""
    fake = v2({"plan/job": httpx.Response(302, headers={"Location": "https://mdm:31116/twsd/api/v2/plan/jobstream"})})
    async with client(fake) as hwa:
        with pytest.raises(TwsResponseError):
            await hwa.jobs(JobQuery())
    assert ["/twsd/api/v2/engine/info", "/twsd/api/v2/plan/job"] == fake.paths()
