"""A stranger's folder that is adopted: what is guessed, what is written, and what becomes of it when people edit it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from art17 import check
from art17.cli import art17
from art17.model.report import Report
from called import runner

AS_OF = date(2026, 11, 23)
RISKS = """# Risk management procedure

| Document owner | Head of Quality |
| --- | --- |
| Version | 2.1 |
| Status | Approved |
| Next review | 2026-05-01 |

## Identification
The Head of Quality identifies the known and foreseeable risks to health, safety and fundamental rights.

## Estimation
We estimate and evaluate each risk, also under foreseeable misuse, and adopt measures for it.
"""
FILES = {
    "procedures/Risk management.md": RISKS,
    "procedures/Reporting.md": "# Reporting of serious incidents\n\nVersion: 1\n\n"
    "The Head of Quality reports a serious incident to the market surveillance authority immediately, and not later "
    "than 15 days after we become aware of it.\n",
    "procedures/Reporting v0.md": "# Reporting of serious incidents\n\nVersion: 0.9\n\nWe report incidents.\n",
    "procedures/Data management - DRAFT.md": "# Data management procedure\n\nStatus: Draft\n\nWe label data.\n",
    "registers/AI system register.csv": "AI system,Purpose,Status\nRanker,Ranks letters,live\nSorter,Sorts letters,live\n",
    "forms/Supplier questionnaire.md": "# Supplier questionnaire\n\nName: ____\n\nDate: ____\n\nSigned: ____\n",
    "notes/lunch.md": "# Lunch\n\nThe soup was good, and we had it on Monday with the others.\n",
    "README.md": "# What is here\n\nThe documents of the company.\n",
}


@dataclass(frozen=True)
class Client:
    """A client's folder, and the one that was written for it."""

    folder: Path
    home: Path
    printed: str
    report: Report

    def entries(self) -> dict[str, dict[str, dict[str, str]]]:
        """The overlay, by document."""
        loaded: dict[str, dict[str, dict[str, str]]] = yaml.safe_load((self.home / "overlay.yaml").read_text("utf-8"))
        return loaded


def client_in(folder: Path) -> Path:
    """A client's folder in another one."""
    for path, text in FILES.items():
        (folder / "client" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "client" / path).write_text(text, "utf-8")
    return folder / "client"


def run(*arguments: str | Path) -> Result:
    """A command, in this process."""
    return runner().invoke(art17, [*map(str, arguments)])


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A client's folder that was adopted and checked."""
    folder = client_in(tmp_path_factory.mktemp("adopted"))
    done = run("adopt", folder, "--yes")
    assert done.exit_code == 0, done.output
    home = folder.parent / "client-art17"
    return Client(folder, home, done.stdout, check(home, as_of=AS_OF))


@pytest.fixture
def mine(client: Client, tmp_path: Path) -> Client:
    """A copy of the client's folder and of what was written for it."""
    shutil.copytree(client.folder.parent, tmp_path / "c")
    return Client(tmp_path / "c" / "client", tmp_path / "c" / "client-art17", client.printed, client.report)


def test_each_document_has_a_line_with_type_certainty_and_reason(client: Client) -> None:
    """A line says path, one type or `unsure`, how sure, and why."""
    lines = dict(line.split(": ", 1) for line in client.printed.splitlines())
    assert lines["procedures/Risk management.md"].startswith("risk-management-procedure, sure: 'risk management'")
    assert lines["procedures/Reporting.md"].startswith("incident-procedure, sure: ")
    assert lines["notes/lunch.md"].startswith("unsure, no type seen: ")
    assert lines["forms/Supplier questionnaire.md"].startswith("template, set aside: ")
    assert lines["README.md"].endswith("set aside: it is about the folder itself")
    assert lines["procedures/Reporting v0.md"].endswith("an earlier version of procedures/Reporting.md")


def test_nothing_is_written_into_the_clients_folder(client: Client) -> None:
    """The client's files are as they were, and no other is among them."""
    there = {p.relative_to(client.folder).as_posix(): p.read_text("utf-8") for p in client.folder.rglob("*.*")}
    assert there == FILES
    assert sorted(p.name for p in client.home.iterdir()) == ["adopt.md", "adopted.json", "art17.yaml", "overlay.yaml"]


