"""The versions of a law, and what lies between two of them, as people read it and as data."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from art17.law.act import Act
from art17.model.law import Application, Standard
from art17.model.law_diff import LawDiff, Touched
from art17.reporting.safe import safe_json

SCHEMA = "art17/law-diff/v1"
_MOST = 12
"""So many places are named of one kind; JSON has all."""


def versions_text(act: Act) -> str:
    """The versions, the day of the last check, and the standards that are known."""
    checked = f", last checked on {act.checked}" if act.checked else ""
    lines = [f"{act.name} ({act.id}){checked}", *(f"  {version}" for version in act.versions)]
    if act.standards:
        lines += ["", "Standards (presumption of conformity by Art. 40(1) needs a citation in the Official Journal)"]
        lines += [f"  {standard_said(each)}" for each in act.standards]
    return "\n".join(lines) + "\n"


def standard_said(each: Standard) -> str:
    """A standard with what its citation is worth, each fact with its day."""
    reach = f" for {', '.join(each.presumes)} (Annex ZA)" if each.presumes else ""
    source = "" if each.confidence == "confirmed" else "; by secondary sources"
    if each.cited_on is None:
        return f"{each.reference}, of {each.published}: no citation seen up to {each.seen_until}{reach}{source}"
    limit = f", without {each.restriction}" if each.restriction else ""
    return f"{each.reference}, of {each.published}: cited on {each.cited_on}{reach}{limit}{source}"


def diff_text(diff: LawDiff) -> str:
    """What changed, and what of rules and documents it touches."""
    if diff.before == diff.after:
        return f"{diff.act}: the same version on both days, of {diff.after}.\n"
    lines = [f"{diff.act}: from the version of {diff.before} to that of {diff.after}", ""]
    lines += [f"Provisions ({len(diff.changes)})"]
    for change in diff.changes:
        moved = f", now {change.moved_to}" if change.moved_to else ""
        lines.append(f"  {change.provision}  {change.action}{moved}  ({change.by})  {change.topic}".rstrip())
    lines += ["", f"Dates of application ({len(diff.dates)})"]
    lines += [f"  {_date_said(rule, is_new=is_new)}" for rule, is_new in diff.dates]
    for title, touched in (("Rules", diff.rules), ("Documents", diff.documents), ("Answers", diff.answers)):
        lines += _touched_lines(title, touched)
    return "\n".join(lines) + "\n"


def _date_said(rule: Application, *, is_new: bool) -> str:
    system = f", systems of {rule.system}" if rule.system else ""
    what = "applies from" if is_new else "no longer applies from"
    return f"{', '.join(rule.select)}{system}: {what} {rule.applies_from} ({rule.basis})"


def _touched_lines(title: str, touched: tuple[Touched, ...]) -> list[str]:
    lines = ["", f"{title} that name what changed ({len(touched)})"]
    lines += [f"  {each.name}  {', '.join(each.provisions)}  ({each.path})" for each in touched[:_MOST]]
    more = len(touched) - _MOST
    return [*lines, f"  ... and {more} more; --format json has all"] if more > 0 else lines


def diff_json(diff: LawDiff) -> str:
    """The same as data."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "act": diff.act,
        "before": diff.before,
        "after": diff.after,
        "checked": diff.checked.isoformat() if diff.checked else None,
        "provisions": [
            {"provision": each.provision, "topic": each.topic, "action": each.action, "by": each.by}
            | ({"moved_to": each.moved_to} if each.moved_to else {})
            for each in diff.changes
        ],
        "dates": [
            {
                "select": list(rule.select),
                "system": rule.system,
                "applies_from": rule.applies_from.isoformat(),
                "basis": rule.basis,
                "is_new": is_new,
            }
            for rule, is_new in diff.dates
        ],
        "rules": list(_touched_data(diff.rules)),
        "documents": list(_touched_data(diff.documents)),
        "answers": list(_touched_data(diff.answers)),
    }
    return safe_json(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _touched_data(touched: Iterable[Touched]) -> Iterable[dict[str, Any]]:
    return ({"name": each.name, "path": each.path, "provisions": list(each.provisions)} for each in touched)
