#!/bin/bash
# Gradescope runs this as root while it builds the image. The image's own python3 is left to Gradescope's harness.
set -euo pipefail
cd "$(dirname "$0")"
home=$(cd .. && pwd)

if [ -z "${CONVKIT_PYTHON:-}" ]; then  # else the image brings Python, the kit and the packages of the course along
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq -y --no-install-recommends bubblewrap ca-certificates python3-venv
    python3 -m venv "$home/tools"
    "$home/tools/bin/pip" install --quiet --disable-pip-version-check uv
    export UV_PYTHON_INSTALL_DIR="$home/python" UV_TORCH_BACKEND=cpu
    "$home/tools/bin/uv" venv --quiet --managed-python --python "$(cat python-version.txt)" "$home/environment"
    CONVKIT_PYTHON=$home/environment/bin/python
    "$home/tools/bin/uv" pip install --quiet --python "$CONVKIT_PYTHON" -c constraints.txt -r requirements.txt
fi

"$CONVKIT_PYTHON" -I -m grader.autograders.running --check "$home"
