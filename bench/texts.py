"""Measure what reading open texts costs, by format: processor time for a thousand words, best of several rounds.

    python bench/texts.py [--rounds 5] [--most 3]

The corpus is written from the examples of the cues of this project, those that are read and those that are ignored:
a procedure for each type in each language, in each format; every sentence of it is on some matter, so that real
procedures cost less.  *Blocks* is making a document of the bytes, *texts* is
reading it by cues, words that were never met included.  Preparing the cues of all types is once a run, and told apart.
The exit code is 1 where texts cost more than `--most` milliseconds for a thousand words in any format.
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "engine"))

from art17.model.document import Document  # noqa: E402  after the path is set
from art17.model.place import Place  # noqa: E402
from art17.reading.documents.read import document_in  # noqa: E402
from art17.reading.packs.cues import cues_in, examples_in  # noqa: E402
from art17.texts.law_words import LawWords  # noqa: E402
from art17.texts.plans import Tongue, tongues  # noqa: E402
from art17.texts.read import read_text  # noqa: E402

CUES = ROOT / "rules" / "eu-ai-act" / "cues"
ACT = ROOT / "rules" / "eu-ai-act" / "act.words"
A_SECTION = 6
"""How many paragraphs a section has."""
MOST = 3.0
"""Milliseconds for a thousand words."""
HEADS = {
    "en": ("Procedure", "The head of quality keeps this procedure, and the team works by it.", "Section"),
    "de": ("Verfahren", "Die Leiterin Qualität pflegt dieses Verfahren, und das Team arbeitet danach.", "Abschnitt"),
    "fr": ("Procédure", "La responsable qualité tient cette procédure, et l'équipe travaille selon elle.", "Section"),
}
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass(frozen=True, slots=True)
class Written:
    """A procedure of a type in a language and a format, as bytes."""

    type: str
    format: str
    data: bytes
    words: int


def paragraphs_of(type_name: str, language: str) -> list[str]:
    """The texts of all examples of a type in a language, tables left out, a heading above every few."""
    title, first, section = HEADS[language]
    texts = [
        each.text
        for each in examples_in(type_name, (CUES / f"{type_name}.yaml").read_text("utf-8"))
        if each.language == language and "\n" not in each.text.strip() and each.text.lstrip()[:1] not in "|-*#>"
    ]
    found = [f"# {title}", first]
    for at, text in enumerate(texts):
        if at % A_SECTION == 0:
            found.append(f"## {section} {at // A_SECTION + 1}")
        found.append(" ".join(text.replace("**", "").split()))
    return found


def as_markdown(paragraphs: Sequence[str]) -> bytes:
    return ("\n\n".join(paragraphs) + "\n").encode()


def as_html(paragraphs: Sequence[str]) -> bytes:
    def element(text: str) -> str:
        level = len(text) - len(text.lstrip("#"))
        name = f"h{level}" if level else "p"
        return f"<{name}>{escape(text.lstrip('# '))}</{name}>"

    return f"<!doctype html><html><body>{''.join(map(element, paragraphs))}</body></html>".encode()


def as_restructured(paragraphs: Sequence[str]) -> bytes:
    def lines(text: str) -> str:
        level = len(text) - len(text.lstrip("#"))
        title = text.lstrip("# ")
        return f"{title}\n{'=-'[level - 1] * len(title)}" if level else text

    return ("\n\n".join(map(lines, paragraphs)) + "\n").encode()


def as_word(paragraphs: Sequence[str]) -> bytes:
    def paragraph(text: str) -> str:
        level = len(text) - len(text.lstrip("#"))
        style = f'<w:pPr><w:pStyle w:val="H{level}"/></w:pPr>' if level else ""
        return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text.lstrip("# "))}</w:t></w:r></w:p>'

    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )
    relation = '<Relationship Id="r1" Type="{}/{}" Target="{}"/>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        file.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/></Types>',
        )
        for name, kind, target in (
            ("_rels/.rels", "officeDocument", "word/document.xml"),
            ("word/_rels/document.xml.rels", "styles", "styles.xml"),
        ):
            inner = relation.format(OFFICE, kind, target)
            file.writestr(name, f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>')
        file.writestr("word/styles.xml", f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>')
        body = "".join(map(paragraph, paragraphs))
        file.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return held.getvalue()


FORMATS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "markdown": as_markdown,
    "docx": as_word,
    "html": as_html,
    "rst": as_restructured,
}


def corpus() -> Iterator[Written]:
    """A procedure for each type with cues, in each language and format."""
    for file in sorted(CUES.glob("*.yaml")):
        for language in HEADS:
            paragraphs = paragraphs_of(file.stem, language)
            words = sum(len(text.split()) for text in paragraphs)
            for name, written in FORMATS.items():
                yield Written(file.stem, name, written(paragraphs), words)


def seconds(step: Callable[[], object]) -> float:
    """The processor time that a step takes."""
    start = time.process_time()
    step()
    return time.process_time() - start


def prepared() -> dict[str, Tongue]:
    """The languages with the cues of all types, their words compiled."""
    cues_in.cache_clear()
    spoken = tongues({file.stem: cues_in(file.stem, file.read_text("utf-8")) for file in sorted(CUES.glob("*.yaml"))})
    for tongue in spoken.values():
        for name in tongue.types:
            tongue.lexicon(name)
            tongue.plans(name)
    return spoken


def measured(of_format: Sequence[Written], rounds: int, law: LawWords) -> tuple[float, float, float]:
    """Preparing in milliseconds, then blocks and texts in milliseconds for a thousand words.

    Each document counts with the least that it cost in any round: others at work on a machine only add.
    """
    nowhere = Place("")
    preparing: list[float] = []
    blocks, texts = ([float("inf")] * len(of_format) for _ in range(2))
    for _ in range(rounds):
        spoken: dict[str, Tongue] = {}
        preparing.append(seconds(lambda: spoken.update(prepared())))  # noqa: B023  called at once
        for at, each in enumerate(of_format):
            made: list[Document] = []
            blocks[at] = min(blocks[at], seconds(lambda: made.append(document_in(each.format, each.data))))  # noqa: B023

            def read() -> None:
                read_text(made[0], each.type, spoken, lambda _block, _offset, _row: nowhere, law)  # noqa: B023

            texts[at] = min(texts[at], seconds(read))
    words = sum(each.words for each in of_format)
    return min(preparing) * 1000, sum(blocks) * 1_000_000 / words, sum(texts) * 1_000_000 / words


def main() -> int:
    """Print a line for each format; 1 where texts cost too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, default=MOST)
    asked = parser.parse_args()
    gc.disable()  # as `art17 check` does
    law = LawWords.of_bytes(ACT.read_bytes())
    written = list(corpus())
    worst = 0.0
    print(f"{'format':10} {'words':>8} {'blocks':>8} {'texts':>8}   ms for 1,000 words")
    for name in FORMATS:
        of_format = [each for each in written if each.format == name]
        once, blocks, texts = measured(of_format, asked.rounds, law)
        worst = max(worst, texts)
        print(f"{name:10} {sum(each.words for each in of_format):8,} {blocks:8.2f} {texts:8.2f}", flush=True)
    print(
        f"preparing the cues of {len(list(CUES.glob('*.yaml')))} types in {len(HEADS)} languages: {once:.0f} ms, once a run"
    )
    return int(worst > asked.most)


if __name__ == "__main__":
    sys.exit(main())
