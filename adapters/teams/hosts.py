"""Which addresses a Teams service may have: each of them is given our token; pure."""

from __future__ import annotations

from urllib.parse import urlsplit

# Microsoft's connectors: the public cloud, and those of the US government (GCC, GCC High, DoD).
_DOMAINS = (".botframework.com", ".botframework.us", ".botframework.azure.us")
_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def is_service(address: str, development: str = "") -> bool:
    """Whether Teams may be at that serviceUrl.

    `development` is one more address, such as that of a playground; it counts on this machine alone, and port and all.
    """
    if is_same_service(address, development):
        return True
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        is_plain = parts.scheme == "https" and parts.port in {None, 443} and not parts.username and not parts.password
    except ValueError:
        return False
    return is_plain and (host in _HOSTS or host.endswith(_DOMAINS))


def is_same_service(address: str, development: str) -> bool:
    """Whether an address is the development service's, under whichever of this machine's own names."""
    try:
        parts, own = urlsplit(address), urlsplit(development)
        is_same = (parts.scheme, parts.port) == (own.scheme, own.port)
    except ValueError:
        return False
    return is_same and not parts.username and {parts.hostname, own.hostname} <= _LOOPBACK


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        return urlsplit(address).hostname in _LOOPBACK
    except ValueError:
        return False
