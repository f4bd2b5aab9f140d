"""Seven small houses, each a case that the law treats apart: their findings, their obligations, the provision named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from art17.checking.request import Request
from art17.commands.explain import rule_explained
from art17.model.report import Obligation, Report
from art17.run import check
from houses import DAY, SPECIMENS, checked, copied, on_file, opened_house, told

HOUSES = ("bank", "small-company", "device-maker", "third-country", "deployer", "biometric", "five-systems")
FIVE = SPECIMENS / "five-systems"
OF_THE_HOUSE = ""
DEEMED = "abcdefjklm"
SILENT = "-"


@cache
def report_on(name: str) -> Report:
    return checked(SPECIMENS / name)


def obligation(name: str, provision: str, system: str = OF_THE_HOUSE) -> Obligation:
    return next(o for o in report_on(name).obligations if (o.provision, o.system) == (provision, system))


def verdict(name: str, provision: str, system: str = OF_THE_HOUSE) -> str:
    return obligation(name, provision, system).verdict


def binding(name: str, provision: str, system: str = OF_THE_HOUSE) -> str:
    """`met` or `unmet`; "-" where nothing had to be judged, whether that is called not applicable or undecided."""
    found = verdict(name, provision, system)
    return found if found in ("met", "unmet") else SILENT


def strength(name: str, provision: str, system: str = OF_THE_HOUSE) -> str:
    return obligation(name, provision, system).strength


def evidence(name: str, provision: str, system: str = OF_THE_HOUSE) -> set[str]:
    return {item.id for item in obligation(name, provision, system).evidence}


def granted(name: str, rule: str, subject: str) -> tuple[str, str]:
    """The verdict of a rule on a subject, and the provision that exempts it."""
    found = rule_explained(opened_house(SPECIMENS / name), f"eu-ai-act/{rule}")
    assert found is not None
    judgement = next(each for each, _ in found.verdicts if each.subject.name == subject)
    return judgement.verdict, judgement.by


def changed(name: str, to: Path, path: str, old: str, new: str) -> Report:
    """The report on a copy of a house with one text replaced."""
    folder = copied(SPECIMENS / name, to)
    text = (folder / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    (folder / path).write_text(text.replace(old, new), encoding="utf-8")
    return checked(folder)


def without(name: str, to: Path, path: str) -> Report:
    """The report on a copy of a house that lacks one file."""
    folder = copied(SPECIMENS / name, to)
    (folder / path).unlink()
    return checked(folder)


def later(name: str, to: Path, path: str = "", old: str = "", new: str = "") -> set[tuple[str, str]]:
    """The findings on a house two years later, when the Act binds it from the market on, with one text replaced."""
    folder = copied(SPECIMENS / name, to)
    for file in folder.iterdir():
        text = file.read_text(encoding="utf-8")
        assert file.name != path or text.count(old) == 1
        text = text.replace(old, new) if file.name == path else text
        file.write_text(re.sub(r"\b20(\d\d)(?=-\d\d-\d\d)", lambda year: f"20{int(year[1]) + 2}", text), "utf-8")
    return {(rule, subject) for rule, _, subject in told(check(Request(folder, DAY.replace(year=DAY.year + 2))))}


def added(name: str, report: Report) -> set[tuple[str, str]]:
    """Rule and subject of each finding that the house itself does not have."""
    return {(rule, subject) for rule, _, subject in told(report)} - {(r, s) for r, _, s in told(report_on(name))}


@pytest.mark.parametrize("name", HOUSES)
def test_a_small_house_has_exactly_the_findings_that_it_expects(name: str) -> None:
    """A small house shows a gap that its case is not about, or hides one that it is about."""
    listed = yaml.safe_load((SPECIMENS / name / "EXPECTED.yaml").read_text(encoding="utf-8"))
    expected = sorted((each["rule"], each["class"], each["path"], each["subject"]) for each in listed)
    report = report_on(name)
    found = sorted((f.rule, f.category, f.subject.place.path, f.subject.id) for f in report.findings)
    assert found == expected
    assert report.problems == ()


@pytest.mark.parametrize("name", HOUSES)
def test_a_small_house_is_small(name: str) -> None:
    """A small house has grown beyond what can be read at once."""
    whole = [node for node in opened_house(SPECIMENS / name).graph.nodes if node.register < 0]
    assert 8 <= len(whole) <= 50


# A bank: Art. 17(4).


@pytest.mark.parametrize("point", DEEMED)
def test_a_bank_is_deemed_to_fulfil_what_its_governance_stands_for(point: str) -> None:
    """A point that banking law stands for is not met by the record of governance, with the strength `deemed`."""
    for owner in (OF_THE_HOUSE, "SCORE"):
        assert (verdict("bank", f"Art. 17(1)({point})", owner), strength("bank", f"Art. 17(1)({point})", owner)) == (
            "met",
            "deemed",
        )
        assert "HO-GOV" in evidence("bank", f"Art. 17(1)({point})", owner)


def test_a_bank_keeps_three_points_and_the_requirements_of_its_systems() -> None:
    """Risk management, monitoring or incidents of a bank rest on banking law, or Arts. 9 to 15 do."""
    assert {p: verdict("bank", f"Art. 17(1)({p})") for p in "ghi"} == {"g": "met", "h": "unmet", "i": "met"}
    for point, owner in (("g", OF_THE_HOUSE), ("g", "SCORE"), ("i", OF_THE_HOUSE), ("i", "SCORE")):
        assert strength("bank", f"Art. 17(1)({point})", owner) != "deemed"
        assert "HO-GOV" not in evidence("bank", f"Art. 17(1)({point})", owner)
    assert {n: verdict("bank", f"Art. {n}", "SCORE") for n in range(9, 16)} == {
        n: "unmet" if n == 12 else "met" for n in range(9, 16)
    }
    assert all(strength("bank", f"Art. {n}", "SCORE") != "deemed" for n in (9, 10, 11, 13, 14, 15))


def test_a_bank_learns_which_provision_relieves_it() -> None:
    """The relief of a bank is not explained by Art. 17(4), with the record and its attestation."""
    assert granted("bank", "17-1-a/systems-have-a-route", "SCORE") == ("not-applicable", "Art. 17(4)")
    assert (verdict("bank", "Art. 17(4)", "SCORE"), strength("bank", "Art. 17(4)", "SCORE")) == ("met", "deemed")
    assert evidence("bank", "Art. 17(4)", "SCORE") == {"HO-GOV", "HO-GATT"}


def test_the_plan_that_a_bank_lacks_is_told_with_the_procedure_it_lacks() -> None:
    """The missing monitoring of a bank is told twice."""
    (finding,) = on_file(report_on("bank"), "art17.yaml", "gap")
    assert finding.provisions == ("Art. 17(1)(h)",)
    assert finding.blocks == ("eu-ai-act/17-1-h/system-has-monitoring-plan",)


def test_a_bank_that_attests_nothing_has_a_gap(tmp_path: Path) -> None:
    """Nobody attests that the governance rules are complied with, and Art. 17(4) is met all the same."""
    report = without("bank", tmp_path, "governance-attestation.md")
    assert added("bank", report) == {("eu-ai-act/17-4/compliance-is-attested", "HO-GOV")}
    found = {o.provision: o.verdict for o in report.obligations if o.system == OF_THE_HOUSE}
    assert {found[f"Art. 17(1)({point})"] for point in DEEMED} == {"unmet"}


def test_what_a_system_of_a_bank_lacks_leaves_the_deemed_points_alone(tmp_path: Path) -> None:
    """Training data that a bank does not describe turn Art. 17(1)(f) unmet, which banking law stands for."""
    report = changed("bank", tmp_path, "ostscore.yaml", "data_purpose: [training, testing]", "data_purpose: [testing]")
    assert added("bank", report) == {("eu-ai-act/17-1-f/training-data-are-described", "SCORE")}
    found = {o.provision: o.verdict for o in report.obligations if o.system == "SCORE"}
    assert (found["Art. 17(1)(f)"], found["Art. 10"]) == ("met", "unmet")


def test_who_is_no_bank_is_not_relieved(tmp_path: Path) -> None:
    """A company that is no financial institution fulfils points of Art. 17(1) by a record of governance."""
    report = changed("bank", tmp_path, "house.yaml", "financial_institution: true", "financial_institution: false")
    assert ("eu-ai-act/17-4/deemed-fulfilment-is-open-to-the-provider", "qms") in added("bank", report)
    for point in DEEMED:
        cite = f"Art. 17(1)({point})"
        assert {o.verdict for o in report.obligations if o.provision == cite and not o.system} == {"unmet"}


# A small company: Art. 63.


def test_a_simplification_is_met_by_attested_reasons() -> None:
    """A claimed simplification counts for more than somebody's attested reasons."""
    assert verdict("small-company", "Art. 63(1)") == "met"
    assert strength("small-company", "Art. 63(1)") == "attested"
    assert evidence("small-company", "Art. 63(1)") == {"PF-SIMPLE", "PF-ATT"}


