"""That HWA could not be asked, as a report."""

from __future__ import annotations

from tws.errors import TwsError
from tws.master import Master
from tws.reports import Trouble


def trouble(master: Master, error: TwsError) -> Trouble:
    """That HWA could not be asked, and why."""
    return Trouble(
        environment=master.environment,
        as_of=master.now(),
        error=type(error).__name__,
        message=str(error),
        host=error.host,
        detail=error.detail,
        status=error.status,
        last_answer_at=master.last_answer_at,
    )
