"""One look at the plan: the jobs in error, and what became of those that were."""

from __future__ import annotations

from collections.abc import Sequence

import structlog

from bot.alerts.watch import Known, Seen, identified, is_in_error, key_of
from bot.ports import Master
from bot.reports import BAD_END_KINDS
from tws.errors import TwsNameError, TwsNotFoundError
from tws.models import IN_ERROR, Job, JobQuery, Page

_LOG = structlog.get_logger(__name__)
# Jobs in error that one look reads; more than any plan in a state to be worked on holds.
MOST = 10_000
# Names that one query asks for: 25 names of 40 characters keep its address far below what servers take.
NAMES = 25
ROWS = 1_000


class Look:
    """Asks the master. The size of the answers grows with the jobs in error, never with the plan."""

    def __init__(self, master: Master) -> None:
        self._master = master
        self._absent: set[str] = set()

    async def __call__(self, known: Sequence[Known]) -> Seen:
        """What the plan says of jobs in error and of the known incidents.

        Raises: TwsError where the master could not be asked; nothing is concluded then.
        """
        page = await self._master.jobs(JobQuery(internal_statuses=tuple(sorted(IN_ERROR))), limit=MOST)
        if page.truncated:
            _LOG.warning("look.truncated", limit=MOST, total=page.total)
        bad = tuple(job for job in page.records if is_in_error(job))
        in_error = identified(self._master.environment, bad, known)
        missing = [one for one in known if one.kind in BAD_END_KINDS and not one.closed and one.key not in in_error]
        others = {} if page.truncated else await self._others(missing)
        return Seen(in_error=bad, others=others)

    async def _others(self, missing: Sequence[Known]) -> dict[str, Job | None]:
        found = await read_again(self._master, missing)
        absent = {key for key, job in found.items() if job is None}
        # While a plan is switched, rows can be missing for a moment: gone is what two looks in a row do not find.
        sure = absent & self._absent
        self._absent = absent
        return {key: job for key, job in found.items() if job is not None or key in sure}


async def read_again(master: Master, known: Sequence[Known]) -> dict[str, Job | None]:
    """The newest state of known jobs by key, None for one that the plan does not hold.

    Raises: TwsError where the master could not be asked.
    """
    found: dict[str, Job | None] = {}
    for start in range(0, len(known), NAMES):
        part = known[start : start + NAMES]
        page = await _named(master, part)
        for one in part:
            found[one.key] = _row(master.environment, one, page) or await _by_id(master, one)
    return found


async def _named(master: Master, known: Sequence[Known]) -> Page[Job]:
    names = tuple(sorted({one.job_name for one in known}))
    streams = tuple(sorted({one.job_stream for one in known}))
    try:
        return await master.jobs(JobQuery(names=names, job_streams=streams), limit=ROWS)
    except TwsNameError:
        # A name that cannot stand in a query; every one of them is then read by its id.
        return Page()


def _row(environment: str, known: Known, page: Page[Job]) -> Job | None:
    rows = [job for job in page.records if key_of(environment, job) == known.key.split("~")[0]]
    same = [job for job in rows if job.id == known.job_id]
    if same or "~" in known.key:
        return same[0] if same else None
    return rows[0] if rows else None


async def _by_id(master: Master, known: Known) -> Job | None:
    try:
        job = await master.job(known.job_id)
    except TwsNotFoundError:
        return None
    return job if key_of(master.environment, job) == known.key.split("~")[0] else None