def test_a_simplification_relieves_from_nothing_outside_article_17() -> None:
    """A small company is relieved from a requirement of its system, or from an element that it keeps simple."""
    assert verdict("small-company", "Art. 9(1)", "MARKS") == "unmet"
    assert verdict("small-company", "Art. 10(2)", "MARKS") == "unmet"
    assert verdict("small-company", "Art. 17(1)(l)") == "unmet"
    assert all(verdict("small-company", f"Art. 17(1)({point})") == "met" for point in "abcdefghijkm")


@pytest.mark.parametrize("element", ["Art. 9", "Art. 15", "Art. 72", "Art. 73"])
def test_an_element_outside_the_quality_system_cannot_be_simplified(element: str, tmp_path: Path) -> None:
    """A company claims the simplification of a requirement that Art. 63(2) keeps."""
    old, new = "Art. 17(1)(b),", f"Art. 17(1)(b), {element},"
    report = changed("small-company", tmp_path, "simplification.md", old, new)
    assert ("eu-ai-act/63/only-elements-of-the-system-are-simplified", "PF-SIMPLE") in added("small-company", report)
    finding = next(f for f in report.findings if "only-elements" in f.rule)
    assert "Art. 63(2)" in finding.provisions


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("size: small", "size: smc"),
        ("size: small", "size: large"),
        ("partner_or_linked_enterprises: false", "partner_or_linked_enterprises: true"),
    ],
)
def test_the_simplification_is_for_small_companies_on_their_own(old: str, new: str, tmp_path: Path) -> None:
    """A small mid-cap, a large or a linked enterprise claims Art. 63."""
    report = changed("small-company", tmp_path, "house.yaml", old, new)
    assert added("small-company", report) == {("eu-ai-act/63/simplification-is-open-to-the-provider", "PF-SIMPLE")}


