"""A neglected house of thousands of artefacts: northlight-broken, and many registers and instructions more."""

from __future__ import annotations

import shutil
from pathlib import Path

from houses import SPECIMENS

OWNERS = ("role:risk-manager", "role:engineering-head", "role:test-lead", "role:quality-manager")
BASE = 275
ROWS = 60


def write_large(folder: Path, artefacts: int) -> Path:
    """A folder with about so many artefacts; every seventh of them is at fault."""
    shutil.copytree(SPECIMENS / "northlight-broken", folder)
    missing = artefacts - BASE
    registers = missing // (3 * ROWS)
    for number in range(registers):
        _register(folder, number)
    for number in range(missing - registers * (2 * ROWS + 1)):
        _instruction(folder, number)
    return folder


def _register(folder: Path, number: int) -> None:
    """A register of risks and controls; some controls mitigate what is not there."""
    name = f"RR-X{number:03}"
    lines = [
        f"id: {name}", "type: risk-register", f"title: Risk register {number} of a large house", "status: effective",
        f"owner: {OWNERS[number % 4]}", "last_reviewed: 2026-09-01", "review_in: P6M",
        f"covers: {'SYS-RANK' if number % 2 else 'SYS-SHIFT'}", "risks:",
    ]  # fmt: skip
    for row in range(ROWS):
        lines += [f"  - id: RK-X{number:03}-{row:02}", f"    title: Risk {row} of register {number}"]
    lines.append("controls:")
    for row in range(ROWS):
        target = f"RK-X{number:03}-{row if row % 7 else 99:02}"
        lines += [
            f"  - id: CT-X{number:03}-{row:02}",
            f"    title: Control {row} of register {number}",
            f"    mitigates: [{target}]",
        ]
    target_file = folder / "systems" / "large" / f"{name}.yaml"
    target_file.parent.mkdir(parents=True, exist_ok=True)
    target_file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _instruction(folder: Path, number: int) -> None:
    """A work instruction; every seventh has nobody, or a review long gone."""
    owner = "" if number % 7 == 0 else f"owner: {OWNERS[number % 4]}\n"
    reviewed = "2024-01-01" if number % 7 == 3 else "2026-09-01"
    text = (
        f"---\nid: WI-X{number:04}\ntype: work-instruction\ntitle: Instruction {number} of a large house\n"
        f"version: '1.0'\nstatus: effective\n{owner}author: person:a.lindqvist\napproved_by: person:m.okafor\n"
        f"approved_on: 2026-09-01\nlast_reviewed: {reviewed}\nreview_in: P1Y\n"
        f"links: {{implements: [SOP-0{1 + number % 9}]}}\n---\n\n# Instruction {number}\n\nDo as it says.\n"
    )
    target_file = folder / "instructions" / "large" / f"{number // 100:02}" / f"WI-X{number:04}.md"
    target_file.parent.mkdir(parents=True, exist_ok=True)
    target_file.write_text(text, encoding="utf-8")
