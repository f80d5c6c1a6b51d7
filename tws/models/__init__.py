"""The records of a plan, in the vendor's words; frozen, and free of any wire format.

Times are aware datetimes in UTC, durations are `timedelta`. None means that the engine did not say.
`status` is the common status (WAITING, READY, RUNNING, SUCCESSFUL, ERROR, CANCELED, HELD, UNDECIDED,
BLOCKED, SUPPRESS); `internal_status` is the engine's own word in the v2 spelling (HOLD, READY, EXEC, SUCC,
ABEND, FAIL, CANCL, SUPPR, PEND, STUCK …), unknown words kept as they came.
"""

from tws.models.dependencies import Dependency, DependencyKind
from tws.models.jobs import ENDED, IN_ERROR, OPEN, Job, JobLog, JobRun
from tws.models.plan import Engine, JobStream, Plan, Prompt, Resource, Workstation
from tws.models.queries import JobQuery, Page, StreamQuery

__all__ = [
    "ENDED",
    "IN_ERROR",
    "OPEN",
    "Dependency",
    "DependencyKind",
    "Engine",
    "Job",
    "JobLog",
    "JobQuery",
    "JobRun",
    "JobStream",
    "Page",
    "Plan",
    "Prompt",
    "Resource",
    "StreamQuery",
    "Workstation",
]