def test_reasons_that_were_rewritten_are_attested_no_more(tmp_path: Path) -> None:
    """The reasons of a simplification were changed after somebody attested them."""
    report = changed("small-company", tmp_path, "simplification.md", "Eleven people", "Forty people")
    assert added("small-company", report) == {("eu-ai-act/63/attestation-is-current", "PF-SIMPLE")}


# A maker of medical devices: Art. 17(3).


def test_a_sectoral_system_has_to_map_every_aspect() -> None:
    """An aspect that stands nowhere in the sectoral system is not missed."""
    assert verdict("device-maker", "Art. 17(3)") == "unmet"
    assert verdict("device-maker", "Art. 17(1)(f)") == "unmet"
    assert all(verdict("device-maker", f"Art. 17(1)({point})") == "met" for point in "abcdeghijklm")


def test_a_device_follows_the_procedure_of_its_own_law() -> None:
    """A device is assessed otherwise than by its sectoral procedure, with the quality system and the number shown."""
    assert verdict("device-maker", "Art. 43(3)", "STROKE") == "met"
    assert evidence("device-maker", "Art. 43(3)", "STROKE") == {"LM-ROUTE", "CA-STROKE"}
    assert verdict("device-maker", "Art. 6(1)", "STROKE") == "met"
    assert verdict("device-maker", "Art. 48(4)", "STROKE") == "met"
    assert binding("device-maker", "Art. 49(1)", "STROKE") == SILENT


