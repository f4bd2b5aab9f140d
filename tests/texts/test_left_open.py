"""What is left open says nothing, however it is put; a condition leaves nothing open."""

import pytest

from art17.reading.documents.read import document_in
from art17.texts.read import passages_found
from texts.procedures import spoken

SAID = {
    "en": "the quality manager investigates each serious incident",
    "de": "die Leiterin Qualität jeden schwerwiegenden Vorfall untersucht",
    "fr": "la responsable qualité enquête sur chaque incident grave",
}
MATTER = {
    "en": "the investigation of serious incidents by the quality manager",
    "de": "der Untersuchung schwerwiegender Vorfälle und ihrer Ursachen durch die Leiterin Qualität",
    "fr": "de l'enquête sur les incidents graves et leurs causes par la responsable qualité",
}
LEFT_OPEN = {
    "en": (
        "How {said} is not laid down.",
        "It is open whether {said}.",
        "There is no rule under which {said}.",
        "The procedure by which {said} has not been written.",
        "Nowhere is it written that {said}.",
        "We lack a procedure for {matter}.",
        "The arrangements for {matter} are undefined.",
        "The procedure for {matter}: open.",
    ),
    "de": (
        "Wie {said}, ist nicht festgelegt.",
        "Nicht geregelt ist, wie {said}.",
        "Es gibt keine Regel, wonach {said}.",
        "Das Verfahren, nach dem {said}, ist nicht beschrieben.",
        "Bislang ist nirgends festgehalten, dass {said}.",
        "Die Modalitäten {matter} sind nicht festgelegt.",
        "Der Ablauf {matter} ist in Klärung.",
        "Der Ablauf {matter}: offen.",
    ),
    "fr": (
        "La manière dont {said} n'est pas fixée.",
        "Il n'est pas défini comment {said}.",
        "La question de savoir si {said} demeure ouverte.",
        "Il n'y a pas de règle selon laquelle {said}.",
        "Nulle part il n'est écrit que {said}.",
        "Les modalités {matter} ne sont pas fixées.",
        "Les modalités {matter} font défaut.",
        "La description {matter} est en suspens.",
    ),
}
SAYS = {
    "en": (
        "Unless otherwise laid down, the quality manager investigates each serious incident.",
        "The quality manager investigates each serious incident, even if no date has been fixed.",
        "The quality manager investigates each serious incident; how long it takes is not laid down.",
    ),
    "de": (
        "Solange nichts anderes festgelegt ist, untersucht die Leiterin Qualität jeden schwerwiegenden Vorfall.",
        "Die Leiterin Qualität untersucht jeden schwerwiegenden Vorfall, auch wenn kein Termin festgelegt ist.",
        "Die Leiterin Qualität untersucht jeden schwerwiegenden Vorfall; die Dauer ist nicht festgelegt.",
    ),
    "fr": (
        "Si aucune autre règle n'est fixée, la responsable qualité enquête sur chaque incident grave.",
        "La responsable qualité enquête sur chaque incident grave, même si aucune date n'est fixée.",
        "La responsable qualité enquête sur chaque incident grave ; la durée n'est pas fixée.",
    ),
}


def is_read(language: str, sentence: str) -> bool:
    document = document_in("markdown", f"# One\n\n{sentence}\n")
    return "investigation" in passages_found(document, "incident-procedure", spoken()[language])


@pytest.mark.parametrize("language", sorted(SAID))
def test_what_is_left_open_says_nothing(language: str):
    """A sentence that says that nothing is laid down on a matter is no treatment of it."""
    sentences = [each.format(said=SAID[language], matter=MATTER[language]) for each in LEFT_OPEN[language]]
    assert [each for each in sentences if is_read(language, each)] == []


@pytest.mark.parametrize("language", sorted(SAYS))
def test_a_condition_leaves_nothing_open(language: str):
    """What holds unless something else is laid down, or although something else is not, holds."""
    assert [each for each in SAYS[language] if not is_read(language, each)] == []
