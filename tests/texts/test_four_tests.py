"""Cutting, exchange, stuffing, one paragraph: what must become worse, and what must not become met."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import art17
from art17.model.report import Report
from art17.reading.documents.read import document_in
from texts.procedures import LANGUAGES, POINTS, TYPES, Procedure, honest, refusing, word_file

AS_OF = date(2026, 11, 23)
MANIFEST = """\
read: ["**/*.md", "**/*.docx"]
packs: [eu-ai-act]
provider: {id: P, title: Invented Works, size: small, role: [provider], established_in: IE, established_in_union: true,
  address: Mill Road 9, contact: desk@invented.example}
types:
"""
RANK = {"met": 2, "undecided": 1, "unmet": 0}
LEVEL = {"note": 1, "warning": 2, "error": 3}


def report_on(folder: Path, texts: dict[str, str], ending: str) -> Report:
    """The report on documents by type: `texts` are their Markdown."""
    folder.mkdir(parents=True, exist_ok=True)
    for type_name, markdown in texts.items():
        data = word_file(document_in("markdown", markdown)) if ending == "docx" else markdown.encode()
        (folder / f"{type_name}.{ending}").write_bytes(data)
    types = "".join(f"  {name}.{ending}: {name}\n" for name in texts)
    (folder / "art17.yaml").write_text(MANIFEST + types, encoding="utf-8")
    return art17.check(folder, as_of=AS_OF)


def standing(report: Report, point: str) -> tuple[int, int]:
    """How a point stands: the rank of its verdict, and less for each finding and question on it."""
    verdict = next(each.verdict for each in report.obligations if each.provision == point and not each.system)
    cites = [each for each in report.findings if any(cite.startswith(point) for cite in each.provisions)]
    asked = sum(any(cite.startswith(point) for cite in each.provisions) for each in report.questions)
    return RANK[verdict], -sum(LEVEL[each.severity] for each in cites) - asked


def texts_of(make: Callable[[str], Procedure]) -> dict[str, str]:
    return {name: make(name).markdown() for name in TYPES}


@pytest.mark.parametrize("ending", ["md", "docx"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_cut_exchanged_or_refused_is_worse(language: str, ending: str, tmp_path: Path):
    """Without its body, with that of another procedure, every point is worse; refused, none is better."""
    whole = texts_of(lambda name: honest(name, language))
    as_written = report_on(tmp_path / "honest", whole, ending)
    cut = report_on(tmp_path / "cut", {name: text.split("\n\n")[0] + "\n" for name, text in whole.items()}, ending)
    names = list(whole)
    others = {name: whole[names[(at + 3) % len(names)]] for at, name in enumerate(names)}
    exchanged = report_on(tmp_path / "exchanged", others, ending)
    refused = report_on(tmp_path / "refused", texts_of(lambda name: refusing(name, language)), ending)
    for point in POINTS:
        here = standing(as_written, point)
        assert here[0] > 0, (point, "an honest text is called unmet")
        for worse, how in ((cut, "cut"), (exchanged, "exchanged")):
            assert standing(worse, point) < here, (point, how, standing(worse, point), here)
        assert standing(refused, point) <= here, (point, standing(refused, point), here)
        assert all(standing(each, point)[0] < RANK["met"] for each in (cut, exchanged, refused))


DECIDING = {
    "Art. 17(1)(a)": ("conformity_assessment", "routes[annex-vi]", "routes[annex-vii]", "routes[sectoral]"),
    "Art. 17(1)(e)": ("standards",),
    "Art. 17(1)(l)": ("supply_measures",),
}
"""What a point asks for and a text lays down in one place: matters of its document that stand for one another."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_point_asks_for_is_missed_where_it_is_taken_out(language: str, tmp_path: Path):
    """Without the paragraph on conformity assessment, on standards or on supply its point is worse."""
    whole = {POINTS[point]: honest(POINTS[point], language) for point in DECIDING}
    cut = dict(whole)
    for point, matters in DECIDING.items():
        for matter in matters:
            cut[POINTS[point]] = cut[POINTS[point]].without(matter)
    before = report_on(tmp_path / "whole", {name: each.markdown() for name, each in whole.items()}, "md")
    after = report_on(tmp_path / "cut", {name: each.markdown() for name, each in cut.items()}, "md")
    for point in DECIDING:
        assert standing(after, point) < standing(before, point), point


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("type_name", sorted(TYPES))
def test_one_paragraph_decides(type_name: str, language: str):
    """Without the paragraph that treats a matter the matter is gone, or read elsewhere; no other one appears."""
    whole = honest(type_name, language)
    before = {mention.matter for mention in whole.reading().mentions}
    for matter, _ in whole.paragraphs:
        after = whole.without(matter).reading()
        assert {mention.matter for mention in after.mentions} <= before
    other = "The bicycles stand in the porch." if language == "en" else ""
    if other:
        paragraphs = (*whole.paragraphs, ("", other))
        extended = Procedure(type_name, language, paragraphs).reading()
        assert {mention.matter for mention in extended.mentions} == before
