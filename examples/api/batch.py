"""Sends a file of articles, waits until they are checked, and prints a line for each, in their order."""

import json
import os
from pathlib import Path

from dateline_client import Dateline

address = os.environ.get("DATELINE", "http://127.0.0.1:8080")
lines = (Path(__file__).parent / "articles.jsonl").read_text(encoding="utf-8").splitlines()

with Dateline(address, os.environ.get("DATELINE_KEY")) as dateline:
    job = dateline.submit(map(json.loads, lines))
    dateline.wait(job["id"], every=1)
    for line in dateline.results(job["id"]):
        print(f"{line['id']}\t{line['error']['title'] if 'error' in line else line['outcome']}")
