#!/bin/sh
# Resolve the lock files: what builds Comity, what it runs on, and what develops it (the other two within).
# Versions that still fit are kept; give --upgrade to move to the newest ones.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
[ -x "$uv" ] || uv=uv

resolve() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" "$@"
}

resolve "$@" --group build --output-file requirements-build.lock
resolve "$@" pyproject.toml --output-file requirements.lock
resolve "$@" pyproject.toml --group build --group dev --group docs --output-file requirements-dev.lock \
    --constraints requirements-build.lock --constraints requirements.lock
