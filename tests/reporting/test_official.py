"""JUnit files against the schema that Jenkins reads them by; SARIF against the schema of the standard and the rules of code-scanning services, where they were fetched."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from art17.model.place import Place
from art17.model.report import Related, Report, Waived
from art17.reporting.junit import junit_of
from art17.reporting.rebased import rebased
from art17.reporting.sarif import sarif_of
from houses import checked
from reporting.official import JUNIT_SCHEMA, SCHEMA, VALIDATOR
from reporting.small import HOSTILE, PROBLEM, SPECIMENS, a_finding, a_report

pytestmark = pytest.mark.skipif(not SCHEMA.is_file(), reason="fetch it: python tests/reporting/official.py")
KNOWN = {"SARIF2005"}
"""Rules of the validator that we break on purpose: 2005 wants an address of the tool, which has none yet."""


def reports() -> dict[str, Report]:
    waived = Waived("WV-1", "2027-01-01", "Because", Place("w.md", (), 1, 1))
    hostile = a_finding(
        1,
        message=HOSTILE,
        fix=HOSTILE,
        path="a:b/ü #1\udcff.md",
        related=(Related(Place("x y.md", (), 2, 1), HOSTILE),),
    )
    odd = a_report(
        hostile, a_finding(2, status="waived", waived=waived), a_finding(3, status="baselined"), problems=(PROBLEM,)
    )
    houses = {house: rebased(checked(SPECIMENS / house), "qms") for house in ("northlight", "northlight-broken")}
    return {**houses, "odd": odd, "empty": a_report()}


@pytest.fixture(scope="module", params=["northlight", "northlight-broken", "odd", "empty"])
def log(request: pytest.FixtureRequest) -> dict[str, Any]:
    return json.loads(sarif_of(reports()[request.param]))


def test_it_has_the_shape_that_the_standard_says(log: dict[str, Any]) -> None:
    """The file does not validate against the official schema."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    jsonschema.validate(log, schema, cls=validator, format_checker=validator.FORMAT_CHECKER)


@pytest.mark.skipif(not JUNIT_SCHEMA.is_file(), reason="fetch it: python tests/reporting/official.py")
@pytest.mark.parametrize("name", ["northlight", "northlight-broken", "odd", "empty"])
def test_junit_has_the_shape_that_jenkins_reads(name: str) -> None:
    """The file does not validate against the schema that Jenkins reads JUnit files by."""
    import xmlschema

    schema = xmlschema.XMLSchema(str(JUNIT_SCHEMA))
    assert [(each.path, each.reason) for each in schema.iter_errors(junit_of(reports()[name]))] == []


@pytest.mark.skipif(platform.system() != "Linux", reason="the validator is for Linux")
def test_it_keeps_the_rules_of_code_scanning_services(log: dict[str, Any], tmp_path: Path) -> None:
    """A code-scanning service would refuse the file, or a rule of the standard that no schema can say is broken."""
    (tmp_path / "a.sarif").write_text(json.dumps(log), encoding="utf-8")
    command = [str(VALIDATOR), "validate", "a.sarif", "--output", "found.sarif", "--rule-kind", "Sarif;Ghas"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(tmp_path)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "Analysis completed successfully" in done.stdout, done.stdout + done.stderr
    found = json.loads((tmp_path / "found.sarif").read_text("utf-8-sig"))["runs"][0].get("results", [])
    told = {(each["ruleId"], each["message"].get("text") or str(each["message"])) for each in found}
    assert {each for each in told if each[0] not in KNOWN} == set()
