"""The command as people call it: what it prints, where, and how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import forked
from houses import NORTHLIGHT, ROOT, house

CLOSED = 'reading: {"**": closed}\n'
PROCEDURE = "---\nid: SOP-1\ntype: procedure\ntitle: Purchasing\nstatus: effective\n---\n# Purchasing\n\nWe buy.\n"


def art17(*arguments: str | Path, folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    done = forked.art17(*arguments, folder=folder, environment={**os.environ, **environment})
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_folder_that_is_not_there_exits_2_and_says_so(tmp_path: Path) -> None:
    """A missing folder is a traceback, or passes."""
    done = art17("check", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "no folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_empty_folder_exits_2_and_says_what_to_do_next(tmp_path: Path) -> None:
    """Nothing checked looks like success."""
    done = art17("check", tmp_path)
    assert done.returncode == 2
    assert "Nothing was checked" in done.stdout
    assert "adopting" in done.stdout


def test_two_outranks_never(tmp_path: Path) -> None:
    """A run that cannot be trusted exits 0 because nothing may fail it."""
    assert art17("check", tmp_path, "--fail-on", "never").returncode == 2


def test_an_almost_empty_repository_gives_one_finding_for_each_point(tmp_path: Path) -> None:
    """A newcomer is met by a wall of findings, or is not told where to begin."""
    house(
        tmp_path,
        {
            "README.md": "# Hello\n",
            "art17.yaml": "provider: {id: ORG, title: Example}\nsystems: [{id: SYS-1, title: Screening}]\n",
        },
    )
    done = art17("check", tmp_path, "--as-of", "2026-11-23", "--format", "json")
    report = json.loads(done.stdout)
    points = [f["subject"]["id"] for f in report["findings"] if f["rule"].endswith("every-point-is-addressed")]
    assert points == [f"Art. 17(1)({letter})" for letter in "abcdefghijklm"]
    assert len(report["findings"]) <= 15
    assert len(report["first"]) >= 3
    assert done.returncode == 1


def test_the_manifest_tells_all_its_mistakes_at_once(tmp_path: Path) -> None:
    """A mistyped key costs a run each, or the nearest word is not offered."""
    house(tmp_path, {"art17.yaml": "exclud: [a]\nfail_on: eror\npacks: [eu-ai-act]\n"})
    done = art17("check", tmp_path)
    assert done.returncode == 2
    assert "art17.yaml:1:" in done.stderr
    assert "exclude" in done.stderr
    assert "art17.yaml:2:" in done.stderr
    assert "error" in done.stderr


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id: SOP-1\ntype: procedure\nowner: [a\n", "broken.yaml:"),
        ("id: SOP-1\ntype: procedure\nowner: a\nowner: b\n", "owner"),
    ],
)
def test_an_unreadable_file_is_a_problem_with_a_place(tmp_path: Path, text: str, said: str) -> None:
    """A file in scope that cannot be read passes in silence, or ends in a traceback."""
    house(tmp_path, {"art17.yaml": CLOSED, "broken.yaml": text, "fine.md": PROCEDURE})
    done = art17("check", tmp_path, "--fail-on", "never")
    assert done.returncode == 2
    assert said in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("last_reviewed: 2026-13-45", "art17/artefact/values-are-well-formed"),
        ("type: procedur", "art17/artefact/type-is-known"),
        ("links: {implements: SOP-99}", "art17/links/target-exists"),
    ],
)
def test_what_reads_but_is_malformed_is_a_finding_and_not_2(tmp_path: Path, line: str, rule: str) -> None:
    """Malformed content ends the run, or goes unnoticed."""
    key = line.split(":", maxsplit=1)[0]
    kept = "\n".join(each for each in PROCEDURE.splitlines() if not each.startswith(f"{key}:"))
    house(tmp_path, {"SOP-1.md": kept.replace("title:", f"{line}\ntitle:", 1)})
    done = art17("check", tmp_path, "--format", "json", "--as-of", "2026-11-23")
    assert done.returncode == 1
    assert rule in [finding["rule"] for finding in json.loads(done.stdout)["findings"]]


def test_an_id_that_stands_twice_is_one_finding(tmp_path: Path) -> None:
    """A duplicate id is silent, or cascades into every link to it."""
    house(
        tmp_path,
        {
            "a.md": PROCEDURE,
            "b.md": PROCEDURE,
            "c.md": PROCEDURE.replace("SOP-1", "SOP-2").replace("status:", "links: {implements: SOP-1}\nstatus:"),
        },
    )
    report = json.loads(art17("check", tmp_path, "--format", "json", "--select", "art17/*").stdout)
    told = [(f["rule"], f["subject"]["path"]) for f in report["findings"] if f["class"] == "broken-linkage"]
    assert told == [("art17/artefact/id-is-unique", "b.md")]
    assert "art17/links/target-is-unambiguous" in report["findings"][-1]["blocks"] + report["findings"][0]["blocks"]


def test_several_formats_in_one_run(tmp_path: Path) -> None:
    """A second format needs a second run."""
    done = art17("check", NORTHLIGHT, "--format", f"json={tmp_path / 'out.json'}", "--format", "text")
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["schema"] == "art17/report/v1"
    assert "Org 13/13" in done.stdout


def test_an_unknown_format_offers_the_nearest(tmp_path: Path) -> None:
    """A mistyped format is a traceback."""
    done = art17("check", NORTHLIGHT, "--format", "jsn")
    assert done.returncode == 2
    assert "json" in done.stderr


def test_a_selected_run_says_that_it_is_partial() -> None:
    """A report on some rules looks like one on all."""
    done = art17("check", NORTHLIGHT, "--select", "art17/*", "--format", "json", "--as-of", "2026-11-23")
    assert json.loads(done.stdout)["partial"] is True


def test_checking_writes_nothing(tmp_path: Path) -> None:
    """A check leaves something behind in the repository."""
    house(tmp_path, {"SOP-1.md": PROCEDURE})
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    art17("check", tmp_path)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_escapes_from_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    """A title repaints the reader's terminal."""
    house(tmp_path, {"SOP-1.md": PROCEDURE.replace("Purchasing", '"\\e[31mred\\u202e"', 1)})
    done = art17("check", tmp_path, "--as-of", "2026-11-23")
    assert "\x1b[31m" not in done.stdout
    assert "\u202e" not in done.stdout


