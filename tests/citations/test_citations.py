"""Reading citations: strings that should be one, lists that YAML split, places in a text."""

import pytest

from art17.citations.about import Statement, about
from art17.citations.citations import citations_in, cited, rejoined
from art17.citations.place import is_plain
from law.the_law import the_act


def provisions(text: str) -> list[str | None]:
    """What a string cites; None for what is no citation."""
    return [each.provision for each in cited(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17(1)(a)", ["Art. 17(1)(a)"]),
        ("Art. 9; Art. 10", ["Art. 9", "Art. 10"]),
        ("Chapter III, Section 2", ["Chapter III, Section 2"]),
        ("Title III, Chapter 2", ["Title III, Chapter 2"]),
        ("Art. 9 (risk management)", ["Art. 9"]),
        ("Art. 9 - risk management", ["Art. 9"]),
        ("EU AI Act Art. 9", ["Art. 9"]),
        ("Art. 9 and so on", ["Art. 9", None]),
        ("art17", [None]),
        ("our manual", [None]),
        ("", [None]),
        ("Arts. 9-9", ["Art. 9", None]),
        ("Arts. 6-49", [f"Art. {number}" for number in range(6, 50)]),
    ],
)
def test_cited(text, expected) -> None:
    """A string is read whole; what is no citation is reported."""
    assert provisions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see Article 17", ["Art. 17"]),
        ("cf. Art. 17", ["Art. 17"]),
        ("pursuant to Article 17(1)", ["Art. 17(1)"]),
        ("Art. 17 of the Act", ["Art. 17"]),
        ("Art. 9 et seq.", ["Art. 9"]),
        ("Art. 9 read with Art. 17", ["Art. 9", "Art. 17"]),
        ("Article 17, paragraph (1), sub-paragraph (a)", ["Art. 17(1)(a)"]),
        ("gemäß Art. 17 Abs. 1", ["Art. 17(1)"]),
        ("Art. 9 ff.", ["Art. 9"]),
        ("Art. 9 i.V.m. Art. 17 Abs. 1", ["Art. 9", "Art. 17(1)"]),
        ("Art. 9 iVm Anhang IV", ["Art. 9", "Annex IV"]),
        ("Art. 9 in Verbindung mit Art. 17", ["Art. 9", "Art. 17"]),
        ("Art. 17 VO (EU) 2024/1689", ["Art. 17"]),
        ("Art. 17 der Verordnung", ["Art. 17"]),
        ("l'article 17", ["Art. 17"]),
        ("conformément à l’article 17", ["Art. 17"]),
        ("articles 9 et suivants", ["Art. 9"]),
        ("Art. 9 en liaison avec l'article 17", ["Art. 9", "Art. 17"]),
        ("see", [None]),
        ("the Act", [None]),
        ("et al.", [None]),
    ],
)
def test_words_beside_a_citation(text, expected) -> None:
    """Words that only lead to a citation, or join two, are no mistake; alone they are no citation."""
    assert provisions(text) == expected


def test_a_canonical_citation_is_read_at_once() -> None:
    """What is canonical already is not parsed, and comes out as if it were."""
    quick = [cite for cite in the_act().cites if is_plain(cite)]
    assert len(quick) > 1000
    assert [cited(cite) for cite in quick] == [cited(f"{cite} ") for cite in quick]


def test_cited_of_another_act() -> None:
    """A citation given alone is of the AI Act unless it names another."""
    assert [each.act for each in cited("Art. 9")] == ["eu-ai-act"]
    assert [each.act for each in cited("Art. 30 GDPR")] == ["gdpr"]


def test_rejoined() -> None:
    """YAML splits at commas: the rest of a citation joins its beginning, a citation stands for itself."""
    assert rejoined(["Article 17 (1)", "point (a)"]) == ((0, "Article 17 (1), point (a)"),)
    assert provisions("Article 17 (1), point (a)") == ["Art. 17(1)(a)"]
    assert rejoined(["Art. 17(1)(a)", "(b)"]) == ((0, "Art. 17(1)(a), (b)"),)
    assert provisions("Art. 17(1)(a), (b)") == ["Art. 17(1)(a)", "Art. 17(1)(b)"]
    assert rejoined(["Art. 9", "Art. 10"]) == ((0, "Art. 9"), (1, "Art. 10"))
    assert rejoined(["Annex VIII", "Section A(3)"]) == ((0, "Annex VIII, Section A(3)"),)
    assert rejoined(["GDPR", "Art. 9"]) == ((0, "GDPR"), (1, "Art. 9"))


def test_and_the_following() -> None:
    """`ff.` ends no sentence, and the act that stands after it is that of the citation."""
    for text in ("KI-VO: Art. 9. Siehe Art. 12 ff. DSGVO.", "AI Act, Art. 9. See Art. 12 et seq. GDPR."):
        found = [(each.provision, each.act) for each in citations_in(text, "eu-ai-act")]
        assert found == [("Art. 9", "eu-ai-act"), ("Art. 12", "gdpr")]


