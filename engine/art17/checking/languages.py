"""The rules and words of a run in another language: verdicts know nothing of it."""

from __future__ import annotations

from dataclasses import replace

from art17.checking.rule_base import RuleBase
from art17.evaluation.rule import Rule
from art17.reading.packs.languages import ENGLISH, PackTexts, english_words, texts_in


def in_language(base: RuleBase, language: str) -> RuleBase:
    """The same rules, which say what they say in that language; in English what texts treat has words that read well.

    Raises:
        UsageError: where there is no such language, or a pack of the run is not complete in it.
    """
    if language == ENGLISH:
        return replace(base, vocabulary=replace(base.vocabulary, matters=english_words(base.packs)))
    texts = texts_in(base.packs, language)
    types = {
        name: replace(kind, title=texts.types.get(name, kind.title)) for name, kind in base.vocabulary.types.items()
    }
    vocabulary = replace(base.vocabulary, types=types, words=texts.words, topics=texts.topics)
    return replace(base, vocabulary=vocabulary, rules=tuple(_worded(rule, texts) for rule in base.rules))


def _worded(rule: Rule, texts: PackTexts) -> Rule:
    own = texts.rules[rule.id]
    return replace(rule, title=own["title"], message=own.get("message", ""), fix=own["fix"])
