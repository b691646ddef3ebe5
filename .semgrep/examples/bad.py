# Lines that each rule must find: the rule stands above its line. Nothing here is run or imported.
import gzip
import hashlib
import logging
import os
import shutil
import ssl
import subprocess
import tarfile
import zipfile
import zlib

import flask
import jinja2
import lxml.etree
import lxml.html
import markupsafe
import numpy
import sqlalchemy
import trafilatura
import xml.etree.ElementTree
import yaml

# ruleid: no-pickle
import pickle
# ruleid: nothing-goes-out-elsewhere
import requests
# ruleid: nothing-goes-out-elsewhere
import urllib3
# ruleid: nothing-goes-out-elsewhere
import urllib.request
# ruleid: nothing-goes-out-elsewhere
import socket
# ruleid: no-predictable-secret
import random

_LOG = logging.getLogger(__name__)


def bad(raw, name, connection, article, app, archive, key, client):
    # ruleid: no-pickle
    pickle.loads(raw)
    # ruleid: no-pickle
    numpy.load(raw, allow_pickle=True)
    # ruleid: no-code-from-words
    eval(raw)
    # ruleid: no-code-from-words
    exec(raw)
    # ruleid: no-shell
    subprocess.run(f"cat {name}", shell=True)
    # ruleid: no-shell
    os.system(name)
    # ruleid: nothing-goes-out-elsewhere
    trafilatura.fetch_url(name)
    # ruleid: no-unescaped-markup
    markupsafe.Markup(raw)
    # ruleid: no-unescaped-markup
    markupsafe.Markup(f"<b>{name}</b>")
    # ruleid: no-unescaped-markup
    jinja2.Environment(autoescape=False)
    # ruleid: no-unescaped-markup
    flask.render_template_string(name)
    # ruleid: no-assembled-sql
    connection.execute(f"SELECT * FROM statement WHERE name = '{name}'")
    # ruleid: no-assembled-sql
    connection.exec_driver_sql("SELECT * FROM statement WHERE name = " + name)
    # ruleid: no-assembled-sql
    connection.execute("SELECT * FROM statement WHERE name = '%s'" % name)
    # ruleid: no-assembled-sql
    sqlalchemy.text(f"SELECT {name}")
    # ruleid: no-words-in-logs
    _LOG.info("checked %s", article.text)
    # ruleid: no-words-in-logs
    logging.getLogger("service").warning(f"refused {key.secret}")
    # ruleid: no-yaml-load
    yaml.load(raw)
    # ruleid: no-extract
    zipfile.ZipFile(raw).extractall(name)
    # ruleid: no-extract
    archive.extract(name)
    # ruleid: no-extract
    tarfile.open(raw)
    # ruleid: no-extract
    shutil.unpack_archive(name)
    # ruleid: no-unbounded-decompression
    gzip.decompress(raw)
    # ruleid: no-unbounded-decompression
    zlib.decompress(raw)
    # ruleid: xml-only-with-safe-parser
    xml.etree.ElementTree.fromstring(raw)
    # ruleid: xml-only-with-safe-parser
    lxml.etree.fromstring(raw)
    # ruleid: xml-only-with-safe-parser
    lxml.etree.XMLParser()
    # ruleid: xml-only-with-safe-parser
    lxml.etree.XMLParser(resolve_entities=False, huge_tree=True)
    # ruleid: xml-only-with-safe-parser
    lxml.html.parse(name)
    # ruleid: no-predictable-secret
    hashlib.md5(raw)
    # ruleid: no-tls-without-verification
    ssl._create_unverified_context()
    # ruleid: no-tls-without-verification
    client.get(name, verify=False)
    # ruleid: no-tls-without-verification
    urllib3.PoolManager(cert_reqs="CERT_NONE")
    # ruleid: no-debug
    app.run(debug=True)