def test_incidents_with_devices_are_reported_under_the_law_of_devices(tmp_path: Path) -> None:
    """A serious incident with a device is held to the days of the AI Act, though no fundamental right is infringed."""
    late = "73/serious-incidents-are-reported-in-15-days"
    assert granted("device-maker", late, "VC-2026-04") == ("not-applicable", "Art. 73(10)")
    assert granted("device-maker", "17-1-i/urgent-deadlines-are-within-the-law", "LM-INC") == (
        "not-applicable",
        "Art. 73(10)",
    )
    old, new = "infringes_fundamental_rights: false", "infringes_fundamental_rights: true"
    assert added("device-maker", changed("device-maker", tmp_path, "stroke.yaml", old, new)) == {
        (f"eu-ai-act/{late}", "VC-2026-04")
    }


def test_a_sectoral_assessment_takes_in_the_quality_system(tmp_path: Path) -> None:
    """A notified body for devices assessed the product and not the quality system of Art. 17."""
    report = changed("device-maker", tmp_path, "stroke.yaml", "verified: [Annex VII(3), ", "verified: [")
    assert added("device-maker", report) == {
        ("eu-ai-act/43/sectoral-assessment-covers-the-quality-system", "CA-STROKE")
    }


def test_a_device_that_needs_a_third_party_names_it(tmp_path: Path) -> None:
    """A device names no notified body, does not opt out, and is asked for nothing."""
    report = changed("device-maker", tmp_path, "stroke.yaml", "notified_body: Normpruef (9927)\n", "")
    assert added("device-maker", report) == {("eu-ai-act/43/sectoral-third-party-is-named", "CA-STROKE")}


def test_internal_control_is_no_route_for_a_device(tmp_path: Path) -> None:
    """A device takes the route of Annex VI."""
    report = changed("device-maker", tmp_path, "house.yaml", "route: sectoral", "route: annex-vi")
    assert ("eu-ai-act/43/sectoral-procedure-is-the-route", "LM-ROUTE") in added("device-maker", report)


# A provider outside the Union: Art. 22.


def test_a_provider_outside_the_union_is_represented() -> None:
    """The representative of a provider outside the Union is not the evidence for Art. 22."""
    for provision in ("Art. 22(1)", "Art. 22(3)"):
        assert verdict("third-country", provision) == "met"
        assert evidence("third-country", provision) == {"KANAL"}
    assert all(verdict("third-country", f"Art. 17(1)({point})", "ADMIT") == "met" for point in "abcdefghijklm")


@pytest.mark.parametrize(
    ("old", "new", "rule", "subject"),
    [
        ("mandate_date: 2026-04-14", "mandate_date: 2027-01-04", "third-country-provider-is-represented", "TALLOW"),
        (
            "established_in_union: true",
            "established_in_union: false",
            "third-country-provider-is-represented",
            "TALLOW",
        ),
        ("Art. 22(3)(d)", "Art. 22(3)(c)", "mandate-covers-every-task", "KANAL"),
    ],
)
def test_a_mandate_is_in_force_in_the_union_and_whole(
    old: str, new: str, rule: str, subject: str, tmp_path: Path
) -> None:
    """The mandate of a representative is yet to come, followed the market, lies outside the Union, or leaves out a task."""
    report = changed("third-country", tmp_path, "representative.md", old, new)
    assert added("third-country", report) == {(f"eu-ai-act/22/{rule}", subject)}


def test_a_mandate_follows_no_market_that_the_act_binds(tmp_path: Path) -> None:
    """A mandate that came a day after the market is missed where the Act bound by then, or asked for where it did not."""
    late = "representative.md", "mandate_date: 2026-04-14", "mandate_date: 2026-06-16"
    assert added("third-country", changed("third-country", tmp_path / "now", *late)) == set()
    rule = "eu-ai-act/22/third-country-provider-is-represented"
    assert later("third-country", tmp_path / "later", *late) - later("third-country", tmp_path / "as it is") == {
        (rule, "TALLOW")
    }


