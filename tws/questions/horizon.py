"""How far back a plan knows: of the time before it began, HWA's REST API tells nothing."""

from __future__ import annotations

from datetime import datetime

from tws.errors import TwsError
from tws.master import Master
from tws.questions.search import Window
from tws.questions.statuses import NOT_STARTED, States


async def start_of_plan_after(master: Master, since: datetime | None) -> datetime | None:
    """When the plan starts, where that is after `since`; None where the plan reaches back that far, or does not say."""
    if since is None:
        return None
    try:
        starts_at = (await master.plan()).starts_at
    except TwsError:
        return None
    return starts_at if starts_at and since < starts_at else None


async def still_to_come(master: Master, asked: States, window: Window) -> Window:
    """The window; none where it is open and holds the whole plan, of which the server then counts what waits.

    `o que falta rodar hoje?` begins where the plan does, and what has not started yet has no end.
    """
    waits = bool(asked.words) and not asked.internal and set(asked.common) <= NOT_STARTED
    if not waits or window.since is None or window.until is not None:
        return window
    return window if await _begins_after(master, window.since) else Window()


async def _begins_after(master: Master, since: datetime) -> bool:
    """Whether a window begins when the plan is under way; also where the plan does not say when it began."""
    try:
        starts_at = (await master.plan()).starts_at
    except TwsError:
        return True
    return starts_at is None or since > starts_at
