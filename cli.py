"""The command of a checkout: `python cli.py check fixtures/specimens/northlight`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "engine"))

from art17.cli import main

if __name__ == "__main__":
    main()
