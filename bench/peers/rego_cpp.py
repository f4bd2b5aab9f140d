"""The checks in Rego, judged by rego-cpp (`regopy` on PyPI): python bench/peers/rego_cpp.py CORPUS"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import regopy
from told import model_of, tell


def main() -> None:
    start = time.perf_counter()
    interpreter = regopy.Interpreter()
    interpreter.add_module("policy", Path(__file__).with_name("policy.rego").read_text())
    interpreter.set_input(model_of(sys.argv[1]))
    loaded = time.perf_counter()
    output = interpreter.query("data.qms.findings")
    judged = time.perf_counter()
    tell(sys.argv[1], json.loads(str(output))["expressions"][0], load=loaded - start, judge=judged - loaded)


main()
