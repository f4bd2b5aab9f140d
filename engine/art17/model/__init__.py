"""The words that everyone speaks: values, places, artefacts, vocabulary, rules, verdicts."""
