"""From a file to its artefacts."""

from pathlib import Path

import pytest

from art17.model.place import Place
from art17.model.settings import Settings
from art17.reading.facts.citing import may_cite
from reading.small import WORDS, markdown, only, read, written


def test_aliases_and_what_is_written(tmp_path: Path):
    """Fields stand under canonical names, and know how they are written."""
    found = markdown(tmp_path, "doc_id: SOP-01\ndoc-type: SOP\nsatisfies:\n  eu-ai-act: [Art. 9]")
    assert (found.id, found.type, found.fields["satisfies"]) == ("SOP-01", "procedure", ["Art. 9"])
    assert found.written == {"id": ("doc_id",), "type": ("doc-type",), "satisfies": ("satisfies", "eu-ai-act")}


def test_placeholders_are_absent(tmp_path: Path):
    """A stand-in is nothing, and its field is noted."""
    front = "id: A\ntype: procedure\ntitle: TBD\nowner: [Name of owner]\nversion: {{VERSION}}\nexternal: {seen_on: '[date]'}\nstatus: ''"
    found = markdown(tmp_path, front)
    assert found.placeholders == ("title", "version", "external.seen_on", "owner")
    assert [found.fields[name] for name in ("title", "owner", "version", "status")] == [None] * 4


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("approved_on: 2026-02-30", "bad-date"),
        ("approved_on: 14.9.2026", "bad-date"),
        ("review_in: 12", "bare-number"),
        ("review_in: sometimes", "bad-value"),
        ("status: aproved", "bad-choice"),
        ("external: a ticket", "bad-value"),
        ("external: {seen_on: soon}", "bad-date"),
        ("links: {mitgates: R-1}", "unknown-link"),
    ],
)
def test_malformed_values_are_defects(tmp_path: Path, line: str, kind: str):
    """A value that does not read as its kind is a defect at its place."""
    (defect,) = markdown(tmp_path, f"id: A\ntype: procedure\n{line}").defects
    assert (defect.kind, defect.place.route[:2]) == (kind, (0, line.partition(":")[0]))


@pytest.mark.parametrize("stand_in", ["-", "--", "–", "—", "?", "n/a", "N/A", "n.a.", "k.A.", "- "])
def test_dashes_are_placeholders(tmp_path: Path, stand_in: str):
    """A dash or `n/a` is no value, so that nobody accepts anything by it and no link leads to it."""
    front = f"id: A\ntype: sop\nowner: '{stand_in}'\napproved_on: '{stand_in}'\ntitle: '{stand_in}'\nmitigates: [R-1, '{stand_in}']"
    found = markdown(tmp_path, front)
    assert [found.fields[name] for name in ("owner", "approved_on", "title")] == [None] * 3
    assert ([r.target for r in found.references], found.defects) == (["R-1"], ())


def test_dashes_in_tables_are_placeholders(tmp_path: Path):
    """A cell with a dash is empty, also where it stands among targets."""
    table = "| Risk ID | Title | Mitigated by |\n|---|---|---|\n| R-1 | - | C-1, - |\n| - | — | |\n"
    root = written(tmp_path, r_md=f"---\nid: RR\ntype: risk-register\n---\n{table}")
    _, risk = read(root).artefacts
    assert (risk.fields["title"], [r.target for r in risk.references]) == (None, ["C-1"])


@pytest.mark.parametrize(
    ("written_as", "value", "placeholders"),
    [
        ("[2026-02-20, 2026-02-01]", ["2026-02-20", "2026-02-01"], ()),
        ("[2026-02-20]", "2026-02-20", ()),
        ("[YYYY-MM-DD]", None, ("approved_on",)),
        ("[day, month]", None, ("approved_on",)),
    ],
)
def test_days_in_brackets_are_no_prompt(tmp_path: Path, written_as: str, value: object, placeholders: tuple[str, ...]):
    """Two days in brackets are two days, as in a list over two lines; a prompt holds none."""
    found = markdown(tmp_path, f"id: A\ntype: sop\napproved_on: {written_as}")
    assert (found.fields["approved_on"], found.placeholders, found.defects) == (value, placeholders, ())


@pytest.mark.parametrize("nothing", ["[]", '""', "{}", "null"])
def test_an_empty_value_hides_no_alias(tmp_path: Path, nothing: str):
    """What stands empty under its own name is taken from the other name that holds something."""
    root = written(
        tmp_path, a_json=f'{{"id": "A", "type": "risk", "approved_on": {nothing}, "approved_date": "2026-02-01"}}'
    )
    assert only(read(root)).fields["approved_on"] == "2026-02-01"


