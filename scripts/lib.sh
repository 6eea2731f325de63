# Shared by the scripts: how they speak, and where things are.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly VENV=.venv
readonly STAMPS=$VENV/stamps

say() { printf '%s\n' "$*"; }

die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Whether Debian's packages can be installed without asking anybody.
can_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

digest() {
    if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -d' ' -f1
}
