"""The HTML report: whole, self-contained, escaped, ordered, the same every time."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from art17.errors import UsageError
from art17.model.evidence import Evidence
from art17.model.report import BindingDate, EvidenceItem, Finding, Obligation, PackUsed, Report
from art17.model.shown import LinkShown, NodeShown, PersonalRule
from art17.reporting.html import html_of
from art17.reporting.html import page as page_module
from art17.reporting.html.picture import broken_links
from houses import expected_by_agreed_rules
from reporting.page import Element, read
from reporting.small import HOSTILE, PROBLEM, SPECIMENS, a_finding, a_report

HOUSES = ("northlight", "northlight-broken")
BREAKING = f"</script></style></title><script>alert(1)</script>{HOSTILE}"


@cache
def report_on(house: str) -> Report:
    return expected_by_agreed_rules(SPECIMENS / house)


@cache
def page_on(house: str) -> Element:
    return read(html_of(report_on(house)))


def hostile_report() -> Report:
    """A report in which every text that a file can bring is hostile."""
    node = NodeShown(
        BREAKING, BREAKING, BREAKING, BREAKING, BREAKING, BREAKING, BREAKING,
        strength="attested", is_system=True, is_provider=True, systems=(BREAKING,), facts=((BREAKING, BREAKING),),
    )  # fmt: skip
    finding = a_finding(
        message=BREAKING, fix=BREAKING, rule=BREAKING, path=BREAKING, provisions=(BREAKING,),
        serves=(BREAKING,), blocks=(BREAKING,), systems=(BREAKING,), category=BREAKING, basis=BREAKING,
    )  # fmt: skip
    return a_report(
        finding,
        law=((BREAKING, BREAKING),),
        packs=(PackUsed(BREAKING, BREAKING, BREAKING),),
        digest=BREAKING,
        problems=(replace(PROBLEM, message=BREAKING, fix=BREAKING),),
        obligations=(Obligation("Art. 17(1)(a)", "", "met", BREAKING, {}, (), (EvidenceItem(BREAKING, BREAKING, BREAKING),), BREAKING),
                     Obligation("Art. 17(1)(a)", BREAKING, "unmet", topic=BREAKING)),
        systems=(BREAKING,),
        vacuous=(BREAKING,),
        manifest=BREAKING,
        first=(BREAKING,),
        nodes=(node,),
        edges=(LinkShown(0, -1, BREAKING, BREAKING, "unknown", BREAKING, 0),),
        personal=(PersonalRule(BREAKING, BREAKING, BREAKING, (BREAKING,), 0, 1, 0),),
    )  # fmt: skip


@pytest.mark.parametrize("house", HOUSES)
def test_every_finding_stands_in_the_page(house: str) -> None:
    """A finding is left out, or its fix, place or rule is."""
    cards = page_on(house).by_id("findings-list").classed("finding") if report_on(house).findings else []
    by_id = {card.attributes["id"].removeprefix("f-"): card.words for card in cards}
    assert set(by_id) == {finding.id for finding in report_on(house).findings}
    for finding in report_on(house).findings:
        told = by_id[finding.id].replace("`", "")
        for text in (finding.message, finding.fix[1:], str(finding.subject.place), finding.rule):
            assert " ".join(text.replace("`", "").split()) in told


def test_every_action_stands_under_its_owner() -> None:
    """An active finding is nobody's, or is told twice: what one cause explains is a row for each who answers for it."""
    report = report_on("northlight-broken")
    shares = Counter((finding.owner, finding.group) for finding in report.findings if finding.status == "active")
    bodies = page_on("northlight-broken").by_id("actions").all("tbody")
    counts = [row.all("td")[0].words for body in bodies for row in body.all("tr")]
    more = [int(found[1]) if (found := re.search(r"and (\d+) more", text)) else 0 for text in counts]
    assert sorted(1 + each for each in more) == sorted(shares.values())


@pytest.mark.parametrize("house", HOUSES)
def test_every_obligation_has_a_cell(house: str) -> None:
    """The matrix leaves out a provision, an owner or a verdict."""
    report, said = (
        report_on(house),
        {"met": "met", "unmet": "not met", "undecided": "undecided", "not-applicable": "not applicable"},
    )
    words = [cell.words for cell in page_on(house).by_id("matrix").classed("verdict")]
    verdicts = ["not met" if word == "gap" else word for word in words]
    assert sorted(verdicts) == sorted(said[each.verdict] for each in report.obligations)


