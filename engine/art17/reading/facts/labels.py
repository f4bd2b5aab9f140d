"""The labels by which documents name their control facts, in English, German and French: data, and its look-up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

LABELS: Mapping[str, tuple[str, ...]] = {
    "id": (
        "document id", "document identifier", "document no", "document number", "doc id", "doc no", "doc number",
        "policy id", "policy no", "policy number", "procedure id", "procedure no", "procedure number", "sop no",
        "sop number", "form no", "form number", "record id", "register id", "reference", "reference number",
        "document reference", "doc ref", "document code", "id", "identifier", "number",
        "dokument nr", "dokumentnummer", "dokumenten nr", "dok nr", "dokument id", "dokumentenkennung", "kennung", "nummer",
        "numéro de document", "numéro du document", "n° de document", "n° document", "référence", "réf", "code du document",
        "identifiant", "identifiant du document",
    ),
    "title": (
        "title", "document title", "document name", "policy title", "policy name", "procedure title", "procedure name",
        "plan name", "name of document", "titel", "dokumenttitel", "dokumentname", "bezeichnung", "titre", "titre du document",
        "intitulé",
    ),
    "version": (
        "version", "version no", "version number", "document version", "current version", "revision", "rev", "revision no",
        "revision number", "issue", "issue no", "issue number", "edition", "versionsnummer", "revisionsstand", "fassung",
        "ausgabe", "numéro de version", "n° de version", "révision", "indice", "indice de révision",
    ),
    "status": (
        "status", "document status", "approval status", "current status", "dokumentstatus", "freigabestatus", "bearbeitungsstand",
        "statut", "statut du document", "état", "état du document",
    ),
    "owner": (
        "owner", "document owner", "policy owner", "procedure owner", "process owner", "plan owner", "register owner",
        "maintained by", "responsible", "responsible person", "responsible role", "accountable", "document custodian",
        "custodian", "verantwortlich", "verantwortliche", "verantwortlicher", "verantwortliche person", "verantwortliche stelle",
        "dokumentverantwortlich", "dokumentverantwortlicher", "dokumenteneigner", "dokumenteigner", "eigner",
        "prozessverantwortlich", "prozessverantwortlicher", "prozesseigner", "zuständig", "zuständigkeit",
        "propriétaire", "propriétaire du document", "responsable", "responsable du document", "responsable du processus",
        "pilote", "pilote du processus",
    ),
    "author": (
        "author", "authors", "written by", "prepared by", "drafted by", "compiled by", "created by", "document author",
        "assessor", "lead assessor", "conducted by", "verfasser", "verfasserin", "autor", "autorin", "erstellt von", "erstellt durch",
        "erstellt", "ersteller", "auteur", "auteurs", "rédacteur", "rédactrice", "rédigé par", "établi par", "préparé par",
    ),
    "approved_by": (
        "approved by", "approver", "approvers", "approval by", "approving authority", "authorised by", "authorized by",
        "signed off by", "freigegeben von", "freigegeben durch", "freigabe durch", "genehmigt von", "genehmigt durch", "freigeber", "approuvé par", "approbateur", "validé par", "autorisé par",
    ),
    "approved_on": (
        "approval date", "approved on", "date approved", "date of approval", "approved date", "freigegeben am", "freigabedatum",
        "genehmigt am", "datum der freigabe", "datum der genehmigung", "date d'approbation", "approuvé le", "validé le",
        "date de validation",
    ),
    "effective_on": (
        "effective date", "effective", "effective from", "effective on", "date effective", "valid from", "in force from",
        "in force since", "date of entry into force", "gültig ab", "in kraft seit", "in kraft ab", "wirksam ab", "inkrafttreten",
        "date d'entrée en vigueur", "date d'effet", "date d'application", "applicable à partir du", "en vigueur depuis",
        "valable à partir du", "entrée en vigueur",
    ),
    "dated": (
        "date", "issue date", "date of issue", "issued", "issued on", "document date", "last updated", "last update", "updated",
        "updated on", "last modified", "last revised", "revision date", "date of revision", "created", "created on",
        "creation date", "date created", "publication date", "version date", "datum", "stand", "erstellt am", "erstellungsdatum",
        "letzte änderung", "zuletzt geändert", "geändert am", "ausgabedatum", "aktualisiert am", "letzte aktualisierung",
        "date de création", "date du document", "date de publication", "date d'émission", "mis à jour le", "dernière mise à jour",
        "date de mise à jour", "date de révision", "créé le",
    ),
    "last_reviewed": (
        "last review", "last reviewed", "last review date", "date of last review", "reviewed on", "date reviewed", "last reviewed on",
        "letzte überprüfung", "letzte prüfung", "zuletzt geprüft", "zuletzt überprüft", "überprüft am", "geprüft am",
        "dernière revue", "dernière révision", "date de la dernière revue", "revu le", "date de dernière revue",
    ),
    "next_review": (
        "next review", "next review date", "next review due", "review due", "review due date", "date of next review", "due for review",
        "next scheduled review", "nächste überprüfung", "nächste prüfung", "nächstes review", "wiedervorlage", "nächste revision",
        "überprüfung fällig", "prüfung fällig am", "prochaine revue", "prochaine révision", "date de la prochaine revue",
        "prochain examen", "date de prochaine revue", "date de prochaine révision",
    ),
    "review_in": (
        "review interval", "review frequency", "review cycle", "review period", "frequency of review", "review schedule",
        "überprüfungsintervall", "prüfintervall", "überprüfungszyklus", "prüfzyklus", "revisionsintervall", "reviewzyklus",
        "turnus der überprüfung", "fréquence de revue", "fréquence de révision", "périodicité de revue", "périodicité de la revue",
        "cycle de revue", "périodicité",
    ),
    "approved": ("approved", "approval", "freigabe", "freigegeben", "genehmigt", "approuvé", "approuvée", "approbation"),
    "review date": ("review date", "date of review", "prüfdatum", "datum der überprüfung", "date de revue"),
    "reviewer": (
        "reviewed by", "reviewer", "reviewers", "checked by", "verified by", "geprüft von", "geprüft durch", "prüfer", "prüfung durch",
        "überprüft von", "geprüft", "vérifié par", "vérificateur", "relu par", "relecteur", "revu par",
    ),
    "": (
        "classification", "confidentiality", "distribution", "scope", "department", "company", "organisation", "organization",
        "page", "pages", "language", "location", "target date", "due date", "deadline", "start date", "end date", "comments", "completed",
        "date completed", "priority", "contact", "email", "phone", "target", "actual", "result", "action", "actions", "change", "changes", "description", "description of change", "summary of changes",
        "name", "role", "signature", "position", "function", "type", "document type", "category", "subject", "purpose", "notes",
        "klassifizierung", "vertraulichkeit", "verteiler", "geltungsbereich", "abteilung", "firma", "unternehmen", "seite", "sprache",
        "änderung", "änderungen", "beschreibung", "funktion", "rolle", "unterschrift", "dokumenttyp", "dokumentart", "zweck", "art",
        "diffusion", "champ d'application", "service", "société", "langue", "modification", "modifications", "fonction", "rôle",
        "type de document", "objet", "nature de la modification",
    ),
}  # fmt: skip
"""For each field the labels that name it; "review date" is decided by the other dates, "approved" by what follows, "reviewer" has no field,
and those under "" are labels of something else, which is never a value."""

_WORDS = re.compile(r"[^\w']+")
_DECORATION = re.compile(r"^[\s*_`>#|•·\-–—]+|[\s*_`:|]+$")


def plain_label(text: str) -> str:
    """A label without decoration, in the spelling that the table has.

    >>> plain_label("**Document No.:**"), plain_label("Prochaine  révision :")
    ('document no', 'prochaine révision')
    """
    text = _DECORATION.sub("", unicodedata.normalize("NFC", text)).casefold().replace("\u2019", "'")
    return _WORDS.sub(" ", text.replace("n°", "no")).strip()


@lru_cache(maxsize=1)
def _by_label() -> Mapping[str, str]:
    return {plain_label(label): field for field, labels in LABELS.items() for label in labels}


def field_of(label: str) -> str | None:
    """The field that a label names; "" for a label of something else, None for what is no label.

    >>> field_of("Document Owner"), field_of("Freigegeben am:"), field_of("Verteiler"), field_of("Tea is at four")
    ('owner', 'approved_on', '', None)
    """
    if len(label) > 60:
        return None
    return _by_label().get(plain_label(label))
