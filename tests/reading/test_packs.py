"""Packs as data."""

import copy
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from art17.errors import PackError, SettingsError
from art17.law.soundness import unsound
from art17.model.place import Place
from art17.model.settings import Settings
from art17.model.vocabulary import FieldOf
from art17.reading.formats.json_text import value_of
from art17.reading.io.bundled import bundled
from art17.reading.packs.pack_tables import tables_named
from art17.reading.packs.pack_words import field_of
from art17.reading.packs.packs import loaded, packs_of
from art17.reading.packs.schemas import violations_of
from art17.reading.packs.vocabulary import vocabulary_of
from houses import house
from reading.small import written

PACK = {
    "p__pack_yaml": "title: Ours\nversion: '1'\naliases: {owner: [boss]}\n",
    "p__links_yaml": "uses:\n  title: uses\n  inverse: used_by\n  inverse_title: is used by\n  to: [tool]\n",
    "p__types__tool_yaml": "title: Tool\nkind: entity\nfields:\n  bought_on: {type: string, format: date}\n",
    "p__tools__tool-is-known_yaml": "title: A\nrequire: {note: '[TBD]', list: [TBD]}\n",
    "p__cases__tools__x_yaml": "- not: a rule\n",
    "p__act-source__y_yaml": "not a rule: [\n",
}


def load(root: Path, *names: str):
    return loaded(names, root, Place("art17.yaml"))


def test_folder_pack(tmp_path: Path):
    """A folder with pack.yaml is a pack: its rules, types and links; cases and sources are none."""
    (pack,) = load(written(tmp_path, **PACK), "./p")
    assert (pack.name, pack.title, [rule.id for rule in pack.rules]) == ("p", "Ours", ["p/tools/tool-is-known"])
    assert pack.rules[0].data["require"] == {"note": "[TBD]", "list": ["TBD"]}
    assert pack.vocabulary.types["tool"].fields == {"bought_on": FieldOf("date")}
    assert pack.vocabulary.inverses == {"used_by": "uses"}


def test_bundled_packs_load():
    """The bundled packs load, the engine's own first, each once."""
    packs = packs_of(Settings())
    names = [pack.name for pack in packs]
    assert names[0] == "art17"
    assert len(names) == len(set(names))
    assert vocabulary_of(packs, Settings()).types


def test_digest_is_of_content(tmp_path: Path):
    """The digest changes with a rule, not with line ends or the folder."""
    (one,) = load(written(tmp_path / "a", **PACK), "./p")
    (two,) = load(written(tmp_path / "b", **{name: text.replace("\n", "\r\n") for name, text in PACK.items()}), "./p")
    (three,) = load(written(tmp_path / "a", **{"p__tools__tool-is-known_yaml": "title: B\n"}), "./p")
    assert one.digest == two.digest != three.digest


def test_all_mistakes_of_a_pack(tmp_path: Path):
    """Every file that is wrong is named, with line and nearest word."""
    wrong = {
        "p__pack_yaml": "titel: Ours\nversion: '1'\ntitle: x\n",
        "p__types__tool_yaml": "title: Tool\nkind: entitty\n",
        "p__links_yaml": "uses: [\n",
        "p__tools__a_yaml": "- a list\n",
    }
    with pytest.raises(PackError) as caught:
        load(written(tmp_path, **wrong), "./p")
    told = {problem.place.path: problem for problem in caught.value.problems}
    assert set(told) == {"p/pack.yaml", "p/types/tool.yaml", "p/links.yaml", "p/tools/a.yaml"}
    assert told["p/pack.yaml"].fix == "write 'title'"
    assert "'entity'" in told["p/types/tool.yaml"].message
    assert all(problem.place.line for problem in told.values())


def test_unknown_pack_offers_the_nearest(tmp_path: Path):
    """A bundled name that is mistyped is told with the one that was meant."""
    with pytest.raises(PackError, match="did you mean 'eu-ai-act'"):
        load(tmp_path, "eu-ai-akt")


def test_packs_that_need_each_other(tmp_path: Path):
    """A circle of needs ends."""
    root = written(
        tmp_path,
        a__pack_yaml="title: A\nversion: '1'\nneeds: ../b\n",
        b__pack_yaml="title: B\nversion: '1'\nneeds: ../a\n",
    )
    assert [pack.name for pack in load(root, "./a")] == ["b", "a"]


def test_conflicts_between_packs(tmp_path: Path):
    """Two packs that mean different things by one word are told; the same thing twice is fine."""
    other = {f"q{name[1:]}": text for name, text in PACK.items()}
    packs = load(written(tmp_path, **PACK, **other), "./p", "./q")
    assert vocabulary_of(packs, Settings()).types["tool"].pack == "p"
    other["q__types__tool_yaml"] = "title: Tool\nkind: record\n"
    with pytest.raises(PackError, match="the type 'tool' differently"):
        vocabulary_of(load(written(tmp_path, **PACK, **other), "./p", "./q"), Settings())


