"""The streams of the process: nothing in a text acts on the terminal, and what cannot be printed is reported."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import sys
from typing import BinaryIO, TextIO, cast

from art17.reporting.safe import safe

_OURS = r"\x1b\[(?:[012]|3[1-4])?m|\x1b\]8;;(?:file:///[\w.~%/:-]*)?\x1b\\|\r\x1b\[K|\n"
"""What art17 itself sends: the colours and links of `show.py`, the line of progress, and ends of lines."""
_PARTS = re.compile(f"({_OURS})", re.ASCII)
UNTRUSTED, INTERRUPTED, UNHEARD = 2, 130, 141
"""Exit codes: the run cannot be trusted, it was interrupted, nobody reads what it prints (as shells say it)."""
NOT_PRINTED = frozenset({errno.EPIPE, errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO, errno.EBADF})


def made_safe(text: str) -> str:
    r"""A text for the terminal: colours and line ends stay, whatever else a terminal might obey is written out.

    >>> made_safe("\x1b[31mred\x1b[0m \x1b]0;title\x07\n")
    '\x1b[31mred\x1b[0m \\x1b]0;title\\x07\n'
    """
    return "".join(part if at % 2 else safe(part) for at, part in enumerate(_PARTS.split(text)))


class SafeStream(io.TextIOWrapper):
    """A text stream through which nothing passes that acts."""

    def write(self, text: str, /) -> int:
        """Write a text made safe; how long it was."""
        super().write(made_safe(text))
        return len(text)


class ClosedStream(io.StringIO):
    """In place of a stream that was closed before the run began."""

    def write(self, text: str, /) -> int:
        """Fail, as writing to a closed descriptor does.

        Raises:
            OSError: always, where there is something to write.
        """
        if text:
            raise OSError(errno.EBADF, "stdout is closed")
        return 0


def guard_streams() -> None:
    """Let stdout and stderr pass through here; a closed one keeps its number, so that no file gets it."""
    sys.stdout = _guarded(sys.stdout) or ClosedStream()
    sys.stderr = _guarded(sys.stderr) or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115  to the end


def _guarded(stream: TextIO | None) -> TextIO | None:
    if stream is None:
        os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: that of the stream
        return None
    if not isinstance(stream, io.TextIOWrapper) or isinstance(stream, SafeStream):
        return stream
    stream.flush()
    is_direct = stream.line_buffering
    return SafeStream(
        cast("BinaryIO", stream.detach()),
        encoding="utf-8",
        errors="backslashreplace",
        newline="\n",
        line_buffering=is_direct,
    )


def is_coloured(*, is_terminal: bool) -> bool:
    """Whether output has colours: at a terminal or with FORCE_COLOR, and not with NO_COLOR."""
    return (is_terminal or bool(os.environ.get("FORCE_COLOR"))) and not os.environ.get("NO_COLOR")


_LINKING = frozenset({"Hyper", "WezTerm", "ghostty", "iTerm.app", "rio", "vscode"})
"""Programs that say so in TERM_PROGRAM, and know links (OSC 8)."""
_LINKING_TERMS = ("alacritty", "contour", "foot", "xterm-ghostty", "xterm-kitty", "wezterm")


def has_links(*, is_terminal: bool) -> bool:
    """Whether places are links: at a terminal that is known to have them; FORCE_HYPERLINK=1 or 0 decides otherwise."""
    forced = os.environ.get("FORCE_HYPERLINK", "")
    if forced or not is_terminal:
        return forced not in ("", "0")
    named = os.environ.get
    vte = named("VTE_VERSION", "")
    return (
        named("TERM_PROGRAM", "") in _LINKING
        or named("TERM", "").startswith(_LINKING_TERMS)
        or bool(named("WT_SESSION") or named("KONSOLE_VERSION"))
        or (vte.isdecimal() and int(vte) >= 5000)
    )


def link_to(address: str, text: str) -> str:
    """A text as a link to an address."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def fail(message: str, fix: str, code: int = UNTRUSTED) -> int:
    """Say on stderr in one line what ended the run; the exit code."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(safe(f"art17: {message}; {fix}") + "\n")
        sys.stderr.flush()
    return code


def not_printed(error: OSError) -> int:
    """The exit code where stdout took no more; what is still held goes nowhere."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
    if error.errno == errno.EPIPE:
        return UNHEARD
    return fail(f"cannot print the report: {error.strerror}", "write it to a file, or free what stdout leads to")
