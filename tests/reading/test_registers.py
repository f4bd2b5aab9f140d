"""Tables of others as registers: columns by their words in three languages, mapped columns, and what is not understood."""

from __future__ import annotations

from pathlib import Path

import pytest

import art17
from art17.checking.context import load
from art17.checking.request import Request
from art17.graph.path import Walk, path_in
from art17.model.artefact import Artefact
from art17.reading.packs.declared import declared_by
from art17.reading.qms import read_qms
from art17.reading.settings import settings_of
from houses import DAY
from reading.formats.make_office import p, table, word

TYPES = "types: {'risk*': risk-register, 'supp*': supplier-register, 'capa*': corrective-action-register, 'plan*': test-plan, 'std*': standards-register}\n"


def read(folder: Path, name: str, content: str | bytes, manifest: str = "") -> tuple[Artefact, list[Artefact]]:
    """The artefact of a file, and the items in it."""
    folder.joinpath("art17.yaml").write_text(TYPES + manifest, "utf-8")
    folder.joinpath(name).write_bytes(content if isinstance(content, bytes) else content.encode())
    settings = settings_of(folder)
    declared = declared_by(settings)
    found = read_qms(folder, settings, declared.vocabulary, declared.act).artefacts
    return next(each for each in found if each.register is None), [each for each in found if each.register]


def table_of(*rows: tuple[str, ...]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]]) + "\n"


@pytest.mark.parametrize(
    "heads",
    [
        ("No.", "Hazard", "Severity", "Likelihood", "Responsible"),
        ("Nr.", "Gefährdung", "Schweregrad", "Eintrittswahrscheinlichkeit", "Verantwortlich"),
        ("N°", "Situation dangereuse", "Gravité", "Probabilité", "Responsable"),
    ],
)
def test_columns_are_known_in_three_languages(tmp_path: Path, heads: tuple[str, ...]) -> None:
    """Each cell is the value of the field that its column means."""
    _, items = read(
        tmp_path,
        "risks.md",
        "# R\n\n" + table_of(heads, ("1", "Fall", "high", "low", "QM"), ("2", "Fire", "low", "low", "QM")),
    )
    assert [(each.id, each.type) for each in items] == [("1", "risk"), ("2", "risk")]
    assert {name: items[0].fields[name] for name in ("title", "severity", "probability", "owner")} == {
        "title": "Fall", "severity": "high", "probability": "low", "owner": "QM",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        ("Test", "Metric", "Threshold", "Due"),
        ("Testfall", "Metrik", "Schwellenwert", "Fällig am"),
        ("Cas de test", "Métrique", "Seuil", "Échéance"),
    ],
)
def test_the_day_of_a_planned_test_is_read(tmp_path: Path, heads: tuple[str, ...]) -> None:
    """The column of the day on which a test is due says nothing of it."""
    rows = table_of(heads, ("Drift", "share", "0.9", "2028-04-01"), ("Bias", "gap", "0.1", "2028-09-01"))
    _, items = read(tmp_path, "plan.md", f"# Plan\n\n{rows}")
    assert [str(each.fields.get("due")) for each in items] == ["2028-04-01", "2028-09-01"]


@pytest.mark.parametrize("head", ["Presumption for", "Vermutungswirkung für", "Présomption de conformité pour"])
def test_what_a_standard_gives_a_presumption_for_is_read(tmp_path: Path, head: str) -> None:
    """The column of the provisions for which a standard is cited says nothing of it."""
    rows = table_of(("Standard", "Title", head), ("EN 18286", "QMS", "Art. 17"))
    _, (item,) = read(tmp_path, "std.md", f"# Standards\n\n{rows}")
    assert item.fields["presumption_for"] in ("Art. 17", ["Art. 17"])


def test_a_word_table_with_a_band_above_its_heads_is_a_register(tmp_path: Path) -> None:
    """Title rows of a table are no heads; days in words become days."""
    content = word(
        p("CAPA")
        + table(
            ("CAPA 2026", "", ""),
            ("Finding", "Root cause", "Due"),
            ("A", "haste", "12 March 2026"),
            ("B", "haste", "soon"),
        )
    )
    _, items = read(tmp_path, "capa.docx", content)
    assert [(each.fields.get("title"), each.fields.get("due")) for each in items] == [
        ("A", "2026-03-12"),
        ("B", "soon"),
    ]


def test_a_separator_line_and_a_title_do_not_hide_the_rows(tmp_path: Path) -> None:
    """As Excel writes CSV in many countries."""
    _, items = read(
        tmp_path, "suppliers.csv", "sep=;\nLieferanten 2026\nLieferant;Leistung\nAcme;Hosting\nBeta;Daten\n"
    )
    assert [(each.fields.get("title"), each.fields.get("delivers")) for each in items] == [
        ("Acme", "Hosting"),
        ("Beta", "Daten"),
    ]


