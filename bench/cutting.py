"""Whether points stand worse without the bodies of documents, and no better with stuffing: for `make real`.

Of each folder under the one that is named, the documents whose type is guessed for sure are written anew as Markdown
beside a manifest that states these types, and checked: whole, cut to their headings, with the bodies of other types,
with ten thousand words of others appended, each sentence denied, each put off.  A point *had something* where it is not
unmet by the whole texts; one that had nothing (a draft, a template) may only not be met.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

import art17  # noqa: E402  after the path is set
from art17.errors import Art17Error  # noqa: E402
from art17.model.document import Document  # noqa: E402
from art17.model.report import Report  # noqa: E402
from art17.reading.documents.read import document_in  # noqa: E402

AS_OF = date(2026, 11, 23)
FORMATS = {".md": "markdown", ".docx": "docx", ".rst": "rst", ".html": "html"}
MANIFEST = """\
read: ["*.md"]
packs: [eu-ai-act]
provider: {id: P, title: Invented Works, size: small, role: [provider], established_in: IE, established_in_union: true,
  address: Mill Road 9, contact: desk@invented.example}
types:
"""
RANK = {"met": 2, "undecided": 1, "unmet": 0}
LEVEL = {"warning": 2, "error": 3}
POINTS = [f"Art. 17(1)({letter})" for letter in "abcdefghijklm"]
ENOUGH = 0.8
"""Of the points that had something so many must be worse when bodies are cut."""
APPENDED = 10_000
"""So many words of other documents are appended."""
LEAST_WORDS = 300
"""A shorter text is a skeleton, or a form."""
MOST_WORDS = 25_000
"""Of a longer document only the beginning is taken."""
Texts = Mapping[str, str]
Standing = tuple[int, int, int]


def markdown_of(document: Document) -> str:
    """A document as plain Markdown: its headings, paragraphs, items and tables."""
    parts: list[str] = []
    words = 0
    for block in document.blocks:
        text = " ".join(block.text.text.split())
        words += len(text.split())
        if words > MOST_WORDS:
            break
        if block.kind == "heading":
            parts.append(f"{'#' * min(max(block.level, 1), 6)} {block.label} {text}".replace("  ", " "))
        elif block.kind == "item":
            parts.append(f"{'  ' * max(block.level - 1, 0)}- {text}")
        elif block.kind == "table":
            rows = [
                "| " + " | ".join(" ".join(cell.text.text.split()) for cell in row.cells) + " |" for row in block.rows
            ]
            if rows:
                parts.append("\n".join((rows[0], "|---" * len(block.rows[0].cells) + "|", *rows[1:])))
        elif block.kind in ("paragraph", "note", "box"):
            parts.append(text)
    return "\n\n".join(parts) + "\n"


def cut(text: str) -> str:
    """The headings alone."""
    return "\n\n".join(line for line in text.split("\n") if line.startswith("#")) + "\n"


def denied(text: str) -> str:
    """Each paragraph with words before it that deny it."""
    return _with_words(text, "It is not the case that ")


def put_off(text: str) -> str:
    """Each paragraph with words after it that put it off."""
    return _with_words(text, "It is still to be decided whether ")


def _with_words(text: str, before: str) -> str:
    lines = (
        line if not line.strip() or line.lstrip()[:1] in "#|" else _begun(line, before) for line in text.split("\n")
    )
    return "\n".join(lines)


def _begun(line: str, before: str) -> str:
    mark = line[: len(line) - len(line.lstrip(" -"))]
    return mark + ". ".join(before + sentence[:1].lower() + sentence[1:] for sentence in line[len(mark) :].split(". "))


def report_on(texts: Texts) -> Report:
    """The report on documents by type."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, text in texts.items():
            in_force = "---\nstatus: effective\n---\n\n"  # a draft carries no point, whatever it says
            (folder / f"{name}.md").write_text(in_force + text, encoding="utf-8")
        types = "".join(f"  {name}.md: {name}\n" for name in texts)
        (folder / "art17.yaml").write_text(MANIFEST + types, encoding="utf-8")
        return art17.check(folder, as_of=AS_OF)


