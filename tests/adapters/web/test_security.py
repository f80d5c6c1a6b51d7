"""Hosts, origins, the token, and the headers of every answer."""

from __future__ import annotations

import pytest

from adapters.web.security import (
    COOKIE,
    SESSION_SECONDS,
    Session,
    host_name,
    is_same_origin,
    is_session,
    session_value,
)
from adapters.web.texts import TEXTS
from tests.browser.scripted import Scripted

HTML = {"Accept": "text/html"}
TOKEN = "correct horse"


@pytest.mark.parametrize("path", ["/", "/assets/app.js", "/assets/style.css", "/api/status"])
async def test_every_answer_carries_the_strict_headers(serve, path):
    """The policy allows nothing inline, nothing from elsewhere and no frame."""
    client = await serve(Scripted())
    headers = (await client.get(path)).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


async def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(serve):
    """No inline script or style, no address of another server."""
    client = await serve(Scripted())
    html = await (await client.get("/")).text()
    assert html.count("<script") == html.count('<script type="application/json"') + html.count(
        '<script type="module" src="/assets/'
    )
    assert " style=" not in html
    assert "//" not in html.replace("<!doctype html>", "").replace("Authorization: Bearer", "")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "localhost.evil.example", ""])
async def test_a_foreign_host_is_refused(serve, host):
    """A name that was rebound to loopback gets nothing, on any path."""
    client = await serve(Scripted())
    for path in ("/", "/assets/app.js", "/api/status", "/api/stream"):
        assert (await client.get(path, headers={"Host": host})).status == 403


@pytest.mark.parametrize("host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "LOCALHOST", "resync.corp:80"])
async def test_loopback_and_configured_hosts_are_served(serve, host):
    """Loopback by any of its names, and the host that was configured."""
    client = await serve(Scripted(hosts=frozenset({"Resync.corp"})))
    assert (await client.get("/api/status", headers={"Host": host})).status == 200


@pytest.mark.parametrize("path", ["/api/ask", "/api/action", "/login"])
async def test_a_post_from_another_page_is_refused(serve, path):
    """A forged post never reaches the assistant."""
    scripted = Scripted()
    client = await serve(scripted)
    response = await client.post(path, json={"text": "a"}, headers={"Origin": "https://evil.example"})
    assert response.status == 403
    assert scripted.assistant.asked == []


@pytest.mark.parametrize(
    ("origin", "fetch_site", "expected"),
    [
        (None, None, True),
        (None, "same-origin", True),
        (None, "none", True),
        (None, "cross-site", False),
        (None, "same-site", False),
        ("null", None, False),
        ("http://localhost:8000", None, True),
        ("https://localhost:8000", "same-origin", True),
        ("http://localhost:9000", None, False),
        ("http://localhost:8000.evil.example", None, False),
        ("file://localhost:8000", None, False),
    ],
)
def test_only_our_own_page_or_no_page_may_post(origin, fetch_site, expected):
    """The origin must be this very host and port."""
    assert is_same_origin(origin, fetch_site, "localhost:8000") is expected


@pytest.mark.parametrize(("header", "name"), [("[::1]:8000", "::1"), ("a.b:1", "a.b"), ("A", "a"), ("", ""), ("[", "")])
def test_host_names_are_read_without_their_port(header, name):
    """The port and an IPv6 address's brackets are not part of the name."""
    assert name == host_name(header)


@pytest.mark.parametrize("path", ["/", "/assets/app.js", "/api/status", "/api/stream", "/api/ask", "/api/action"])
async def test_with_a_token_nothing_is_served_without_it(serve, path):
    """Every path of the console asks for the token."""
    client = await serve(Scripted(token=TOKEN))
    send = client.post if path in ("/api/ask", "/api/action") else client.get
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": f"Basic {TOKEN}"}):
        response = await send(path, headers=headers)
        assert response.status == 401
        assert response.headers["WWW-Authenticate"] == "Bearer"


async def test_a_bearer_is_served_by_any_host_name(serve):
    """With a token the host's name does not matter."""
    client = await serve(Scripted(token=TOKEN))
    headers = {"Authorization": f"Bearer {TOKEN}", "Host": "resync.corp"}
    assert (await client.get("/api/status", headers=headers)).status == 200


async def test_signing_in_gives_a_session_that_opens_the_page(serve):
    """The form takes the token once; its cookie is for this site only and out of scripts' reach."""
    client = await serve(Scripted(token=TOKEN))
    form = await client.get("/", headers=HTML)
    assert form.status == 401
    assert 'action="/login"' in await form.text()
    wrong = await client.post("/login", data={"token": "guess"}, headers=HTML)
    assert TEXTS["pt"]["sign_in_wrong"] in await wrong.text()
    right = await client.post("/login", data={"token": TOKEN}, allow_redirects=False)
    cookie = right.headers["Set-Cookie"]
    assert right.status == 303
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    value = right.cookies[COOKIE].value
    assert (await client.get("/", headers={**HTML, "Cookie": f"{COOKIE}={value}"})).status == 200


async def test_signing_in_without_a_token_set_opens_nothing(serve):
    """At a console without a token no session can be had for later."""
    client = await serve(Scripted())
    response = await client.post("/login", data={"token": ""}, allow_redirects=False)
    assert COOKIE not in response.cookies


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (session_value(TOKEN, 1000), True),
        (session_value(TOKEN, 900), False),
        (session_value("other", 1000), False),
        ("1000." + "0" * 64, False),
        ("9999." + session_value(TOKEN, 1000).partition(".")[2], False),
        ("", False),
        ("²." + "0" * 64, False),
        ("9" * 5000, False),
    ],
)
def test_only_a_session_of_this_token_that_has_not_expired_counts(value, expected):
    """A session is bound to the token and to its end."""
    assert is_session(TOKEN, value, now=900) is expected


def test_a_session_lasts_a_shift():
    """Twelve hours, then the token is asked for again."""
    assert SESSION_SECONDS == 12 * 60 * 60
    assert Session(token="").is_needed is False


async def test_only_the_page_s_own_files_are_served(serve):
    """No path leads out of the folder of assets."""
    client = await serve(Scripted())
    missing = await client.get("/assets/nothing.js")
    assert "default-src 'none'" in missing.headers["Content-Security-Policy"]
    for name in ("..%2fapi.py", "%2e%2e/pages.py", "index.html", "nothing.js"):
        assert (await client.get(f"/assets/{name}")).status == 404


async def test_an_unchanged_file_is_not_sent_again(serve):
    """A file's tag is asked about, and spares its body."""
    client = await serve(Scripted())
    first = await client.get("/assets/app.js")
    again = await client.get("/assets/app.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304
