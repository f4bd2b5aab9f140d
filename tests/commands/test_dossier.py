"""The dossier: every document once, with what an auditor asks of it, and safe to open anywhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from art17.checking.request import Request
from art17.cli import art17
from art17.commands.digest import digest
from art17.commands.dossier import dossier
from art17.errors import UsageError
from art17.model.dossier import Dossier
from art17.reporting.dossier_csv import documents_csv, evidence_csv
from art17.reporting.dossier_html import dossier_html
from art17.reporting.dossier_markdown import dossier_markdown
from houses import DAY, NORTHLIGHT, house

HOSTILE = "=HYPERLINK(1) <img src=x onerror=alert(1)> | *b* [a](http://x)"
Form = Callable[[Dossier], str]
FORMATS: list[Form] = [dossier_markdown, dossier_html, documents_csv, evidence_csv]


def made(folder: Path, system: str = "", day: date = DAY) -> Dossier:
    return dossier(Request(folder, day), system).dossier


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_every_document_and_record_stands_in_the_list_once() -> None:
    """A file of the QMS is not in the list, or is there twice."""
    listed = [each.path.partition(" (kept elsewhere")[0] for each in made(NORTHLIGHT).documents]
    text = {".md", ".yaml", ".json", ".csv", ".pdf"}
    files = {p.relative_to(NORTHLIGHT).as_posix() for p in NORTHLIGHT.rglob("*") if p.suffix in text}
    assert len(listed) == len(set(listed))
    assert set(listed) <= files
    left = {path for path in files - set(listed) if not re.search(r"README|art17\.yaml|\.\w+\.yaml$", path)}
    assert left == {"organisation/provider.yaml"}, "only what is an entity is no document"


def test_a_row_says_who_owns_what_in_which_state() -> None:
    """Version, status, owner, approval, review or digest of a document is wrong."""
    row = next(each for each in rows(documents_csv(made(NORTHLIGHT))) if each["Document"] == "SOP-06")
    assert row["Digest"] == digest(Request(NORTHLIGHT, DAY), "SOP-06").whole
    assert (row["Version"], row["Status"], row["Owner"]) == ("3.0", "effective", "Data steward (data-steward)")
    assert (row["Approved on"], row["Next review"]) == ("2026-09-02", "2027-09-02")
    assert "Art. 17(1)(f)" in row["Evidence for"].split("; ")
    assert (row["As of"], row["Law"][:9]) == ("2026-11-23", "eu-ai-act")


def test_a_review_that_is_overdue_is_said_to_be() -> None:
    """A year later the list looks as if all had been reviewed."""
    row = next(each for each in rows(documents_csv(made(NORTHLIGHT, day=date(2027, 11, 23)))))
    assert row["Next review"].endswith("(overdue)")


def test_a_review_on_what_is_no_day_is_not_said_to_be_overdue(tmp_path: Path) -> None:
    """A date that cannot be read is compared as a text."""
    page = "---\nid: A\ntype: procedure\ntitle: A\nstatus: effective\nnext_review: 14.09.2027\n---\n# A\n"
    (row,) = rows(documents_csv(made(house(tmp_path, {"a.md": page}))))
    assert row["Next review"] == "14.09.2027"


def test_the_dossier_of_a_system_holds_what_covers_it_and_the_house() -> None:
    """Documents of another system are handed over, or those of the house are not."""
    found = made(NORTHLIGHT, "SYS-SHIFT")
    assert {each.id for each in found.documents} >= {"SOP-06", "DSH-SHIFT-01"}
    assert all(not each.systems or "SYS-SHIFT" in each.systems for each in found.documents)
    assert {each.system for each in found.shown} == {"", "SYS-SHIFT"}
    assert "SYS-SHIFT" in dossier_markdown(found).splitlines()[0]


def test_the_points_of_the_law_stand_with_their_evidence() -> None:
    """A point of Art. 17(1) has no row for the house and for each system, or no evidence."""
    told = rows(evidence_csv(made(NORTHLIGHT)))
    points = [row for row in told if re.fullmatch(r"Art\. 17\(1\)\([a-m]\)", row["Provision"])]
    assert len(points) == 39
    assert all(row["Evidence"] for row in points if row["Verdict"] == "met")


def test_an_unknown_system_offers_the_nearest() -> None:
    """A slip in the name of a system gives the dossier of nothing."""
    with pytest.raises(UsageError, match="did you mean 'SYS-RANK'"):
        made(NORTHLIGHT, "SYS-RNK")


class Tags(HTMLParser):
    """Collects the tags of a page and what loads something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "onerror")]