@pytest.mark.parametrize("words", ["none", "None.", "keine", "Entfällt", "not applicable", "nil", "aucun", "Néant"])
def test_none_is_no_target_and_no_day(tmp_path: Path, words: str):
    """That there is nothing is content where words belong; it names no document, and is no date that were malformed."""
    front = (
        f"id: A\ntype: risk\ntitle: {words}\nowner: {words}\napproved_on: {words}\nreview_in: {words}\nscore: {words}"
    )
    found = markdown(tmp_path, f"{front}\nrelated: {words}\nlinks: {{mitigates: [{words}, R-2]}}")
    assert [found.fields[name] for name in ("title", "owner", "approved_on", "related")] == [words, None, None, None]
    assert ([r.target for r in found.references], found.defects, found.placeholders) == (["R-2"], (), ())


def test_choices_forgive_case(tmp_path: Path):
    """`In Review` is `in-review`."""
    assert markdown(tmp_path, "id: A\ntype: procedure\nstatus: In Review").fields["status"] == "in-review"


def test_manifest_gives_units_and_values(tmp_path: Path):
    """A bare number takes its unit from the manifest, and foreign words their meaning."""
    root = written(tmp_path, a_md="---\nid: A\ntype: sop\nreview_interval: 12\nstatus: live\n---\n")
    words = WORDS.__class__(**{**{n: getattr(WORDS, n) for n in WORDS.__slots__}, "units": {"review_in": "months"}})
    found = only(read(root, Settings(values={"status": {"live": "approved"}}), words))
    assert (found.fields["review_in"], found.fields["status"], found.defects) == ("12 months", "approved", ())


def test_unknown_type_offers_the_nearest(tmp_path: Path):
    """A type that nobody declares is a defect, unless the manifest gives one."""
    (defect,) = markdown(tmp_path, "id: A\ntype: procedur").defects
    assert (defect.kind, "'procedure'" in defect.message) == ("unknown-type", True)
    given = only(read(tmp_path, Settings(types=(("*.md", "sop"),))))
    assert (given.type, given.defects) == ("procedure", ())


def test_manifest_that_names_the_file_counts_more(tmp_path: Path):
    """A glob gives a type only where there is none; the very path of a file always does."""
    root = written(tmp_path, a_md="---\nid: A\ntype: risk\n---\n")
    assert only(read(root, Settings(types=(("*.md", "procedure"),)))).type == "risk"
    assert only(read(root, Settings(types=(("a.md", "procedure"),)))).type == "procedure"


def test_no_id_is_named_by_the_file(tmp_path: Path):
    """Without an id the name of the file serves, and where that is taken its path."""
    front = "---\ntype: procedure\n---\n"
    found = read(written(tmp_path, a__x_md=front, b__x_md=front, b__y_md=front)).artefacts
    assert [artefact.id for artefact in found] == ["a/x.md", "b/x.md", "y"]


def test_references(tmp_path: Path):
    """Links are found under `links`, under their own names, and in the text."""
    front = "id: A\ntype: procedure\nlinks: {mitigates: [R-1, R-2]}\nmitigated_by: C-1\nrelated: [TBD, S-1]"
    found = markdown(tmp_path, front, "See [x](b.md#y), [[SOP-02 Title]], [here](#z) and <https://x.eu>.\n")
    assert [(r.name, r.target, r.written_in) for r in found.references] == [
        ("mitigates", "R-1", "front-matter"),
        ("mitigates", "R-2", "front-matter"),
        ("mitigated_by", "C-1", "front-matter"),
        ("related", "S-1", "front-matter"),
        ("links_to", "b.md", "prose"),
        ("links_to", "SOP-02 Title", "prose"),
        ("links_to", "https://x.eu", "prose"),
    ]
    assert found.references[4].place == Place("a.md", (), 8, 5)


def test_list_of_relations(tmp_path: Path):
    """`links` may be a list of relations."""
    found = markdown(tmp_path, "id: A\ntype: sop\nlinks:\n- {rel: related, target: X}\n- mitigates: [R-1]")
    assert [(r.name, r.target, r.place.route) for r in found.references] == [
        ("related", "X", (0, "links", 0, "target")),
        ("mitigates", "R-1", (0, "links", 1, "mitigates", 0)),
    ]


def test_citations_have_places(tmp_path: Path):
    """Citations are found in fields, also split by YAML, and in the text, not in code."""
    front = "id: A\ntype: sop\ntitle: On Art. 9\nsatisfies: [Article 17 (1), point (a)]"
    found = markdown(tmp_path, front, "# AI Act\n\nBy Art. 72(3), not `Art. 5`.\n")
    assert [(c.citation.provision, c.place.occurrence or c.place.route, c.place.line) for c in found.citations] == [
        ("Art. 9", ((0, "title"), "Art. 9", 0), 0),
        ("Art. 17(1)(a)", (0, "satisfies", 0), 0),
        ("Art. 72(3)", (), 9),
    ]


