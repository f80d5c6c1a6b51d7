"""How one HWA environment is reached."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class TwsConfig:
    """One HWA environment.

    `urls` are its masters in the order to try, `https://host:31116`; a trailing `/twsd` is
    tolerated. `api_key` wins over user and password. Times in seconds: `deadline` bounds a question as a whole,
    `request_timeout` one request, `connect_timeout` reaching a host, `rest` how long a dead host is left alone.
    """

    urls: tuple[str, ...]
    environment: str = "default"
    user: str = ""
    password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    ca_file: str = ""
    verify: bool = True
    deadline: float = 10.0
    request_timeout: float = 8.0
    connect_timeout: float = 3.0
    cache_seconds: float = 2.0
    rest: float = 30.0