def test_explain_shows_a_rule_with_its_tree() -> None:
    """A met verdict has no reason."""
    done = art17("explain", "17-1-g/risks-are-controlled", NORTHLIGHT, "--as-of", "2026-11-23")
    assert done.returncode == 0
    assert "✓" in done.stdout
    assert "risk-register.yaml:" in done.stdout


def test_explain_shows_a_provision_with_its_evidence() -> None:
    """A point that is met names no document."""
    done = art17("explain", "Art. 17(1)(g)", NORTHLIGHT, "--as-of", "2026-11-23")
    assert "SYS-RANK: met" in done.stdout
    assert "risk-register.yaml" in done.stdout


def test_explain_shows_a_finding_by_its_id() -> None:
    """The id that the report gives leads nowhere."""
    broken = NORTHLIGHT.parent / "northlight-broken"
    report = json.loads(art17("check", broken, "--format", "json", "--as-of", "2026-11-23").stdout)
    done = art17("explain", report["findings"][0]["id"], broken, "--as-of", "2026-11-23")
    assert done.returncode == 0
    assert report["findings"][0]["rule"] in done.stdout


def test_explain_of_nothing_offers_the_nearest() -> None:
    """A mistyped rule is a traceback."""
    done = art17("explain", "eu-ai-act/17-1-g/risk-are-controlled", NORTHLIGHT)
    assert done.returncode == 2
    assert "risks-are-controlled" in done.stderr


def test_explain_of_a_provision_that_is_not_offers_the_nearest() -> None:
    """A letter that the law does not have is "not a finding, place, rule, provision or artefact here"."""
    done = art17("explain", "Art. 17(1)(z)", NORTHLIGHT, "--as-of", "2026-11-23")
    assert done.returncode == 2
    assert "ends with Art. 17(1)(m)" in done.stderr


def test_a_new_rule_is_written_tested_and_never_overwritten(tmp_path: Path) -> None:
    """A newcomer's first rule does not run as the page says."""
    name = "./our-rules/suppliers/supplier-has-contact"
    assert art17("rules", "new", name, folder=tmp_path).returncode == 0
    assert art17("rules", "new", name, folder=tmp_path).returncode == 2
    done = art17("rules", "test", "./our-rules", folder=tmp_path)
    assert "0 wrong" in done.stdout
    listed = art17(
        "check", ".", folder=house(tmp_path, {"art17.yaml": "packs: [./our-rules]\n", "SOP-1.md": PROCEDURE})
    )
    assert "our-rules/suppliers/supplier-has-contact" in listed.stdout


