"""Writes the generated pages: commands, rules, and the schema of rules.  `make docs` runs it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "engine"))

from art17.cli import art17  # noqa: E402
from art17.judging.rule import Rule  # noqa: E402
from art17.judging.schema import rule_schema  # noqa: E402
from art17.tasks.rules import words_in  # noqa: E402

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
    return found


def commands_page() -> str:
    """Every command with its help."""
    lines = ["# Commands", "", "This page is generated (`make docs`) from the help of the commands."]
    for name, command in _commands(art17, "art17"):
        with click.Context(command, info_name=name) as context:
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
    """The rules of a pack, each with what it asks, why, and how to mend it."""
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
            *([f"- Asks that it {rule.require.said()}"] if rule.require else []),
            *(f"- Not applicable, by {each.by}, if it {each.when.said()}" for each in rule.exemptions),
            f"- Why: {rule.rationale}",
            f"- Mend: {rule.mend}",
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
