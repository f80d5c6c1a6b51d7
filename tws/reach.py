"""What a connection to a master is made of: its address, whom TLS trusts, the headers of every request."""

from __future__ import annotations

import ssl

import httpx

from tws.config import TwsConfig


def base(url: str) -> str:
    """`scheme://host:port` of a master's address. Raises: ValueError where it is none."""
    address = httpx.URL(url.strip().rstrip("/").removesuffix("/api/v2").removesuffix("/twsd"))
    if address.scheme not in {"http", "https"} or not address.host or address.userinfo:
        raise ValueError("an HWA address reads https://host:31116, without user and password")
    port = f":{address.port}" if address.port else ""
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{address.scheme}://{host}{port}"


def trust(config: TwsConfig) -> ssl.SSLContext | bool:
    """Whom TLS trusts. Raises: ValueError where the CA file cannot be read."""
    # Without TLS nobody is to be trusted, and the system's certificates take 60 ms to read.
    if not config.verify or not any(url.lower().startswith("https:") for url in config.urls):
        return False
    if not config.ca_file:
        return True
    try:
        return ssl.create_default_context(cafile=config.ca_file)
    except OSError as error:
        raise ValueError(f"TWS_CA_FILE names {config.ca_file}, which holds no readable CA certificate") from error


def headers(config: TwsConfig) -> dict[str, str]:
    """The headers of every request; an API key wins over user and password."""
    plain = {"Accept": "application/json", "User-Agent": "resync"}
    return plain | ({"Authorization": f"Bearer {config.api_key}"} if config.api_key else {})
