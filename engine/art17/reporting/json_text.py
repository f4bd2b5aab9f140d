"""The report as JSON, in the shape of schemas/report.schema.json; fields are added, never renamed."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from art17.evaluation.wording import clause
from art17.model.answer import AnswerShown, SampleShown
from art17.model.evidence import Evidence
from art17.model.guessed import UNSURE, Guessed
from art17.model.place import Place
from art17.model.problem import Problem
from art17.model.question import Question
from art17.model.report import Compared, Earlier, Finding, Group, Obligation, Report, Waived
from art17.reporting.safe import safe_json
from art17.version import __version__

SCHEMA = "art17/report/v1"


def json_of(report: Report) -> str:
    """The whole report."""
    return safe_json(json.dumps(data_of(report), ensure_ascii=False, indent=2)) + "\n"


def data_of(report: Report) -> dict[str, Any]:
    """The report as plain data."""
    return {
        "schema": SCHEMA,
        "tool": {"name": "art17", "version": __version__},
        "as_of": report.as_of.isoformat(),
        "partial": report.partial,
        "law": [{"act": act, "version": version, "checked": _day(report.law_checked)} for act, version in report.law],
        "packs": [{"name": pack.name, "version": pack.version, "digest": pack.digest} for pack in report.packs],
        "manifest": report.manifest or None,
        "input": {
            "artefacts": report.artefacts,
            "links": report.links,
            "unfinished": report.unfinished,
            "excluded": report.excluded,
            "digest": report.digest,
        },
        "inventory": {
            "files": dict(report.inventory.files),
            "read": report.inventory.read,
            "not_read": [{"path": each.path, "reason": each.reason} for each in report.inventory.not_read],
        },
        "summary": {
            word: getattr(report.summary, word)
            for word in ("error", "warning", "note", "met", "unmet", "not_applicable", "undecided", "vacuous")
        },
        "systems": list(report.systems),
        "left_out": [{"system": system, "by": by} for system, by in report.left_out],
        "parameters": [
            {"rule": each.rule, "name": each.name, "value": each.value, "default": each.default}
            for each in report.parameters
        ],
        "findings": [finding_data(finding) for finding in report.findings],
        "problems": [_problem(problem) for problem in report.problems],
        "obligations": [_obligation(each) for each in report.obligations],
        "questions": [_question(question) for question in report.questions],
        "left_open": dict(report.left_open),
        "guesses": [_guess(each) for each in report.guesses],
        "answers": [_answer(each) for each in report.answers],
        "samples": [_sample(each) for each in report.samples],
        "vacuous": list(report.vacuous),
        "first": list(report.first),
        "first_groups": list(report.first_groups),
        "groups": [_group(group) for group in report.groups],
        **({"compared": _compared(report.compared)} if report.compared else {}),
        "declared": [
            {"what": each.what, "artefacts": each.artefacts, **_place(each.place)} for each in report.declared
        ],
        "views": [
            {
                "id": view.id,
                "title": view.title,
                "line": view.line,
                "parts": [{"id": part.id, "title": part.title, "verdict": verdict} for part, verdict in view.parts],
            }
            for view in report.views
        ],
        "next_change": report.next_change.isoformat() if report.next_change else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _guess(guess: Guessed) -> dict[str, Any]:
    """What a document was taken for; without a type where that is not sure."""
    return {
        "path": guess.path,
        "type": guess.type if guess.counts else UNSURE,
        "guess": guess.type,
        "kind": guess.kind,
        "certainty": guess.certainty,
        "why": guess.why,
        "aside": guess.aside,
        "points": list(guess.points),
    }


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding, as data."""
    subject = finding.subject
    return {
        "id": finding.id,
        "rule": finding.rule,
        "class": finding.category,
        "basis": finding.basis,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "status": finding.status,
        "provisions": list(finding.provisions),
        "serves": list(finding.serves),
        "subject": {
            "id": subject.id,
            "type": subject.type,
            "title": subject.title,
            **_place(subject.place),
            **({"at": subject.place.in_words} if subject.place.in_words else {}),
        },
        "discriminator": finding.discriminator,
        "owner": finding.owner or None,
        "group": finding.group,
        "systems": list(finding.systems),
        "message": finding.message,
        "fix": finding.fix,
        "because": evidence_data(finding.because),
        "related": [{**_place(each.place), "why": each.why} for each in finding.related],
        "blocks": list(finding.blocks),
        "binding": [
            {
                "system": each.system,
                "from": each.since.isoformat() if each.since else None,
                "basis": each.basis,
                "confidence": each.confidence,
            }
            for each in finding.binding
        ],
        **_set_aside(finding),
    }