def test_undeclared_types_are_told(tmp_path: Path):
    """A link to a type that nobody declares is a mistake, and so is one in the manifest."""
    root = written(tmp_path, **{**PACK, "p__links_yaml": "uses: {title: uses, to: [tol]}\n"})
    with pytest.raises(PackError, match="did you mean 'tool'") as caught:
        vocabulary_of(load(root, "./p"), Settings())
    assert str(caught.value.problems[0].place) == "p/links.yaml:1:25"
    with pytest.raises(SettingsError, match="did you mean 'tool'"):
        vocabulary_of(load(written(tmp_path, **PACK), "./p"), Settings(types=(("*.md", "tol"),)))


def test_nothing_outside_a_pack_is_read(tmp_path: Path):
    """Links out of a pack and pipes in it are left alone."""
    root = written(tmp_path, **PACK, secret_yaml="title: Secret\n")
    (root / "p" / "tools" / "b.yaml").symlink_to(root / "secret.yaml")
    os.mkfifo(root / "p" / "tools" / "c.yaml")
    (pack,) = load(root, "./p")
    assert len(pack.rules) == 1


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ({"type": "array", "items": {"type": "string", "format": "citation"}}, FieldOf("citation", many=True)),
        ({"enum": ["a", "b"]}, FieldOf("choice", choices=("a", "b"))),
        ({"type": "object", "properties": {"x": {"type": "number"}}}, FieldOf("group", parts={"x": FieldOf("number")})),
        ({"type": "string"}, FieldOf()),
    ],
)
def test_kinds_of_fields(schema: dict[str, object], kind: FieldOf):
    """The JSON Schema of a field says what it holds."""
    assert field_of(schema) == kind


@pytest.mark.parametrize(
    ("law", "told"),
    [
        ("{}", "The key 'provisions' is missing"),
        ("[]", "A list was found where a mapping belongs"),
        ('{"versions": [1]}', "'1' was found where a mapping belongs"),
        ('{"a":', "This is not JSON"),
    ],
    ids=["empty", "list", "numbers", "cut"],
)
def test_a_law_that_is_none(tmp_path: Path, law: str, told: str):
    """What is no law ends the run with a traceback, or is searched for a line for ever."""
    pack = written(tmp_path, p__pack_yaml="title: P\nversion: '1'\nact: act.json\n", p__act_json=law)
    with pytest.raises(PackError) as wrong:
        load(pack, "./p")
    assert told in "\n".join(problem.message for problem in wrong.value.problems)


LAW: dict[str, Any] = {
    "act": {"id": "ours", "name": "Our Act"},
    "versions": [{"id": "2024-01-01"}],
    "provisions": {
        "Art. 1": {"kind": "article", "since": "2024-01-01", "references": ["Art. 1(1)", {"to": "Art. 1"}]},
        "Art. 1(1)": {"kind": "paragraph", "since": "2024-01-01", "parent": "Art. 1"},
    },
    **{name: {} for name in ("chapters", "aliases", "ambiguous", "annexes", "topic_words")},
    **{name: [] for name in ("application", "linkages", "defects", "draft_numbering", "errata")},
}


def a_law(change: Callable[[dict[str, Any]], object]) -> str:
    """A small law, changed."""
    law = copy.deepcopy(LAW)
    change(law)
    return json.dumps(law, indent=1)


@pytest.mark.parametrize(
    ("change", "told", "begins"),
    [
        (lambda law: law.update(act={}), "The key 'id' is missing", '"act"'),
        (lambda law: law["provisions"].update({"Art. 2": {}}), "The key 'kind' is missing", '"Art. 2"'),
        (lambda law: law["provisions"]["Art. 1"].pop("since"), "The key 'since' is missing", '"Art. 1"'),
        (lambda law: law.update(versions=[]), "There is nothing here", '"versions"'),
        (lambda law: law["versions"][0].update(id="2024-02-31"), "There is no day '2024-02-31'", '"id"'),
        (lambda law: law["provisions"]["Art. 1"].update(until="2024-02-31"), "There is no day '2024-02-31'", '"until"'),
        (lambda law: law["provisions"]["Art. 1"]["references"][1].update(since="2024-13-01"), "no day '2024-13-01'", '"since"'),
        (lambda law: law["provisions"]["Art. 1(1)"].update(parent="Art. 9"), "Art. 9 is not a provision here", '"parent"'),
        (lambda law: law["provisions"]["Art. 1"].update(parent="Art. 1(1)"), "Art. 1 is under itself", '"parent"'),
        (lambda law: law.update(aliases={"a": 1}, linkages=[{"id": "x"}]), "The key 'reason' is missing", '{'),
    ],
)  # fmt: skip
def test_a_law_that_is_wrong_within(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], told: str, begins: str
) -> None:
    """A law that has all its parts, one of which is wrong within, ends the run with a traceback."""
    pack = written(tmp_path, p__pack_yaml="title: P\nversion: '1'\nact: act.json\n", p__act_json=a_law(change))
    with pytest.raises(PackError) as wrong:
        load(pack, "./p")
    lines = (tmp_path / "p" / "act.json").read_text().splitlines()
    (place,) = [problem.place for problem in wrong.value.problems if told in problem.message]
    assert lines[place.line - 1].lstrip().startswith(begins)


