"""What is fuzzed: a function of bytes for each reader; it ends, and raises nothing but what a user can fix."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from art17.checking.rule_base import RuleBase, rule_base_of
from art17.citations.citations import citations_in, cited
from art17.conditions.scene import Scene
from art17.digest import digest_of
from art17.errors import Art17Error, Mistakes, UsageError
from art17.evaluation.compile import compiled
from art17.evaluation.evaluate import judgements, traced
from art17.graph.build import graph_of
from art17.graph.graph import Graph
from art17.law.errata import errata_in
from art17.law.standing import standings_of
from art17.memory.replay import Replay
from art17.memory.snapshot import Snapshot
from art17.memory.store import Store
from art17.model.artefact import Artefact
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.rule import RuleText
from art17.model.settings import Settings
from art17.model.waiver import Ignore
from art17.reading.baseline_file import baseline_in, baseline_text
from art17.reading.cases import artefacts_in_case, cases_in, ignores_in_case
from art17.reading.facts.drafts import Given
from art17.reading.facts.file import FileRead, Wanted
from art17.reading.formats.yaml_text import documents_of
from art17.reading.io.endings import PACKED, blocks_format_of
from art17.reading.io.index import unstaged_in
from art17.reading.io.revision import base_of, files_of, head_of, renames_since
from art17.reading.io.source import WorkingTree
from art17.reading.io.text import text_of
from art17.reading.io.unreadable import UnreadableError
from art17.reading.packs.packs import loaded
from art17.reading.packs.vocabulary import vocabulary_of
from art17.reading.qms import Reading, read_qms
from art17.reading.records import file_in, record_of
from art17.reading.settings import settings_of
from art17.reporting.safe import safe
from builders import AS_OF, MANIFEST, SMALL, a_graph, artefact, law, rule_text
from reading.formats.make_office import R, S, W, package, relations
from reading.formats.make_pdf import CATALOG, FONTS, assembled, stream

ROOT = Path(__file__).parents[2]
NAMED = Settings(
    read=("*",),
    types=(
        ("*.csv", "supplier-register"),
        ("*.xlsx", "risk-register"),
        ("a.*", "procedure"),
        ("contract.pdf", "contract"),
    ),
)
OTHERS = {
    "other.md": b"---\nid: SOP-1\ntype: procedure\nstatus: effective\n---\n# Purchasing\n\nAs Art. 17(1)(l) asks.\n",
    "risks.yaml": b"id: RR-1\ntype: risk-register\nrisks:\n  - {id: R-1, title: A}\n  - {id: R-2, title: B}\n",
}
"""What else stands in the folder, so that links and ids of what is fuzzed meet something."""


@dataclass(frozen=True)
class Memory:
    """Files that stand nowhere."""

    files: Mapping[str, bytes]

    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def is_special(self, path: str) -> bool:
        return False


@cache
def words() -> RuleBase:
    """The bundled packs, compiled once."""
    return rule_base_of(Settings())


def a_file(name: str) -> Callable[[bytes], None]:
    """The harness that reads, locates and joins a file of that name."""

    def harness(data: bytes) -> None:
        read_whole({**OTHERS, name: data}, NAMED)

    return harness


def a_word_part(data: bytes) -> None:
    """A Word file whose body, styles, numbering and notes are these bytes, and one that is nothing else."""
    body = b"".join((f"<w:document {W} {R}><w:body>".encode(), data, b"</w:body></w:document>"))
    shapes = b"".join((f"<w:styles {W}>".encode(), data, b"</w:styles>"))
    parts = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(("styles", "s.xml"), ("numbering", "n.xml"), ("footnotes", "n.xml")),
    }
    for main, other in ((body, shapes), (body, data), (data, shapes)):
        made = package({**parts, "word/document.xml": main, "word/s.xml": other, "word/n.xml": other})
        read_whole({**OTHERS, "a.docx": made}, NAMED)
    read_whole({**OTHERS, "a.docx": b"PK" + data}, NAMED)


def an_excel_part(data: bytes) -> None:
    """A workbook whose sheet, strings and styles are these bytes."""
    book = f'<workbook {S} {R}><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    parts = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "w.xml"), ("sharedStrings", "t.xml"), ("styles", "t.xml")
        ),
    }
    wrapped = b"".join((f"<worksheet {S}>".encode(), data, b"</worksheet>"))
    for sheet, strings in ((wrapped, data), (data, wrapped)):
        read_whole({**OTHERS, "a.xlsx": package({**parts, "xl/w.xml": sheet, "xl/t.xml": strings})}, NAMED)


def a_pdf(data: bytes) -> None:
    """A PDF of these bytes, and one in which they are what a page shows."""
    read_whole({**OTHERS, "a.pdf": b"%PDF-1.7\n" + data}, NAMED)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    read_whole({**OTHERS, "a.pdf": assembled([CATALOG, pages, page, stream(data), FONTS[0]])}, NAMED)


def a_side_car(data: bytes) -> None:
    """A side-car of a document, and one of a file that is not read."""
    read_whole({**OTHERS, "other.md.yaml": data, "contract.pdf": b"", "contract.pdf.yaml": data}, NAMED)


def read_whole(files: Mapping[str, bytes], settings: Settings) -> None:
    """Read a folder, and everything that a run does with a reading before it judges."""
    known = words()
    reading = read_qms(ROOT, settings, known.vocabulary, known.act, Memory(files))
    handed_over(reading)
    graph = graph_of(reading.artefacts, known.vocabulary, reading.paths, settings.place)
    for node in graph.nodes:
        digest_of(node.fields, reading.sections_of(node.place.path) if node.register < 0 else ())
    places = {*places_in(reading), *(link.place for link in graph.links)}
    check_places(places, reading.located(places), files)
    for artefact_read in reading.artefacts:
        standings_of([each.citation for each in artefact_read.citations], law(), AS_OF)


def handed_over(reading: Reading) -> None:
    """What one process reads is the same after it was handed over to another."""
    read = FileRead("a", "0", True, tuple(reading.artefacts), tuple(reading.problems), tuple(reading.ignores))
    assert file_in(record_of(read)) == read


def places_in(reading: Reading) -> Iterator[Place]:
    """Every place that a report on the reading could show."""
    for each in (*reading.artefacts, *reading.problems, *reading.ignores):
        yield from places_of(each)


def places_of(each: Artefact | Problem | Ignore) -> Iterator[Place]:
    yield each.place
    if isinstance(each, Artefact):
        yield from (one.place for one in (*each.references, *each.citations, *each.defects))
        yield from (each.place_of(name) for name in each.fields)


def check_places(places: set[Place], located: Mapping[Place, Place], files: Mapping[str, bytes]) -> None:
    """Every place has a line, and the line exists in its file; Office files, PDFs and names that are no text have none."""
    assert located.keys() == places
    for place in located.values():
        if blocks_format_of(place.path) in PACKED or (place.path not in files and "\\x" in place.path):
            continue
        assert place.line > 0, place
        assert place.line <= lines_in(files.get(place.path, b"")), place
        str(place).encode()


def lines_in(data: bytes) -> int:
    """How many lines a file has, counting one behind the last line end; at least one."""
    try:
        return text_of(data).count("\n") + 1
    except UnreadableError:
        return data.count(b"\n") + data.count(b"\r") + 1


def the_manifest(name: str) -> Callable[[bytes], None]:
    """The harness of a manifest, with a small folder read by what it says."""

    def harness(data: bytes) -> None:
        files = {**OTHERS, name: data}
        with suppress(Art17Error):
            settings = settings_of(ROOT, source=Memory(files))
            vocabulary_of(words().packs, settings)
            read_whole(files, Settings(**{**fields_of(settings), "overlay": ""}))

    return harness


def fields_of(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in Settings.__dataclass_fields__}


def a_rule(data: bytes) -> None:
    """A rule, judged and explained on a small graph where it compiles."""
    with suppress(Art17Error, UnreadableError):
        stated = documents_of(text_of(data))
        held = stated[0] if stated else None
        given = held if isinstance(held, dict) else {}
        text = RuleText("pack/folder/rule", Place("rule.yaml", (0,)), {**rule_text().data, **given})
        judge(text)


def judge(text: RuleText) -> None:
    scene = Scene(small_graph(), AS_OF, law())
    for each in judgements(compiled([text], SMALL, law()), scene, MANIFEST):
        traced(each.rule, each.subject, scene)


@cache
def small_graph() -> Graph:
    """A graph in which most conditions find something to look at."""
    return a_graph(
        artefact("SYS", "system"),
        artefact("P-1", links={"covers": "SYS", "owner": "X"}, status="effective", day="2026-01-31"),
        artefact("P-2", links={"supersedes": "P-1"}, status="draft", text="a", number="1"),
        artefact("R-1", "risk", level="low", rows=[{"name": "a", "due": "2026-02-30"}, {"amount": "1"}]),
        artefact("C-1", "control", links={"mitigates": "R-1", "verified_by": "T-1"}, texts=["a", "b"]),
        artefact("T-1", "report", span="P1M", yes="maybe", whole="1", cites=["Art. 9(2)"]),
    )


def a_pack(data: bytes) -> None:
    """A pack of a stranger: the first byte says which of its files is fuzzed."""
    names = ("pack.yaml", "links.yaml", "types/tool.yaml", "views.yaml", "tools/rule.yaml")
    files = {
        "pack.yaml": b"title: Ours\nversion: '1'\n",
        "links.yaml": b"uses: {title: uses, inverse: used_by, to: [tool]}\n",
        "types/tool.yaml": b"title: Tool\nkind: entity\n",
        names[(data[0] if data else 0) % len(names)]: data[1:],
    }
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder, suppress(Art17Error):
        for name, held in files.items():
            path = Path(folder, "p", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)
        packs = loaded(("./p",), Path(folder), MANIFEST)
        vocabulary = vocabulary_of(packs, Settings(packs=("./p",)))
        compiled((text for pack in packs for text in pack.rules), vocabulary, law())


def the_names(data: bytes) -> None:
    """Files whose names are the lines of these bytes, each linking to itself, and a pack and a rule of the first."""
    names = list(dict.fromkeys(os.fsdecode(line) for line in data.split(b"\n") if is_name(line)))
    held = {f"{name}.md": f"---\nid: P-{at}\ntype: procedure\n---\n# P\n" for at, name in enumerate(names)}
    links = "".join(f"[a]({name}.md) [b](<{name}.md>)\n" for name in names).encode("utf-8", "replace")
    read_whole({**OTHERS, **{name: text.encode() + links for name, text in held.items()}}, NAMED)
    for name in names[:1]:
        with tempfile.TemporaryDirectory(dir=in_memory()) as folder, suppress(Art17Error, OSError):
            rule = Path(folder, name, f"{name}.yaml")
            rule.parent.mkdir(parents=True)
            (rule.parent / "pack.yaml").write_text("title: Ours\nversion: '1'\n", encoding="utf-8")
            rule.parent.joinpath("a").mkdir(exist_ok=True)
            rule.write_bytes(b"title: A\n")
            for pack in loaded((f"./{name}",), Path(folder), MANIFEST):
                assert all(safe(each.id) == each.id for each in pack.rules)


def is_name(line: bytes) -> bool:
    """Whether a file system could hold a file of that name, in folders of it."""
    parts = line.split(b"/")
    return b"\0" not in line and len(line) < 200 and all(part not in (b"", b".", b"..") for part in parts)


IN_A_REPOSITORY = (
    ".git/HEAD", ".git/config", ".git/index", ".git/packed-refs", ".git/refs/heads/main", ".git/info/exclude",
    ".git/info/grafts", ".git/info/attributes", ".git/objects/info/alternates", ".git/objects/info/commit-graph",
    ".git/shallow", ".gitignore", ".gitattributes", ".gitmodules", "sub/.git", "HEAD",
)  # fmt: skip


def a_repository(data: bytes) -> None:
    """A repository one of whose files is fuzzed, as the first byte says: git answers or not, and nothing runs."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        root = Path(folder, "qms")
        shutil.copytree(small_repository(), root)
        file = root / IN_A_REPOSITORY[(data[0] if data else 0) % len(IN_A_REPOSITORY)]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data[1:])
        tree = WorkingTree(root)
        listed = tree.paths()
        assert not [path for path in listed if path.startswith((".git/", "/", "../"))]
        for path in listed:
            tree.read(path)
        head = head_of(root)
        with suppress(UsageError):
            files_of(root, base_of(root, head)).paths()
        with suppress(UsageError):
            unstaged_in(root)
            renames_since(root, head)
        assert not [*Path(folder).rglob("ran")], "a program that the repository names was run"


