"""How severe findings are by the stage of the systems."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from art17.gate.level import IN_DEVELOPMENT, levelled
from art17.model.report import BindingDate
from art17.model.settings import Settings
from reporting.small import DAY, a_finding

LATER, SINCE = date(2027, 12, 2), date(2025, 2, 2)


@pytest.mark.parametrize(
    ("systems", "since", "lifecycles", "severity"),
    [
        (("S",), LATER, {"S": IN_DEVELOPMENT}, "warning"),
        (("S",), LATER, {"S": "on-market"}, "error"),
        ((), LATER, {"S": IN_DEVELOPMENT, "T": IN_DEVELOPMENT}, "warning"),
        ((), LATER, {"S": IN_DEVELOPMENT, "T": "on-market"}, "error"),
        ((), LATER, {}, "error"),
        ((), SINCE, {"S": IN_DEVELOPMENT}, "error"),
    ],
)
def test_the_organisation_follows_its_systems(
    systems: tuple[str, ...], since: date, lifecycles: Mapping[str, str], severity: str
) -> None:
    """What nobody owes before a system is on the market is an error, or what applies already is none."""
    finding = a_finding(systems=systems, binding=(BindingDate("", since, "Art. 113", "settled"),))
    (found,) = levelled([finding], Settings(folder=str(Path.cwd())), lifecycles, DAY)
    assert found.severity == severity