def test_the_overlay_holds_what_a_document_says_of_itself(client: Client) -> None:
    """An entry is a guess, with its reason and the facts that were read."""
    guessed = client.entries()["procedures/Risk management.md"]["guessed"]
    assert guessed["type"] == "risk-management-procedure"
    assert guessed["owner"] == "Head of Quality"
    assert str(guessed["next_review"]) == "2026-05-01"
    assert guessed["points"] == ["g"]


def test_the_page_names_points_and_what_is_set_aside(client: Client) -> None:
    """The page says which document may carry a point, and what is no part of the QMS, with the reason."""
    page = (client.home / "adopt.md").read_text("utf-8")
    assert "- (g) risk management system: `procedures/Risk management.md`" in page
    assert "- (h) post-market monitoring: not recognised" in page
    assert "`README.md`: it is about the folder itself" in page


def test_a_check_of_what_was_written_is_about_the_clients_folder(client: Client) -> None:
    """A finding names the client's file; what a document says of itself is found whatever its type."""
    overdue = [each for each in client.report.findings if each.rule.endswith("review-is-not-overdue")]
    assert [each.subject.place.path for each in overdue] == ["procedures/Risk management.md"]


def test_nothing_is_unmet_by_a_guess(client: Client) -> None:
    """A point that no document seems to address is a question, and no error; one with a draft names the draft."""
    assert not [each for each in client.report.findings if each.severity == "error"]
    verdicts = {each.provision: each.verdict for each in client.report.obligations if not each.system}
    assert verdicts["Art. 17(1)(h)"] == "undecided"
    assert verdicts["Art. 17(1)(f)"] == "unmet"
    asked = [each.text for each in client.report.questions if each.kind == "not-recognised"]
    assert any("Art. 17(1)(h)" in each and "Not recognised among the 5 documents read" in each for each in asked)


def test_what_rests_on_a_guess_is_found_at_most(client: Client) -> None:
    """No obligation that is met by a guessed document is evidenced."""
    by_path = {each.path for each in client.report.guesses}
    strengths = {node.strength for each in client.report.obligations for node in each.evidence if node.path in by_path}
    assert strengths <= {"found", "stated"}


def test_nothing_that_binds_each_system_is_met_while_none_is_named(tmp_path: Path) -> None:
    """A log that somebody keeps is not yet that of a high-risk system."""
    (tmp_path / "retention.md").write_text(
        "# Records retention schedule\n\nOwner: QA\n\nIT keeps the server logs for twelve months.\n",
        "utf-8",
    )
    (tmp_path / "risk.md").write_text("# Risk management procedure\n\nThe lead identifies risks.\n", "utf-8")
    bare = check(tmp_path, as_of=AS_OF)
    assert {each.verdict for each in bare.obligations if each.provision.startswith(("Art. 16", "Art. 19"))} <= {
        "undecided", "not-applicable",
    }  # fmt: skip


@pytest.mark.parametrize("own", ["procedure", "manual", "sop", "standard"])
def test_words_of_others_for_a_type_declare_nothing(tmp_path: Path, own: str) -> None:
    """A `type:` that others write, with an id, an owner and a status, declares nothing: what it is, is guessed."""
    for title in ("Risk management", "Design control", "Incident reporting"):
        head = f"id: {title[0]}-1\ntype: {own}\ntitle: {title} procedure\nowner: QA\nstatus: approved\n"
        (tmp_path / f"{title}.md").write_text(f"---\n{head}---\n# {title} procedure\n\nThe lead does it.\n", "utf-8")
    bare = check(tmp_path, as_of=AS_OF)
    assert not [each for each in bare.findings if each.severity == "error" or each.rule.endswith("type-is-known")]
    assert {each.type for each in bare.guesses} == {
        "risk-management-procedure", "design-control-procedure", "incident-procedure",
    }  # fmt: skip


