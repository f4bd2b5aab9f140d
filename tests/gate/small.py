"""Findings, waivers and their ground in a few words, for tests of the gate."""

from __future__ import annotations

from dataclasses import replace

from art17.digest import digest_of
from art17.evaluation.findings import fingerprint
from art17.evaluation.rule import Rule
from art17.gate.waivers import WaiverContext
from art17.model.artefact import Artefact
from art17.model.evidence import Evidence
from art17.model.place import Place
from art17.model.report import Finding, Subject
from builders import AS_OF, SMALL, a_graph, a_rule, a_type

RULE = "pack/folder/is-owned"
WORDS = replace(SMALL, types={**SMALL.types, "waiver": a_type("waiver", "record", fields={"expires": "date"})})


def finding(subject: str = "P-1", rule: str = RULE, about: str = "", **more: object) -> Finding:
    """A finding on a subject; `path` is its file, `count` its number among equal ones."""
    path, count = str(more.pop("path", f"{subject}.yaml")), int(str(more.pop("count", 1)))
    return Finding(
        id=fingerprint(rule, subject, about, count),
        rule=rule,
        category="gap",
        basis="practice",
        severity="warning",
        verdict="unmet",
        provisions=(),
        subject=Subject(subject, "procedure", Place(path)),
        message="It is not so.",
        fix="Fix it.",
        because=Evidence("is owned", subject, "", truth=False),
        discriminator=about,
        **more,
    )


def rule(name: str = RULE, *, waivable: bool = True) -> Rule:
    return replace(a_rule({"id": "present"}), id=name, waivable=waivable)


def ground(*artefacts: Artefact, **more: object) -> WaiverContext:
    """What waivers are held against; digests are those of the fields alone."""
    graph = a_graph(*artefacts, vocabulary=WORDS)
    known = {"rules": (rule(),), **more}
    return WaiverContext(graph, AS_OF, digest_of=lambda node: digest_of(node.fields).whole, **known)
