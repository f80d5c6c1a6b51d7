"""Whether a dependency is met, where the engine says so only by the state of what it points at."""

from __future__ import annotations

from collections.abc import Iterable

from tws.models import Dependency, DependencyKind

_PREDECESSORS = frozenset({DependencyKind.JOB, DependencyKind.JOB_STREAM})
_MET = {
    DependencyKind.PROMPT: {"ANSWERED_YES": True, "ASKED": False, "NOT_ASKED": False, "ANSWERED_NO": False},
    DependencyKind.FILE: {"EXISTS": True, "UNAVAILABLE": False, "NOT CHECKED": False, "CHECKING": False},
}


def is_met(dependency: Dependency) -> bool | None:
    """Whether it is satisfied; None where neither the engine nor the state of a file or prompt tells.

    The words are those of API v2 for `promptStatus` and a file's `status`; API v1 gives them without a verdict.
    """
    if dependency.satisfied is not None:
        return dependency.satisfied
    return _MET.get(dependency.kind, {}).get(dependency.state.upper().replace("-", "_"))


def unmet(dependencies: Iterable[Dependency]) -> tuple[Dependency, ...]:
    """The predecessors among the dependencies that are not known to be satisfied."""
    return tuple(dep for dep in dependencies if dep.kind in _PREDECESSORS and is_met(dep) is not True)
