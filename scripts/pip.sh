# pip, with its many words kept in a file and its failures put into one sentence.
# shellcheck shell=bash

readonly PIP_LOG=$VENV/pip.log
readonly CPU_INDEX=https://download.pytorch.org/whl/cpu
readonly NO_NETWORK='NewConnectionError|NameResolutionError|Temporary failure|Timeout|ProxyError|Connection'

# Says what is about to happen, and how much of it.
announce() {
    if [ -e $STAMPS/torch ]; then
        say "Bringing $VENV up to date for \"$part\" ..."
    elif [ "$torch" = cpu ]; then
        say "Installing PyTorch (CPU build) and the rest: about 0.4 GB, a few minutes ..."
    else
        say "Installing PyTorch and the rest: about 3 GB the first time, several minutes ..."
    fi
}

# Shows those of pip's steps that take long: downloads of 10 MB and more, and the unpacking.
show_progress() {
    local line
    while IFS= read -r line; do
        case $line in
            *"Downloading "*[0-9][0-9].[0-9]" MB)" | *"Downloading "*" GB)") say "  downloading ${line##*Downloading }" ;;
            "Installing collected packages"*) say "  unpacking" ;;
        esac
    done
}

pip_install() {
    $VENV/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off "$@" \
        </dev/null 2>&1 | tee $PIP_LOG | show_progress || die "$(complaint)"
}

# Takes torch from its own index; torchvision must come from the same.
install_cpu_torch() { pip_install --index-url $CPU_INDEX torch torchvision; }

require_cpu_index() {
    "$1" -c "import urllib.request; urllib.request.urlopen('$CPU_INDEX/torch/', timeout=30)" \
        >/dev/null 2>&1 || die "PyTorch's CPU build cannot be had, because $CPU_INDEX does not" \
        "answer: check the network, or leave TORCH=cpu out to take the ordinary build."
}

# One sentence on why pip failed, out of its own words.
complaint() {
    if grep -q 'No space left on device' $PIP_LOG; then
        say "The disk is full: the installation needs about 6 GB (pip's own words: $PIP_LOG)."
    elif grep -qE "$NO_NETWORK" $PIP_LOG; then
        say "The package index cannot be reached: check the network connection and try again" \
            "(pip's own words: $PIP_LOG)."
    else
        say "pip failed: $(grep -iE '^ *error:' $PIP_LOG | tail -1) (all its words: $PIP_LOG)."
    fi
}