@pytest.mark.parametrize("house", HOUSES)
def test_nothing_is_loaded(house: str) -> None:
    """The page names an address that a browser would fetch, or may run what it did not bring."""
    page = page_on(house)
    for element in page.all():
        assert not {"src", "srcset", "style", "action", "data", "poster"} & set(element.attributes)
        assert not [name for name in element.attributes if name.startswith("on")]
        assert element.attributes.get("href", "#").startswith("#")
        assert element.tag not in ("link", "iframe", "object", "embed", "img", "base")
    style = "".join(each.text for each in page.all("style"))
    assert not re.search(r"url\(|@import|image-set", style)


def test_the_policy_knows_every_inline_element_by_its_hash() -> None:
    """A script that the page did not bring would run, or its own would not."""
    page = page_on("northlight-broken")
    policy = next(e.attributes["content"] for e in page.all("meta") if "http-equiv" in e.attributes)
    inline = [e.text for e in page.all("script", "style") if e.attributes.get("type") != "application/json"]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    assert len(inline) == 3
    assert policy.startswith("default-src 'none'")
    assert sorted(re.findall(r"'sha256-([^']+)'", policy)) == sorted(hashes)
    assert "unsafe" not in policy


def test_texts_of_files_stay_texts() -> None:
    """A hostile title becomes an element, ends a script, or hides characters."""
    text = html_of(hostile_report())
    page = read(text)
    assert len(page.all("script")) == 5
    assert "alert(1)" not in "".join(e.text for e in page.all("script") if "type" not in e.attributes)
    assert not page.all("img")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert BREAKING[:30] in page.by_id("findings").text


def test_the_data_for_the_picture_is_whole() -> None:
    """The picture lacks an artefact or a link, or a finding its tree."""
    report, page = report_on("northlight-broken"), page_on("northlight-broken")
    picture, trees = (json.loads(page.by_id(f"{name}-data").text) for name in ("picture", "trees"))
    assert [row[0] for row in picture["nodes"]] == [node.id for node in report.nodes]
    assert len(picture["edges"]) == len(report.edges) == report.links
    assert len(trees["trees"]) == len(report.findings)
    assert sum(row[6] for row in picture["nodes"]) <= len(report.findings)


