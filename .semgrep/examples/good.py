# Lines that no rule may find: the same things done as they are to be done. Nothing here is run or imported.
import json
import logging
import secrets
import subprocess

import lxml.etree
import markupsafe
import numpy
import sqlalchemy
import yaml

_LOG = logging.getLogger(__name__)


def good(raw, name, connection, article, archive, extractor):
    # ok: no-pickle
    json.loads(raw)
    # ok: no-pickle
    numpy.load(raw)
    # ok: no-code-from-words
    compile_grammar(raw)
    # ok: no-shell
    subprocess.run(["cat", name], check=True)
    # ok: nothing-goes-out-elsewhere
    check(article.url)
    # ok: no-unescaped-markup
    markupsafe.Markup("<b>{}</b>").format(name)
    # ok: no-assembled-sql
    connection.execute(sqlalchemy.text("SELECT * FROM statement WHERE name = :name"), {"name": name})
    # ok: no-words-in-logs
    _LOG.info("checked %s claims of %s characters", len(article.claims), len(article.text))
    # ok: no-yaml-load
    yaml.safe_load(raw)
    # ok: no-extract
    archive.open("store.sqlite")
    # ok: no-extract
    extractor.extract(article)
    # ok: no-unbounded-decompression
    zlib_decompressor.decompress(raw, 1_000)
    # ok: xml-only-with-safe-parser
    lxml.etree.fromstring(raw, lxml.etree.XMLParser(resolve_entities=False, no_network=True))
    # ok: no-predictable-secret
    secrets.token_urlsafe(32)
    # ok: no-tls-without-verification
    client.get(name)
    # ok: no-debug
    app.run()
