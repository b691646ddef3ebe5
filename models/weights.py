"""Files of weights that a manifest vouches for: read whole, held against their SHA-256, never unpickled."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onnxruntime import InferenceSession

_MANIFEST: Final = "manifest.json"


class WeightsError(Exception):
    """The weights file is missing, is not the one the manifest names, or was trained on other features."""


def stored(folder: Path, what: str, features: str | None = None) -> dict[str, Any]:
    """The weights in JSON that lie in `folder`; `what` they are of, for errors, `features` the fingerprint to expect.

    Raises `WeightsError` unless they are those of the manifest and were trained on these features.
    """
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        content = (folder / manifest["file"]).read_bytes()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"The weights of {what} in {folder} cannot be read: {error}") from error
    if hashlib.sha256(content).hexdigest() != manifest.get("sha256"):
        raise WeightsError(f"{manifest['file']} in {folder} is not the file that {_MANIFEST} describes")
    if features is not None and manifest.get("features") != features:
        raise WeightsError(f"The weights in {folder} were trained on other features than this code computes")
    found: dict[str, Any] = json.loads(content)
    return found


def vouched(folder: Path, files: Sequence[str]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """The manifest in `folder` and the contents of `files`.

    Raises `ValueError` where a file is not the one that the manifest names, `OSError` where one is missing.
    """
    manifest: dict[str, Any] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    contents = {name: (folder / name).read_bytes() for name in files}
    for name, content in contents.items():
        if hashlib.sha256(content).hexdigest() != manifest.get("sha256", {}).get(name):
            raise ValueError(f"{folder / name} is not the file that {_MANIFEST} names.")
    return manifest, contents


def session(content: bytes) -> InferenceSession:
    """A session of ONNX Runtime on one thread."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - installed where it is used

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(content, options, providers=["CPUExecutionProvider"])
