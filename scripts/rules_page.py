"""Writes docs/rules.md from the docstrings of the rules: `python -m scripts.rules_page > docs/rules.md`."""

import re
import sys
from inspect import cleandoc

from service.checking import RULES

HEAD = """# Rules

Written by `scripts/rules_page.py` from the rules themselves; `GET /v1/rules` serves the same texts. A finding names its
rule, so that a report can be read beside this page. Rules are applied in this order.
"""
_PARTS = re.compile(r"^(Contradicts when|Suspects when|Stays silent when|Example):", flags=re.MULTILINE)


def section(name: str, documentation: str) -> str:
    """One rule: its sentence, then when it contradicts or suspects, when it stays silent, an example."""
    text = re.sub(r"\n +", " ", cleandoc(documentation))
    body = _PARTS.sub(r"- **\1:**", text)
    return f"\n## {name}\n{body}\n"


def page() -> str:
    """The whole page."""
    return HEAD + "".join(section(rule.__name__, rule.__doc__ or "") for rule in RULES)


if __name__ == "__main__":
    sys.stdout.write(page())
