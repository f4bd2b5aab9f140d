"""Writes the generated pages: commands, rules, and the schema of rules.  `make docs` runs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "engine"))

from art17.checking.rule_base import RuleBase  # noqa: E402
from art17.cli import art17  # noqa: E402
from art17.commands.coverage import coverage  # noqa: E402
from art17.commands.crosswalk import standards_in  # noqa: E402
from art17.commands.rules import words_in  # noqa: E402
from art17.evaluation.rule import Rule  # noqa: E402
from art17.evaluation.schema import rule_schema  # noqa: E402
from art17.reporting.rule_text import exemption_of, requirement_of, subjects_of  # noqa: E402
from art17.reporting.told import in_general  # noqa: E402

PACKS = sorted(path.parent.name for path in (ROOT / "rules").glob("*/pack.yaml"))


def pages() -> dict[str, str]:
    """Every generated file by its path."""
    found = {
        "docs/reference/commands.md": commands_page(),
        "schemas/rule.schema.json": json.dumps(rule_schema(), indent=2, ensure_ascii=False) + "\n",
    }
    words = words_in(ROOT, tuple(name for name in PACKS if name != "art17"))
    for pack in words.packs:
        own = [rule for rule in words.rules if rule.pack == pack.name]
        if own:
            found[f"docs/reference/rules-{pack.name}.md"] = rules_page(pack.title, pack.name, own)
    found["docs/reference/crosswalk.md"] = crosswalk_page(words)
    found["docs/reference/coverage.md"] = coverage_page()
    return found


def crosswalk_page(words: RuleBase) -> str:
    """The points of Art. 17(1) beside the numbers of each standard, and what a certificate leaves."""
    lines = [
        "# Art. 17(1) and standards",
        "",
        "This page is generated (`make docs`) from `rules/iso-42001/crosswalk.yaml`.",
        "The mapping is ours, by topic; no body has issued it. Numbers and own short topics only.",
        "`art17 crosswalk STANDARD` reads a QMS by them.",
    ]
    standards = standards_in(words.packs)
    table = next(iter(standards.values()))[1]
    heads = [
        " ".join(str(s.get(k, "")) for k in ("reference", "edition", "part")).strip() for s, _ in standards.values()
    ]
    lines += ["", f"| Art. 17(1) | {' | '.join(heads)} |", f"| --- {'| --- ' * len(heads)}|"]
    for point in table["points"]:
        cells = [", ".join(point.get("clauses", {}).get(name) or ("-",)) for name in standards]
        lines.append(f"| {point['provision']} {point['topic']} | {' | '.join(cells)} |")
    for name, note in table["certificates"].items():
        lines += [
            "",
            f"## Certified to {standards[name][0]['reference']}: what remains",
            "",
            " ".join(note.split()),
            "",
        ]
        lines += ["| point | how much | what | why |", "| --- | --- | --- | --- |"]
        for point in table["points"]:
            left = (point.get("remains") or {}).get(name)
            if left:
                lines.append(f"| {point['provision']} | {left['how_much']} | {left['what']} | {left['why']} |")
    return "\n".join(lines) + "\n"


def coverage_page() -> str:
    """Every provision in scope with its rules, or why there is none."""
    found = coverage(ROOT, date(2026, 11, 23))
    lines = [
        "# Which provisions the rules are on",
        "",
        "This page is generated (`make docs`); `art17 rules list --by provision` prints the same.",
        f"{len(found)} provisions in scope, {sum(bool(each.rules) for each in found)} with rules of their own, "
        f"{sum(each.is_blank for each in found)} blank.",
        "",
        "| provision | topic | rules, or why there is none |",
        "| --- | --- | --- |",
    ]
    for each in found:
        told = ", ".join(f"`{rule}`" for rule in each.rules) or each.through or each.instead or "**blank**"
        lines.append(f"| {each.provision} | {each.topic} | {told.replace('|', '/')} |")
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """Every command with its help."""
    lines = ["# Commands", "", "This page is generated (`make docs`) from the help of the commands."]
    for name, command in _commands(art17, "art17"):
        with click.Context(command, info_name=name, **art17.context_settings) as context:
            usage = command.get_help(context)
        lines += ["", f"## {name}", "", "```text", usage, "```"]
    return "\n".join(lines) + "\n"


def _commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    yield name, group
    context = click.Context(group)
    for sub in group.list_commands(context):
        command = group.get_command(context, sub)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{name} {sub}")
        elif command:
            yield f"{name} {sub}", command


def rules_page(title: str, pack: str, rules: list[Rule]) -> str:
    """The rules of a pack, each with what it asks, why, and how to fix it."""
    lines = [f"# Rules of `{pack}`", "", f"{title}.", f"This page is generated (`make docs`); {len(rules)} rules."]
    for rule in sorted(rules, key=lambda rule: rule.id):
        lines += [
            "",
            f"## {rule.id.removeprefix(f'{pack}/')}",
            "",
            f"**{rule.title}.**",
            "",
            f"- Finding: {rule.category}, {rule.severity}",
            f"- Basis: {rule.basis}, {', '.join(rule.provisions or rule.serves)}",
            f"- For: {subjects_of(rule)}",
            *([f"- If: {rule.condition.described()}"] if rule.condition else []),
            *(f"- Unless: {exemption_of(each)}" for each in (*rule.exemptions, *rule.reliefs)),
            *([f"- Requires: {requirement_of(rule.require)}"] if rule.require else []),
            f"- Why: {rule.rationale}",
            f"- Fix: {in_general(rule.fix)}",
            f"- Source: [{rule.text.place.path}](../../{rule.text.place.path})",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write every page."""
    for path, text in pages().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
        print(path)  # noqa: T201  a script that says what it wrote


if __name__ == "__main__":
    main()
