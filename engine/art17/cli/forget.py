"""`art17 forget`: remove what is kept of a folder."""

from __future__ import annotations

from pathlib import Path

import click

from art17.cli.paths import about
from art17.errors import Art17Error, UsageError
from art17.memory.store import Store, cache_folder
from art17.reporting.safe import safe
from art17.reporting.words import plural


@click.command("forget", short_help="Remove what is kept of a folder in the cache.")
@click.argument("folders", nargs=-1, type=click.Path(), metavar="[FOLDER]...")
@click.option("--all", "is_all", is_flag=True, help="Remove what is kept of every folder.")
def command(folders: tuple[str, ...], is_all: bool) -> None:  # noqa: FBT001  click passes options by name
    """Remove what art17 keeps of each FOLDER in the user's cache folder: facts, passages and reports.

    FOLDER need not exist any more.  What `art17 adopt` wrote stays where it is: those files are yours.
    """
    if is_all == bool(folders):
        raise UsageError("say of which folder", "write `art17 forget FOLDER`, or `art17 forget --all`")
    base = cache_folder()
    if base is None:
        click.echo("Nothing is kept: there is no cache folder.", err=True)
        return
    removed = Store.forget_all() if is_all else sum(Store(each).forget() for name in folders for each in _meant(name))
    click.echo(safe(f"{plural(removed, 'file')} removed from {base.as_posix()}."), err=True)


def _meant(name: str) -> tuple[Path, ...]:
    """A folder, and the one that its manifest is about."""
    folder = Path(name)
    try:
        root, _ = about(folder)
    except (Art17Error, OSError):
        return (folder,)
    return tuple(dict.fromkeys((folder, root)))
