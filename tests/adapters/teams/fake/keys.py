"""Microsoft's keys, made here: an OpenID document and its key set on loopback, and tokens signed with them.

In a thread of its own: the SDK fetches keys with blocking calls.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"


@cache
def key(name: str = "k1") -> rsa.RSAPrivateKey:
    """A key of its own for each name."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Keys:
    """What is served; `endorsements` by key id. `fetched` counts the looks at the document."""

    def __init__(self) -> None:
        self.endorsements: dict[str, list[str]] = {"k1": ["msteams"]}
        self.fetched = 0
        self.url = ""

    def answer(self, path: str) -> dict[str, Any]:
        if path.endswith("openidconfiguration"):
            self.fetched += 1
            return {"issuer": ISSUER, "jwks_uri": f"{self.url}/keys"}
        return {"keys": [self._jwk(name, endorsed) for name, endorsed in self.endorsements.items()]}

    def _jwk(self, name: str, endorsed: list[str]) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(key(name).public_key()))
        return {**public, "kid": name, "use": "sig", "endorsements": endorsed}


@contextmanager
def served() -> Iterator[Keys]:
    """The keys on a loopback port."""
    keys = Keys()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(keys.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    keys.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield keys
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def token(app: str, service_url: str, *, kid: str | None = "k1", signed_by: str = "k1", **claims: Any) -> str:
    """A token as the Bot Framework gives it; `claims` replace its own, None takes one away."""
    now = int(time.time())
    told = {"iss": ISSUER, "aud": app, "serviceurl": service_url, "nbf": now - 10, "exp": now + 3600, **claims}
    given = {name: value for name, value in told.items() if value is not None}
    return jwt.encode(given, key(signed_by), algorithm="RS256", headers={"kid": kid} if kid else {})
