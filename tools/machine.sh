#!/bin/sh
# Names what this machine lacks before anything is installed, with the command that brings it.
set -eu
python=${1:-python3}
missing=0

lacks() {
    echo "Missing: $1." >&2
    missing=1
}

install_with() {
    if command -v apt-get >/dev/null; then
        echo "  apt-get install $1" >&2
    elif command -v dnf >/dev/null; then
        echo "  dnf install $2" >&2
    else
        echo "  install $2 with this system's package tool" >&2
    fi
}

if ! command -v "$python" >/dev/null; then
    lacks "Python 3.11 or newer"
    install_with "python3 python3-venv" "python3.11"
elif ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    lacks "Python 3.11 or newer ($python is $("$python" -V 2>&1))"
    install_with "python3.11 python3.11-venv, then: make PYTHON=python3.11" "python3.11, then: make PYTHON=python3.11"
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    lacks "Python's venv"
    install_with "python3-venv" "python3-pip"
fi
if ! command -v git >/dev/null; then
    lacks "git"
    install_with "git" "git"
fi
exit $missing
