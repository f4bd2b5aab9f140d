"""The corpus as N-Triples, for the peers that speak RDF."""

from __future__ import annotations

import datetime

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def ntriples(model: dict) -> str:
    """One line a statement, all names under `urn:q:`."""
    lines = [f"{_name('repo')} {_name('requires')} {_text(kind)} ." for kind in model["required_kinds"]]
    lines += [f"{_name('repo')} {_name('article')} {_text(article)} ." for article in model["articles"]]
    lines += [f"{_name('repo')} {_name('routeAllowed')} {_text(route)} ." for route in model["routes"]]
    lines.append(f'{_name("repo")} {_name("asOf")} "{model["as_of"]}"^^<{XSD}date> .')
    for artefact in model["artefacts"]:
        lines += _of(artefact)
    return "\n".join(lines) + "\n"


def _of(artefact: dict) -> list[str]:
    subject = _name(artefact["id"])
    reviewed = datetime.date.fromisoformat(artefact["last_reviewed"])
    due = reviewed + datetime.timedelta(days=artefact["review_interval_days"])
    lines = [
        f"{subject} {TYPE} {_name('Artefact')} .",
        f"{subject} {TYPE} {_name('k_' + artefact['kind'])} .",
        f"{subject} {_name('kind')} {_text(artefact['kind'])} .",
        f"{subject} {_name('status')} {_text(artefact['status'])} .",
        f'{subject} {_name("reviewDue")} "{due.isoformat()}"^^<{XSD}date> .',
    ]
    if artefact.get("owner"):
        lines.append(f"{subject} {_name('owner')} {_text(artefact['owner'])} .")
    if "conformity_route" in artefact:
        lines.append(f"{subject} {_name('route')} {_text(artefact['conformity_route'])} .")
    lines += [f"{subject} {_name('cites')} {_text(article)} ." for article in artefact["articles"]]
    for link in artefact["links"]:
        kinds = [link["rel"], "link", *(["uses"] if link["rel"] != "supersedes" else [])]
        lines += [f"{subject} {_name(kind)} {_name(link['target'])} ." for kind in kinds]
    return lines


def _name(word: str) -> str:
    return f"<urn:q:{word}>"


def _text(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
