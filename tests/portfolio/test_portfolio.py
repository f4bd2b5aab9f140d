"""A portfolio: every repository once, whatever another does, and nothing done twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import forked
from art17.checking.request import Request
from art17.errors import Art17Error, UsageError
from art17.model.report import ORGANISATION
from art17.portfolio import child
from art17.portfolio.checked import checked
from art17.portfolio.collected import handed_over
from art17.portfolio.job import Job, Limits, Outcome
from art17.portfolio.keys import key_of
from art17.portfolio.lake import Lake
from art17.portfolio.listing import Repository, repositories_in
from art17.portfolio.page import page_of
from art17.portfolio.portfolio import Asked, portfolio
from art17.portfolio.questions import QUESTIONS, answer, tables_of, told_by
from art17.portfolio.runners import local, on_cluster
from art17.reporting.rows import Persons
from art17.run import check
from gates.repositories import git
from houses import house

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="checks each repository in a forked child")
DAY = date(2026, 11, 23)
MANIFEST = "packs: [qms-practice]\n"
OVERDUE = (
    "---\nid: SOP-1\ntype: procedure\ntitle: Buying\nstatus: effective\nowner: Ann\nversion: '1'\n"
    "last_reviewed: 2024-01-01\nreview_in: P1Y\n---\n# Buying\n\nThe buyer asks for two offers.\n"
)
FRESH = OVERDUE.replace("2024-01-01", "2026-06-01").replace("SOP-1", "SOP-2")


def repositories(folder: Path, number: int) -> Path:
    """A folder of small repositories, every other of which has a review that is overdue."""
    for at in range(number):
        text = OVERDUE if at % 2 else FRESH
        house(folder / f"r{at}", {"art17.yaml": MANIFEST, "a.md": text})
    return folder


def ran(folder: Path, lake: Lake, run: str, day: date = DAY, **limits: float) -> tuple[Counter[str], int, int]:
    """The states of a run, and how many repositories it took over, and found done."""
    asked = Asked(day, Limits(**limits) if limits else Limits())  # type: ignore[arg-type]
    done = portfolio(repositories_in([folder]), lake, asked, partial(local, workers=2), run)
    return done.states, done.carried, done.resumed


def rows(lake: Lake, table: str) -> list[tuple[object, ...]]:
    """All rows of the last run, in one order."""
    with tables_of(lake) as connection:
        told = told_by(connection, f'SELECT * FROM "{table}" WHERE run = (SELECT max(run) FROM runs)')
    return sorted(told.rows, key=repr)


@pytest.fixture(scope="module")
def lake_of_two_runs(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake in which a repository was mended between two runs."""
    where = tmp_path_factory.mktemp("two")
    folder = repositories(where / "repositories", 4)
    lake = Lake(where / "lake")
    ran(folder, lake, "2026-11-23T100000")
    (folder / "r1" / "a.md").write_text(OVERDUE.replace("2024-01-01", "2026-06-01"), "utf-8")
    assert ran(folder, lake, "2026-11-23T110000")[1] == 3
    return lake


def test_a_list_names_repositories_in_every_form(tmp_path: Path) -> None:
    """Folders, YAML and CSV name the same; what is named alike gets the folder that it lies in."""
    for name in ("one/app", "two/app", "two/web"):
        house(tmp_path / name, {"a.md": FRESH})
    assert [each.name for each in repositories_in([tmp_path / "one", tmp_path / "two"])] == [
        "one/app",
        "two/app",
        "web",
    ]
    commit = "a" * 40
    listed = f"repositories:\n- one/app\n- {{where: 'https://example.org/x.git@{commit}', owner: Ann, tags: [eu]}}\n"
    (tmp_path / "list.yaml").write_text(listed, "utf-8")
    (tmp_path / "list.csv").write_text("where,owner,tags\ntwo/web,Ben,eu;de\n", "utf-8")
    found = repositories_in([tmp_path / "list.yaml", tmp_path / "list.csv"])
    assert [(each.name, each.owner, each.tags, each.commit) for each in found] == [
        ("app", "", (), ""),
        ("web", "Ben", ("eu", "de"), ""),
        ("x", "Ann", ("eu",), commit),
    ]
    assert [each.is_remote for each in found] == [False, False, True]


