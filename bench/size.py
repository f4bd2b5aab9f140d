"""How large the engine is: lines of code without blanks, comments and docstrings, and modules that a check loads.

`python bench/size.py` prints both; `docs/benchmarks.md` has the figures of the day.
"""

from __future__ import annotations

import ast
import io
import subprocess
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "engine" / "art17"
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
CHECK = """
import sys
sys.path.insert(0, {engine!r})
sys.argv = ["art17", "check", {folder!r}, "--as-of", "2026-11-23", "--no-cache", "--quiet"]
from art17.cli import main
try:
    main()
except SystemExit:
    pass
print(sum(name.partition(".")[0] == "art17" for name in sys.modules), file=sys.stderr)
"""


def code_lines(text: str) -> int:
    """How many lines of a module hold code."""
    bare = {
        line
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    held = {line for token in tokens if token.type not in NO_CODE for line in range(token.start[0], token.end[0] + 1)}
    return len(held - bare)


def engine_lines() -> int:
    """The lines of code of the engine."""
    return sum(code_lines(file.read_text("utf-8")) for file in ENGINE.rglob("*.py"))


def modules_loaded(folder: Path) -> int:
    """How many modules of art17 one check of a folder loads, without the cache."""
    script = CHECK.format(engine=str(ENGINE.parent), folder=str(folder))
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return int(done.stderr.split()[-1])


if __name__ == "__main__":
    files = len(list(ENGINE.rglob("*.py")))
    print(f"{engine_lines()} lines of code in {files} files")
    print(f"{modules_loaded(ROOT / 'fixtures/specimens/northlight')} modules loaded by one check without the cache")
