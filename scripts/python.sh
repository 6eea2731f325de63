# Which Python the virtual environment is made with.
# shellcheck shell=bash

readonly PYTHONS="python3 python3.11 python3.12 python3.13 python3.14"

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Prints the first Python on PATH that is new enough.
find_python() {
    local name
    for name in $PYTHONS; do
        if is_new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    die "Convscope needs Python 3.11 or newer, and there is none: ${PYTHONS// /, } were" \
        "looked for. Install one, on Debian with \`sudo apt-get install python3 python3-venv\`."
}

has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Debian packs venv apart from Python.
ensure_venv_module() {
    local package
    if has_venv "$1"; then return; fi
    package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if can_apt; then
        say "Installing Debian's package $package ..."
        { apt-get update && apt-get install -y "$package"; } </dev/null >/dev/null 2>&1 || true
    fi
    has_venv "$1" || die "$1 lacks its venv module: install it with" \
        "\`sudo apt-get install $package\` and try again."
}

venv_works() { is_new_enough $VENV/bin/python && $VENV/bin/python -m pip --version >/dev/null 2>&1; }
