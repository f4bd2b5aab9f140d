"""The page put together: parts as values, templates that word them, style and script held by their hashes."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from art17.errors import UsageError
from art17.model.hand_over import HandOver
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
from art17.reporting.in_words import capital
from art17.reporting.judged_words import answers_said, sample_said
from art17.reporting.report_words import Words, words_of
from art17.reporting.safe import safe
from art17.reporting.told import matters_told, questions_told, quoted
from art17.reporting.words import DISCLAIMER
from art17.version import __version__

if TYPE_CHECKING:
    from jinja2 import Environment

STYLES = ("tokens", "layout", "parts", "findings", "picture", "print")
SCRIPTS = ("elements", "theme", "tables", "chunks", "filters", "trees", "picture", "draw", "explorer")
KEPT = {"findings": 200, "actions": 50, "batch": 200, "documents": 500}
"""How much stands in the page at once; the rest lies beside it as text, for the script to bring in when asked."""
POLICY = (
    "default-src 'none';{images} base-uri 'none'; form-action 'none'; style-src '{style}'; "
    "script-src '{early}' '{script}'"
)


PICTURES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"GIF8": "gif"}
PHRASES = re.compile(r'(?:say|counted)\((?:[^"()]*, )?"([^"]+)"')
"""The phrases that the script words: what it hands to `say`, and what it counts, in the singular."""


def html_of(report: Report) -> str:
    """The whole report as one page.

    Raises:
        UsageError: where jinja2, which is an extra, is not installed.
    """
    w, places, logo = words_of(report), Places(report), logo_of(report.hand_over)
    cards = cards_of(report, places, w)
    matrix = matrix_of(report, cards, places, w)
    style, early = _joined("style", "css", STYLES), _resource("script", "early.js")
    script = f'(() => {{\n"use strict";\n{_joined("script", "js", SCRIPTS)}}})();\n'
    return (
        _environment()
        .get_template("page.html")
        .render(
            report=report,
            questions_told=questions_told,
            matters_told=matters_told,
            w=w,
            version=__version__,
            disclaimer=DISCLAIMER,
            kept=KEPT,
            told=report.hand_over,
            quoted=quoted,
            logo=logo,
            documents=tuple(report.documents),
            summary=summary_of(report, cards, w),
            matrix=matrix,
            cards=cards,
            choices=choices_of(report, cards, w),
            actions=actions_of(report, cards, w),
            attested=attested_of(report),
            judged=tuple(answers_said(report, w)),
            samples=tuple(sample_said(each, w) for each in report.samples),
            timeline=timeline_of(report, w),
            chart=chart_of(report.course, w),
            broken=broken_links(report),
            words=script_data(words_of_script(script, w)),
            trees=script_data(trees_of(cards)),
            picture=script_data(picture_of(report, cards, matrix, w)),
            style=style,
            early=early,
            script=script,
            policy=POLICY.format(
                images=" img-src data:;" if logo else "",
                style=hash_of(style),
                early=hash_of(early),
                script=hash_of(script),
            ),
        )
    )


def logo_of(told: HandOver) -> str:
    """The logo as an address that holds it; "" where there is none.

    Raises:
        UsageError: where it is no picture that a browser shows.
    """
    if not told.logo_data:
        return ""
    kind = next((kind for start, kind in PICTURES.items() if told.logo_data.startswith(start)), "")
    if not kind:
        raise UsageError(f"the logo {told.logo} is not a PNG, JPEG or GIF", "name such a picture by `report.logo`")
    return f"data:image/{kind};base64,{base64.b64encode(told.logo_data).decode()}"


def words_of_script(script: str, w: Words) -> dict[str, str]:
    """What the script says, by the English phrases; nothing where that is English."""
    if w.language == "en":
        return {}
    said = PHRASES.findall(script)
    return {phrase: w(phrase) for one in dict.fromkeys(said) for phrase in (one, f"{one}s") if w(phrase) != phrase}


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
    environment.filters["capital"] = capital
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