@pytest.mark.parametrize("house", [*HOUSES, "hostile", "empty"])
def test_the_page_is_ordered_for_every_reader(house: str) -> None:
    """A heading skips a level, a table has no caption or scope, an id stands twice, a link or label leads nowhere."""
    made = {"hostile": hostile_report(), "empty": a_report()}
    page = read(html_of(made[house])) if house in made else page_on(house)
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert [len(page.all(tag)) for tag in ("main", "header", "footer", "nav")] == [1, 1, 1, 1]
    for table in page.all("table"):
        assert len(table.all("caption")) == 1
        assert all(head.attributes.get("scope") in ("col", "row") for head in table.all("th"))
    ids = [each.attributes["id"] for each in page.all() if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    for each in page.all():
        attributes = each.attributes
        named = [attributes[name] for name in ("for", "aria-labelledby") if name in attributes]
        target = attributes.get("href", "")
        assert set(named) <= set(ids)
        assert target[1:] in {*ids, ""} or re.fullmatch(r"#artefact-\d+", target)


@pytest.mark.parametrize("house", HOUSES)
def test_the_outline_is_the_expected_one(house: str, writes_expected: bool) -> None:
    """A section, table or filter of the page came or went; `make expected` rewrites it, and the diff shows what."""
    expected = SPECIMENS / f"{house}.expected.html.txt"
    outline = "".join(f"{line}\n" for line in outline_of(page_on(house)))
    if writes_expected:
        expected.write_text(outline, encoding="utf-8")
    assert outline == expected.read_text(encoding="utf-8")


def outline_of(page: Element) -> list[str]:
    """Headings, tables with their rows, and filters with their options, in order; findings are counted."""
    lines = []
    for each in page.all("h1", "h2", "h3", "table", "select", "ol", "script"):
        if each.tag == "h3" and (each.classed("number") or each.attributes.get("id", "").startswith("share-")):
            continue
        match each.tag:
            case "table" if not each.all("tbody")[0].attributes.get("id", "").startswith("actions-"):
                lines.append(f"    table {each.all('caption')[0].words}: {len(each.all('tr'))} rows")
            case "select":
                lines.append(f"    filter {each.attributes.get('name', 'by')}: {len(each.all('option'))} options")
            case "ol" if "findings" in each.attributes.get("class", ""):
                lines.append(f"    list of {len(each.classed('finding'))} findings")
            case "h1" | "h2" | "h3":
                lines.append(f"{'  ' * (int(each.tag[1]) - 1)}{each.words}")
    return lines


def test_the_same_report_gives_the_same_bytes() -> None:
    """The page depends on something else than the report."""
    report = report_on("northlight-broken")
    assert html_of(report) == html_of(expected_by_agreed_rules(SPECIMENS / "northlight-broken"))


def test_extras_are_asked_for_in_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Formats that lack a package say so differently."""
    from art17.reporting.xlsx import xlsx_of

    told: dict[str, str] = {}
    page_module._environment.cache_clear()
    for form, make, package in (("html", html_of, "jinja2"), ("xlsx", xlsx_of, "xlsxwriter")):
        monkeypatch.setitem(sys.modules, package, None)
        with pytest.raises(UsageError) as raised:
            make(a_report())
        problem = raised.value.problems[0]
        said = f"{problem.message.lower()}; {problem.fix}"
        told[form] = said.replace(package, "PACKAGE").replace(form, "FORM")
    common = "the format FORM needs PACKAGE, which is not installed; run: pip install 'art17[FORM]'"
    assert told == {"html": common, "xlsx": common}


def test_without_jinja2_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks the extra gets a traceback."""
    monkeypatch.setitem(sys.modules, "jinja2", None)
    page_module._environment.cache_clear()
    with pytest.raises(UsageError, match="jinja2") as raised:
        html_of(a_report())
    assert "art17[html]" in raised.value.problems[0].fix


def test_what_is_too_much_for_the_page_lies_beside_it() -> None:
    """Of very many findings some are lost, or a hostile one ends the element that holds it."""
    many = [a_finding(number, message=f"{BREAKING} {number}") for number in range(1, 451)]
    page = read(html_of(a_report(*many)))
    inside = [each.attributes["id"] for each in page.classed("finding")]
    beside = [read(each.text) for each in page.all("script") if each.attributes.get("data-rest") == "findings-list"]
    waiting = [card.attributes["id"] for part in beside for card in part.classed("finding")]
    assert len(inside) == 200
    assert sorted([*inside, *waiting]) == [f"f-{finding.id}" for finding in many]


def test_only_links_at_fault_are_called_broken() -> None:
    """A record that points at what was in force then, or a document at what it supersedes, is called broken."""
    assert broken_links(report_on("northlight")) == ()
    faults = {(each.id, each.written) for each in broken_links(report_on("northlight-broken"))}
    findings = report_on("northlight-broken").findings
    told = {
        (f.subject.id, f.discriminator.partition(" ")[2]) for f in findings if f.rule.startswith("art17/links/target")
    }
    assert told <= faults
    assert {name for name, _ in faults} <= {f.subject.id for f in findings if f.category != "gap"}


def test_no_script_takes_a_name_from_another() -> None:
    """Two scripts of the page declare the same name, and the later one silently wins."""
    script = page_on("northlight").all("script")[-1].text
    names = re.findall(r"^(?:async )?(?:function|const|let|class) (\w+)", script, re.MULTILINE)
    assert len(names) > 40
    assert len(names) == len(set(names))


def test_a_tree_tells_first_what_decided() -> None:
    """Of many parts the one that failed is left out of the tree."""
    parts = [Evidence(f"part {number} is there", "A-1", "", truth=number != 30) for number in range(40)]
    finding = a_finding(because=Evidence("all of these", "A-1", "", truth=False, shape="all", children=tuple(parts)))
    trees = json.loads(read(html_of(a_report(finding))).by_id("trees-data").text)
    children, left = trees["trees"][0][4:]
    assert trees["texts"][children[0][1]] == "A-1 part 30 is there"
    assert (len(children), left) == (8, 32)


def test_the_summary_says_from_when_the_findings_bind() -> None:
    """A day is told as the earliest, though a finding binds already or knows no day."""
    ahead = BindingDate("SYS", date(2027, 12, 2), "Art. 113", "settled")
    later, known = a_finding(1, binding=(ahead,)), a_finding(2, binding=(replace(ahead, since=date(2025, 2, 2)),))

    def told(*findings: Finding) -> str:
        return read(html_of(a_report(*findings))).by_id("summary").words

    day = "2 December 2027, in 374 days"
    assert f"What the findings under the law are about applies from {day} at the earliest." in told(later)
    mixed = f"Findings under the law: 3. Of these 1 apply later, first from {day}; 2 have no later day."
    assert mixed in told(later, known, a_finding(3))
    assert "as if all were due now" not in told(known, a_finding(4, basis="practice", binding=(ahead,)))