def test_a_provider_outside_the_union_without_representative_has_one_gap(tmp_path: Path) -> None:
    """A provider outside the Union has no representative, and nothing or more than that is said."""
    report = without("third-country", tmp_path, "representative.md")
    assert added("third-country", report) == {("eu-ai-act/22/third-country-provider-is-represented", "TALLOW")}


def test_a_provider_in_the_union_needs_no_representative(tmp_path: Path) -> None:
    """A provider that sits in the Union is asked for a representative."""
    folder = copied(SPECIMENS / "third-country", tmp_path)
    (folder / "representative.md").unlink()
    text = (folder / "house.yaml").read_text(encoding="utf-8")
    (folder / "house.yaml").write_text(
        text.replace("established_in_union: false", "established_in_union: true"), encoding="utf-8"
    )
    assert told(checked(folder)) == []


def test_a_provider_that_does_not_say_whether_it_is_in_the_union_is_asked(tmp_path: Path) -> None:
    """A provider from a third country leaves one line out and is asked for nothing."""
    report = changed("third-country", tmp_path, "house.yaml", "established_in_union: false\n", "")
    assert added("third-country", report) == {("eu-ai-act/22/establishment-in-the-union-is-stated", "TALLOW")}


# A deployer: Arts. 26 and 27.


def test_a_deployer_has_no_duties_of_a_provider() -> None:
    """A company that only uses AI systems is asked for a quality system, an assessment or a registration."""
    of_a_provider = re.compile(r"Art\. (9|1\d|2[0-5]|43|47|48|72|73)\b")
    found = [o for o in report_on("deployer").obligations if of_a_provider.match(o.provision)]
    assert found
    assert {verdict("deployer", f"Art. 17(1)({point})") for point in "abcdefghijklm"} == {"not-applicable"}
    assert not {o.verdict for o in found} & {"met", "unmet"}
    assert not [f for f in report_on("deployer").findings if any(of_a_provider.match(p) for p in f.provisions)]


def test_a_deployer_is_judged_by_article_26_for_each_high_risk_system() -> None:
    """A duty of the deployer is missed, or one is asked for a system that is not high-risk."""
    score = {"1": "met", "2": "met", "4": "met", "5": "met", "6": "met", "7": SILENT, "11": "met"}
    shift = {**score, "4": SILENT, "6": "unmet", "7": "met"}
    assert {n: binding("deployer", f"Art. 26({n})", "USE-SCORE") for n in score} == score
    assert {n: binding("deployer", f"Art. 26({n})", "USE-SHIFT") for n in shift} == shift
    assert binding("deployer", "Art. 26(7)", "USE-CHAT") == SILENT
    assert binding("deployer", "Art. 26(8)", "USE-SCORE") == SILENT


def test_rights_are_assessed_where_credit_is_scored(tmp_path: Path) -> None:
    """A private company owes the assessment of Art. 27 for a roster, or owes none for a credit score."""
    assert verdict("deployer", "Art. 27(1)", "USE-SCORE") == "met"
    assert evidence("deployer", "Art. 27(1)", "USE-SCORE") == {"FK-FRIA"}
    assert verdict("deployer", "Art. 27(3)", "USE-SCORE") == "not-applicable"  # Art. 111(2)
    assert binding("deployer", "Art. 27(1)", "USE-SHIFT") == SILENT
    assert added("deployer", without("deployer", tmp_path / "now", "rights-assessment.md")) == set()  # Art. 111(2)
    unassessed = "rights-assessment.md", "status: approved", "status: superseded"
    assert later("deployer", tmp_path / "later", *unassessed) - later("deployer", tmp_path / "as it is") == {
        ("eu-ai-act/27/rights-are-assessed-before-use", "USE-SCORE")
    }


@pytest.mark.parametrize("line", ["used_since: 2026-05-04\n", "at_the_workplace: false\n"])
def test_a_deployer_states_the_facts_that_its_duties_hang_on(line: str, tmp_path: Path) -> None:
    """A deployer leaves a fact out, and the duty that hangs on it is silently gone."""
    report = changed("deployer", tmp_path, "use.yaml", line, "")
    told = added("deployer", report) - {("eu-ai-act/27/assessment-is-notified", "FK-FRIA")}  # once no day is stated
    assert told == {("eu-ai-act/26/facts-of-use-are-stated", "USE-SCORE")}


