"""What was measured, as Markdown: times, phases, peers, growth and targets."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import rows
from measure import median, ratio

if TYPE_CHECKING:
    from run import Measured

JUDGING = ("judge", "explain", "waive", "locate", "report")
"""What a check does between reading and wording: `explain` makes findings of verdicts, `locate` their lines."""
KNOWN_OPA_MIB = 799
LINEAR = 1.25
"""How much more a file may cost among ten times as many and still be called the same."""


def tables_of(found: Sequence[Measured]) -> str:
    """All tables, with their headings."""
    parts = ["### Targets", _targets(found)]
    for each in found:
        parts += [f"### {each.size:,} artefacts", _times(each), _truth(each)]
        if each.runs[rows.PHASES]:
            parts += ["Where the time of a cold check goes, in seconds, in one process that is asked:", _phases(each)]
        if each.without or any(each.runs[name] for name in rows.PEERS):
            parts += ["The same twelve checks elsewhere:", _peers(each)]
    if len(found) > 1:
        parts += ["### Growth", _growth(found)]
    return "\n\n".join(parts) + "\n"


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, ["---"] * len(heads), *lines))


def _times(seen: Measured) -> str:
    names = [
        name for name, runs in seen.runs.items() if runs and name not in (*rows.PEERS, rows.PHASES, rows.PHASES_ACT)
    ]
    heads = ["what", "median s", "least s", "CPU s", "peak MiB", "to click", "to PyYAML"]
    return _table(heads, ([name, *_costs(seen, name)] for name in names))


def _costs(seen: Measured, name: str) -> list[str]:
    runs = seen.runs[name]
    ratios = [_times_as_long(seen, name, base) for base in (rows.CLICK, rows.YAML)]
    least = min(run.wall for run in runs)
    return [f"{median(runs):.3f}", f"{least:.3f}", f"{median(runs, 'cpu'):.3f}", f"{median(runs, 'peak'):.0f}", *ratios]


def _times_as_long(seen: Measured, name: str, base: str) -> str:
    return f"{ratio(seen.runs[name], seen.runs[base]):.2f}" if seen.runs[base] else ""


def _truth(seen: Measured) -> str:
    lines = [f"The findings {'agree' if seen.agrees else 'DO NOT AGREE'} with the corpus by hash."]
    if seen.same is not None:
        same = "as" if seen.same else "NOT what"
        lines.append(
            f"What is said from memory is, byte for byte, {same} a cold check says, before and after each change."
        )
    if seen.memory:
        lines.append(f"All processes of a cold check together held at most {seen.memory:.0f} MiB.")
    return "\n".join(lines)


def _phases(seen: Measured) -> str:
    twelve, act = seen.said(rows.PHASES), seen.said(rows.PHASES_ACT)
    names = ["import", "packs", "read", "graph", *JUDGING, "word", "whole"]
    lines = [[name, f"{_middle(twelve, name):.3f}", f"{_middle(act, name):.3f}"] for name in names]
    lines += [
        [f"number of {name}", str(twelve[0][name]), str(act[0][name])] for name in ("rules", "verdicts", "findings")
    ]
    return _table(["phase", "twelve checks", "all of `eu-ai-act`"], lines)


def _middle(said: Sequence[dict], *names: str) -> float:
    return statistics.median(sum(each[name] for name in names) for each in said)


def _peers(seen: Measured) -> str:
    heads = ["what", "agrees", "evaluating s", "loading s", "whole process s", "peak MiB", "runs"]
    return _table(heads, [*_ours(seen), *(_peer(seen, name) for name in rows.PEERS)])


def _ours(seen: Measured) -> Iterator[list[str]]:
    said, runs = seen.said(rows.PHASES), seen.runs[rows.COLD]
    costs = [f"{_middle(said, *JUDGING):.3f}", f"{_middle(said, 'packs', 'read', 'graph'):.3f}", f"{median(runs):.3f}"]
    agrees = "yes" if seen.agrees else "NO"
    yield [
        "art17, from the files, with explanations and lines",
        agrees,
        *costs,
        f"{_most_held(seen):.0f}",
        str(len(runs)),
    ]


def _peer(seen: Measured, name: str) -> list[str]:
    runs, said = seen.runs[name], seen.said(name)
    if name in seen.without or not runs:
        return [name, seen.without.get(name, "not run"), *[""] * 5]
    differs = [f"{check} {found} of {wanted}" for check, (found, wanted) in said[0]["differs"].items()]
    agrees = "yes" if said[0]["agrees"] else f"NO: {', '.join(differs) or 'other subjects'}"
    if said[0]["checks"] < 12:
        agrees += f", in the {said[0]['checks']} checks that it can say"
    costs = [f"{_middle(said, 'judge'):.3f}", f"{_middle(said, 'load'):.3f}", f"{median(runs):.3f}"]
    return [name, agrees, *costs, f"{median(runs, 'peak'):.0f}", str(len(runs))]


def _growth(found: Sequence[Measured]) -> str:
    heads = ["artefacts", "cold s", "ms a file", "largest process MiB", "all together MiB", "nothing changed s"]
    lines = []
    for seen in found:
        cold, warm = seen.runs[rows.COLD], seen.runs[rows.WARM]
        each = 1000 * median(cold) / seen.size
        held = [f"{median(cold, 'peak'):.0f}", f"{seen.memory:.0f}" if seen.memory else "unknown"]
        lines.append([f"{seen.size:,}", f"{median(cold):.3f}", f"{each:.3f}", *held, f"{median(warm):.3f}"])
    return _table(heads, lines)


def _targets(found: Sequence[Measured]) -> str:
    by_size = {seen.size: seen for seen in found}
    few, many, most = (by_size.get(size) for size in (1_000, 10_000, 100_000))
    lines = [
        _held("nothing changed, 1,000 artefacts, to click", 2, few and _ratio(few, rows.WARM, rows.CLICK), "x"),
        _held("nothing changed, 10,000 artefacts, to click", 5, many and _ratio(many, rows.WARM, rows.CLICK), "x"),
        _held("one field changed, 10,000, to nothing changed", 2, many and _ratio(many, rows.FIELD, rows.WARM), "x"),
        _held("one sentence changed, 10,000, to nothing changed", 2, many and _ratio(many, rows.PROSE, rows.WARM), "x"),
        _held("cold, 10,000, to PyYAML's C loader alone", 1.3, many and _ratio(many, rows.COLD, rows.YAML), "x"),
        _held("peak memory, cold, 100,000, to OPA's", KNOWN_OPA_MIB, most and _most_held(most), " MiB"),
        _held(
            "a file among 100,000, to one among 10,000", LINEAR, many and most and _a_file(most) / _a_file(many), "x"
        ),
        _beside_opa(many),
        _held("all rules of `eu-ai-act`, 10,000, to reading", 1, many and _judging(many), "x"),
    ]
    return _table(["what", "at most", "seen", "reached"], lines)


def _held(what: str, most: float, seen: float | None, unit: str) -> list[str]:
    if seen is None:
        return [what, f"{most:g}{unit}", "not measured", ""]
    return [
        what,
        f"{most:g}{unit}",
        f"{seen:.2f}{unit}" if unit == "x" else f"{seen:.0f}{unit}",
        "yes" if seen <= most else "no",
    ]


def _ratio(seen: Measured, name: str, base: str) -> float:
    return ratio(seen.runs[name], seen.runs[base])


def _most_held(seen: Measured) -> float:
    """The larger of what the largest process held (RSS) and what all held together (PSS)."""
    return max(median(seen.runs[rows.COLD], "peak"), seen.memory or 0)


def _a_file(seen: Measured) -> float:
    return median(seen.runs[rows.COLD]) / seen.size


def _judging(seen: Measured) -> float:
    said = seen.said(rows.PHASES_ACT)
    return statistics.median(sum(each[name] for name in JUDGING) / each["read"] for each in said)


def _beside_opa(seen: Measured | None) -> list[str]:
    what, name = "twelve checks and explanations, 10,000, to OPA's evaluator", "OPA, Rego"
    if seen is None or not seen.runs[name]:
        ours = f"art17 {_middle(seen.said(rows.PHASES), *JUDGING):.3f} s; " if seen else ""
        return [what, "1x", f"{ours}OPA not measured", ""]
    return _held(what, 1, _middle(seen.said(rows.PHASES), *JUDGING) / _middle(seen.said(name), "judge"), "x")