@cache
def small_repository() -> Path:
    """A repository with a commit and a staged renaming, which is removed at the end."""
    root = Path(tempfile.mkdtemp(dir=in_memory()))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    names = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    names |= {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    (root / "a.md").write_text("# A\n", encoding="utf-8")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "x"), ("mv", "a.md", "b.md")):
        subprocess.run(["git", *words], cwd=root, env={**os.environ, **names}, check=True)
    return root


def a_case(data: bytes) -> None:
    """Cases of a rule."""
    mistakes = Mistakes()
    for case in cases_in("cases.yaml", data, mistakes):
        found = artefacts_in_case(case, words().vocabulary, law())
        ignores_in_case(case)
        graph_of(found, words().vocabulary, frozenset(), MANIFEST)
    for problem in mistakes.found:
        str(problem.place).encode()


def a_citation(data: bytes) -> None:
    """A text full of citations: each stands where it says, and the law knows what it means."""
    text = data.decode("utf-8", "replace")
    for each in (*citations_in(text), *citations_in(text, "eu-ai-act")):
        assert text[each.start : each.end] == each.text, each
    found = (*citations_in(text, "eu-ai-act"), *cited(text))
    standings_of(found, law(), AS_OF)
    standings_of(found, law(), date(2024, 7, 12))
    errata_in(text, citations_in(text, "eu-ai-act"), law())


