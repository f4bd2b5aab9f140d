"""The law as data: citations, the Act by version, dates of application."""
