"""The Word report: headings that make its contents, every finding in it, the same bytes, whatever the texts hold."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from art17.checking.rule_base import rule_base_of
from art17.errors import UsageError
from art17.evaluation.questions import in_words, matter_said
from art17.model.evidence import Cause, Evidence
from art17.model.hand_over import HandOver
from art17.model.inventory import Inventory, NotRead
from art17.model.place import Place
from art17.model.question import Question
from art17.model.report import Obligation, Report
from art17.model.settings import Settings
from art17.reading.facts.drafts import Drafts
from art17.reading.packs.languages import english_words, languages, texts_in
from art17.reading.packs.packs import loaded
from art17.reporting.html.page import html_of
from art17.reporting.word.report import docx_of
from houses import expected_by_agreed_rules
from reporting.page import read
from reporting.phrases import phrases, unworded
from reporting.small import HOSTILE, SPECIMENS, a_finding, a_report

docx: Any = pytest.importorskip("docx", reason="needs python-docx, which the extra art17[word] brings")
PACKS = ("art17", "eu-ai-act", "qms-practice")
CHAPTERS = [
    "Summary", "Scope and method", "What was read and what was not", "The points of Art. 17(1)", "Action plan",
    "Sign-off", "Annex A: Documents", "Annex B: Provisions", "Annex C: Run details", "Annex D: What the words mean",
]  # fmt: skip


@cache
def report_on() -> Report:
    return expected_by_agreed_rules(SPECIMENS / "northlight-broken")


@cache
def told() -> bytes:
    return docx_of(report_on())


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def words(document: Any) -> str:
    """Everything that a document says, tables included."""
    cells = (each.text or "" for each in document.element.body.iter() if each.tag.endswith("}t"))
    return "".join(cells)


def test_chapters_are_headings_and_make_the_contents() -> None:
    """A chapter is bold text only, so that Word finds no contents; or the contents name another one."""
    document = opened(told())
    headings = [each for each in document.paragraphs if each.style.name in ("Heading 1", "Heading 2")]
    assert [each.text for each in headings if each.style.name == "Heading 1"] == CHAPTERS
    assert len([each for each in headings if each.style.name == "Heading 2"]) == 13
    listed = [each for each in document.paragraphs if each.style.name.lower().startswith("toc ")]
    assert [each._p.xpath("string(.//w:hyperlink)") for each in listed] == [each.text for each in headings]
    anchors = [each._p.xpath(".//w:hyperlink/@w:anchor")[0] for each in listed]
    assert anchors == [name for each in headings for name in each._p.xpath(".//w:bookmarkStart/@w:name")]


def test_every_cause_is_in_the_action_plan() -> None:
    """What is wrong is left out of the document that the client reads."""
    text = words(opened(told()))
    for group in report_on().groups:
        assert group.message.replace("`", "") in text


def test_what_a_finding_says_is_not_asked_besides() -> None:
    """A point says twice that nothing on a matter was found: as missing, and as a question."""
    cite = "Art. 17(1)(i)"
    open_one = Evidence("", "", "", None, causes=(Cause("not-found", "0:deadline"),))
    note = a_finding(
        severity="note", verdict="undecided", because=open_one, discriminator="deadline", provisions=(cite,),
        message="Nothing on the deadline was found.",
    )  # fmt: skip
    asked = Question("q", "not-found", note.rule, "Where is it?", "", (cite,), (), ("A-1",), not_found=("deadline",))
    point = Obligation(cite, "", "undecided", topic="incidents", questions=("q",))
    report = a_report(note, questions=(asked,), obligations=(point,))
    other = a_report(questions=(asked,), obligations=(point,))
    for said in (words(opened(docx_of(report))), html_of(report)):
        assert "Where is it?" not in said
        assert "Nothing on the deadline was found." in said
    for said in (words(opened(docx_of(other))), html_of(other)):
        assert "Where is it?" in said
    missing = words(opened(docx_of(report))).partition("What is missing")[2].partition("Action plan")[0]
    assert "Nothing on the deadline was found." in missing


def test_the_same_report_gives_the_same_bytes() -> None:
    """The file holds the time at which it was written."""
    assert docx_of(report_on()) == told()
    with zipfile.ZipFile(io.BytesIO(told())) as packed:
        assert {each.date_time for each in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_cover_says_what_the_manifest_says() -> None:
    """Client, assessor and issue number are typed in by hand again."""
    stated = HandOver(client="Muster GmbH", assessor="J. Doe", date="2026-12-01", issue="3", status="final")
    text = words(opened(docx_of(a_report(a_finding(), hand_over=stated))))
    for part in ("Muster GmbH", "J. Doe", "1 December 2026", "Final"):
        assert part in text


def test_what_was_not_read_is_named() -> None:
    """A file that nobody opened is passed over in silence."""
    left = (NotRead("old.doc", "save it as .docx"),)
    text = words(opened(docx_of(a_report(inventory=Inventory({".doc": 1}, 0, left)))))
    assert "old.doc" in text
    assert "neither met nor missing" in text


def test_texts_of_files_do_no_harm() -> None:
    """A title breaks the XML, brings control characters, or becomes a field."""
    text = f"{HOSTILE}\x00\ufffe<w:p/>&amp;"
    report = a_report(a_finding(message=text, fix=text, owner=text), hand_over=HandOver(client=text, assessor=text))
    document = opened(docx_of(report))
    assert "<w:p/>&amp;" in words(document)
    assert "\u202e" not in words(document)


def a_template(text: str) -> bytes:
    """A template of a consultant: its own header, a style of headings, no style for lists or contents."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = text
    document.styles["Heading 1"].font.name = "Garamond"
    for name in ("List Bullet", "Title"):
        document.styles[name].element.getparent().remove(document.styles[name].element)
    document.add_paragraph("A page that goes")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["docx", "dotx"])
