#!/bin/sh
# Build the wheel, install it in a fresh environment outside the repository, and run the main job
# there, as somebody does who installs eventbook with pipx or uvx.
#   tests/wheel-check.sh PYTHON    (a Python that has `build`)
set -eu
repository=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$repository"
"$1" -m build --quiet --outdir "$scratch/dist" . >/dev/null
cd "$scratch"
"$1" -m venv env
env/bin/python -m pip install --quiet --disable-pip-version-check dist/*.whl
env/bin/python - <<'PYTHON'
from importlib.resources import files
from pathlib import Path

import eventbook

package = files("eventbook")
assert "env" in Path(eventbook.__file__).parts, eventbook.__file__
assert (package / "schemas" / "event.schema.json").is_file(), "the wheel lacks its schemas"
assert not (Path(eventbook.__file__).parents[1] / "cli").exists(), "the wheel installs `cli`"
PYTHON
PATH="$scratch/env/bin:$PATH" sh "$repository/cli/demo/run.sh"
echo "the wheel works: $(basename dist/*.whl)"