def a_baseline(data: bytes) -> None:
    """A baseline; one that can be read is written and read again as the same."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder, suppress(Art17Error):
        file = Path(folder, "baseline.yaml")
        file.write_bytes(data)
        first = baseline_in(file, Path(folder))
        file.write_text(baseline_text(first), encoding="utf-8")
        second = baseline_in(file, Path(folder))
        assert baseline_text(second) == baseline_text(first)
        assert {entry.id for entry in second.entries} == {entry.id for entry in first.entries}


@cache
def in_memory() -> str | None:
    """A folder that is no disk, where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def a_cache(data: bytes) -> None:
    """What is kept between runs, as it stands, and as if it were whole: it is used or passed over."""
    wanted = Wanted("a.md", "markdown", Given(), is_named=True)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", folder)
        house = Path(folder, "house")
        house.mkdir()
        store = Store(house)
        replay = Replay(house, None, "words")
        empty = Snapshot(store, "tool", (), Settings())
        for name in (empty.name, replay.name):
            store.save(name, [b""])
            (file,) = Path(folder, "art17").rglob(name)
            file.write_bytes(data)
            assert store.load(name) is None
            replay.known()
            store.save(name, [data])
            replay.known()
        key = hashlib.sha256(b"a.md\0digest").hexdigest().encode()
        store.save(empty.name, [empty.ground, b"\x1e\n", key, b"\n", data])
        Snapshot(store, "tool", (), Settings()).get(wanted, "digest")


