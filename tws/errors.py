"""What can go wrong between Resync and an HWA master.

TwsError
├── TwsConnectionError        no answer: refused, reset, TLS not trusted, every host resting
│   └── TwsTimeoutError       no answer within the deadline
├── TwsAuthError              401 or 403: not authenticated, or the role does not allow
├── TwsNotFoundError          404: the object is not in the plan
├── TwsResponseError          an answer that cannot be used: 4xx, 5xx, HTML, truncated JSON
│   ├── TwsQueryError         400: the engine refused the filter
│   └── TwsPlanError          500 AWSJSY404E: the plan is being extended
├── TwsNameError              a name that cannot be put into a query (quotes, control characters)
└── TwsReadOnlyError          the guard refused a request before it left
"""

from __future__ import annotations


class TwsError(Exception):
    """Something between Resync and HWA went wrong.

    `host` is the master's host name, empty where none was asked; `detail` is the engine's own words,
    secrets masked; `status` is the HTTP status, None where there was no answer.
    """

    def __init__(self, message: str, *, host: str = "", detail: str = "", status: int | None = None) -> None:
        super().__init__(message)
        self.host = host
        self.detail = detail
        self.status = status


class TwsConnectionError(TwsError):
    """No answer came."""


class TwsTimeoutError(TwsConnectionError):
    """No answer came within the deadline."""


class TwsAuthError(TwsError):
    """The master did not accept the credentials (401) or the role does not allow it (403)."""


class TwsNotFoundError(TwsError):
    """The object is not in the plan."""


class TwsResponseError(TwsError):
    """An answer came that cannot be used."""


class TwsQueryError(TwsResponseError):
    """The engine refused the filter (400)."""


class TwsPlanError(TwsResponseError):
    """The plan cannot be read just now: it is being extended (500 AWSJSY404E)."""


class TwsNameError(TwsError):
    """The name cannot be put into a query."""


class TwsReadOnlyError(TwsError):
    """The guard refused a request that is not on the allow-list; nothing left the machine."""