# Biometrics without full standards: Art. 43(1).


def test_biometrics_in_part_by_standards_go_to_a_notified_body() -> None:
    """The route of a biometric system, its certificate or its number is not judged."""
    for provision in ("Art. 43(1)", "Art. 44(2)", "Art. 48(4)", "Art. 12(3)", "Art. 14(5)", "Art. 18(1)(d)"):
        assert verdict("biometric", provision, "FIND") == "met"
    assert binding("biometric", "Art. 43(2)", "FIND") == SILENT
    assert evidence("biometric", "Art. 43(1)", "FIND") == {"IG-ROUTE", "CA-FIND"}


def test_biometrics_in_part_by_standards_may_not_assess_alone(tmp_path: Path) -> None:
    """Internal control is accepted for a biometric system whose standards are applied in part."""
    report = changed("biometric", tmp_path, "strategy.md", "route: annex-vii", "route: annex-vi")
    rule = "eu-ai-act/43/biometric-route-fits-the-standards"
    assert (rule, "IG-ROUTE") in added("biometric", report)
    assert next(f for f in report.findings if f.rule == rule).provisions[0] == "Art. 43(1)"


@pytest.mark.parametrize(
    ("old", "new", "rule", "subject"),
    [
        ("certificate_expiry: 2030-06-29", "certificate_expiry: 2031-06-29", "44/certificates-are-valid", "CA-FIND"),
        ("certificate_expiry: 2030-06-29", "certificate_expiry: 2026-11-22", "44/certificates-are-valid", "CA-FIND"),
        ("notified_body_number: '9914'", "notified_body_number: TBD", "48/marking-bears-the-number", "CE-FIND"),
        ("Art. 12(3)(d), ", "", "12/biometric-logs-hold-the-minimum", "LS-FIND"),
        ("two_person_verification: ", "two_persons: ", "14/two-persons-verify-biometric-matches", "OP-FIND"),
    ],
)
def test_biometrics_have_minima_of_their_own(old: str, new: str, rule: str, subject: str, tmp_path: Path) -> None:
    """A biometric system lacks what the law asks of biometric systems alone, or its certificate runs too long."""
    folder = SPECIMENS / "biometric" / "find.yaml"
    old = old if old in folder.read_text(encoding="utf-8") else old.replace("'", '"')
    assert added("biometric", changed("biometric", tmp_path, "find.yaml", old, new)) == {(f"eu-ai-act/{rule}", subject)}


# Five systems: each as far as the law goes.

BY_SYSTEM = {
    "Art. 6": ("met", "met", "met", SILENT, "met"),
    "Art. 6(1)(a)": (SILENT, SILENT, SILENT, SILENT, "met"),
    "Art. 6(4)": (SILENT, SILENT, "met", SILENT, SILENT),
    "Art. 9": ("met", "met", SILENT, SILENT, "met"),
    "Art. 10": ("met", "met", SILENT, SILENT, "met"),
    "Art. 13": ("met", SILENT, SILENT, SILENT, SILENT),
    "Art. 17(1)(c)": ("met", "met", SILENT, SILENT, "met"),
    "Art. 17(1)(g)": ("met", "met", SILENT, SILENT, "met"),
    "Art. 20(1)": (SILENT, SILENT, SILENT, "met", SILENT),
    "Art. 43(2)": ("met", "met", SILENT, SILENT, SILENT),
    "Art. 43(3)": (SILENT, SILENT, SILENT, SILENT, "met"),
    "Art. 47(1)": ("met", SILENT, SILENT, SILENT, SILENT),
    "Art. 49(1)": ("met", SILENT, SILENT, SILENT, SILENT),
    "Art. 49(2)": (SILENT, SILENT, "met", SILENT, SILENT),
    "Art. 72(3)": ("met", SILENT, SILENT, SILENT, SILENT),
}


