"""How far back a plan knows: of the time before it began, HWA's REST API tells nothing."""

from __future__ import annotations

from datetime import datetime

from tws.errors import TwsError
from tws.master import Master


async def start_of_plan_after(master: Master, since: datetime | None) -> datetime | None:
    """When the plan starts, where that is after `since`; None where the plan reaches back that far, or does not say."""
    if since is None:
        return None
    try:
        starts_at = (await master.plan()).starts_at
    except TwsError:
        return None
    return starts_at if starts_at and since < starts_at else None