def _compared(compared: Compared) -> dict[str, Any]:
    return {
        "as_of": compared.as_of,
        "new": list(compared.new),
        "known": list(compared.known),
        "gone": list(map(_earlier, compared.gone)),
        "open": list(map(_earlier, compared.open)),
    }


def _earlier(each: Earlier) -> dict[str, str]:
    return {"id": each.id, "rule": each.rule, "severity": each.severity, "message": each.message, "path": each.path}


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "rule": group.rule,
        "cause": group.cause,
        "class": group.category,
        "basis": group.basis,
        "severity": group.severity,
        "verdict": group.verdict,
        "status": group.status,
        "message": group.message,
        "fix": group.fix,
        "provisions": list(group.provisions),
        "owners": list(group.owners),
        "count": len(group.members),
        "findings": list(group.members),
    }


def _set_aside(finding: Finding) -> dict[str, Any]:
    """Why a finding is waived, and what it is beside what was known; nothing where nobody asked."""
    waived = _waived(finding.waived) if finding.waived else None
    found = {"waived": waived, "change": finding.change, "brought_by": list(finding.brought_by)}
    return {key: value for key, value in found.items() if value}


def _waived(told: Waived) -> dict[str, Any]:
    """By what a finding is waived."""
    stated = {"by": told.by, "until": told.until, "reason": told.reason, "approved_by": list(told.approved_by)}
    return {**stated, **_place(told.place)}


def evidence_data(evidence: Evidence) -> dict[str, Any]:
    """The tree behind a verdict, as data."""
    return {
        "asked": evidence.asked,
        "of": evidence.of,
        "seen": evidence.seen or clause(evidence, wrong=evidence.truth is not True),
        "verdict": evidence.verdict,
        "place": _place(evidence.place) if evidence.place else {},
        "vacuous": evidence.vacuous,
        "children": [evidence_data(child) for child in evidence.children],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "rule": question.rule,
        "question": question.text,
        "fix": question.fix,
        "provisions": list(question.provisions),
        "systems": list(question.systems),
        "subjects": list(question.subjects),
        "passages": [
            {
                "artefact": passage.artefact,
                "matter": passage.matter,
                **_place(passage.place),
                "section": passage.section,
                "more": passage.more,
                "value": passage.value or None,
            }
            for passage in question.passages
        ],
        "not_found": list(question.not_found),
        **({"change": question.change} if question.change else {}),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {**_place(problem.place), "message": problem.message, "fix": problem.fix}


def _obligation(each: Obligation) -> dict[str, Any]:
    return {
        "provision": each.provision,
        "topic": each.topic,
        "system": each.system or None,
        "verdict": each.verdict,
        "strength": each.strength or None,
        "counts": {verdict.replace("-", "_"): number for verdict, number in each.counts.items()},
        "rules": list(each.rules),
        "evidence": [{"id": item.id, "path": item.path, "strength": item.strength} for item in each.evidence],
        "findings": list(each.findings),
        "questions": list(each.questions),
        "laid_down": each.laid_down or None,
        "shown_by_records": each.shown or None,
        "answers": list(each.answers),
    }


def _answer(each: AnswerShown) -> dict[str, Any]:
    """What a person judged, and what it comes to."""
    answer = each.answer
    return {
        "id": answer.id,
        "about": {"kind": answer.about.kind, "name": answer.about.name, "scope": list(answer.about.scope)},
        "title": each.title,
        "provisions": list(each.provisions),
        **dict(answer.said),
        "comes_to": each.effect,
        "why": each.why,
        "strength": each.strength or None,
        "self_assessed": each.is_self_assessed,
        **_place(answer.place),
    }


def _sample(each: SampleShown) -> dict[str, Any]:
    """How records were drawn, and what they showed."""
    return {
        "type": each.type,
        "title": each.title,
        "population": each.population,
        "population_now": each.population_now,
        "drawn": each.drawn,
        "seed": each.seed,
        "met": each.met,
        "unmet": each.unmet,
        "open": each.open,
        "by": list(each.by),
        "provisions": list(each.provisions),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line or 1, "column": place.column or 1}
