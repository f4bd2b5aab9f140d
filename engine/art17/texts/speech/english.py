"""English, as procedures are written in it."""

from __future__ import annotations

from art17.texts.periods import Counting
from art17.texts.speech.table import Speech

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def _numbers() -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {(word,): at for at, word in enumerate((*_UNITS, *_TEENS), 1)}
    for ten, word in enumerate(_TENS, 2):
        found[(word,)] = ten * 10
        found |= {(word, unit): ten * 10 + at for at, unit in enumerate(_UNITS, 1)}
    return found | {("a",): 1, ("an",): 1, ("hundred",): 100, ("one", "hundred"): 100, ("a", "hundred"): 100}


ENGLISH = Speech(
    "en",
    Counting(
        _numbers(),
        {
            **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "H"),
            **dict.fromkeys(("d", "day", "days"), "D"),
            **dict.fromkeys(("week", "weeks"), "W"),
            **dict.fromkeys(("month", "months"), "M"),
            **dict.fromkeys(("year", "years"), "Y"),
        },
        frozenset({"calendar", "full", "consecutive", "business", "working", "clear"}),
        frozenset({"business", "working"}),
        each=frozenset({("every",), ("once", "in"), ("once", "every"), ("interval",), ("interval", "of"),
        ("intervals", "of"), ("frequency",)}),
        rhythms={
            **dict.fromkeys((("annually",), ("yearly",), ("annual",), ("every", "year"), ("each", "year"), ("once",
            "a", "year"), ("once", "per", "year"), ("every", "calendar", "year"), ("per", "year"), ("per", "annum"),
            ("each", "january"), ("each", "spring"), ("each", "autumn"), ("every", "january"), ("every", "spring"),
            ("every", "autumn"),), "P1Y"),
            **dict.fromkeys((("twice", "a", "year"), ("twice", "yearly"), ("semi", "annually"), ("semiannually",),
            ("half", "yearly"), ("biannually",), ("every", "half", "year"), ("each", "half", "year"),), "P6M"),
            **dict.fromkeys((("quarterly",), ("every", "quarter"), ("each", "quarter"), ("once", "a", "quarter"),
            ("per", "quarter"), ("four", "times", "a", "year"),), "P3M"),
            **dict.fromkeys((("monthly",), ("every", "month"), ("each", "month"), ("once", "a", "month"), ("per",
            "month"),), "P1M"),
            **dict.fromkeys((("weekly",), ("every", "week"), ("each", "week"), ("once", "a", "week"),), "P1W"),
            **dict.fromkeys((("daily",), ("every", "day"), ("each", "day"), ("once", "a", "day"),), "P1D"),
            **dict.fromkeys((("biennially",), ("every", "other", "year"), ("every", "second", "year"),), "P2Y"),
        },
    ),
    {
        "negation": (
            "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without any", "don t",
            "doesn t", "didn t", "isn t",
            "aren t", "wasn t", "weren t", "won t", "can t", "couldn t", "shouldn t", "wouldn t", "mustn t", "hasn t",
            "haven t",
            "refus*", "declin*", "without a ticket", "without review*", "without approval", "without test*",
            "without check*",
            "without record*",
            "without documentation", "without a plan", "without .. plan", "missing", "lacking", "lacks", "absent",
            "instead of",
        ),
        "no_negation": (
            "no later", "not later", "no longer than", "not longer than", "no more", "not more", "no less",
            "not less",
            "no fewer", "not fewer", "no earlier", "not earlier", "not only", "not just", "whether or not", "no #",
            "if not", "not yet known", "that is not", "that are not", "which is not", "which are not",
            "who is not", "who are not",
            "not acceptable", "not tolerable", "not compliant", "not negligible", "not feasible", "not possible",
            "not applicable",
        ),
        "denies_all": ("no", "nobody", "none", "nothing", "never"),
        "nobody": ("nobody", "no one"),
        "receives": ("receive", "receives", "get", "gets", "are told", "are informed", "is informed", "can call",
        "can reach",
            "are invited", "reach us", "hear from"),
        "carries_on": ("it", "they", "these", "the system", "this system"),
        "unless": ("without", "until", "unless"),
        "postpones": (
            "will be defined", "will be named", "will be chosen", "will be considered", "will be determined",
            "will be decided", "will be developed", "will be drafted", "will be specified", "will be drawn up",
            "will be set out", "will be laid down", "will be set up", "will be appointed", "will be established",
            "will be agreed",
            "shall be defined", "shall be determined", "is to be *", "are to be *", "to be defined",
            "to be determined",
            "to be confirmed", "todo", "to be decided", "to be agreed", "to be filled", "to be added",
            "to be completed", "tbd", "tbc",
            "not yet defined", "not yet decided", "not yet agreed",
            "not yet written", "not yet set", "not yet named", "not yet chosen", "not yet established", "not yet been",
            "not yet implemented", "not yet in place", "not yet described", "not yet drafted", "not yet determined",
            "not yet introduced", "not yet documented", "not yet appointed", "in the coming", "next year",
            "in future", "in the future", "in due course", "at a later",
            "is planned", "are planned",
            "plans to", "we plan to", "they plan to", "it is intended", "intended to be", "intends to", "intend to",
            "will later",
            "has yet to", "have yet to",
            "still has to", "still have to", "still to be", "remains to be", "remain to be", "will one day",
            "once .. has been hired", "being drafted", "being prepared", "being developed", "being worked out",
            "under discussion", "under consideration", "under preparation", "in preparation", "remains open",
            "remain open", "is still open", "are still open", "yet to be", "not yet known how", "not yet known who",
            "not yet known which", "not yet selected", "not been selected", "not been specified",
            "is being designed", "are being designed", "is going to propose", "not been set", "not been agreed",
            "not been defined", "not been decided", "not been started", "will be introduced", "will be built",
            "will be arranged", "will be written", "will be created", "once resources allow", "once resources permit",
        ),
        "only_refers": (
            "see", "refer to", "as per", "as described in", "is described in", "are described in", "is defined in",
            "are defined in", "is laid down in", "are laid down in", "is set out in", "are set out in",
            "is governed by", "are governed by",
        ),
        "law": (
            "article #", "articles #", "art #", "arts #", "the act", "ai act", "the regulation", "regulation eu",
            "the law",
            "the legislator", "paragraph #", "annex *",
        ),
        "law_says": (
            "require", "requires", "demands", "demand", "obliges", "provides", "states", "says", "asks", "wants",
            "lays down", "prescribes",
            "imposes", "mandates", "expects", "stipulates", "specifies", "calls for", "sets out", "obligates",
        ),
        "legislation": (
            "referred to in", "pursuant to", "in accordance with paragraph", "in accordance with article",
            "within the meaning of",
            "member states shall", "shall apply", "without prejudice to", "laid down in article",
            "set out in article", "this regulation",
            "union law", "the commission shall", "delegated act*", "implementing act*",
            "where applicable the deployer",
        ),
        "in_general": (
            "provider", "providers", "the provider", "a provider", "deployer", "deployers", "the deployer",
            "a deployer",
            "manufacturers", "the manufacturer", "importers", "distributors", "operators",
        ),
        "law_label": (
            "requirement", "requirements", "regulatory basis", "legal basis", "legal requirement",
            "regulatory reference", "regulation",
            "regulatory requirement", "legal reference", "quote", "citation",
        ),
        "law_heading": (
            "regulatory basis", "regulatory context", "regulatory requirement*", "legal basis", "legal framework",
            "legal requirement*",
            "legal background", "eu ai act requirement*", "ai act requirement*", "ai act reference*",
            "eu ai act provision*",
            "what the law", "what the act", "text of the act", "regulatory framework", "applicable law*",
        ),
        "skipped_heading": (
            "template", "definition", "definitions", "glossary", "cross references", "related documents",
            "regulatory references",
            "standards references", "supporting documents", "worked example", "input documents", "output documents",
            "questionnaire", "quiz",
            "out of scope", "not in scope", "exclusions", "test questions", "self test", "checklist", "example",
            "examples",
        ),
        "skipped_start": (
            "table of contents", "contents", "terms", "terminology", "abbreviations", "acronyms", "references",
            "reference documents",
            "related standards", "related procedures", "revision history", "document control", "document history",
            "version history", "change history",
            "change log", "changelog", "approval", "approvals", "disclaimer", "exercise", "exercises", "bibliography",
            "further reading", "appendix template",
        ),
        "announcing": (
            "this procedure", "this document", "this policy", "this plan", "this standard", "this page", "this guide",
            "this sop", "this section",
            "this chapter", "the purpose of", "purpose", "objective", "the objective of", "the aim of", "it defines",
            "the present", "to define", "to describe", "to establish", "to outline",
        ),
        "announced": (
            "defines", "establishes", "describes", "applies", "outlines", "provides", "implements", "sets", "covers",
            "explains", "is to",
            "define", "establish", "describe", "ensures", "specifies", "explained", "to define", "to describe",
            "to establish", "to outline", "to ensure", "shows", "contains",
        ),
        "listed_only": (
            "evidence required", "output document*", "outputs", "output", "input document*", "inputs", "input",
            "success criteria", "expected output*",
            "records", "deliverables", "tools", "kpi", "kpis", "example", "examples", "e g", "attachments", "annexes",
        ),
        "question": ("true or false", "which of the following", "choose the", "tick the", "name the",
        "explain why"),
        "duties": ("responsib*", "roles", "duties"),
        "you": ("you", "your", "yours", "yourself", "yourselves"),
        "we": ("we", "our", "us", "ours"),
        "actor": (
            "we", "our", "us", "manager*", "officer*", "director*", "head of", "lead", "leads", "team", "teams",
            "clerk*", "engineer*", "department*",
            "governance body", "review board*", "change board*", "advisory board*", "governance board*",
            "product board*", "risk board*", "committee*", "management board", "ceo", "cto", "ciso", "cfo", "coo",
            "supervisor", "supervisors",
            "coordinator*", "technician*", "analyst*", "scientist*",
            "developer*", "employee*", "secretary", "founder*", "nurse*", "counsel", "responsible person", "company",
            "process owner*", "product owner*", "risk owner*", "document owner*", "qa", "qm", "help desk",
            "engineering", "chief", "colleague*", "foreman", "custodian*", "steward*",
            "reviewer*", "approver*", "assessor*", "on call", "responder*", "auditor*", "trainer*", "buyer*",
            "purchas*", "document controller*", "records controller*", "regulatory affairs", "specialist*",
            "administrator*",
            "archivist*", "inspector*", "tester*", "architect*", "annotator*", "safety desk", "service desk",
            "executive*", "deputy", "deputies", "president", "lawyer*", "physician*", "radiologist*", "staff",
        ),
        "vague_heading": (
            "purpose", "scope", "roles", "responsib*", "kpi*", "metric*", "integration", "control mechanism*",
            "non compliance", "audit*",
            "competenc*", "documentation req*", "communicat*", "template*", "example*", "overview", "introduction",
            "background",
        ),
        "finding": ("we recommend", "it is recommended", "recommendation*", "the auditor", "nonconformit*",
        "observation", "finding", "should be improved", "was not found", "gap"),
        "joins": ("and", "but", "while", "whereas", "because", "so that", "although"),
        "often": (
            "every", "each", "within", "quarterly", "annually", "monthly", "daily", "weekly", "yearly", "before",
            "after", "at least", "no later than",
        ),
    },
)  # fmt: skip