def test_cases_are_run_before_rules_are_changed(tmp_path: Path) -> None:
    """`--mutate` exits 0 although a case is wrong, or a rule has none."""
    art17("rules", "new", "./our-rules/suppliers/supplier-has-contact", folder=tmp_path)
    mutate = ("rules", "test", "./our-rules", "--mutate")
    right = art17(*mutate, folder=tmp_path)
    assert (right.returncode, "0 wrong" in right.stdout, "0 surviving" in right.stdout) == (0, True, True)
    cases = tmp_path / "our-rules/cases/suppliers/supplier-has-contact.yaml"
    cases.write_text(cases.read_text().replace("unmet:", "met:"))
    wrong = art17(*mutate, folder=tmp_path)
    assert (wrong.returncode, "1 wrong" in wrong.stdout, "surviving" in wrong.stdout) == (1, True, False)
    cases.rename(cases.with_name("another.yaml"))
    (tmp_path / "our-rules/suppliers/another.yaml").write_text(
        (tmp_path / "our-rules/suppliers/supplier-has-contact.yaml").read_text()
    )
    untested = art17(*mutate, folder=tmp_path)
    assert (untested.returncode, "no case" in untested.stdout) == (1, True)


@pytest.mark.parametrize(
    "name",
    ["a/b", "/a/b", "../a/b", "pack/A/b", "pack/a/B", "pack/a/b c", "pack/a/\x1b[31m", "p\x1b/a/b", "pack/a/.."],
)
def test_a_new_rule_has_a_name_that_can_be_read(tmp_path: Path, name: str) -> None:
    """A name that no report could show, or that begins a pack where nobody asked for one, is taken."""
    (tmp_path / "here").mkdir()
    done = art17("rules", "new", name, folder=tmp_path / "here")
    assert (done.returncode, list(tmp_path.rglob("*.yaml"))) == (2, [])
    assert "is not a name for a rule" in done.stderr
    assert "\x1b" not in done.stderr


