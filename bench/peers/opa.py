"""The checks in Rego, judged by the `opa` that OPA_BIN names: OPA_BIN=opa python bench/peers/opa.py CORPUS

What OPA itself measures is told: reading the input and the policy is loading, `timer_rego_query_eval_ns` is judging.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from told import tell


def main() -> None:
    binary = shutil.which(os.environ.get("OPA_BIN", "opa"))
    if binary is None:
        raise SystemExit("there is no `opa` here: name one by OPA_BIN")
    policy, model = Path(__file__).with_name("policy.rego"), Path(sys.argv[1], "slim.json")
    command = [binary, "eval", "--format", "json", "--metrics", "--data", policy, "--input", model, "data.qms.findings"]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    seconds = {name: value / 1e9 for name, value in said["metrics"].items() if name.startswith("timer_")}
    judge = seconds.pop("timer_rego_query_eval_ns")
    tell(sys.argv[1], said["result"][0]["expressions"][0]["value"], load=sum(seconds.values()), judge=judge)


main()
