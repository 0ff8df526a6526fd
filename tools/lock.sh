#!/bin/sh
# Writes the lock files anew: requirements/*.in -> *.txt, web/package.json -> web/package-lock.json.
set -eu
cd "$(dirname "$0")/.."

echo "==> Python locks"
for name in uv runtime build go dev; do
    # The places of download stay out: a lock must serve whoever installs through a mirror.
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        "requirements/$name.in" --output-file "requirements/$name.txt"
done

echo "==> Browser lock"
# In a folder of its own: beside an installed node_modules npm writes down only what is installed.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp web/package.json web/.npmrc "$folder"
(cd "$folder" && npm install --package-lock-only --loglevel=error >/dev/null)
cp "$folder/package-lock.json" web/package-lock.json
.venv/bin/python tools/complete_npm_lock.py
