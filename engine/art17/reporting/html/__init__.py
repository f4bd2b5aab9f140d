"""The report as one page for people without git: nothing is loaded, everything is escaped."""

from art17.reporting.html.page import html_of as html_of
