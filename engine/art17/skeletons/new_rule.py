"""A new rule with its cases, to be filled in; written only where asked."""

from __future__ import annotations

import os
from pathlib import Path

from art17.errors import UsageError
from art17.reading.io.bundled import bundled
from art17.reading.io.writing import write_new

_PACK = """\
title: {title}
version: "0.1.0"
needs: [eu-ai-act]
"""
_RULE = """\
title: {title}
{basis}
class: gap
severity: warning
for:
  type: procedure
require:
  owner: present
message: "{{subject}} ..."
rationale: Say why, in a sentence that a lawyer would accept.
fix: Say what to do.
"""
_CASES = """\
- name: All is well
  met: [A-1]
  artefacts:
    - {id: A-1, type: procedure, owner: role:quality-manager}
- name: Something is missing
  unmet: [A-1]
  artefacts:
    - {id: A-1, type: procedure}
"""


def write_skeleton(pack: Path, group: str, name: str, provision: str) -> tuple[Path, ...]:
    """Write the rule `group/name` and its cases into a pack, which is begun where there is none; the files written.

    Raises:
        UsageError: where there is such a rule already, or a file cannot be written.
    """
    rule = pack / group / f"{name}.yaml"
    cases = _cases_folder(pack) / group / f"{name}.yaml"
    for file in (rule, cases):
        if os.path.lexists(file):
            raise UsageError(f"{file.as_posix()} is there already", "choose another name, or edit that file")
    title = name.replace("-", " ").capitalize()
    basis = f"basis: law\nprovisions: [{provision}]" if provision else "basis: practice\nserves: Say what it serves."
    texts = {rule: _RULE.format(title=title, basis=basis), cases: _CASES}
    if not (pack / "pack.yaml").exists():
        texts = {pack / "pack.yaml": _PACK.format(title=pack.resolve().name.replace("-", " ").capitalize()), **texts}
    for file, text in texts.items():
        write_new(text.encode("utf-8"), file)
    return tuple(texts)


def _cases_folder(pack: Path) -> Path:
    """Where the cases of a pack are: beside its rules, for the packs of the project among its fixtures."""
    rules = bundled("rules").resolve()
    whole = pack.resolve()
    if whole.parent == rules:
        return rules.parent / "fixtures" / "cases" / whole.name
    return pack / "cases"
