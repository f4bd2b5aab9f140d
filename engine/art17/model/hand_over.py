"""What a report that is handed over says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HandOver:
    """The words of the manifest for a report that one hands over; each is "" where it says nothing.

    `template` and `logo` are files, relative to the manifest, `template_data` and `logo_data` what they hold;
    `status` is `draft` or `final`, `distribution` whom it may be given to, `date` the day that it bears (the as-of
    date where none is stated).
    """

    template: str = ""
    client: str = ""
    assessor: str = ""
    date: str = ""
    issue: str = ""
    status: str = ""
    distribution: str = ""
    logo: str = ""
    template_data: bytes = b""
    logo_data: bytes = b""