def test_all_that_is_wrong_in_a_list_is_said(tmp_path: Path) -> None:
    """A mistyped key, an entry without a place and a file that is no list are told together."""
    (tmp_path / "a.yaml").write_text("repositories:\n- {were: x}\n- [3]\n- {name: y}\n", "utf-8")
    (tmp_path / "b.yaml").write_text("repositories: [\n", "utf-8")
    with pytest.raises(Art17Error) as raised:
        repositories_in([tmp_path / "a.yaml", tmp_path / "b.yaml"])
    told = "\n".join(each.message for each in raised.value.problems)
    for part in (
        "did you mean 'where'?",
        "Entry 2 is not a mapping",
        "Entry 3: it does not say where",
        "cannot be read",
    ):
        assert part in told


def test_findings_are_those_of_single_checks(tmp_path: Path) -> None:
    """A repository in a portfolio has the findings that a check of it alone has."""
    folder, lake = repositories(tmp_path / "repositories", 3), Lake(tmp_path / "lake")
    states, _, _ = ran(folder, lake, "2026-11-23T100000")
    assert states == {"findings": 3} or states == {"findings": 1, "ok": 2}
    with tables_of(lake) as connection:
        told = told_by(connection, "SELECT repository, id FROM findings").rows
    single = {(name, each.id) for name in ("r0", "r1", "r2") for each in check(Request(folder / name, DAY)).findings}
    assert set(told) == single


