"""Word documents: whatever lies in the archive, it is an article or is refused."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from service.domain.errors import DatelineError
from trials.fuzz import ledgers, mutations, words
from trials.fuzz.samples import sample
from trials.fuzz.target import Target

if TYPE_CHECKING:
    from pathlib import Path

_MEMBERS = {
    "types": "[Content_Types].xml",
    "package": "_rels/.rels",
    "document": "word/document.xml",
    "parts": "word/_rels/document.xml.rels",
    "styles": "word/styles.xml",
}
_SNIPPETS = """
<w:p>
</w:p><w:p>
<w:r><w:t>in 2014</w:t></w:r>
<w:pStyle w:val="T"/>
<w:tr><w:tc>
<w:noBreakHyphen/>
<w:hyperlink>
<w:moveFrom/>
<w:altChunk r:id="r2"/>
<mc:AlternateContent/>
<w:basedOn w:val="T"/>
w:styleId='N'
PartName="secret.txt"
Target="/word/document.xml"
Target="../secret.txt" TargetMode="External"
""".strip().splitlines()


def _members(**changed: str) -> list[tuple[str, bytes]]:
    """The members of a document, some of them changed."""
    held = {part: changed.get(part) or sample(f"word_{part}.xml") for part in _MEMBERS}
    return [(_MEMBERS[part], xml.encode("utf-8", "surrogatepass")) for part, xml in held.items()]


def _seeds() -> list[bytes]:
    parts = {part: sample(f"word_{part}.xml") for part in _MEMBERS}
    body = parts["document"]
    seeds = [_members(), _members(package=parts["parts"])]
    seeds += [_members(**{part: one + xml}) for one in words.HOSTILE_MARKUP[:6] for part, xml in parts.items()]
    bent = (*_SNIPPETS, *words.HOSTILE_MARKUP)
    seeds += [_members(document=body.replace("<w:p>", f"<w:p>{one}", 1)) for one in bent]
    seeds += [[("word/document.xml", b"<" * 300_000)], [(f"word/{n}.xml", b"x") for n in range(60)]]
    bomb = mutations.packed([*_members()[:2], ("word/document.xml", b" " * 9_000_000)])
    ways = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    return [*map(mutations.packed, seeds), *(mutations.packed(_members(), how) for how in ways), bomb, bomb[:-30]]


def _attempt(raw: bytes, folder: Path) -> object:
    return ledgers.taken(raw, "report.docx", folder)


TARGET = Target(
    name="word",
    what="Word documents (.docx), into a ledger",
    attempt=_attempt,
    seeds=_seeds,
    mutate=mutations.knowing(mutations.archive, _SNIPPETS),
    declared=(DatelineError,),
    seconds=6.0,
    per_kilobyte=0.5,
    ready=ledgers.ready,
)
