#!/usr/bin/env bash
# Writes what Dateline is made of, as CycloneDX 1.6: the libraries of the lock file, the models, the data.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
usage: scripts/sbom.sh [FILE]

Writes FILE (var/dateline.cdx.json where none is named), and holds it against the schema of CycloneDX. The same tree
gives the same file; the licences of libraries are those that an installed Dateline (./start) has. Its tools are
installed on first use, by their hashes (scripts/security.sh --install).
TEXT
}

case "${1:-}" in
  --help | -h) usage; exit 0 ;;
  -*) usage >&2; exit 2 ;;
esac
[ $# -le 1 ] || { usage >&2; exit 2; }

file=${1:-var/dateline.cdx.json}
scripts/security.sh --install
# Where Dateline is installed, its libraries say under which licence they come.
python=.venv/bin/python
[ -x "$python" ] || python=var/security/bin/python
mkdir -p "$(dirname "$file")"
var/security/bin/cyclonedx-py requirements --pyproject pyproject.toml --spec-version 1.6 --output-reproducible \
  --output-format JSON -o "$file" requirements.lock 2>/dev/null
"$python" -m scripts.sbom "$file" requirements.lock
var/security/bin/python - "$file" <<'PYTHON'
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(Path(sys.argv[1]).read_text(encoding="utf-8"))
if wrong is not None:
    sys.exit(f"{sys.argv[1]} is not what the schema of CycloneDX 1.6 asks for: {wrong}")
PYTHON
components=$(grep -c '"bom-ref"' "$file")
printf '%s: %s components, valid by the schema of CycloneDX 1.6\n' "$file" "$components"