def test_a_letter_before_an_apostrophe_is_a_word() -> None:
    """French cuts words short: `l'annexe` is no point (l), `s'appliquent` no point (s)."""
    text = "Article 17, paragraphe 1, points a) à c), et l'annexe IV, point 2 g), s'appliquent."
    assert provisions_in(text) == ["Art. 17(1)(a)", "Art. 17(1)(b)", "Art. 17(1)(c)", "Annex IV(2)(g)"]


def provisions_in(text: str) -> list[str | None]:
    """What a text cites."""
    return [each.provision for each in citations_in(text, "eu-ai-act")]


def test_places() -> None:
    """A citation is where it stands in the text as given, code before it or not."""
    text = "`Art. 1` and [link](https://x.eu/Art.2) and *Art. 17(1)(a)*"
    (found,) = citations_in(text, "eu-ai-act")
    assert text[found.start : found.end] == found.text == "Art. 17(1)(a)"


def test_each_member_of_a_list_has_its_place() -> None:
    """Members of a list stand where they are written; those within a range, where the range is."""
    text = "Art. 9, 10 and 12-14"
    assert [each.text for each in citations_in(text, "eu-ai-act")] == ["Art. 9", "10", "12", "12-14", "12-14"]


@pytest.mark.parametrize(
    ("text", "said", "act"),
    [
        ("Text on the GDPR.", Statement(declared=("EU AI Act",)), "eu-ai-act"),
        ("# Plan under the EU AI Act\n\nArt. 72. See also the GDPR. The GDPR. The GDPR.", Statement(), "eu-ai-act"),
        ("# GDPR register, Art. 30\n\nThe AI Act.", Statement(), "gdpr"),
        ("# The GDPR and the AI Act\n\nArt. 9", Statement(), None),
        ("# The GDPR and the AI Act\n\nArt. 9", Statement(claims=True), "eu-ai-act"),
        ("# Plan for Art. 72", Statement(), None),
        ("# Plan for Art. 72\n\nGDPR", Statement(claims=True), "eu-ai-act"),
        ("# Plan for Art. 72", Statement(name="laws/eu-ai-act/plan.md"), "eu-ai-act"),
        ("# Plan for Art. 72", Statement(title="DSGVO-Verzeichnis"), "gdpr"),
        ("Art. 72\n" + "Filler.\n" * 900 + "The AI Act", Statement(), "eu-ai-act"),
        ("Art. 6. AI Act. " + "GDPR. " * 9, Statement(), None),
        ("The Digital Omnibus changed the AI Act; Art. 10. The Digital Omnibus.", Statement(), "eu-ai-act"),
    ],
)
def test_the_act_of_a_document(text, said, act) -> None:
    """Title, claims, fields, file name and text say which act a document is about, in this order."""
    assert about(text, said).act == act


@pytest.mark.parametrize(
    "word",
    [
        "ISO 13485",
        "ISO/IEC 42001",
        "SOC 2",
        "NIST AI RMF",
        "GRC",
        "CFR",
        "LED",
        "AVG",
        "GG",
        "MDR",
        "DSA",
        "CNIL",
        "TEU",
        "GDPR",
    ],
)
def test_one_mention_of_something_else_silences_nothing(word: str) -> None:
    """A document that is presumed to be about the Act stays so, whatever standard, product or act it mentions once."""
    text = f"# Plan\n\nThe QMS follows Art. 17(1)(g).\n\nWe also know {word}.\n"
    assert about(text, presumed="eu-ai-act").act == "eu-ai-act"
    assert [each.act for each in citations_in(text, about(text, presumed="eu-ai-act"))] == ["eu-ai-act"]


def test_without_a_default_a_bare_citation_is_open() -> None:
    """Where nothing names an act, a citation has none."""
    assert [each.act for each in citations_in("See Article 9.")] == [None]


@pytest.mark.parametrize("end", ["\n", "\r\n  ", " \n> "])
@pytest.mark.parametrize(
    "text",
    [
        "Art. 9 of the EU AI Act",
        "Art. 9 of the AI Act, Art. 30 GDPR, Art. 10",
        "Art. 12 of Regulation (EU) No 2024/1689",
        "Art. 9 of the draft AI Act",
        "Art. 9 of the Medical Devices Regulation",
        "l'art. 9 du règlement européen sur l'IA",
    ],
)
def test_an_act_whose_name_is_wrapped_is_the_same(text: str, end: str) -> None:
    """Wrapping a paragraph at another width hides a citation or gives it to another act."""
    acts = [each.act for each in citations_in(text)]
    assert None not in acts
    for blank in (at for at, sign in enumerate(text) if sign == " "):
        assert [each.act for each in citations_in(text[:blank] + end + text[blank + 1 :])] == acts


def test_a_name_does_not_go_on_after_its_paragraph() -> None:
    """What begins in one paragraph and ends in the next is taken for the name of an act."""
    assert [each.act for each in citations_in("Art. 9 is about AI\n\nAct on it.")] == [None]
