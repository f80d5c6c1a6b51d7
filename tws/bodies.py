"""Reads the bodies of answers without ever holding more than is needed."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import httpx

from tws.errors import TwsResponseError

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The end of a long text; `truncated` says that more stands before it."""

    content: bytes
    truncated: bool


async def beginning(response: httpx.Response) -> bytes:
    """The first 20 KB or a little more of an answer."""
    start = b""
    async for chunk in response.aiter_bytes():
        start += chunk
        if len(start) > 20_000:
            break
    return start


async def tail(response: httpx.Response, size: int, host: str) -> Tail:
    """The last `size` bytes of an answer. Raises: TwsResponseError beyond 64 MB."""
    chunks: deque[bytes] = deque()
    held = seen = 0
    async for chunk in response.aiter_bytes():
        chunks.append(chunk)
        held += len(chunk)
        seen += len(chunk)
        if seen > MOST_BYTES:
            raise TwsResponseError("HWA's answer is longer than 64 MB and was not read.", host=host)
        while held - len(chunks[0]) >= size:
            held -= len(chunks.popleft())
    return Tail(content=b"".join(chunks)[-size:], truncated=seen > size)
