"""`art17 lsp`: a language server for editors, on stdin and stdout."""

from __future__ import annotations

import gc
from datetime import date

import click

from art17.cli.show import AS_OF, today
from art17.errors import UsageError


@click.command("lsp")
@AS_OF
def command(as_of: date | None) -> None:
    """Serve an editor over stdin and stdout.

    It speaks the Language Server Protocol.

    Needs the extra `art17[lsp]`.  docs/editor.md has settings for editors.
    """
    try:
        from art17.editor.server import server_of  # noqa: PLC0415  late: half a second, and an extra
    except ImportError as error:
        raise UsageError("the language server needs pygls", "pip install 'art17[lsp]'") from error
    gc.enable()  # a server stays, other than a check
    server_of(lambda: as_of or today()).start_io()
