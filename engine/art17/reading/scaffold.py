"""The files of a QMS that is begun: the manifest and the skeletons; written only where there is none."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