def test_a_small_law_is_read(tmp_path: Path) -> None:
    """A law is refused although nothing is wrong with it."""
    pack = written(tmp_path, p__pack_yaml="title: P\nversion: '1'\nact: act.json\n", p__act_json=a_law(dict))
    assert load(pack, "./p")[0].act == LAW


def test_what_is_bundled_has_the_shape_that_is_asked_of_others() -> None:
    """Laws and tables of bundled packs, which are not looked at in a run, are no models for others."""
    law = value_of((bundled("rules") / "eu-ai-act" / "act.json").read_text("utf-8"))
    assert violations_of("act", law) == ()
    assert not list(unsound(cast("dict[str, Any]", law)))


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("crosswalk", "standards: [mine]\npoints: []\n", "A list was found where a mapping belongs"),
        ("crosswalk", "standards: {}\npoints: [{topic: t}]\n", "The key 'provision' is missing"),
        ("coverage", "Art. 1: {status: unknown, why: w}\n", "'unknown' is not allowed here"),
        ("coverage", "Art. 1: {status: out-of-scope, why: w}\n---\nArt. 2: {}\n", "several YAML documents"),
        ("coverage", "", "Nothing was found where a mapping belongs"),
    ],
)
def test_tables_that_are_wrong(tmp_path: Path, name: str, text: str, told: str) -> None:
    """A table of a pack that has not the shape of its schema ends the run with a traceback, or is read in part."""
    (pack,) = load(written(tmp_path, p__pack_yaml="title: P\nversion: '1'\n"), "./p")
    (tmp_path / "p" / f"{name}.yaml").write_text(text)
    with pytest.raises(PackError) as wrong:
        tables_named(name, [pack])
    assert told in wrong.value.problems[0].message
    assert wrong.value.problems[0].place.path == f"p/{name}.yaml"


@pytest.mark.parametrize("files", [{"p__act_json": '{"a":' * 40_000}, {"p__x__r_yaml": "a: " + "[" * 40_000}])
def test_no_line_is_looked_for_in_what_cannot_be_read(tmp_path: Path, files: dict[str, str]):
    """In a law or a rule that is nested without end a line is looked for, for minutes."""
    began = time.process_time()
    with pytest.raises(PackError, match=r"nested|recursion"):
        load(written(tmp_path, p__pack_yaml="title: P\nversion: '1'\nact: act.json\n", **files), "./p")
    assert time.process_time() - began < 10


def test_a_folder_that_is_named_like_a_bundled_pack_is_offered(tmp_path: Path):
    """`rules lint our-rules` says that there is no such pack, though its folder is there."""
    with pytest.raises(PackError) as wrong:
        load(written(tmp_path, p__pack_yaml="title: P\nversion: '1'\n"), "p")
    assert "write ./p" in wrong.value.problems[0].fix


@pytest.mark.parametrize(
    ("path", "said", "fix"),
    [
        ("rule.yaml", "A rule is in a folder of its pack", "move it into one"),
        ("people/rule.yml", "A file of a pack ends in `.yaml`", "rename it"),
    ],
)
def test_no_rule_is_overlooked(tmp_path: Path, path: str, said: str, fix: str) -> None:
    """A file that looks like a rule, and would be read as none, is refused."""
    house(tmp_path, {"ours/pack.yaml": "title: Ours\nversion: '1'\n", f"ours/{path}": "require: {owner: present}\n"})
    with pytest.raises(PackError) as error:
        loaded(("./ours",), tmp_path, Place("art17.yaml"))
    assert [(said in each.message, fix in each.fix) for each in error.value.problems] == [(True, True)]


def test_what_is_asked_of_each_entry_of_a_list_is_written_out(tmp_path: Path):
    """A condition of a list asks not of every entry, or an unknown list is passed over."""
    rule = "title: A\nrequire: {each_of: places, holds: {if: {place: {matches: '{each}'}}, then: {told: {matches: '{each}'}}}}\n"
    pack = {**PACK, "p__lists_yaml": "places: [[AT, Austria], [Rome]]\n", "p__tools__tool-is-known_yaml": rule}
    (found,) = load(written(tmp_path, **pack), "./p")
    entries = [r"\b(?:AT)\b|(?i:Austria)", "(?i:Rome)"]
    assert found.rules[0].data["require"] == {
        "all": [{"if": {"place": {"matches": each}}, "then": {"told": {"matches": each}}} for each in entries]
    }
    for lists, said in (
        ("place: [[Rome]]\n", "did you mean 'place'"),
        ("places: [Rome]\n", "not a list of lists of words"),
    ):
        with pytest.raises(PackError, match=said):
            load(written(tmp_path, **{**pack, "p__lists_yaml": lists}), "./p")