HARNESSES: Mapping[str, Callable[[bytes], None]] = {
    "yaml": a_file("a.yaml"),
    "markdown": a_file("a.md"),
    "json": a_file("a.json"),
    "csv": a_file("a.csv"),
    "side-car": a_side_car,
    "manifest": the_manifest("art17.yaml"),
    "pyproject": the_manifest("pyproject.toml"),
    "names": the_names,
    "git": a_repository,
    "rule": a_rule,
    "pack": a_pack,
    "cases": a_case,
    "citations": a_citation,
    "baseline": a_baseline,
    "cache": a_cache,
    "word": a_word_part,
    "excel": an_excel_part,
    "pdf": a_pdf,
    "html": a_file("a.html"),
    "rst": a_file("a.rst"),
    "text": a_file("a.txt"),
}
SEEDS: Mapping[str, Sequence[str]] = {
    "yaml": ("fixtures/specimens/*/*/*.yaml",),
    "markdown": ("fixtures/specimens/*/procedures/*.md", "fixtures/citations/*.txt"),
    "json": ("fixtures/specimens/**/*.json",),
    "csv": ("fixtures/specimens/**/*.csv",),
    "side-car": ("fixtures/specimens/**/*.*.yaml",),
    "manifest": ("fixtures/specimens/*/art17.yaml",),
    "rule": ("rules/eu-ai-act/17-1-*/*.yaml", "rules/art17/*/*.yaml"),
    "cases": ("fixtures/cases/eu-ai-act/17-1-g/*.yaml",),
    "citations": ("fixtures/citations/*.txt",),
}
"""Files of the project that a harness begins with, besides its corpus."""
