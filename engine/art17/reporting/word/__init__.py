"""The report as a Word document that one edits and hands over."""

from art17.reporting.word.report import docx_of

__all__ = ["docx_of"]