def test_a_folder_of_others_without_any_document_of_ours_is_not_judged(tmp_path: Path) -> None:
    """A repository whose plans say `type: feat` is no QMS that lacks everything: nothing was checked, and that is said."""
    (tmp_path / "plan.md").write_text("---\ntype: feat\nstatus: completed\n---\n# Browsing\n\nWe add it.\n", "utf-8")
    report = check(tmp_path, as_of=AS_OF)
    assert report.problems
    assert not [each for each in report.findings if each.severity == "error"]


@pytest.mark.parametrize(
    ("written", "status"),
    [("Published", "approved"), ("Released v2", "approved"), ("WIP", "draft"), ("historical", "")],
)
def test_words_of_others_for_a_status_are_understood(tmp_path: Path, written: str, status: str) -> None:
    """A status in words of others is read as the label of a document is; a word for none says nothing, and is no error."""
    head = f"type: sop\nstatus: {written}\n"
    (tmp_path / "risk.md").write_text(f"---\n{head}---\n# Risk management procedure\n\nThe lead does it.\n", "utf-8")
    bare = check(tmp_path, as_of=AS_OF)
    assert not [each for each in bare.findings if each.rule.endswith("values-are-well-formed")]
    drafts = [each for each in bare.obligations if each.verdict == "unmet" and each.provision == "Art. 17(1)(g)"]
    assert bool(drafts) == (status == "draft")
    assert bool([each for each in bare.findings if each.rule.endswith("status-is-stated")]) == (not status)


def test_words_in_cells_of_a_guessed_register_are_no_slips(tmp_path: Path) -> None:
    """Nobody said what the columns of a guessed register mean: a cell that does not read as that is not malformed."""
    rows = "Record type,Retention period,Location\nContracts,10 years after contract end,Archive\nLogs,6 months,Cloud\n"
    (tmp_path / "records-retention-schedule.csv").write_text(rows, "utf-8")
    (tmp_path / "security-objectives.csv").write_text("Objective,Owner\nPatch in 14 days,IT\nTrain all,HR\n", "utf-8")
    (tmp_path / "risk.md").write_text("# Risk management procedure\n\nThe lead identifies risks.\n", "utf-8")
    bare = check(tmp_path, as_of=AS_OF)
    assert not [each.message for each in bare.findings if each.rule.endswith("values-are-well-formed")]
    paths = [each.subject.place.path for each in bare.findings if each.rule.endswith("objectives-can-be-measured")]
    assert len(paths) == len(set(paths))


def test_systems_of_a_guessed_register_wait_for_a_person(client: Client) -> None:
    """A guessed register makes no systems; one that a person has confirmed does."""
    assert client.report.systems == ()


def test_a_folder_without_a_manifest_gives_the_same_in_memory(client: Client) -> None:
    """Without a manifest the guesses are the same, and so are the verdicts."""
    bare = check(client.folder, as_of=AS_OF)
    assert [(each.path, each.type) for each in bare.guesses] == [
        (each.path, each.type) for each in client.report.guesses
    ]
    assert [(o.provision, o.verdict) for o in bare.obligations] == [
        (o.provision, o.verdict) for o in client.report.obligations
    ]
    assert not bare.problems


def test_a_run_without_change_writes_nothing(mine: Client) -> None:
    """The second run on the same folder leaves every byte as it is."""
    before = {each.name: each.read_bytes() for each in mine.home.iterdir()}
    done = run("adopt", mine.folder, "--yes")
    assert "wrote" not in done.stderr
    assert {each.name: each.read_bytes() for each in mine.home.iterdir()} == before


def test_what_a_person_edited_stays_and_what_is_new_is_shown(mine: Client) -> None:
    """An edited entry keeps its text and its comments; new, changed and gone documents are named."""
    overlay = mine.home / "overlay.yaml"
    text = overlay.read_text("utf-8")
    own = "# asked Ms Falk, 3 March\nnotes/lunch.md:\n  confirmed:\n    type: none\n"
    at = text.index("notes/lunch.md:")
    end = text.index("\n\n", at) + 1
    overlay.write_text(text[:at] + own + text[end:], "utf-8")
    (mine.folder / "procedures/Monitoring.md").write_text("# Post-market monitoring plan\n\nWe monitor.\n", "utf-8")
    (mine.folder / "procedures/Reporting v0.md").unlink()
    done = run("adopt", mine.folder, "--yes")
    after = overlay.read_text("utf-8")
    assert own in after
    assert "procedures/Monitoring.md:" in after
    assert "procedures/Reporting v0.md:" not in after
    assert "notes/lunch.md: unsure, no type seen" in done.stdout
    assert "[edited: kept as it is]" in done.stdout
    assert "procedures/Monitoring.md: pmm-plan, sure" in done.stdout
    assert "[new]" in done.stdout
    assert "gone from the folder: procedures/Reporting v0.md" in done.stderr