def test_a_new_rule_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file in the place of the pack ends in a traceback."""
    (tmp_path / "file").touch()
    done = art17("rules", "new", "./file/suppliers/supplier-has-contact", folder=tmp_path)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "cannot write file/" in done.stderr


@pytest.mark.parametrize(
    ("was", "now", "word"),
    [
        ("owner: present", "ownr: present", "owner"),
        ("owner: present", "some: implemnts", "implements"),
        ("type: procedure", "type: proceedure", "procedure"),
        ("owner: present", "last_reviewed: {withn: P1Y}", "within"),
        ("basis: practice", "provisions: [Art. 17(1)(n)]\nbasis: practice", "Art. 17(1)(m)"),
        ("severity: warning", "sevrity: warning", "severity"),
    ],
)
def test_lint_names_the_line_and_the_nearest_word(tmp_path: Path, was: str, now: str, word: str) -> None:
    """A mistyped field, link, type, provision, operator or key is told without line or nearest word."""
    art17("rules", "new", "./our-rules/suppliers/supplier-has-contact", folder=tmp_path)
    file = tmp_path / "our-rules" / "suppliers" / "supplier-has-contact.yaml"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index(was)].count("\n") + 1
    file.write_text(text.replace(was, now, 1), encoding="utf-8")
    done = art17("rules", "lint", "./our-rules", folder=tmp_path)
    assert done.returncode == 2
    assert f"supplier-has-contact.yaml:{line}:" in done.stdout + done.stderr
    assert word in done.stdout + done.stderr


def test_a_digest_survives_another_way_to_write_the_same(tmp_path: Path) -> None:
    """Rewrapping, key order or quoting change a digest; or a new title does not."""

    def digest(text: str) -> str:
        (tmp_path / "SOP-1.md").write_text(text, encoding="utf-8", newline="")
        return art17("digest", "SOP-1", tmp_path).stdout

    usual = digest(PROCEDURE)
    assert usual.startswith("art17-1-sha256:")
    reordered = PROCEDURE.replace("id: SOP-1\ntype: procedure\n", 'type: "procedure"\nid: SOP-1\n')
    assert digest(reordered.replace("We buy.", "We\nbuy.").replace("\n", "\r\n")) == usual
    assert digest(PROCEDURE.replace("status: effective", "status: draft\nlast_reviewed: 2026-01-01")) == usual
    assert digest(PROCEDURE.replace("We buy.", "We sell.")) != usual
    assert digest(PROCEDURE.replace("title: Purchasing", "title: Selling")) != usual


SCHEMAS = sorted(path.name.removesuffix(".schema.json") for path in (ROOT / "schemas").iterdir())


@pytest.mark.parametrize("name", [*SCHEMAS, "risk-register"])
def test_schemas_are_valid(name: str) -> None:
    """An editor refuses a schema that we print."""
    import jsonschema

    done = art17("schema", name)
    assert done.returncode == 0
    jsonschema.Draft202012Validator.check_schema(json.loads(done.stdout))


def test_the_schemas_are_listed() -> None:
    """Whoever does not know a name is sent to a list that is none, or lacks it."""
    listed, unknown = art17("schema"), art17("schema", "rulle")
    for name in (*SCHEMAS, "risk-register"):
        assert name in listed.stdout
        assert name in unknown.stderr
    assert (listed.returncode, unknown.returncode) == (0, 2)
    assert "did you mean 'rule'" in unknown.stderr


@pytest.mark.parametrize(
    ("command", "said"), [("dossier", "art17 dossier --directory qms"), ("crosswalk", "art17 crosswalk STANDARD qms")]
)
def test_a_folder_in_the_place_of_a_name_is_told(command: str, said: str, tmp_path: Path) -> None:
    """Who names the folder first learns of systems or standards that are not there."""
    house(tmp_path, {"qms/a.md": PROCEDURE})
    done = art17(command, "qms", folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr


def test_the_help_breaks_off_in_no_sentence() -> None:
    """The line of a command in the main help ends in the middle of what it says."""
    lines = art17("--help").stdout.partition("Commands:\n")[2].splitlines()
    assert len(lines) > 5
    assert [line for line in lines if not line.endswith(".") or line.endswith(("...", " Art."))] == []


def test_every_bundled_rule_validates_against_the_rule_schema() -> None:
    """The schema refuses a rule that the engine accepts."""
    import jsonschema
    import yaml

    schema = json.loads(art17("schema", "rule").stdout)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted((ROOT / "rules").glob("*/*/*.yaml")):
        if path.parent.name in ("types", "cues", "act-source", "texts"):  # no rules
            continue
        data = json.loads(json.dumps(yaml.safe_load(path.read_text(encoding="utf-8")), default=str))
        assert not list(validator.iter_errors(data)), path


def test_cite_tells_what_was_meant() -> None:
    """A deleted provision is right, or nobody says where it went."""
    done = art17("cite", "Art. 10(5)", "Art. 17 Abs. 1 Buchst. a", "--as-of", "2026-11-23", "--format", "json")
    first, second = json.loads(done.stdout)
    assert (first["status"], first["meant"]) == ("moved", "Art. 4a(1)")
    assert (second["status"], second["canonical"]) == ("ok", "Art. 17(1)(a)")
    assert second["applies_from"] == "2027-12-02"
    assert done.returncode == 1


@pytest.mark.parametrize("arguments", [("check", NORTHLIGHT, "--as-of", "2026-11-23"), ("rules", "list"), ("--help",)])
def test_whoever_reads_no_further_gets_no_verdict(arguments: tuple[str | Path, ...]) -> None:
    """A closed pipe exits 1, as if there were findings, or complains in a traceback."""
    command = [sys.executable, str(ROOT / "cli.py"), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:
        assert started.stdout is not None
        assert started.stderr is not None
        started.stdout.close()
        assert started.stderr.read() == b""
    assert started.returncode == 141


@pytest.mark.parametrize("command", ["explain", "crosswalk"])
def test_what_could_not_be_read_is_told_by_every_command(tmp_path: Path, command: str) -> None:
    """A command that reads a folder passes over what it could not read, and exits 0."""
    house(tmp_path, {"art17.yaml": CLOSED, "a.md": PROCEDURE, "b.yaml": "type: procedure\nid: [\n"})
    done = art17(command, {"explain": "Art. 17(1)(g)", "crosswalk": "iso-42001"}[command], tmp_path)
    assert done.returncode == 2
    assert "b.yaml" in done.stderr
    assert "Art. 17(1)" in done.stdout


def test_two_formats_are_not_printed_one_after_the_other(tmp_path: Path) -> None:
    """Two JSON documents on stdout are none."""
    house(tmp_path, {"a.md": PROCEDURE})
    done = art17("check", tmp_path, "--format", "json", "--format", "sarif")
    assert (done.returncode, done.stdout) == (2, "")
    assert "--format sarif=FILE" in done.stderr


def test_an_id_with_a_joiner_makes_a_baseline_that_is_read(tmp_path: Path) -> None:
    """An id that is not printable is written as no YAML, so that the next check breaks off."""
    house(tmp_path, {"a.md": PROCEDURE.replace("SOP-1", "SOP-👩‍💻")})
    assert art17("baseline", tmp_path, "--output", tmp_path / "known.yaml").returncode == 0
    done = art17("check", tmp_path, "--baseline", tmp_path / "known.yaml")
    assert (done.returncode, done.stderr) == (0, "")
