"""Compile `act.json`, the Act as the engine reads it, and the page on the guide, from the tables next to this script.

Run `python rules/eu-ai-act/act-source/compile.py`; with `--check` it writes nothing and fails where a file is stale.
"""

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "act.json"
PAGE = HERE.parents[2] / "docs" / "guide-and-regulation.md"

Row = dict[str, str]


def table(name: str) -> list[Row]:
    """The rows of a tab-separated table; empty cells are left out."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: value for key, value in row.items() if value} for row in rows]


def document(name: str) -> Any:
    """A YAML source file, with dates kept as the text that they are."""
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=loader)


def pieces(cell: str | None) -> list[str]:
    """The parts of a cell that holds several, separated by semicolons."""
    return [part.strip() for part in cell.split(";")] if cell else []


def provisions() -> dict[str, dict[str, Any]]:
    """Every provision by its canonical citation, with topic, scope and references."""
    entries = {row["cite"]: entry_of(row) for row in table("provisions.tsv")}
    for row in table("topics.tsv"):
        entries[row["cite"]]["topic"] = row["topic"]
    for row in table("scopes.tsv"):
        entries[row["cite"]]["scope"] = row["scope"]
    for row in table("references.tsv"):
        add_references(entries[row["source"]], row)
    return entries


def entry_of(row: Row) -> dict[str, Any]:
    """One provision, without what the other tables say of it."""
    kept = ("kind", "parent", "heading", "since", "until", "moved_to", "chapter")
    entry: dict[str, Any] = {key: row[key] for key in kept if key in row}
    for key in ("in_subparagraph", "subparagraphs"):
        if key in row:
            entry[key] = int(row[key])
    if "changes" in row:
        entry["changes"] = [change_of(text) for text in pieces(row["changes"])]
    return entry


def change_of(text: str) -> dict[str, str]:
    """One change: `replaced 2026/1744 Art. 1(1)` by the version that the amending act brought."""
    action, act, point = re.fullmatch(r"(.+?) (\d{4}/\d+) (.+)", text).groups()
    versions = {each["amended_by"]: each["id"] for each in document("act.yaml")["versions"] if "amended_by" in each}
    year, number = act.split("/")
    return {"version": versions[f"3{year}R{int(number):04}"], "action": action, "by": f"{act} {point}"}


def add_references(entry: dict[str, Any], row: Row) -> None:
    """Add the references of one row; each keeps the time in which it was in the law."""
    lifetime = {key: row[key] for key in ("since", "until") if key in row}
    for target in pieces(row["targets"]):
        entry.setdefault("references", []).append({"to": target, **lifetime} if lifetime else target)


def aliases() -> dict[str, str]:
    """Other spellings that mean exactly one provision: `Annex I(11)`."""
    rows = [row for row in table("provisions.tsv") if not row["cite"].startswith("Art. 43(1)")]
    return {alias: row["cite"] for row in rows for alias in pieces(row.get("also_cited_as"))}


def ambiguous() -> dict[str, list[str]]:
    """Short citations that mean several provisions: `Art. 43(1)(a)`."""
    found: dict[str, list[str]] = {}
    for row in table("provisions.tsv"):
        if row["cite"].startswith("Art. 43(1)"):
            for short in pieces(row.get("also_cited_as")):
                found.setdefault(short, [short]).append(row["cite"])
    return found


def compiled() -> dict[str, Any]:
    """The whole Act as one mapping, in the order in which a reader meets it."""
    return {
        "schema": "art17/act/v1",
        **document("act.yaml"),
        "provisions": provisions(),
        "aliases": aliases(),
        "ambiguous": ambiguous(),
        "application": document("application.yaml"),
        "transitions": document("transitions.yaml"),
        "standards": document("standards.yaml"),
        "annexes": {row["annex"]: row["applies_with"] for row in table("annexes.tsv")},
        "linkages": document("linkages.yaml"),
        "defects": document("defects.yaml"),
        "draft_numbering": document("draft-numbering.yaml"),
        "topic_words": document("topic-words.yaml"),
        "heading_words": document("heading-words.yaml"),
        "errata": document("errata.yaml"),
    }


def written(data: dict[str, Any]) -> str:
    """The JSON text: one line a provision or entry, so that a change of the law is a readable diff."""
    blocks = []
    for key, value in data.items():
        blocks.append(f"{line(key)}: {block(value)}")
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def block(value: Any) -> str:
    """A value of the top level: each member on a line of its own."""
    if isinstance(value, dict):
        return "{\n" + ",\n".join(f"{line(key)}: {line(member)}" for key, member in value.items()) + "\n}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(line(member) for member in value) + "\n]"
    return line(value)


def line(value: Any) -> str:
    """A value on one line."""
    return json.dumps(value, ensure_ascii=False)


def page(errata: list[dict[str, Any]]) -> str:
    """The page that says where the guide and the Regulation differ."""
    rows = "".join(
        f"| {entry['guide']} | {entry['regulation']} | {', '.join(entry['provisions'])} "
        f"| {'`' + entry['id'] + '`' if 'note' in entry else '-'} |\n"
        for entry in errata
    )
    return f"{PAGE_OPENING}\n| The guide says | The Regulation | Provisions | Note |\n|---|---|---|---|\n{rows}"


PAGE_OPENING = """# The guide and the Regulation

<!-- Generated from rules/eu-ai-act/act-source/errata.yaml by compile.py. -->

The project started from a guide to Art. 17 that many readers follow.
Where it and the Regulation differ, art17 follows the Regulation.
Where a text visibly repeats the guide, a note names the right provision; the last column has the id of that note.
Where the column has none, the difference is one of content, which the rules ask about, not one of wording.
"""


def main(arguments: list[str]) -> int:
    """Write both files, or with `--check` say whether they are fresh."""
    data = compiled()
    texts = {TARGET: written(data), PAGE: page(data["errata"])}
    if "--check" not in arguments:
        for path, text in texts.items():
            path.write_text(text, encoding="utf-8")
        return 0
    stale = [path.name for path, text in texts.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if stale:
        sys.stderr.write(f"stale: {', '.join(stale)}; run rules/eu-ai-act/act-source/compile.py\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
