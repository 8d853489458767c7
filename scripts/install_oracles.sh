#!/usr/bin/env bash
# Install the annotators that docs/agreement.md compares with, mutalyzer's parser of names, and
# ga4gh.vrs, which VRS identifiers are held against, as far as they are to be had here. What is there
# already is left alone. What cannot be installed is named at the end; comparisons with it are
# skipped, with the reason.
#
# Usage: scripts/install_oracles.sh [PYTHON], the Python of the tests' environment.
set -u
cd "$(dirname "$0")/.." || exit 1
python=${1:-.venv/bin/python}
pip() { "$1" -m pip --disable-pip-version-check --quiet install "${@:2}"; }
has() { "$1" -c "import $2" 2>/dev/null; }
lacking=()

scripts/install_debian_tools.sh snpEff

for module in weaver:hgvs-weaver ferro_hgvs:ferro-hgvs; do
    has "$python" "${module%%:*}" || pip "$python" "${module##*:}>=1.0" || lacking+=("${module##*:}")
done

has "$python" mutalyzer_hgvs_parser || pip "$python" "mutalyzer-hgvs-parser>=0.4" ||
    lacking+=(mutalyzer-hgvs-parser)

has "$python" ga4gh.vrs || pip "$python" "ga4gh.vrs>=2.3" || lacking+=(ga4gh.vrs)

if ! has "$python" hgvs || ! has "$python" cdot; then
    # hgvs wants psycopg2, for a database that is not used here, and that may have to be compiled.
    if ! command -v pg_config >/dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet gcc libpq-dev >/dev/null 2>&1
    fi
    pip "$python" "hgvs>=1.5" "cdot>=0.2.26" || lacking+=("hgvs and cdot")
fi

# mehari needs Python 3.12; the tests ask the one in .venv-mehari if their own is older.
newer() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; }
beside=.venv-mehari/bin/python
if ! has "$python" mehari && ! has "$beside" mehari; then
    if newer "$python"; then
        pip "$python" "mehari>=0.48" || lacking+=(mehari)
    else
        versions=$(pyenv root 2>/dev/null)/versions
        for candidate in python3.12 python3.13 python3.14 "$versions"/3.1[2-9]*/bin/python; do
            has "$beside" mehari && break
            newer "$candidate" && "$candidate" -m venv --clear .venv-mehari &&
                pip "$beside" "mehari>=0.48"
        done
        has "$beside" mehari || lacking+=("mehari (needs Python 3.12)")
    fi
fi

for program in bcftools snpEff; do
    command -v "$program" >/dev/null || lacking+=("$program")
done
[ ${#lacking[@]} -eq 0 ] && exit 0
printf 'not installed: %s\n' "${lacking[@]}"
