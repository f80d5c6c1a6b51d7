"""Message ids and error codes, told from the names of plan objects by their shape."""

from __future__ import annotations

import re

_CODE = re.compile(
    r"(?:AWS[A-Z]{2,5}\d{2,5}[EWI]?|ORA-?\d{3,5}|SQL(?:CODE|STATE)?-?\d+[NCWE]?|S[0-9][0-9A-F]{2}(?:-\d+)?|U\d{4}|SB37|SD37|SE37"
    r"|IE[CF]\d+[A-Z]?|TNS-?\d+|PLS-?\d+|ERR(?:OR)?-?\d+|E\d{3,}|RC=?-?\d+|[A-Z]{2,5}\d{3,5}[EWISAC]|HTTP-?\d{3}|0X[0-9A-F]+|SIG[A-Z]{3,6}"
    r"|EXIT=?\d+|MSG[A-Z]?\d+|[A-Z]{2,5}-\d{2,6}|E[A-Z]{3,9})\Z",
    re.IGNORECASE,
)


def is_code(raw: str) -> bool:
    """Whether a token is a message id or an error code rather than a plan object: `AWSBIA015E`, `ORA-01555`."""
    return bool(_CODE.match(raw)) and any(c.isdigit() for c in raw)
