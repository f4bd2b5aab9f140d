"""Fields, columns and cues that a pack adds to a type of another pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from art17.checking.request import Request
from art17.errors import PackError
from art17.run import check
from builders import AS_OF
from houses import house

MORE = """\
extends: incident
fields:
  root_cause_on: {type: string, format: date}
columns:
  root_cause_on: [root cause found]
"""
RULE = """\
title: Every incident has a root cause
basis: practice
serves: Our manual
class: gap
severity: warning
for: {type: incident}
require: {root_cause_on: present}
rationale: Without the cause it happens again.
fix: Set `root_cause_on`.
"""
TABLE = """\
# Incident register

| ID | Incident | Root cause found |
|---|---|---|
| I-1 | The ranker was down | 2026-03-04 |
| I-2 | The ranker was down again | |
"""
CUES = """\
topic: {en: [incident*]}
cues:
  - field: root_cause_on
    about: [{en: [root cause*]}]
    says: {en: [found]}
    reads: {en: [The root cause was found.]}
"""


def a_house(folder: Path, more: str = MORE) -> Path:
    files = {
        "ours/pack.yaml": "title: Ours\nversion: '1'\nneeds: [eu-ai-act]\n",
        "ours/types/incident-of-ours.yaml": more,
        "ours/cues/incident.yaml": CUES,
        "ours/incidents/cause.yaml": RULE,
        "art17.yaml": "packs: [./ours]\nread: ['*.md']\ntypes: {incidents.md: incident-register}\n",
        "incidents.md": TABLE,
    }
    return house(folder, files)


def test_a_type_of_another_pack_gets_fields_and_columns(tmp_path: Path) -> None:
    """Rules may ask for the field, and a table of others fills it by the head of its column."""
    report = check(Request(a_house(tmp_path), AS_OF, select=("ours/*",)))
    assert [finding.subject.id for finding in report.findings] == ["I-2"]


@pytest.mark.parametrize(
    ("more", "message", "line"),
    [
        ("extends: incidnt\nfields: {x: {type: string}}\n", "No pack declares the type 'incidnt'; did you mean", 1),
        ("extends: incident\nfields:\n  closed_on: {type: number}\n", "has a field 'closed_on' already", 3),
        ("extends: incident\nfields:\n  owner: {type: number}\n", "has a field 'owner' already", 3),
        ("extends: incident\nkind: item\n", "A type that extends another cannot say 'kind'", 2),
        ("fields: {x: {type: string}}\nkind: item\n", "The key 'title' is missing", 1),
    ],
)
def test_a_clash_is_a_mistake_at_its_line(tmp_path: Path, more: str, message: str, line: int) -> None:
    """A field of that name with another meaning, an unknown type, or what only a new type says."""
    with pytest.raises(PackError) as error:
        check(Request(a_house(tmp_path, more), AS_OF))
    problem = next(each for each in error.value.problems if message in each.message)
    assert (problem.place.path, problem.place.line) == ("ours/types/incident-of-ours.yaml", line)