def test_what_is_met_names_what_carries_it() -> None:
    """A provision is met, and the list shows nothing that it is met by."""
    shown = made(NORTHLIGHT).shown
    assert [each for each in shown if each.verdict == "met" and not each.evidence] == []
    (own,) = [each for each in shown if (each.provision, each.system) == ("Art. 6", "SYS-RANK")]
    assert own.evidence == ("SYS-RANK (organisation/systems.yaml)",)


def test_a_hostile_title_stays_text(tmp_path: Path) -> None:
    """A title becomes markup, a formula, a link, or a second column."""
    house(tmp_path, {"a.yaml": f"id: A\ntype: procedure\ntitle: {HOSTILE!r}\nowner: '+1'\n"})
    found = made(tmp_path)
    page = Tags()
    page.feed(dossier_html(found))
    assert page.loads == []
    assert page.tags.isdisjoint({"img", "script", "a"})
    row = rows(documents_csv(found))[0]
    assert (row["Title"][0], row["Owner"]) == ("'", "'+1")
    line = next(line for line in dossier_markdown(found).splitlines() if line.startswith("| A |"))
    assert len(re.findall(r"(?<!\\)\|", line)) == 15
    assert "<img" not in line
    assert "](" not in line.replace("\\](", "")


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_says_the_day_the_law_and_what_it_is_not(form: Form) -> None:
    """Somebody could take the list for an assessment, or for one of another day; or two runs differ."""
    text = form(made(NORTHLIGHT))
    assert "2026-11-23" in text
    assert "version of 2026-07-27" in text
    assert "not a conformity assessment" in text
    assert text == form(made(NORTHLIGHT))


def test_the_command_writes_several_forms_in_one_run(tmp_path: Path) -> None:
    """A form that is asked for is not written."""
    files = {"html": tmp_path / "d.html", "csv": tmp_path / "d.csv"}
    asked = [word for name, file in files.items() for word in ("--format", f"{name}={file}")]
    options = ["--directory", str(NORTHLIGHT), "--as-of", "2026-11-23"]
    done = CliRunner().invoke(art17, ["dossier", "SYS-RANK", *options, *asked, "--format", "markdown"])
    assert done.exit_code == 0
    assert done.stdout.startswith("# Dossier of SYS-RANK Northlight Rank\n")
    assert files["html"].read_text("utf-8").startswith("<!doctype html>")
    assert files["csv"].read_text("utf-8").startswith("\ufeffDocument,")


APPLICATION = {
    "art17.yaml": "packs: [eu-ai-act]\nread: ['*.yaml']\nprovider: {id: P, title: Prov Ltd}\n"
    "systems:\n  - {id: S, title: Scorer, classification: high-risk}\n  - {id: T, title: Other}\n",
    "file.yaml": "{id: TD-1, type: technical-documentation, covers: S}\n",
    "other.yaml": "{id: TD-2, type: technical-documentation, covers: T}\n",
    "old.yaml": "{id: TD-0, type: technical-documentation, covers: S, status: superseded}\n",
    "change.yaml": "{id: M-1, type: modification, covers: S, quality_system: true, decided_on: 2026-04-01,"
    " notified_on: 2026-03-20}\n",
    "model.yaml": "{id: M-2, type: modification, covers: S, decided_on: 2026-04-01}\n",
}


def test_a_dossier_for_a_notified_body_begins_with_its_points(tmp_path: Path) -> None:
    """The points of Annex VII(3.1) with what is there for each, and what changed; what is missing is said."""
    whole = dossier(Request(house(tmp_path, APPLICATION), DAY), "S", reader="notified-body").dossier
    assert whole.index is not None
    found = {each.provision: each.artefacts for each in whole.index.points}
    assert found["Annex VII(3.1)(a)"] == ("P Prov Ltd (art17.yaml)",)
    assert found["Annex VII(3.1)(b)"] == ("S Scorer (art17.yaml)",)
    assert found["Annex VII(3.1)(c)"] == ("TD-1 (file.yaml)",)
    assert found["Annex VII(3.1)(f)"] == ()
    assert found["Annex VII(3.4)"] == ("M-1 (change.yaml; decided on: 2026-04-01; notified on: 2026-03-20)",)
    for form in (dossier_markdown, dossier_html):
        assert "Application to a notified body, by Annex VII(3.1)" in form(whole)
        assert "nothing was found" in form(whole)
    assert "notified body" not in dossier_markdown(made(tmp_path)).partition("Master")[0].replace("Annex VII(3.1)", "")
    with pytest.raises(UsageError, match="did you mean 'notified-body'"):
        dossier(Request(tmp_path, DAY), reader="notifiedbody")
