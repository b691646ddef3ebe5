"""Hooks of schemathesis: ids of things that are there, in every other request that needs one."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import schemathesis

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACES: Mapping[str, list[str]] = json.loads(Path(os.environ["FUZZ_PLACES"]).read_text(encoding="utf-8"))
_CHOICE = random.Random(1)  # noqa: S311 - the same choices in every run


@schemathesis.hook
def map_path_parameters(_context: schemathesis.HookContext, parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """The parameters in the path, some of them of things that are there."""
    if not parameters:
        return parameters
    return {
        name: _CHOICE.choice(_PLACES[name]) if name in _PLACES and _CHOICE.random() < 0.5 else value
        for name, value in parameters.items()
    }
