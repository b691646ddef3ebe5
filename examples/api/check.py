"""Checks an article and prints the verdict on every claim: `pip install ./clients/python` first."""

import json
import os
import sys
from pathlib import Path

from dateline_client import Dateline, ProblemError

address = os.environ.get("DATELINE", "http://127.0.0.1:8080")
request = json.loads((Path(__file__).parent / "article.json").read_text(encoding="utf-8"))

with Dateline(address, os.environ.get("DATELINE_KEY")) as dateline:
    try:
        report = dateline.check(**request)
    except ProblemError as problem:
        sys.exit(f"{problem}")
for claim in report["claims"]:
    print(f"{claim['verdict']}\t{claim['quote']}")
    for finding in claim["findings"]:
        print(f"\t{finding['detail']}")
