"""A folder as artefacts: scope, problems, bounds."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from art17.model.settings import Settings
from art17.reading.io.source import WorkingTree
from art17.reading.io.unreadable import UnreadableError
from art17.reading.qms import read_qms
from reading.small import WORDS, only, read, written

OF_OTHERS = {
    "README_md": "# Hello\n",
    "post_md": "---\nlayout: post\ntitle: Hi\n---\n",
    "package_json": '{"name": "x", "type": "module"}',
    "schema_json": '{"$schema": "x", "type": "object", "id": "y"}',
    "_github__workflows__ci_yml": "on: push\njobs: {}\n",
    "chart__templates__svc_yaml": "{{- if .Values.x }}\nkind: Service\n  type: {{ .Values.type }}\n{{- end }}\n",
    "k8s_yaml": "apiVersion: v1\nkind: Service\nspec:\n  type: ClusterIP\n",
    "chart__Chart_yaml": "name: x\ntype: application\n",
    "data_csv": 'id,type\n"',
    "openapi_yaml": "openapi: 3.0.0\ncomponents:\n  schemas:\n    A: {type: object, id: a}\n",
    "compose_yaml": "services:\n  db: {image: x, volumes: [{type: bind, id: v}]}\n",
    "in_yaml_yaml": '{"$schema": "x", "type": "object", "id": "y"}',
    "flow_yaml": "{name: x, type: application}",
    "nested_yaml": "{spec: {type: risk, id: R-1}}",
    "template_yaml": "{{ if x }}\nkind: {type: risk}\n{{ end }}\n",
    "geo_json": '{"type":"FeatureCollection","features":[{"type":"Feature","id":"a"}]}',
}


def test_files_of_other_tools_are_no_business_of_ours(tmp_path: Path):
    """Templates, workflows and packages are neither artefacts nor problems."""
    reading = read(written(tmp_path, **OF_OTHERS))
    assert (reading.artefacts, reading.problems, len(reading.paths)) == ((), (), len(OF_OTHERS))


AS_OTHERS_WRITE = {
    "Markdown with a byte order mark": ("a_md", b"\xef\xbb\xbf---\nid: A\ntype: risk\n---\n"),
    "Markdown with the line ends of old Macs": ("a_md", "---\rid: A\rtype: risk\r---\r"),
    "Markdown in UTF-16": ("a_md", "---\nid: A\ntype: risk\n---\n".encode("utf-16")),
    "Markdown whose front matter is in braces": ("a_md", "---\n{id: A, type: risk}\n---\n"),
    "YAML in UTF-16": ("a_yaml", "id: A\ntype: risk\n".encode("utf-16")),
    "YAML in braces": ("a_yaml", "{id: A, type: risk, status: effective}\n"),
    "YAML in braces over several lines": ("a_yaml", "# ours\n{\n  id: A,\n  type: risk\n}\n"),
    "JSON in a YAML file": ("a_yaml", '{\n  "id": "A",\n  "type": "risk"\n}\n'),
    "YAML that begins beside the dashes": ("a_yaml", "--- {id: A, type: risk}\n"),
    "YAML with keys written out": ("a_yaml", "? id\n: A\n? type\n: risk\n"),
    "YAML with its value below": ("a_yaml", "id: A\ntype:\n  risk\n"),
    "YAML with a tag": ("a_yaml", "id: A\n!!str type: risk\n"),
    "YAML set in": ("a_yaml", "  id: A\n  type: risk\n"),
    "YAML whose type is merged": ("a_yaml", "id: A\n<<: {type: risk}\n"),
    "YAML with the line ends of old Macs": ("a_yaml", "id: A\rtype: risk\r"),
    "YAML whose second document is one": ("a_yaml", "type: other\n---\nid: A\ntype: risk\n"),
    "JSON with a wide margin": ("a_json", '{\n        "id": "A",\n        "type": "risk"\n}'),
    "JSON with its value below": ("a_json", '{"id": "A", "type":\n"risk"}'),
    "JSON with a type far down": ("a_json", '{"id": "A", "note": "' + "x" * 300_000 + '",\n"type": "risk"}'),
    "JSON with a schema": ("a_json", '{"$schema": "s", "id": "A", "type": "risk"}'),
}


@pytest.mark.parametrize(("name", "content"), AS_OTHERS_WRITE.values(), ids=list(AS_OTHERS_WRITE))
def test_artefacts_are_found_however_they_are_written(tmp_path: Path, name: str, content: str | bytes):
    """What says that it is an artefact is read without a manifest, however its format lets it be written."""
    reading = read(written(tmp_path, **{name: content}))
    assert ([(a.id, a.type) for a in reading.artefacts if a.type], reading.problems) == ([("A", "risk")], ())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a_yaml", "id: A\ntype: risk\n".encode("utf-16-le")),
        ("a_md", "---\nid: A\ntype: risk\n---\n".encode("utf-16-be")),
        ("a_yaml", "{id: A, type: risk"),
        ("a_yaml", '{"id": "A", "type": "risk", "x": ]}'),
    ],
)
def test_what_looks_like_an_artefact_and_is_unreadable_is_told(tmp_path: Path, name: str, content: str | bytes):
    """An artefact in an encoding or with a bracket that does not read is a problem, not left out."""
    assert len(read(written(tmp_path, **{name: content})).problems) == 1


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("a_md", "---\nid: [\n---\n", 3),
        ("a_md", "---\nid: A\n# never closed\n", 1),
        ("a_yaml", "type: procedure\nid: a: b\n", 2),
        ("a_yaml", "type: procedure\ntype: risk\n", 2),
        ("a_md", b"---\nid: \xff\n---\n", 2),
        ("a_json", '{"type": "risk", }', 1),
    ],
)
def test_unreadable_files_in_scope_are_problems(tmp_path: Path, name: str, content: str | bytes, line: int):
    """A file that says it is an artefact but cannot be read is a problem, and stands there unreadable."""
    reading = read(written(tmp_path, **{name: content}))
    (problem,) = reading.problems
    assert (problem.place.line, bool(problem.fix)) == (line, True)
    assert [(a.id, a.unreadable) for a in reading.artefacts] == [("a", True)]


def test_named_files_must_be_readable(tmp_path: Path):
    """What a glob asks for is a problem where it cannot be read, whatever it says of itself."""
    root = written(tmp_path, a_yaml="{{ template }}: x: y", b_csv='a,b\n"x"y,1\n')
    assert read(root).problems == ()
    assert len(read(root, Settings(read=("*.yaml", "*.csv"))).problems) == 2


def test_excluded_files_are_counted(tmp_path: Path):
    """Excluded files are not read, and the run knows how many."""
    root = written(tmp_path, a_md="---\nid: A\ntype: risk\n---\n", old__b_md="---\nid: [\n---\n")
    reading = read(root, Settings(exclude=("old/",)))
    assert (only(reading).id, reading.excluded) == ("A", 1)


def test_manifest_is_no_artefact(tmp_path: Path):
    """The manifest is not read as an artefact; another file of its name is."""
    text = "id: A\ntype: risk\n"
    assert only(read(written(tmp_path, art17_yaml=text, sub__art17_yaml=text))).path == "sub/art17.yaml"


def test_names_that_differ_by_case_alone(tmp_path: Path):
    """Two names that are one on other machines are a defect."""
    text = "---\nid: {}\ntype: risk\n---\n"
    reading = read(written(tmp_path, Plan_md=text.format("A"), plan_md=text.format("B")))
    assert [[d.kind for d in a.defects] for a in reading.artefacts] == [[], ["clashing-path"]]


def test_nothing_is_followed_out_of_the_folder(tmp_path: Path):
    """Links are not followed, pipes not opened; where the manifest names them, that is said."""
    root, outside = tmp_path / "qms", tmp_path / "outside"
    written(outside, secret_md="---\nid: S\ntype: risk\n---\n")
    written(root, a_md="---\nid: A\ntype: risk\n---\n")
    (root / "link.md").symlink_to(outside / "secret.md")
    (root / "folder").symlink_to(outside)
    (root / "loop").symlink_to(root)
    os.mkfifo(root / "pipe.md")
    assert only(read(root)).id == "A"
    named = read(root, Settings(read=("*.md",)))
    assert sorted(problem.place.path for problem in named.problems) == ["link.md", "pipe.md"]
    assert [a.id for a in named.artefacts] == ["A"]


def test_large_files_are_not_read(tmp_path: Path):
    """A file beyond the limit is a problem where it is asked for, and no wait."""
    with (tmp_path / "big.yaml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert read(tmp_path).problems == ()
    (problem,) = read(tmp_path, Settings(read=("*.yaml",))).problems
    assert "more than 8 MiB" in problem.message


class Closed(WorkingTree):
    """A folder in which one file may not be opened, and one folder not be listed."""

    def paths(self) -> tuple[str, ...]:
        return ("a.md", "closed/", "shut.md")

    def read(self, path: str) -> bytes | None:
        if path == "shut.md":
            raise UnreadableError("The file cannot be read: Permission denied", "make it readable")
        return super().read(path)


@pytest.mark.parametrize("settings", [Settings(), Settings(read=("*",)), Settings(types=(("**", "procedure"),))])
def test_what_cannot_be_opened_is_told_though_nobody_names_it(tmp_path: Path, settings: Settings):
    """A file or folder of which nobody can say whether artefacts stand in it is passed over."""
    written(tmp_path, a_md="---\nid: A\ntype: procedure\n---\n")
    reading = read_qms(tmp_path, settings, WORDS, source=Closed(tmp_path))
    assert [problem.place.path for problem in reading.problems] == ["closed/", "shut.md"]
    assert [(one.id, one.unreadable) for one in reading.artefacts] == [("A", False), ("closed", True), ("shut", True)]
    assert reading.artefacts[1].type == ""


def test_a_folder_that_cannot_be_listed_may_be_excluded(tmp_path: Path):
    """A folder that is closed for good cannot be taken out."""
    written(tmp_path, a_md="---\nid: A\ntype: procedure\n---\n")
    excluding = Settings(exclude=("closed/", "shut.md"))
    assert read_qms(tmp_path, excluding, WORDS, source=Closed(tmp_path)).problems == ()
    beneath = Settings(exclude=("closed/**", "shut.md"))
    assert read_qms(tmp_path, beneath, WORDS, source=Closed(tmp_path)).problems == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_files_without_permission_are_problems(tmp_path: Path):
    """A file in scope that may not be opened is a problem."""
    written(tmp_path, a_md="x")
    (tmp_path / "a.md").chmod(0)
    assert len(read(tmp_path, Settings(read=("*.md",))).problems) == 1


def test_odd_names(tmp_path: Path):
    """Names with line ends, escapes or bytes that are no UTF-8 are read or told."""
    text = b"---\nid: A\ntype: risk\n---\n"
    for name in (b"a\nb.md", b"\x1b[31m.md", b"bad\xff.md", b"x" * 200 + b".md"):
        (tmp_path / os.fsdecode(name)).write_bytes(text)
    reading = read(tmp_path)
    assert [problem.place.path for problem in reading.problems] == ["bad\\xff.md"]
    assert {a.path for a in reading.artefacts} == {"a\nb.md", "\x1b[31m.md", "bad\\xff.md", "x" * 200 + ".md"}
    for artefact in reading.artefacts:
        artefact.path.encode()


BYTES = st.binary(max_size=120) | st.text(alphabet="---\nid: type[]{}&*|#,<é", max_size=120).map(str.encode)


@given(data=BYTES, name=st.sampled_from(["a.md", "a.yaml", "a.json", "a.csv", "a.md.yaml", "art17x.yml"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read(tmp_path: Path, data: bytes, name: str):
    """Any bytes in any format are artefacts or problems, and every place can be worked out."""
    for old in tmp_path.iterdir():
        old.unlink()
    (tmp_path / name).write_bytes(data)
    (tmp_path / "a.md").touch()
    reading = read(tmp_path, Settings(read=("*",), types=(("*.csv", "supplier-register"),)))
    places = [a.place for a in reading.artefacts] + [p.place for p in reading.problems]
    places += [r.place for a in reading.artefacts for r in a.references]
    assert all(place.line for place in reading.located(places).values())
