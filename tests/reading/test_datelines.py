"""Datelines and speaker labels stand apart from the sentence that they open."""

from __future__ import annotations

import pytest

from service.reading.datelines import dateline_end
from service.reading.tokens import tokenize


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("OSLO, 4 June (Nordic News) - The minister resigned.", "OSLO , 4 June ( Nordic News ) -"),
        ("NEW DELHI: The court sat.", "NEW DELHI :"),
        ("BERGEN — Snow fell.", "BERGEN —"),
        ("LIND: We were there.", "LIND :"),
        ("City Reporter PUNE: The council met.", "City Reporter PUNE :"),
        ("Talks at the UN: what next", ""),
        ("TROMSO, Norway (NN) -- Two ships met.", "TROMSO , Norway ( NN ) --"),
        ("EU ministers - nine of them - met.", ""),
        ("UN - a body of states", ""),
        ("NATO, the UN and the EU met.", ""),
        ("HC stays transfer of land - builder", ""),
        ("Bergen - Snow fell.", ""),
        ("BERGEN", ""),
        ("BERGEN -", ""),
    ],
)
def test_where_a_dateline_ends(text: str, lead: str) -> None:
    """Capitals with a date or an agency up to a dash, capitals alone up to a colon; a sentence's own dash is none."""
    words = [token.text for token in tokenize(text)]
    assert " ".join(words[: dateline_end(words)]) == lead