def test_a_repository_is_known_by_what_nobody_can_set_back(tmp_path: Path) -> None:
    """A file of the same size and date, a commit and a file of what is ignored give another key; so does no rest."""
    folder = house(tmp_path / "r", {"art17.yaml": MANIFEST, "a.md": FRESH})
    file, keys = folder / "a.md", [key_of(folder)]
    before = file.stat()
    file.write_text(FRESH.replace("two", "six"), "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    keys.append(key_of(folder))
    assert key_of(folder) == keys[-1]
    git(folder, "init", "-q", ".")
    assert key_of(folder) == ""  # no commit yet
    git(folder, "add", "-A")
    for message in ("x", "y"):
        git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", message)
        keys.append(key_of(folder))
    (folder / ".git" / "info" / "exclude").write_text("a.md\n", "utf-8")
    keys.append(key_of(folder))
    assert "" not in keys
    assert len(set(keys)) == len(keys)
    assert key_of(house(folder / "below", {"a.md": FRESH})) == ""


def test_rows_that_were_collected_count_like_checks(tmp_path: Path) -> None:
    """The file of a repository has the findings of its check, is late after its day, and another is unreachable."""
    folder = repositories(tmp_path / "repositories", 2)
    (tmp_path / "rows" / "r0").mkdir(parents=True)
    report = check(Request(folder / "r0", DAY))
    (tmp_path / "rows" / "r0" / "out.parquet").write_bytes(handed_over(report, folder / "r0", "00ff"))
    (tmp_path / "rows" / "bad.parquet").write_bytes(b"PAR1 and no more")
    shutil.copytree(folder / "r1", tmp_path / "rows" / "r1")
    lake = Lake(tmp_path / "lake")
    assert ran(tmp_path / "rows", lake, "2026-11-23T100000")[0] == {"unreachable": 1, "findings": 2}
    with tables_of(lake) as connection:
        told = told_by(connection, "SELECT id, owner FROM findings WHERE repository = 'r0'").rows
        assert {id_ for id_, _ in told} == {each.id for each in report.findings}
        assert {owner for _, owner in told} <= {Persons(b"\0\xff")("Ann"), ORGANISATION}
        assert "r0" in {row[1] for row in answer(connection, "deadlines").rows}
    states, carried, _ = ran(tmp_path / "rows", lake, "2026-11-23T110000")
    assert (states.total(), carried) == (3, 2)
    late = report.next_change
    assert late
    assert ran(tmp_path / "rows", lake, "2026-11-23T120000", late)[0]["problems"] == 1
    with pytest.raises(UsageError, match="is not a key"):
        handed_over(report, folder / "r0", "a word")


def test_no_repository_harms_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that eats memory, one that hangs, one that crashes and one that raises are named; the others are checked."""
    folder, lake = repositories(tmp_path / "repositories", 6), Lake(tmp_path / "lake")

    def evil(job: Job) -> Outcome:
        match job.repository.name:
            case "r0":
                held = [bytearray(1 << 26) for _ in range(200)]
                raise AssertionError(len(held))
            case "r1":
                subprocess.Popen(["sleep", "60"])
                time.sleep(60)
            case "r2":
                os.kill(os.getpid(), 11)
            case "r3":
                raise KeyError("a bug")
        return checked(job)

    monkeypatch.setattr(child, "checked", evil)
    began = time.monotonic()
    states, _, _ = ran(folder, lake, "2026-11-23T100000", seconds=5, memory=1 << 28)
    assert time.monotonic() - began < 30
    with tables_of(lake) as connection:
        told = dict(told_by(connection, "SELECT repository, outcome FROM runs").rows)
        unchecked = answer(connection, "unchecked").rows
    assert [told[f"r{at}"] for at in range(4)] == ["memory", "time", "died", "died"]
    assert {told["r4"], told["r5"]} <= {"ok", "findings"}
    assert states.total() == 6
    assert [state for _, state, _ in unchecked] == ["died", "died", "memory", "time"]


def test_what_has_not_changed_is_taken_over(tmp_path: Path) -> None:
    """The next run checks what changed alone, and all again when a day has come on which a report changes."""
    folder, lake = repositories(tmp_path / "repositories", 4), Lake(tmp_path / "lake")
    assert ran(folder, lake, "2026-11-23T100000")[1:] == (0, 0)
    first = rows(lake, "findings")
    assert ran(folder, lake, "2026-11-23T110000")[1:] == (4, 0)
    assert [each[1:] for each in rows(lake, "findings")] == [each[1:] for each in first]
    (folder / "r2" / "b.md").write_text(FRESH.replace("SOP-2", "SOP-3"), "utf-8")
    assert ran(folder, lake, "2026-11-23T120000")[1] == 3
    assert ran(folder, lake, "2027-07-01T100000", date(2027, 7, 1))[1] < 4
    shutil.rmtree(folder / "r3")
    states, carried, _ = ran(folder, lake, "2027-07-01T110000", date(2027, 7, 1))
    assert (states.total(), carried) == (3, 3)


def test_a_run_that_was_broken_off_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written before a run was killed is not checked again, and half a part is taken away."""
    folder, lake = repositories(tmp_path / "repositories", 6), Lake(tmp_path / "lake")
    monkeypatch.setattr("art17.portfolio.portfolio.PER_PART", 2)

    def broken(jobs: list[Job]) -> object:
        for at, outcome in enumerate(local(jobs, workers=2)):
            if at == 4:
                raise KeyboardInterrupt
            yield outcome

    with pytest.raises(KeyboardInterrupt):
        portfolio(repositories_in([folder]), lake, Asked(DAY), broken, "2026-11-23T100000")  # type: ignore[arg-type]
    half = lake.folder / "findings" / "run=2026-11-23T100000" / "part-9.parquet"
    shutil.copy(half.with_name("part-1.parquet"), half)
    with pytest.raises(UsageError, match="has come to its end"):
        tables_of(lake)
    states, _, resumed = ran(folder, lake, "2026-11-23T110000")
    assert (states.total(), resumed) == (6, 4)
    assert not half.exists()
    assert sorted(row[1] for row in rows(lake, "runs")) == [f"r{at}" for at in range(6)]  # type: ignore[type-var]


def test_persons_are_hashed_and_messages_left_out(lake_of_two_runs: Lake) -> None:
    """Nobody's name is in a lake, and one person has one hash in it."""
    with tables_of(lake_of_two_runs) as connection:
        told = told_by(connection, "SELECT DISTINCT owner FROM documents").rows
        messages = told_by(connection, "SELECT count(message) FROM findings").rows
        (overdue,) = answer(connection, "owners").rows
    assert len(told) == 1
    assert str(told[0][0]).startswith("person-")
    assert overdue == (told[0][0], 1, 1)
    assert messages == ((0,),)
    assert (lake_of_two_runs.folder / "person.key").stat().st_mode & 0o077 == 0


def test_what_is_new_and_gone_between_runs(lake_of_two_runs: Lake) -> None:
    """A mended repository shows as findings that are gone; tool and packs were the same."""
    with tables_of(lake_of_two_runs, all_runs=True) as connection:
        ((run, before, *counts, still),) = answer(connection, "trend").rows
    assert (run, before, counts) == ("2026-11-23T110000", "2026-11-23T100000", [0, 0, 4, 0, 1])
    assert still > 0


@pytest.mark.parametrize(
    "sql",
    ["SELECT * FROM read_csv('/etc/passwd')", "COPY runs TO 'x.csv'", "SET enable_external_access = true", "SELEC"],
)
def test_a_statement_reaches_nothing_but_the_tables(lake_of_two_runs: Lake, sql: str) -> None:
    """Files and settings are out of reach, and a slip is said."""
    with tables_of(lake_of_two_runs) as connection, pytest.raises(UsageError, match="cannot be answered"):
        told_by(connection, sql)


def test_the_page_says_first_what_was_not_checked(lake_of_two_runs: Lake) -> None:
    """The page has every part, in its order, and nothing of a stranger's text runs in it."""
    with tables_of(lake_of_two_runs) as connection:
        connection.execute(
            "UPDATE runs SET repository = '<script>x</script>', outcome = 'died' WHERE repository = 'r0'"
        )
        page = page_of(connection, with_owners=True)
    heads = [
        page.index(f'id="{each}"') for each in ("unchecked", "points", "map", "failing", "owners", "ahead", "trend")
    ]
    assert heads == sorted(heads)
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script>x" not in page
    assert "no earlier run" not in page


def test_a_repository_from_elsewhere_is_read_from_its_objects(tmp_path: Path) -> None:
    """A bundle and a URL are fetched without a checkout; one that is not there is unreachable, no finding."""
    folder = house(tmp_path / "origin", {"art17.yaml": MANIFEST, "a.md": OVERDUE})
    git(folder, "init", "-q", ".")
    git(folder, "add", "-A")
    git(folder, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "x")
    git(folder, "bundle", "create", str(tmp_path / "app.bundle"), "HEAD")
    head = git(folder, "rev-parse", "HEAD").strip()
    places = (str(tmp_path / "app.bundle"), f"file://{folder}", f"file://{tmp_path}/none")
    told = [checked(Job(Repository(f"r{at}", where), DAY)) for at, where in enumerate(places)]
    assert [each.state for each in told] == ["findings", "findings", "unreachable"]
    assert [each.row["commit"] for each in told[:2]] == [head, head]
    single = {each.id for each in check(Request(folder, DAY)).findings}
    assert {row["id"] for row in told[0].rows["findings"]} == single


def test_a_cluster_gives_the_same_rows_and_survives_a_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two workers of Dask say what this machine says; when one is killed, every repository is there exactly once."""
    distributed = pytest.importorskip("distributed")
    folder = repositories(tmp_path / "repositories", 12)
    monkeypatch.setattr("art17.portfolio.runners.AT_ONCE", 3)
    jobs = [Job(each, DAY) for each in repositories_in([folder])]
    ours = {str(each.row["repository"]): each.rows for each in local(jobs)}
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        seen: list[Outcome] = []
        for outcome in on_cluster(jobs, cluster.scheduler_address):
            if not seen:
                os.kill(next(iter(cluster.workers.values())).pid, 9)
            seen.append(outcome)
    assert sorted(str(each.row["repository"]) for each in seen) == sorted(ours)
    assert all(each.rows == ours[str(each.row["repository"])] for each in seen)


def test_no_scheduler_is_said() -> None:
    """An address at which nobody answers ends the run with a fix."""
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="no scheduler answers"):
        list(on_cluster([Job(Repository("a", "."), DAY)], "nowhere"))


def test_from_two_folders_to_the_page_in_one_command(tmp_path: Path) -> None:
    """The command checks, writes lake and page, and its code says whether all was checked."""
    repositories(tmp_path / "one", 2)
    repositories(tmp_path / "two", 2)
    words = ("run", "one", "two", "--to", "lake", "--report", "p.html", "--with-pages", "--as-of", "2026-11-23")
    done = forked.art17("portfolio", *words, folder=tmp_path)
    assert done.returncode == 1, done.stderr
    assert b"4 repositories" in done.stdout
    page = (tmp_path / "p.html").read_text("utf-8")
    assert page.count("<a href=") == 4
    asked = forked.art17("portfolio", "ask", "lake", "points", "--format", "json", folder=tmp_path)
    assert {"provision", "unmet"} <= json.loads(asked.stdout or "[{}]")[0].keys() or json.loads(asked.stdout) == []
    with tables_of(Lake(tmp_path / "lake")) as connection:
        assert all(answer(connection, question).columns for question in QUESTIONS)
    (tmp_path / "rows").mkdir()
    written = forked.art17("check", "one/r1", "--format", "parquet=rows/a.parquet", folder=tmp_path)
    assert written.returncode == 1, written.stderr
    asked = forked.art17("portfolio", "ask", "rows", "failing", "--format", "json", folder=tmp_path)
    assert json.loads(asked.stdout)[0]["repositories"] == 1
    house(tmp_path / "two" / "r9", {"art17.yaml": "packs: [\n"})
    assert forked.art17("portfolio", *words, folder=tmp_path).returncode == 2
    assert forked.art17("portfolio", "ask", "lake", "nothing", folder=tmp_path).returncode == 2
