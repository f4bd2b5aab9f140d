"""The page put together: parts as values, templates that word them, style and script held by their hashes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from art17.model.report import Report
from art17.reporting.extras import lacking
from art17.reporting.html.actions import actions_of
from art17.reporting.html.attested import attested_of
from art17.reporting.html.cards import cards_of
from art17.reporting.html.chart import chart_of
from art17.reporting.html.choices import choices_of
from art17.reporting.html.data import script_data
from art17.reporting.html.matrix import matrix_of
from art17.reporting.html.picture import broken_links, picture_of
from art17.reporting.html.places import Places
from art17.reporting.html.summary import summary_of
from art17.reporting.html.timeline import timeline_of
from art17.reporting.html.trees import trees_of
from art17.reporting.in_words import capital, counted, day_said, number_said
from art17.reporting.judged_words import answers_said, sample_said
from art17.reporting.safe import safe
from art17.reporting.words import DISCLAIMER
from art17.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

STYLES = ("tokens", "layout", "parts", "findings", "picture", "print")
SCRIPTS = ("elements", "theme", "tables", "chunks", "filters", "trees", "picture", "draw", "explorer")
KEPT = {"findings": 200, "actions": 50, "batch": 200, "documents": 500}
"""How much stands in the page at once; the rest lies beside it as text, for the script to bring in when asked."""
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '{style}'; script-src '{early}' '{script}'"


FILTERS: dict[str, Callable[..., str]] = {
    "day": day_said,
    "number": number_said,
    "plural": counted,
    "capital": capital,
}


def html_of(report: Report) -> str:
    """The whole report as one page.

    Raises:
        UsageError: where jinja2, which is an extra, is not installed.
    """
    places = Places(report)
    cards = cards_of(report, places)
    matrix = matrix_of(report, cards, places)
    style, early = _joined("style", "css", STYLES), _resource("script", "early.js")
    script = f'(() => {{\n"use strict";\n{_joined("script", "js", SCRIPTS)}}})();\n'
    return (
        _environment()
        .get_template("page.html")
        .render(
            report=report,
            version=__version__,
            disclaimer=DISCLAIMER,
            kept=KEPT,
            told=report.hand_over,
            documents=tuple(report.documents),
            summary=summary_of(report, cards),
            matrix=matrix,
            cards=cards,
            choices=choices_of(report, cards),
            actions=actions_of(report, cards),
            attested=attested_of(report),
            judged=tuple(answers_said(report)),
            samples=tuple(map(sample_said, report.samples)),
            timeline=timeline_of(report),
            chart=chart_of(report.course),
            broken=broken_links(report),
            trees=script_data(trees_of(cards)),
            picture=script_data(picture_of(report, cards, matrix)),
            style=style,
            early=early,
            script=script,
            policy=POLICY.format(style=hash_of(style), early=hash_of(early), script=hash_of(script)),
        )
    )


def _joined(folder: str, ending: str, names: tuple[str, ...]) -> str:
    return "\n".join(_resource(folder, f"{name}.{ending}") for name in names)


@cache
def _resource(folder: str, name: str) -> str:
    """A file of this package: read like a module, wherever the package is installed."""
    return files("art17.reporting.html").joinpath(folder, name).read_text(encoding="utf-8")


def hash_of(text: str) -> str:
    """The source by which a content security policy knows one inline element."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _shown(value: object) -> object:
    """What a template may show: plain texts without control characters; they are escaped after this."""
    return safe(value) if type(value) is str else value


@cache
def _environment() -> Environment:
    environment = environment_of(lambda name: _resource("templates", name))
    environment.filters |= FILTERS
    return environment


def environment_of(template: Callable[[str], str]) -> Environment:
    """What fills templates, given by their names, so that nothing that is filled in acts in the page.

    Raises:
        UsageError: where jinja2, which is an extra, is not installed.
    """
    try:
        import jinja2  # noqa: PLC0415  an extra, and only this format needs it
    except ImportError as error:
        raise lacking("html", "jinja2") from error
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(template),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
