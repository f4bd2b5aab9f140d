"""What citations mean, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from art17.model.cited import Cited
from art17.reporting.safe import safe, safe_json
from art17.reporting.style import Style, plain

MOST = 12


def cited_text(found: Sequence[Cited], style: Style = plain) -> str:
    """All of them, one after the other; then how many there are in each file, and of which kind."""
    lines = [line for each in found for line in _lines(each, style)]
    paths = dict.fromkeys(each.place.path for each in found if each.place)
    lines += [_count(path, [each for each in found if each.place and each.place.path == path]) for path in paths]
    return "".join(f"{line}\n" for line in lines)


def _count(path: str, found: Sequence[Cited]) -> str:
    """`plan.md: 12 citations: 9 ok, 2 left-open, 1 other-act`."""
    counts = Counter(each.standing.status for each in found)
    kinds = ", ".join(f"{number} {status}" for status, number in counts.most_common())
    return f"{safe(path)}: {len(found)} citation{'s' if len(found) > 1 else ''}: {kinds}"


def _lines(each: Cited, style: Style) -> Iterator[str]:
    place = f"{style(safe(str(each.place)), 'place')}  " if each.place else ""
    status = style(each.standing.status, "met" if each.is_fine else "unmet")
    name = each.standing.provision or "?"
    yield f"{place}{safe(each.text)}  {status}  {name if each.provision else ''}".rstrip()
    if not each.is_fine or each.provision is None:
        meant = f"; probably meant: {each.standing.meant}" if each.standing.meant else ""
        yield f"  {safe(each.standing.message)}{meant}"
    if each.provision and not each.place:
        yield from _facts(each)


def _facts(each: Cited) -> Iterator[str]:
    provision = each.provision
    assert provision is not None
    inherited = " (of what it is part of)" if provision.topic_inherited else ""
    yield f"  About         {provision.topic}{inherited}"
    until = f", until {provision.until}" if provision.until else ""
    yield f"  In the law    since {provision.since}{until}"
    for application in each.applies:
        condition = f", {application.condition}" if application.condition else ""
        yield f"  Applies from  {application.applies_from}{condition} ({application.basis}; {application.confidence})"
    for label, cites in (("Refers to", each.refers_to), ("Named by", each.named_by)):
        if cites:
            more = f" and {len(cites) - MOST} more" if len(cites) > MOST else ""
            yield f"  {label:<13} {', '.join(cites[:MOST])}{more}"


def cited_json(found: Sequence[Cited]) -> str:
    """A list with an entry for each citation."""
    return safe_json(json.dumps([_entry(each) for each in found], ensure_ascii=False, indent=2)) + "\n"


def _entry(each: Cited) -> dict[str, Any]:
    provision, standing = each.provision, each.standing
    first = min((a.applies_from for a in each.applies), default=None)
    entry: dict[str, Any] = {
        "input": each.text,
        "canonical": standing.provision,
        "status": standing.status,
        "meant": standing.meant,
        "topic": provision.topic if provision else None,
        "applies_from": first.isoformat() if first else None,
        "act": each.act,
        "message": standing.message,
        "since": provision.since.isoformat() if provision else None,
        "until": provision.until.isoformat() if provision and provision.until else None,
        "applies": [
            {"from": a.applies_from.isoformat(), "condition": a.condition, "basis": a.basis, "confidence": a.confidence}
            for a in each.applies
        ],
        "refers_to": list(each.refers_to),
        "named_by": list(each.named_by),
    }
    if each.place:
        entry |= {"path": each.place.path, "line": each.place.line, "column": each.place.column}
    return entry
