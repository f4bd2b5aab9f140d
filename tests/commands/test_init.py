"""A QMS that is begun: what stands in it, what a check says of it, and what becomes of it when it is filled in."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from art17.checking.request import Request
from art17.cli import art17
from art17.cli.init import Asker
from art17.commands.init import init
from art17.errors import UsageError
from art17.model.report import Report
from art17.reporting.words import scores
from art17.run import check
from art17.skeletons.profile import Profile
from commands.filling import fill_in

AS_OF = date(2026, 11, 23)
ON_MARKET = {"lifecycle": "on-market", "on_market_since": date(2026, 10, 1)}
FACTS = {"facts": (("intended_purpose", "Ranks applications"), ("personal_data", "no"), ("continues_to_learn", "no"))}
SYSTEM = {"systems": ("Ranking",), **FACTS}
PROFILES = {
    "house alone": Profile(size="micro", roles=("provider",)),
    "not yet classified": Profile(size="small", **SYSTEM),
    "in development": Profile(size="small", annex_iii_point="4", standards=("ISO/IEC 42001:2023",), **SYSTEM),
    "on the market": Profile(size="medium", annex_iii_point="4(a)", **SYSTEM, **ON_MARKET),
    "biometrics": Profile(size="large", annex_iii_point="1(a)", **SYSTEM, **ON_MARKET),
    "product law": Profile(size="smc", annex_i_section="A", **SYSTEM, **ON_MARKET),
    "law enforcement": Profile(size="large", annex_iii_point="6", **SYSTEM, **ON_MARKET),
    "deployer": Profile(roles=("deployer",), annex_iii_point="4", systems=("Ranking",)),
    "every role": Profile(roles=("provider", "deployer", "importer"), annex_iii_point="5(b)", **SYSTEM, **ON_MARKET),
    "two systems": Profile(size="large", systems=("Ranking", "Shift"), annex_iii_point="4", **ON_MARKET, **FACTS),
}
CLASSIFIED = [name for name in PROFILES if name not in ("house alone", "not yet classified", "deployer")]


ASKED_BY_THE_ANSWERS = {
    "eu-ai-act/43/sectoral-third-party-is-named",
    "eu-ai-act/50/content-is-marked",
    "eu-ai-act/50/persons-are-informed",
}
"""Who answers by rote that the product needs a third party, or speaks to persons, is then asked more of it."""


def begun(folder: Path, profile: Profile) -> tuple[str, ...]:
    """The skeleton files of a folder that was begun for a profile."""
    return tuple(path for path in init(folder, profile, AS_OF).written if path != "art17.yaml")


def judged(folder: Path) -> Report:
    return check(Request(folder, AS_OF))


def drafts_named(report: Report) -> Counter[str]:
    """How many findings speak for each file: the draft that they say to finish, else the file of their subject."""
    named = (re.match(r"Finish ([\w-]+)", finding.fix) for finding in report.findings)
    places = (finding.subject.place.path for finding in report.findings)
    return Counter(f[1] if f else Path(place).stem for f, place in zip(named, places, strict=True))


@pytest.mark.parametrize("name", PROFILES)
def test_a_check_right_after_tells_one_thing_of_each_skeleton(name: str, tmp_path: Path) -> None:
    """A skeleton has no finding or several, or something else is found."""
    files = begun(tmp_path, PROFILES[name])
    report = judged(tmp_path)
    told = drafts_named(report)
    uncovered = {"importer", "distributor"} & set(PROFILES[name].roles)  # a note at the manifest says so
    assert told.pop("art17", 0) == bool(uncovered)
    assert told == Counter(Path(path).stem for path in files)
    assert report.problems == ()


@pytest.mark.parametrize("name", PROFILES)
def test_the_finding_on_a_skeleton_lists_what_is_to_be_filled_in(name: str, tmp_path: Path) -> None:
    """A blank of a skeleton is not named in the finding that speaks for it."""
    files = begun(tmp_path, PROFILES[name])
    fixes = {finding.subject.place.path: finding.fix for finding in judged(tmp_path).findings}
    for path in files:
        stated = next(yaml.safe_load_all((tmp_path / path).read_text("utf-8")))
        blank = [field for field, value in stated.items() if isinstance(value, str) and value.startswith("[")]
        told = next(fix for where, fix in fixes.items() if where == path or f"Finish {Path(path).stem} " in fix)
        assert [field for field in blank if f"`{field}`" not in told] == []


@pytest.mark.parametrize("name", CLASSIFIED)
def test_filling_every_blank_meets_every_point(name: str, tmp_path: Path) -> None:
    """A house whose blanks are all filled in by rote has a point that applies and is not met, or an error."""
    begun(tmp_path, PROFILES[name])
    fill_in(tmp_path, AS_OF)
    report = judged(tmp_path)
    whole = [re.match(r"\S+ (\d+)/(\d+)( \(\d+ not applicable\))?$", score) for score in scores(report)]
    assert [score and score[1] == score[2] for score in whole] == [True] * len(whole)
    told = {finding.rule for finding in report.findings if finding.severity == "error"}
    assert told <= ASKED_BY_THE_ANSWERS
    if "on-market" in PROFILES[name].lifecycle:
        assert list(scores(report)) == ["Org 13/13", *(f"{system} 13/13" for system in report.systems)]


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    """`init` changes or removes a file that was there."""
    profile = PROFILES["in development"]
    files = begun(tmp_path, profile)
    (tmp_path / files[0]).write_text("mine\n", "utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    again = init(tmp_path, profile, AS_OF)
    assert again.written == ()
    assert set(again.kept) == {"art17.yaml", *files}
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_the_same_answers_give_the_same_files(tmp_path: Path) -> None:
    """Two runs write different bytes."""
    for name in ("one", "two"):
        begun(tmp_path / name, PROFILES["on the market"])
    one, two = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in ("one", "two")
    )
    assert one == two


def test_a_system_that_comes_onto_the_market_gets_what_it_lacks(tmp_path: Path) -> None:
    """A second `init` takes no notice of what the manifest says by then."""
    begun(tmp_path, PROFILES["in development"])
    manifest = tmp_path / "art17.yaml"
    text = manifest.read_text("utf-8").replace("in-development", "on-market\n    placed_on_market: 2026-10-01")
    manifest.write_text(text, "utf-8")
    later = init(tmp_path, Profile(), AS_OF)
    assert "qms/systems/ranking/instructions-for-use-ranking.md" in later.written
    assert "art17.yaml" in later.kept


def test_no_skeleton_asks_for_a_paper_of_a_past_day(tmp_path: Path) -> None:
    """A system from before the Act applied to it gets no declaration; no blank asks for a day of the past."""
    begun(tmp_path, PROFILES["on the market"])
    written = {path.name: path.read_text("utf-8") for path in tmp_path.rglob("*.*") if path.is_file()}
    assert not [name for name in written if name.startswith(("declaration", "ce-marking", "registration"))]
    assert not [name for name, text in written.items() if re.search(r"\[date, (on or )?before \d", text)]


def test_a_system_of_the_manifest_gets_no_second_description(tmp_path: Path) -> None:
    """What a system in the manifest lacks later is named, and no file describes the system once more."""
    begun(tmp_path, PROFILES["in development"])
    manifest = tmp_path / "art17.yaml"
    text = manifest.read_text("utf-8").replace("in-development", "on-market\n    placed_on_market: 2026-10-01")
    manifest.write_text(text, "utf-8")
    later = init(tmp_path, PROFILES["in development"], AS_OF)
    assert not list(tmp_path.rglob("ai-system-*"))
    assert [each.partition(":")[0] for each in later.open_in_manifest] == ["SYS-RANKING"]
    assert len(judged(tmp_path).systems) == 1


def test_links_of_a_skeleton_lead_to_the_documents_that_are_there(tmp_path: Path) -> None:
    """A document that has an id of its own is linked under that id."""
    begun(tmp_path, PROFILES["in development"])
    for file in tmp_path.rglob("*.md"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"(?m)^id: (.+)$", r"id: OUR-\1", text), "utf-8")
        file.rename(file.with_name(f"our-{file.name}"))
    for file in tmp_path.rglob("*.yaml"):
        if file.name != "art17.yaml":
            file.unlink()
    init(tmp_path, PROFILES["in development"], AS_OF)
    dead = [each for each in judged(tmp_path).findings if each.rule == "art17/links/target-exists"]
    assert [each for each in dead if "our-" not in each.subject.place.path] == []


def test_a_skeleton_asks_under_each_heading(tmp_path: Path) -> None:
    """The body of a procedure has headings, and below each a prompt that says what belongs there."""
    begun(tmp_path, PROFILES["house alone"])
    body = (tmp_path / "qms/risk-management-procedure.md").read_text("utf-8").split("---", 2)[2]
    assert re.findall(r"## (.+)\n\n\[text: .+\]", body) == ["Purpose and scope", "Who does what", "What is kept"]


def test_hook_workflow_and_settings_are_written_on_demand(tmp_path: Path) -> None:
    """Each where its tool looks for it; what is there stays, and a hook needs a repository."""
    options = ["init", "--directory", str(tmp_path / "our qms"), "--yes", "--as-of", "2026-11-23", "--with"]
    refused = CliRunner().invoke(art17, [*options, "hook"])
    assert refused.exit_code != 0
    assert not (tmp_path / "our qms").exists(), "nothing is written before everything is known to be possible"
    (tmp_path / ".git/hooks").mkdir(parents=True)
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/art17.yml").write_text("mine\n", "utf-8")
    assert CliRunner().invoke(art17, [*options, "hook,ci,editor"]).exit_code == 0
    hook = tmp_path / ".git/hooks/pre-commit"
    assert hook.stat().st_mode & 0o111
    assert "--new-since HEAD --quiet 'our qms'" in hook.read_text("utf-8")
    assert (tmp_path / ".github/workflows/art17.yml").read_text("utf-8") == "mine\n"
    settings = json.loads((tmp_path / "our qms/.vscode/settings.json").read_text("utf-8"))
    (schema,) = settings["yaml.schemas"]
    assert json.loads((tmp_path / "our qms" / schema).read_text("utf-8"))["type"] == "object"
    for written in [tmp_path / "our qms/art17.yaml", *(tmp_path / "our qms/qms").rglob("*.yaml")]:
        line, _, _ = written.read_text("utf-8").partition("\n")
        named = written.parent / line.removeprefix("# yaml-language-server: $schema=")
        assert json.loads(named.read_text("utf-8"))["properties"], "the schema that a file names was written"
    unknown = CliRunner().invoke(art17, [*options, "hooks"])
    assert "there is no extra 'hooks'; did you mean 'hook'?" in unknown.output + str(unknown.exception)


def test_a_system_that_was_classified_in_its_file_gets_what_it_lacks_and_no_second_file(tmp_path: Path) -> None:
    """A second `init` takes no notice of what the file of a system says, or describes the system once more."""
    begun(tmp_path, PROFILES["not yet classified"])
    file = tmp_path / "qms/systems/ranking/ai-system-ranking.yaml"
    moved = file.with_name("about.yaml")
    text = file.read_text("utf-8").replace('"[high-risk | not-high-risk | exempt]"', "high-risk")
    moved.write_text(text.replace('"[provision of the Act]"', "Art. 6(2)\nannex_iii_point: Annex III(4)"), "utf-8")
    file.unlink()
    later = init(tmp_path, PROFILES["not yet classified"], AS_OF)
    assert "qms/systems/ranking/risk-register-ranking.yaml" in later.written
    assert not file.exists()


def test_a_document_that_was_moved_or_renamed_gets_no_second_one(tmp_path: Path) -> None:
    """A second `init` writes a skeleton beside the document that it stands for, or takes another for it."""
    begun(tmp_path, PROFILES["in development"])
    qms = tmp_path / "qms"
    (qms / "ours").mkdir()
    (qms / "design-control-procedure.md").rename(qms / "ours" / "design.md")
    sheet = qms / "systems/ranking/data-sheet-ranking.md"
    sheet.rename(sheet.with_name("data.md"))
    renamed = {"quality-assurance-procedure": "effective", "test-and-validation-procedure": "retired"}
    for name, status in renamed.items():
        text = (qms / f"{name}.md").read_text("utf-8")
        (qms / f"{name}.md").unlink()
        text = text.replace(f"id: {name}", f"id: OUR-{name}").replace("status: draft", f"status: {status}")
        (qms / "ours" / f"{name}.md").write_text(text, "utf-8")
    again = init(tmp_path, PROFILES["in development"], AS_OF)
    assert again.written == ("qms/test-and-validation-procedure.md",)
    assert {"qms/ours/design.md", "qms/systems/ranking/data.md"} <= set(again.kept)
    assert "qms/ours/quality-assurance-procedure.md" in again.kept


def test_a_manifest_in_pyproject_is_not_put_aside(tmp_path: Path) -> None:
    """A second manifest is written, and what `pyproject.toml` says no longer counts."""
    (tmp_path / "pyproject.toml").write_text('[tool.art17]\nfail_on = "note"\n', "utf-8")
    done = init(tmp_path, Profile(), AS_OF)
    assert done.kept == ("pyproject.toml",)
    assert not (tmp_path / "art17.yaml").exists()


def test_what_decides_what_a_system_needs_is_to_be_filled_in_first(tmp_path: Path) -> None:
    """Nobody is told that a system that is not classified yet has to be, or somebody is told after it was."""
    options = ["init", "--directory", str(tmp_path), "--system", "Ranking", "--as-of", "2026-11-23"]
    first = "Start with qms/systems/ranking/ai-system-ranking.yaml"
    assert first in CliRunner().invoke(art17, options).output
    assert first in CliRunner().invoke(art17, options).output
    file = tmp_path / "qms/systems/ranking/ai-system-ranking.yaml"
    text = file.read_text("utf-8").replace('"[high-risk | not-high-risk | exempt]"', "not-high-risk")
    file.write_text(text.replace('"[provision of the Act]"', "Art. 6(2)"), "utf-8")
    assert "Begin with" not in CliRunner().invoke(art17, options).output


@pytest.mark.parametrize("title", ['a": [x', "#1", "yes", "- x", "Größe: M", "{{T}}", "'", "&a *b"])
def test_any_name_is_written_so_that_yaml_reads_it_back(title: str, tmp_path: Path) -> None:
    """A name with signs of YAML breaks the manifest, or means something else."""
    begun(tmp_path, Profile(systems=(title,), annex_iii_point="4", **FACTS))
    stated = yaml.safe_load((tmp_path / "art17.yaml").read_text("utf-8"))
    assert stated["systems"][0]["title"] == title
    begun(tmp_path / "open", Profile(systems=(title,)))
    (file,) = (tmp_path / "open").rglob("ai-system-*.yaml")
    assert yaml.safe_load(file.read_text("utf-8"))["title"] == title


@pytest.mark.parametrize(
    "profile",
    [
        Profile(size="tiny"),
        Profile(roles=("owner",)),
        Profile(systems=("A b", "A-B")),
        Profile(systems=("x\ny",)),
        Profile(annex_iii_point="9", **SYSTEM),
        Profile(annex_i_section="C", **SYSTEM),
        Profile(systems=("A",), facts=(("personal_dat", "no"),)),
        Profile(systems=("A",), facts=(("personal_data", "maybe"),)),
    ],
)
def test_an_answer_that_means_nothing_writes_nothing(profile: Profile, tmp_path: Path) -> None:
    """A wrong answer is taken, or half of the files are written."""
    with pytest.raises(UsageError):
        init(tmp_path / "new", profile, AS_OF)
    assert not (tmp_path / "new").exists()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    """A link in the folder leads `init` outside."""
    (tmp_path / "outside").mkdir()
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "qms").symlink_to(tmp_path / "outside")
    with pytest.raises(UsageError, match="outside of the folder"):
        init(tmp_path / "house", Profile(), AS_OF)
    assert list((tmp_path / "outside").iterdir()) == []


def test_the_command_takes_options_and_asks_for_nothing_without_a_terminal(tmp_path: Path) -> None:
    """The command waits for an answer, or loses an option."""
    options = ["--system", "Rank, Shift", "--annex-iii-point", "4", "--provider-size", "small", "--as-of", "2026-11-23"]
    options += [part for name, value in FACTS["facts"] for part in ("--fact", f"{name}={value}")]
    done = CliRunner().invoke(art17, ["init", "--directory", str(tmp_path), *options])
    assert done.exit_code == 0
    stated = yaml.safe_load((tmp_path / "art17.yaml").read_text("utf-8"))
    assert [each["id"] for each in stated["systems"]] == ["SYS-RANK", "SYS-SHIFT"]
    assert stated["systems"][0]["classification_basis"] == "Art. 6(2)"
    assert "wrote qms/standards-register.yaml" in done.stdout


def test_the_command_asks_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer goes to another question, or a system comes onto the market on no day."""
    monkeypatch.setattr("art17.cli.init.Asker", lambda silent: Asker(silent=False))
    answers = "Rank Ltd\nhuge\n3\n1, buyer\n1\nRank\n99\n4\n\n2\nsoon\n2026-10-01\n2\n\n\n"
    options = ["--directory", str(tmp_path), "--as-of", "2026-11-23"]
    done = CliRunner().invoke(art17, ["init", *options], input=answers)
    assert done.exit_code == 0, done.output
    stated = yaml.safe_load((tmp_path / "art17.yaml").read_text("utf-8"))
    provider = stated["provider"]
    assert (provider["title"], provider["size"], provider["role"]) == ("Rank Ltd", "medium", ["provider"])
    assert "'huge' is not among them" in done.output
    assert "'buyer' is not among them" in done.output
    assert "Annex III has no point '99'" in done.output
    system = yaml.safe_load((tmp_path / "qms/systems/rank/ai-system-rank.yaml").read_text("utf-8"))
    assert system["lifecycle"] == "on-market"
    assert str(system["placed_on_market"]) == "2026-10-01"
    assert system["personal_data"] in (False, "no")


def test_a_stage_that_is_none_is_refused(tmp_path: Path) -> None:
    """A system of an unknown stage, or on the market since never, gets files."""
    for options in (["--lifecycle", "sold"], ["--lifecycle", "on-market", "--system", "Rank"]):
        assert CliRunner().invoke(art17, ["init", "--directory", str(tmp_path / "new"), *options]).exit_code != 0
    assert not (tmp_path / "new").exists()