@pytest.mark.parametrize("provision", BY_SYSTEM)
def test_each_of_five_systems_is_judged_by_its_own_stage_and_class(provision: str) -> None:
    """A system is held to what binds another one, or let off what binds it."""
    systems = ("HIRE", "ROSTER", "DEDUP", "OLDHIRE", "LIFT")
    assert tuple(binding("five-systems", provision, system) for system in systems) == BY_SYSTEM[provision]


@pytest.mark.parametrize(
    ("path", "old", "new", "rule", "system"),
    [
        (
            "hire.yaml",
            "assessed_on: 2026-04-30",
            "assessed_on: 2026-05-12",
            "43/assessment-came-before-the-market",
            "HIRE",
        ),
        ("hire.yaml", "affixed_on: 2026-05-04", "affixed_on: 2026-05-12", "48/marking-came-before-the-market", "HIRE"),
        (
            "hire.yaml",
            "registered_on: 2026-05-04",
            "registered_on: 2026-05-12",
            "49/registration-came-before-the-market",
            "HIRE",
        ),
        (
            "others.yaml",
            "registered_on: 2026-02-06",
            "registered_on: 2026-02-10",
            "49/registration-of-an-excluded-system-came-before-the-market",
            "DEDUP",
        ),
        (
            "double-files.md",
            "assessed_on: 2026-01-26",
            "assessed_on: 2026-02-10",
            "6/exclusion-was-documented-before-the-market",
            "DEDUP",
        ),
    ],
)
def test_what_comes_a_day_after_the_market_is_late(
    path: str, old: str, new: str, rule: str, system: str, tmp_path: Path
) -> None:
    """What the law asks for before the market came a day after it, and nobody says so, or the Act did not bind by then."""
    assert added("five-systems", changed("five-systems", tmp_path / "now", path, old, new)) == set()
    found = later("five-systems", tmp_path / "later", path, old, new)
    assert found - later("five-systems", tmp_path / "as it is") == {(f"eu-ai-act/{rule}", system)}


def test_an_excluded_system_without_its_assessment_is_a_gap(tmp_path: Path) -> None:
    """A system is kept out of the high-risk class by Art. 6(3) without the assessment of Art. 6(4)."""
    assert without("five-systems", tmp_path / "now", "double-files.md").findings == ()  # Art. 6 did not apply yet
    other = "double-files.md", "status: approved", "status: superseded"
    assert later("five-systems", tmp_path / "later", *other) - later("five-systems", tmp_path / "as it is") == {
        ("eu-ai-act/6/exclusion-is-documented", "DEDUP")
    }


def scopes_of_several() -> Iterator[tuple[str, int, str]]:
    """File, line and name of each entry of a `covers` that names several systems."""
    for path in sorted(FIVE.iterdir()):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            if found := re.fullmatch(r"\s*covers: \[(.+, .+)\]", line):
                yield from ((path.name, number, name) for name in found.group(1).split(", "))


@pytest.mark.parametrize(("path", "number", "name"), list(scopes_of_several()))
def test_what_no_longer_covers_a_system_is_missed_there_alone(
    path: str, number: int, name: str, tmp_path: Path
) -> None:
    """An artefact stops covering one of several systems, and nothing is missed there, or something elsewhere."""
    folder = copied(FIVE, tmp_path)
    lines = (folder / path).read_text(encoding="utf-8").splitlines(keepends=True)
    start, entries = lines[number].split("[")
    kept = [each for each in entries.strip().rstrip("]").split(", ") if each != name]
    lines[number] = f"{start}[{', '.join(kept)}]\n"
    (folder / path).write_text("".join(lines), encoding="utf-8")
    report = checked(folder)
    assert report.findings
    assert {finding.category for finding in report.findings} == {"gap"}
    assert {finding.systems for finding in report.findings} == {(name,)}


def test_several_artefacts_cover_several_systems() -> None:
    """The test above has nothing to remove, or leaves out a way of naming several systems."""
    assert len({(path, number) for path, number, _ in scopes_of_several()}) == 4
    graph = opened_house(FIVE).graph
    links = [(link.source, link.name) for link in graph.links if link.name == "covers"]
    assert sum(links.count(each) > 1 for each in set(links)) == 4