def test_what_is_confirmed_is_no_guess_any_more(mine: Client) -> None:
    """A confirmed type may make a requirement unmet; a fact that only the overlay states is declared."""
    overlay = mine.home / "overlay.yaml"
    text = overlay.read_text("utf-8").replace("guessed:", "confirmed:")
    overlay.write_text(text, "utf-8")
    report = check(mine.home, as_of=AS_OF)
    assert report.guesses == ()
    assert sorted(report.systems) == ["AI system register#1", "AI system register#2"]
    verdicts = {each.provision: each.verdict for each in report.obligations if not each.system}
    assert verdicts["Art. 17(1)(h)"] == "unmet"


def test_options_name_provider_systems_and_types(mine: Client, tmp_path: Path) -> None:
    """What options say is in the manifest, and a type that an option gives counts as confirmed."""
    home = tmp_path / "there"
    options = ("--provider", "Ranker Ltd", "--provider-size", "small", "--system", "Ranker", "--type")
    done = run("adopt", mine.folder, "--to", home, "--yes", *options, "notes/lunch.md=competence-procedure")
    assert done.exit_code == 0, done.output
    manifest = yaml.safe_load((home / "art17.yaml").read_text("utf-8"))
    assert manifest["provider"]["title"] == "Ranker Ltd"
    assert [each["title"] for each in manifest["systems"]] == ["Ranker"]
    entries = yaml.safe_load((home / "overlay.yaml").read_text("utf-8"))
    assert entries["notes/lunch.md"] == {"confirmed": {"type": "competence-procedure"}}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--type", "notes/lunch.md=risk-procedure"), "there is no type 'risk-procedure'"),
        (("--type", "lunch.md=policy"), "there is no document 'lunch.md'; did you mean"),
        (("--type", "policy"), "names no type"),
        (("--annex-iii-point", "99"), "99"),
    ],
)
def test_an_option_that_means_nothing_is_refused(mine: Client, options: tuple[str, str], message: str) -> None:
    """A wrong option is named with what would be right, and nothing is written."""
    done = run("adopt", mine.folder, "--to", mine.home.parent / "other", "--yes", "--system", "X", *options)
    assert done.exit_code == 2 or done.exception is not None
    assert message in done.output + str(done.exception)
    assert not (mine.home.parent / "other").exists()


def test_json_has_every_document_and_dry_run_writes_nothing(mine: Client, tmp_path: Path) -> None:
    """Programs get the inventory, the guesses and their reasons; with `--dry-run` no folder is made."""
    done = run("adopt", mine.folder, "--to", tmp_path / "none", "--format", "json", "--dry-run")
    data = json.loads(done.stdout)
    assert not (tmp_path / "none").exists()
    assert {each["path"] for each in data["documents"]} == set(FILES)
    assert data["languages"] == {"en": data["languages"]["en"]}
    risks = next(each for each in data["documents"] if each["path"].endswith("Risk management.md"))
    assert (risks["certainty"], risks["points"], risks["facts"]["version"]) == ("sure", ["g"], "2.1")


def test_what_is_kept_is_forgotten(mine: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """After `forget` nothing of the folder is in the cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("art17.memory.store.cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr("art17.cli.forget.cache_folder", lambda: tmp_path / "cache")
    (mine.folder / "art17.yaml").write_text("types: {'procedures/*.md': procedure}\n", "utf-8")
    run("check", mine.folder, "--as-of", "2026-11-23")
    assert list((tmp_path / "cache").rglob("*-*"))
    done = run("forget", mine.folder)
    assert done.exit_code == 0
    assert not [each for each in (tmp_path / "cache").rglob("*") if each.is_file()]
