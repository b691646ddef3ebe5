"""Style, script and pictures of the pages, held in memory; their address changes when one of them does."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response
from werkzeug.exceptions import NotFound

from service.api.access import public
from service.presentation.style import SHARED

if TYPE_CHECKING:
    from flask import Flask

FOLDER = Path(__file__).parent / "static"
_FOR_EVER = "public, max-age=31536000, immutable"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file: its bytes and its media type."""

    content: bytes
    media_type: str


class Assets:
    """The files of a folder, under `/static/DIGEST/NAME`: one digest for all, so that modules find each other."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._files = {"shared.css": Asset(SHARED.encode(), _TYPES[".css"])} | {
            found.relative_to(folder).as_posix(): Asset(found.read_bytes(), _type(found))
            for found in sorted(folder.rglob("*"))
            if found.is_file()
        }
        digest = hashlib.sha256()
        for name, asset in self._files.items():
            digest.update(f"{name}\0{len(asset.content)}\0".encode() + asset.content)
        self._digest = digest.hexdigest()[:16]

    def register(self, app: Flask) -> None:
        """Serve the files; templates ask for an address with `asset(NAME)`."""
        app.add_url_rule("/static/<digest>/<path:name>", "static", self.file)
        app.jinja_env.globals["asset"] = self.address

    def address(self, name: str) -> str:
        """The address of a file. Raises `KeyError` for none."""
        _ = self._files[name]
        return f"/static/{self._digest}/{name}"

    @public
    def file(self, digest: str, name: str) -> Response:
        """`GET /static/{digest}/{name}`: a file, to be kept for ever under the digest that is current."""
        asset = self._files.get(name)
        if asset is None:
            raise NotFound
        kept = _FOR_EVER if digest == self._digest else "no-cache"
        return Response(asset.content, mimetype=asset.media_type, headers={"Cache-Control": kept})


def _type(path: Path) -> str:
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
