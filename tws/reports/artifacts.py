"""A report as a plain dict of JSON values, and back."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

ReportT = TypeVar("ReportT")


_ADAPTERS: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(record: type[Any]) -> TypeAdapter[Any]:
    if record not in _ADAPTERS:
        _ADAPTERS[record] = TypeAdapter(record)
    return _ADAPTERS[record]


def as_artifact(report: Any) -> dict[str, Any]:
    """The report as a plain dict of JSON values, with `report` naming its class."""
    dump: dict[str, Any] = _adapter(type(report)).dump_python(report, mode="json")
    return {"report": type(report).__name__, **dump}


def from_artifact(record: type[ReportT], artifact: dict[str, Any]) -> ReportT:
    """The record that `as_artifact` made the dict from.

    Raises: pydantic.ValidationError where the dict is not of that record.
    """
    report: ReportT = _adapter(record).validate_python({k: v for k, v in artifact.items() if k != "report"})
    return report