def test_a_template_gives_styles_and_header(kind: str) -> None:
    """The consultant's template is ignored, its text stays in, or one without a style is refused."""
    template = a_template("Consultants & Co")
    if kind == "dotx":
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(target, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b"document.main+xml", b"template.main+xml"))
        template = target.getvalue()
    document = opened(docx_of(a_report(a_finding(), hand_over=HandOver(template_data=template))))
    assert document.sections[0].header.paragraphs[0].text == "Consultants & Co"
    assert document.styles["Heading 1"].font.name == "Garamond"
    assert "A page that goes" not in words(document)


@pytest.mark.parametrize("data", [b"no zip", b"PK\x05\x06" + bytes(18)])
def test_a_template_that_is_none_is_said(data: bytes) -> None:
    """A wrong file ends in a traceback."""
    with pytest.raises(UsageError, match="template"):
        docx_of(a_report(hand_over=HandOver(template_data=data)))


def test_a_logo_that_is_none_is_said() -> None:
    """A wrong file ends in a traceback."""
    with pytest.raises(UsageError, match="logo"):
        docx_of(a_report(hand_over=HandOver(logo_data=b"no picture")))


@pytest.mark.parametrize("language", languages()[1:])
def test_a_language_is_complete(language: str) -> None:
    """A rule, a type or a fixed phrase of the packs by default has no words in it; or a text lost what is filled in."""
    packs = loaded(PACKS, Path.cwd(), Place("art17.yaml"))
    texts = texts_in(packs, language)
    rules = {rule.id: rule for pack in packs for rule in pack.rules}
    assert set(texts.rules) == set(rules)
    assert {name for pack in packs for name in pack.vocabulary.types} == set(texts.types)
    assert phrases() <= set(texts.words)
    for name, own in texts.rules.items():
        english = f"{rules[name].data.get('message', '')} {rules[name].data['fix']} {{subject}}"
        for text in (own.get("message", ""), own["fix"]):
            assert all(each.split("}")[0] in english for each in text.split("{")[1:])


def test_what_texts_are_asked_reads_well_in_english() -> None:
    """A sentence has the name of a field where a noun belongs: "Nothing on immediate"."""
    base = rule_base_of(Settings())
    tongues = Drafts(base.vocabulary, Settings(), base.act).texts.tongues
    matters = {cue.matter for tongue in tongues.values() for cues in tongue.types.values() for cue in cues.cues}
    words = english_words(base.packs)
    assert {in_words(each) for each in matters} - words.keys() <= _AS_THEY_ARE
    assert matter_said("immediate", lambda word: words.get(word, word)) == "reporting without delay"
    assert matter_said("other_field.part", str) == "other field: part"


_AS_THEY_ARE = {"deadlines", "escalation", "interaction with other systems", "resources", "standards"}


@pytest.mark.parametrize("language", languages()[1:])
def test_what_texts_are_asked_and_provisions_are_about_has_words(language: str) -> None:
    """A report names a matter or a topic by its English words."""
    base = rule_base_of(Settings())
    texts = texts_in(base.packs, language)
    tongues = Drafts(base.vocabulary, Settings(), base.act).texts.tongues
    matters = {cue.matter for tongue in tongues.values() for cues in tongue.types.values() for cue in cues.cues}
    words = {part for matter in matters for part in in_words(matter).split(": ") if not part.startswith("Art. ")}
    assert words <= set(texts.words)
    provisions = {cite for rule in base.rules if rule.basis == "law" for cite in rule.provisions}
    assert {cite for cite in provisions if base.act and base.act.topic_of(cite)} <= set(texts.topics)


def test_templates_state_no_words_of_their_own() -> None:
    """A heading is added to the page and stays English in every language."""
    assert list(unworded()) == []


def test_a_pack_without_the_language_is_refused() -> None:
    """A report is handed over half in one language and half in another."""
    packs = loaded(("art17", "eu-ai-act", "eu-hosting"), Path.cwd(), Place("art17.yaml"))
    with pytest.raises(UsageError, match="5 rules have no texts in the language 'de'"):
        texts_in(packs, "de")


def test_a_language_that_nobody_speaks_is_refused() -> None:
    """A typo gives an English report."""
    with pytest.raises(UsageError, match="'dee'; did you mean 'de'"):
        texts_in((), "dee")


def test_a_german_page_is_german() -> None:
    """Headings, columns, labels or what the script says stay English."""
    packs = loaded(PACKS, Path.cwd(), Place("art17.yaml"))
    words = texts_in(packs, "de").words
    whole = report_on()
    english, german = (read(html_of(each)) for each in (whole, replace(whole, language="de", words=words)))
    assert german.all("html")[0].attributes["lang"] == "de"
    for tag in ("h2", "nav", "th", "dt", "label", "summary", "button", "option"):
        told = {each.words for each in english.all(tag) if words.get(each.words, each.words) != each.words}
        assert told & {each.words for each in german.all(tag)} == set()
    assert json.loads(german.by_id("words-data").text)["Points here"] == words["Points here"]


def test_german_fixed_words_stand_in_a_german_report() -> None:
    """The chapters stay English."""
    packs = loaded(PACKS, Path.cwd(), Place("art17.yaml"))
    report = replace(a_report(a_finding()), language="de", words=texts_in(packs, "de").words)
    headings = [each.text for each in opened(docx_of(report)).paragraphs if each.style.name == "Heading 1"]
    assert headings[0] == "Zusammenfassung"
    assert not set(headings) & set(CHAPTERS)