def test_rows_of_lists_are_items(tmp_path: Path):
    """Rows are artefacts of their own, with their place and their register; empty ones are none."""
    text = "id: RR\ntype: risk-register\nrisks:\n- {id: R-1, score: high}\n- {id: TBD}\n- title: Nameless\n"
    register, first, second = read(written(tmp_path, rr_yaml=text)).artefacts
    assert (first.id, first.type, first.place.route, first.register) == ("R-1", "risk", (0, "risks", 0), register.place)
    assert (second.id, second.place.route) == ("RR#3", (0, "risks", 2))
    assert [defect.kind for defect in first.defects] == ["bad-value"]


TABLES = """
## Risks

| Risk ID | Title | Mitigated by | Satisfies |
|---|---|---|---|
| R-1 | First | C-1, C-2 | Art. 9 |
| | | | |
| R-2 | [see](b.md) | TBD | |

## Other controls

| ID | Owner |
|---|---|
| C-1 | |

| Rev | Date |
|---|---|
| 1 | 2 |
"""


def test_rows_of_tables_are_items(tmp_path: Path):
    """A table with an id column lists items; the heading tells which; text in a row is the row's."""
    root = written(tmp_path, r_md=f"---\nid: RR\ntype: risk-register\n---\n{TABLES}")
    register, first, second, control = read(root).artefacts
    assert [(a.id, a.type) for a in (first, second, control)] == [("R-1", "risk"), ("R-2", "risk"), ("C-1", "control")]
    assert [(r.name, r.target) for r in first.references] == [("mitigated_by", "C-1"), ("mitigated_by", "C-2")]
    assert [r.target for r in second.references] == ["b.md"]
    assert first.place_of("title") == Place("r.md", (), 10, 9)
    assert [c.citation.provision for c in first.citations] == ["Art. 9"]
    assert (register.citations, register.references) == ((), ())


def test_rows_of_csv(tmp_path: Path):
    """A CSV file is a register where its type has items, else a list of artefacts of its type."""
    root = written(tmp_path, s_csv="Supplier ID;Title\nS-1;One\n;\nS-2;Two\n", r_csv="id,title\nR-1,One\n")
    found = read(root, Settings(types=(("s.csv", "supplier-register"), ("r.csv", "risk")))).artefacts
    assert [(a.id, a.type, a.place.line, a.register is None) for a in found] == [
        ("R-1", "risk", 2, True),
        ("s", "supplier-register", 1, True),
        ("S-1", "supplier", 2, False),
        ("S-2", "supplier", 4, False),
    ]


def test_several_documents_and_lists(tmp_path: Path):
    """Each YAML document is an artefact; a list at the top holds several."""
    root = written(
        tmp_path, a_yaml="id: A\ntype: risk\n---\nid: B\ntype: risk\n", b_json='[{"id": "C", "type": "risk"}]'
    )
    found = read(root, Settings(read=("*.json",))).artefacts
    assert [(a.id, a.place.route) for a in found] == [("A", (0,)), ("B", (1,)), ("C", (0, 0))]


def test_sections_and_title_of_a_body(tmp_path: Path):
    """The headings with text are a field, and the first heading is the title where none is stated."""
    found = markdown(tmp_path, "id: A\ntype: sop", "# Title\n\n## One\n\ntext\n\n## Two\n\n[fill in]\n")
    assert (found.fields["title"], found.fields["sections"]) == ("Title", ["Title", "One"])


def test_manifest_artefacts():
    """The provider and the systems of the manifest are artefacts that stand in it."""
    settings = Settings(provider={"name": "Northlight"}, systems=({"id": "SYS-1"}, {"title": "TBD"}))
    found = read(Path("/nonexistent"), settings).artefacts
    assert [(a.id, a.type, a.place.route) for a in found] == [
        ("provider", "provider", ("provider",)),
        ("SYS-1", "ai-system", ("systems", 0)),
        ("system-2", "ai-system", ("systems", 1)),
    ]


def test_values_may_mean_types(tmp_path: Path):
    """The manifest may say which type a foreign word means."""
    root = written(tmp_path, a_md="---\nid: A\ndoc_type: manual\n---\n")
    found = only(read(root, Settings(values={"type": {"manual": "procedure"}})))
    assert (found.type, found.defects) == ("procedure", ())


@pytest.mark.parametrize(
    "text",
    ["Art. 9", "ARTICLE 17", "Artikel 72 Abs. 3", "Anhang IV", "Annexes I", "arts 9", "Art.\u00a09", "Art.\n> 9"],
)
def test_quick_look_misses_no_citation(text: str):
    """The quick look before the grammar lets every way of citing through."""
    assert may_cite(f"part {text} of it")
    assert not may_cite("part of the start; annual, 9 articles")
