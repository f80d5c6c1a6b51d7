"""Whether a request is Slack's: its signature over the body, and how old it is; pure.

Source: Slack's "Verifying requests from Slack".
"""

from __future__ import annotations

import hashlib
import hmac

STALE = 300  # seconds
_VERSION = "v0"


def is_signed(secret: str, body: bytes, *, timestamp: str, signature: str, now: float) -> bool:
    """Whether the body was signed with the secret within five minutes of `now` (seconds since 1970)."""
    if not secret or not (timestamp.isascii() and timestamp.isdigit()) or len(timestamp) > 15:
        return False
    if abs(now - int(timestamp)) > STALE:
        return False
    return hmac.compare_digest(signed(secret, body, timestamp).encode(), signature.encode())


def signed(secret: str, body: bytes, timestamp: str) -> str:
    """The signature of a body at a time."""
    told = f"{_VERSION}:{timestamp}:".encode() + body
    return f"{_VERSION}={hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()}"
