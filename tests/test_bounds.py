"""What is installed for the tests: exact versions, and bounds that are true."""

from __future__ import annotations

import re

import pytest

from houses import ROOT
from lowest import lower_bounds

EXACT = re.compile(r"[A-Za-z0-9][\w.-]*(\[[\w,]+\])?==[\w.!+]+")


def test_constraints_hold_names_and_exact_versions_only() -> None:
    """No host, no path, no range in the constraints file."""
    lines = [line for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > 30
    assert [line for line in lines if not EXACT.fullmatch(line)] == []


def test_every_dependency_of_ours_is_constrained() -> None:
    """A runtime dependency or extra without a line would be installed at any version."""
    named = {
        re.split(r"[=\[]", line)[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    }
    bounds = lower_bounds((ROOT / "pyproject.toml").read_text("utf-8"))
    assert [bound for bound in bounds if bound.partition("=")[0].lower().replace("_", "-") not in named] == []


def test_a_dependency_without_a_bound_is_refused() -> None:
    """Every dependency states the oldest version that the suite ran with."""
    with pytest.raises(ValueError, match="states no lower bound"):
        list(lower_bounds('[project]\ndependencies = ["click"]\n'))
