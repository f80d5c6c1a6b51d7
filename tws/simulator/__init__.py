"""An HWA master in memory, over real HTTP: a plan in virtual time behind the vendor's paths, v1, v2 and /metrics.

As a process: `resync simulate` or `python -m tws.simulator`. In a test:

    running = await start(SimulatorOptions(port=0, jobs=500, now=clock))
    ...                       # running.url, running.plan
    await running.stop()

User `tws`, password `tws`, or Bearer `simulator`; `nodisplay` may see nothing, Bearer `expired` has expired.
The controls under /simulator/ need no password: abend, recover, clock, plan, fault (POST), calls, situations,
failures (GET); see controls.py. A scenario file is described in scenario.py, the situations of the default plan
in situations.py, waits.py and payroll.py, the failures in failures.txt.
"""