def standing(report: Report, point: str) -> Standing:
    """How a point stands: the rank of its verdict, then less for what is wrong, then for what is asked and not found.

    One question whether a text is the procedure at all stands for many on what it says: so what is left to people
    makes a point worse, and to have less of it makes none better.
    """
    verdict = next(each.verdict for each in report.obligations if each.provision == point and not each.system)
    cites = [each for each in report.findings if any(cite.startswith(point) for cite in each.provisions)]
    asked = sum(any(cite.startswith(point) for cite in each.provisions) for each in report.questions)
    wrong = sum(LEVEL[each.severity] for each in cites if each.severity in LEVEL)
    notes = sum(each.severity not in LEVEL for each in cites)
    return RANK[verdict], -wrong, -notes - asked


def texts_in(folder: Path, facts: list[dict[str, Any]]) -> dict[str, str]:
    """The longest document of each type that is guessed for sure and that has cues, as Markdown."""
    known = {file.stem for file in (ROOT / "rules" / "eu-ai-act" / "cues").glob("*.yaml")}
    found: dict[str, str] = {}
    for fact in facts:
        file = folder / fact["path"]
        if fact["field"] != "type" or fact["value"] not in known or file.suffix not in FORMATS:
            continue
        try:
            text = markdown_of(document_in(FORMATS[file.suffix], file.read_bytes()))
        except Art17Error:
            continue
        if len(text.split()) >= LEAST_WORDS and len(text) > len(found.get(fact["value"], "")):
            found[fact["value"]] = text
    return found


def altered(texts: Texts) -> Iterator[tuple[str, Texts]]:
    """The same documents in each of the ways that must make nothing better."""
    ways: Mapping[str, Callable[[str], str]] = {"cut": cut, "denied": denied, "put off": put_off}
    for way, change in ways.items():
        yield way, {name: change(text) for name, text in texts.items()}
    names = list(texts)
    if len(names) > 1:
        yield "exchanged", {name: texts[names[(at + 1) % len(names)]] for at, name in enumerate(names)}
        appended = {name: _sentences(other for key, other in texts.items() if key != name) for name in names}
        yield "appended to cut ones", {name: f"{cut(text)}\n{appended[name]}\n" for name, text in texts.items()}


def _sentences(texts: Iterable[str]) -> str:
    """Ten thousand words of some texts, again and again, in paragraphs."""
    whole = " ".join(texts).split()
    words = (whole * (1 + APPENDED // max(len(whole), 1)))[:APPENDED]
    return "\n\n".join(" ".join(words[at : at + 60]) for at in range(0, len(words), 60))


def shortfalls(folder: Path, facts: list[dict[str, Any]]) -> list[str]:
    """Print how points stand in each way; a sentence for each way that makes too few worse, or any better."""
    wrong: list[str] = []
    had = worse_cut = 0
    for inner in sorted({folder / fact["path"].partition("/")[0] for fact in facts}):
        own = [fact for fact in facts if fact["path"].startswith(f"{inner.name}/")]
        texts = texts_in(folder, own)
        if not texts:
            continue
        here = {point: standing(whole, point) for whole in [report_on(texts)] for point in POINTS}
        something = [point for point in POINTS if here[point][0] > 0]
        had += len(something)
        for way, changed in altered(texts):
            report = report_on(changed)
            then = {point: standing(report, point) for point in POINTS}
            worse = [point for point in something if then[point] < here[point]]
            better = [point for point in something if then[point][:2] > here[point][:2]]
            is_met = [point for point in POINTS if then[point][0] == RANK["met"]]
            worse_cut += len(worse) if way == "cut" else 0
            told = f"{len(worse)} of {len(something)} points that had something are worse, {len(better)} better"
            print(f"{inner.name}, {len(texts)} documents {way}: {told}, {len(is_met)} met", flush=True)
            if better or is_met:
                wrong.append(f"{inner.name}, {way}: better {better}, met {is_met}")
    if had and worse_cut < ENOUGH * had:
        wrong.append(f"too low: {worse_cut} of {had} points are worse when bodies are cut, wanted {ENOUGH:.0%}")
    return wrong