def test_the_manifest_says_what_columns_mean(tmp_path: Path) -> None:
    """`columns:` maps heads that nobody knows, by glob."""
    text = "# R\n\n" + table_of(("Sachverhalt", "Bewertung"), ("Fall", "12"), ("Fire", "8"))
    own, items = read(tmp_path, "risks.md", text)
    assert (own.has_unread_rows, items) == (False, [])
    own, items = read(tmp_path, "risks.md", text, "columns: {'risk*': {Sachverhalt: title, Bewertung: initial_risk}}\n")
    assert [each.fields.get("initial_risk") for each in items] == ["12", "8"]


def test_a_register_whose_columns_nobody_knows_is_undecided_and_names_them(tmp_path: Path) -> None:
    """What its rows hold is not known, and the note says which columns it has."""
    own, items = read(
        tmp_path, "risks.md", "# R\n\n" + table_of(("Alpha", "Beta", "Gamma"), ("a", "b", "c"), ("d", "e", "f"))
    )
    assert own.has_unread_rows
    assert not items
    assert "'Alpha', 'Beta', 'Gamma'" in next(each.message for each in own.defects if each.kind == "unread-table")


def test_rows_that_were_not_read_leave_the_register_s_own_links_alone(tmp_path: Path) -> None:
    """They may hold more items: who owns the register is known all the same, and what it lists is not."""
    text = "# Risk register\n\nOwner: QM\n\n" + table_of(("Alpha", "Beta", "Gamma"), ("a", "b", "c"), ("d", "e", "f"))
    (tmp_path / "risks.md").write_text(text, "utf-8")
    (tmp_path / "art17.yaml").write_text("types: {risks.md: risk-register}\n", "utf-8")
    found = art17.check(tmp_path, as_of=DAY).findings
    assert not [each.rule for each in found if each.rule.startswith("qms-practice/people/")]
    graph = load(Request(tmp_path, DAY)).graph
    unread: dict[str, int] = {}
    for path in ("owner", "items"):
        walk = Walk(graph)
        walk.along(path_in(path, graph.vocabulary), 0)
        unread[path] = len(walk.unread)
    assert unread == {"owner": 0, "items": 1}


@pytest.mark.parametrize(
    "heading",
    ["Related documents", "7. Mitgeltende Dokumente", "Documents associés", "Revision history", "Abkürzungen"],
)
def test_a_table_about_documents_or_words_holds_no_records(tmp_path: Path, heading: str) -> None:
    """Neither as items, nor as something that was not understood."""
    text = f"# R\n\n## {heading}\n\n" + table_of(("ID", "Risk", "Owner"), ("P-1", "Alarm", "QM"), ("P-2", "Fire", "QM"))
    own, items = read(tmp_path, "risks.md", text)
    assert (own.has_unread_rows, items) == (False, [])


def test_a_choice_in_the_words_of_others_is_not_read_as_ours(tmp_path: Path) -> None:
    """A column of a choice of which no row writes one of ours is another one; a slip in one row is malformed."""
    _, items = read(
        tmp_path,
        "risks.md",
        "# R\n\n" + table_of(("ID", "Risk", "Category"), ("1", "Fall", "cyber"), ("2", "Fire", "people")),
    )
    assert all("category" not in each.fields for each in items)
    _, items = read(
        tmp_path,
        "risks.md",
        "# R\n\n" + table_of(("ID", "Risk", "Category"), ("1", "Fall", "health"), ("2", "Fire", "helth")),
    )
    assert [each.kind for item in items for each in item.defects] == ["bad-choice"]


def test_findings_on_a_word_file_and_on_its_rows_are_shown_together(tmp_path: Path) -> None:
    """The places of the file, of its rows and of its parts can be put in one order."""
    content = word(p("Risks") + table(("Risk", "Severity", "Owner"), ("A", "high", "nobody"), ("B", "low", "nobody")))
    own, items = read(tmp_path, "risks.docx", content)
    assert sorted([own.place, *(each.place for each in items)])[0] == own.place
    assert art17.check(tmp_path, as_of=DAY).findings


@pytest.mark.parametrize(
    "heads",
    [
        ("Name", "Training", "Date", "Next training"),
        ("Mitarbeitende", "Schulung", "Datum", "Nächste Schulung"),
        ("Nom", "Formation", "Date", "Prochaine formation"),
    ],
)
def test_a_plain_day_in_a_register_of_trainings_is_the_day_of_the_training(
    tmp_path: Path, heads: tuple[str, ...]
) -> None:
    """The words of a type for its columns come before the names that all documents have for a day."""
    rows = (("A. Berg", "AI Act", "2026-01-12", "2027-01-12"), ("J. Holt", "AI Act", "2026-02-12", "2027-02-12"))
    (tmp_path / "art17.yaml").write_text("types: {trainings.md: training-register}\n", "utf-8")
    (tmp_path / "trainings.md").write_text("# T\n\n" + table_of(heads, *rows), "utf-8")
    (first, *_) = [each for each in load(Request(tmp_path, DAY)).graph.nodes if each.type == "training-record"]
    told = {name: str(first.fields.get(name)) for name in ("title", "topic", "held_on", "valid_until")}
    assert told == {"title": "A. Berg", "topic": "AI Act", "held_on": "2026-01-12", "valid_until": "2027-01-12"}
