"""From a request to a report: the steps of the main line, which `run.py` puts together."""
