"""The simulated production: a plan, the engine that moves it, the extension at the day's end, its virtual clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tws.simulator.builder import Builder
from tws.simulator.engine import Engine
from tws.simulator.fates import Dice
from tws.simulator.landscape import Landscape
from tws.simulator.ledger import Ledger
from tws.simulator.options import ZONE, SimulatorOptions
from tws.simulator.payroll import add_payroll
from tws.simulator.plan import Plan
from tws.simulator.records import JobStream
from tws.simulator.scenario import Scenario
from tws.simulator.situations import ERRORS
from tws.simulator.staging import stage_streams, stage_workstations
from tws.simulator.waits import WAITS
from tws.simulator.workload import Workload

SETTLED = timedelta(hours=3)  # a plan younger than this has too little to show: begin a day earlier
SWITCHING = 20.0  # virtual seconds in which the plan cannot be read while it is switched
FORGOTTEN = 2 * 86400.0  # operators cancel what nobody missed for two days
FIRST_RUN_NUMBER = 1204


class VirtualClock:
    """The simulated time: real time from the start on, faster or slower, or moved forward by hand."""

    def __init__(self, now: Callable[[], datetime], speed: float) -> None:
        self._now = now
        self.speed = speed
        self._real = self._virtual = now().timestamp()

    def time(self) -> float:
        """Epoch seconds of the simulated now."""
        return self._virtual + (self._now().timestamp() - self._real) * self.speed

    def set(self, *, speed: float | None = None, advance: float = 0.0) -> None:
        """Jump forward, and go on at this speed."""
        self._virtual = self.time() + advance
        self._real = self._now().timestamp()
        if speed is not None:
            self.speed = speed


class World:
    """One simulated master with its plan."""

    def __init__(self, options: SimulatorOptions, scenario: Scenario | None = None) -> None:
        self.scenario = scenario or Scenario()
        said = {key: getattr(self.scenario, key) for key in ("jobs", "seed", "speed")}
        options = replace(options, **{key: value for key, value in said.items() if value is not None})
        self.options = options
        self.clock = VirtualClock(options.now, options.speed)
        self.started = self.clock.time()
        self.zone = ZoneInfo(ZONE)
        self.situations: list[tuple[str, str]] = []
        self.readable_from = 0.0
        local = datetime.fromtimestamp(self.started, UTC).astimezone(self.zone)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        if local - midnight < SETTLED:
            midnight -= timedelta(days=1)
        self.landscape = Landscape(options.jobs)
        stage_workstations(self.landscape, self.scenario)
        starts = midnight.timestamp()
        self.plan = Plan(starts=starts, ends=starts + 86400, run_number=FIRST_RUN_NUMBER)
        self.plan.workstations = self.landscape.workstations
        self.plan.resources = self.landscape.resources
        self.engine = Engine(self.plan, Dice(options.seed))
        self.engine.refilled = self.extend
        self.ledger = Ledger()
        self.plan.turned = lambda job: self.ledger.note(job, self.engine.time)
        self._fill(starts, around=self.started // 60 * 60)
        self.engine.advance(self.started)

    def now(self) -> float:
        """The simulated time, everything due until then having happened."""
        time = self.clock.time()
        self.engine.advance(time)
        return time

    @property
    def extending(self) -> bool:
        """Whether the plan is being switched and cannot be read."""
        return self.engine.time < self.readable_from

    def extend(self, window: float = SWITCHING) -> None:
        """Extend the plan by a day: finished job streams go, others are carried forward, new ones come."""
        plan, now = self.plan, self.engine.time
        overtaken = self._overtaken()
        kept = [s for s in plan.streams if s.name not in overtaken and self._carried(s, now)]
        for stream in kept:
            stream.carried_forward = True
        plan.prompts = [prompt for prompt in plan.prompts if prompt.status in {"NOT_ASKED", "ASKED"}]
        plan.files = [file for file in plan.files if file.status != "Exists"]
        plan.keep(kept)
        self.ledger.drop(set(plan.jobs), now)
        plan.run_number += 1
        starts = plan.ends
        plan.starts, plan.created = starts, now
        plan.ends = (datetime.fromtimestamp(starts, self.zone) + timedelta(days=1)).timestamp()
        self.readable_from = now + window
        names = {stream.name for stream in kept}
        self.situations = [(name, key) for name, key in self.situations if "#" not in key or _stream_of(key) in names]
        # the situations around the start stand in the plan that is extended just before it
        self._fill(starts, around=None if now < self.started else max(starts, now) + 4 * 3600)

    def _overtaken(self) -> frozenset[str]:
        """The job streams that were to extend the plan, where somebody does it before them: they are dropped."""
        begun = [any(job.runs for job in stream.jobs) for stream in self.plan.by_stream_name[_EXTENDING[0]]]
        return frozenset() if all(begun) else frozenset(_EXTENDING)

    def hold_extension(self, *, late: bool) -> None:
        """Hold the job stream FINAL, so that the plan is not extended at its time, or release it."""
        for stream in self.plan.by_stream_name[_EXTENDING[0]]:
            if not stream.done:
                stream.priority = 0 if late else 99
                self.engine.resolve(stream)

    @staticmethod
    def _carried(stream: JobStream, now: float) -> bool:
        unfinished = not stream.done and stream.carry_forward
        return unfinished and now - stream.scheduled < FORGOTTEN

    def _fill(self, starts: float, around: float | None) -> None:
        day = int(starts // 86400)
        build = Builder(self.landscape, day=day - 20_000, starts=starts)
        if around is not None and self.scenario.situations and self.options.jobs >= MINIMUM:
            taken = {stream.name for stream in self.plan.streams}
            for part in (add_payroll, *ERRORS, *WAITS):
                build.unless_there(part, around, taken)
        self._final(build)
        if around is not None:
            stage_streams(build, self.scenario, around)
        Workload(build, jobs=self.options.jobs, seed=self.options.seed, risk=self.scenario.risk).build()
        self.situations += build.noted
        self.plan.prompts += build.prompts
        self.plan.files += build.files
        self.plan.add(build.streams)
        self.engine.admit(build.streams)

    def _final(self, build: Builder) -> None:
        final = build.stream(_EXTENDING[0], "MDM_XA", self.plan.ends - 60, priority=99)
        build.chain(
            final,
            ("STARTAPPSERVER", 5, {}),
            ("MAKEPLAN", 40, {}),
            ("SWITCHPLAN", 15, {}),
        )
        reports = build.stream(_EXTENDING[1], "MDM_XA", self.plan.ends - 60, follows=[final.jobs[-1]])
        build.chain(reports, ("CHECKSYNC", 20, {}), ("CREATEPOSTREPORTS", 60, {}), ("UPDATESTATS", 45, {}))


_EXTENDING = ("FINAL", "FINALPOSTREPORTS")
MINIMUM = 300  # below this size only the wanted number of ordinary jobs is built


def _stream_of(key: str) -> str:
    return key.rpartition("#")[2].partition(".")[0]
