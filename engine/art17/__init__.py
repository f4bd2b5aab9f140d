"""art17: rules over the quality management system that Art. 17 of the EU AI Act asks for.

>>> import art17
>>> art17.cite("Art. 17(1)(g)")[0].standing.status
'ok'

`docs/api.md` describes what is offered here; everything else may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from art17.version import __version__

if TYPE_CHECKING:
    from art17.api import Session, as_rows, check, cite, explain, lint_rules
    from art17.errors import Art17Error, PackError, SettingsError, UsageError
    from art17.model.cited import Cited
    from art17.model.evidence import Evidence
    from art17.model.place import Place
    from art17.model.problem import Problem
    from art17.model.report import Finding, Obligation, Report, Subject, Summary


_WHERE = {
    "art17.api": ("Session", "as_rows", "check", "cite", "explain", "lint_rules"),
    "art17.errors": ("Art17Error", "PackError", "SettingsError", "UsageError"),
    "art17.model.cited": ("Cited",),
    "art17.model.evidence": ("Evidence",),
    "art17.model.place": ("Place",),
    "art17.model.problem": ("Problem",),
    "art17.model.report": ("Finding", "Obligation", "Report", "Subject", "Summary"),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "Art17Error",
    "Cited",
    "Evidence",
    "Finding",
    "Obligation",
    "PackError",
    "Place",
    "Problem",
    "Report",
    "Session",
    "SettingsError",
    "Subject",
    "Summary",
    "UsageError",
    "__version__",
    "as_rows",
    "check",
    "cite",
    "explain",
    "lint_rules",
]


def __getattr__(name: str) -> Any:
    """What is offered, loaded when it is first asked for: the command line answers most calls without it."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'art17' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415  late, as said above

    return getattr(import_module(_MODULE_OF[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
