"""Other tools to compare with, installed outside the repository when they are first wanted.

They lie in `eventbook-bench` of the user's folder for caches. One that cannot be had is named with
the reason, in the table where it would stand.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from timing import BIN

FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "eventbook-bench"


@dataclass(frozen=True, slots=True)
class Peer:
    """Another tool.

    Attributes:
        name: with its version.
        program: what to run; None where it is not there.
        why: it is not.
    """

    name: str
    program: str | None
    why: str = ""


def check_jsonschema(*, install: bool) -> Peer:
    """check-jsonschema, which this project's environment for development holds."""
    found = BIN / "check-jsonschema"
    if found.exists():
        version = _said([str(found), "--version"]).split()[-1:]
        return Peer(" ".join(["check-jsonschema", *version]), str(found))
    return _from_pip("check-jsonschema", "0.39.0", "check-jsonschema", install=install)


def sourcemeta(*, install: bool) -> Peer:
    """Sourcemeta's `jsonschema`, in C++; without the script that starts it."""
    peer = _from_pip("sourcemeta-jsonschema", "17.3.0", "jsonschema", install=install)
    if peer.program is None:
        return peer
    machine = {"x86_64": "x86_64", "AMD64": "x86_64"}.get(platform.machine(), "arm64")
    binary = f"jsonschema-{sys.platform}-{machine}"
    home = Path(peer.program).parents[1]
    found = next(home.glob(f"lib/*/site-packages/sourcemeta_jsonschema/{binary}"), None)
    return Peer(peer.name, str(found or peer.program))


def ajv(*, install: bool) -> Peer:
    """ajv-cli, with its formats."""
    return _from_npm(("ajv-cli@5.0.0", "ajv-formats@3.0.1"), "ajv", install=install)


def eleventy(*, install: bool) -> Peer:
    """Eleventy, which makes sites of templates and data, and a reader of YAML for it."""
    return _from_npm(("@11ty/eleventy@3.1.2", "js-yaml@4.1.0"), "eleventy", install=install)


def papis(*, install: bool) -> Peer:
    """papis, which keeps a library of YAML files."""
    return _from_pip("papis", "0.16.1", "papis", install=install)


def sqlite_utils(*, install: bool) -> Peer:
    """sqlite-utils, which puts JSON into databases of SQLite."""
    return _from_pip("sqlite-utils", "3.38", "sqlite-utils", install=install)


def recsel(*, install: bool) -> Peer:
    """GNU recutils, from the system or unpacked from its Debian package."""
    found = shutil.which("recsel")
    home = FOLDER / "recutils"
    if found is None and install and not (home / "usr/bin/recsel").exists():
        home.mkdir(parents=True, exist_ok=True)
        if shutil.which("apt-get") and shutil.which("dpkg-deb"):
            _done(["apt-get", "download", "recutils", "librec1"], home)
            for package in home.glob("*.deb"):
                _done(["dpkg-deb", "-x", str(package), "."], home)
    unpacked = home / "usr/bin/recsel"
    program = found or (str(unpacked) if unpacked.exists() else None)
    if program is None:
        return Peer("recsel", None, "no package recutils here")
    libraries = next(home.glob("usr/lib/*/librec.so.1"), None)
    if found is None and libraries is not None:
        os.environ["LD_LIBRARY_PATH"] = str(libraries.parent)
    said = _said([program, "--version"]).partition("\n")[0].split()
    return Peer(f"recsel {said[-1]}", program) if said else Peer("recsel", None, "does not start")


def deepdiff(*, install: bool) -> Peer:
    """deepdiff; its `program` is the folder to import it from."""
    peer = _from_pip("deepdiff", "9.1.0", "deep", install=install)
    if peer.program is None:
        return peer
    return Peer(peer.name, str(next(Path(peer.program).parents[1].glob("lib/*/site-packages"))))


def graphtage(*, install: bool) -> Peer:
    """graphtage; its `program` is the folder to import it from."""
    peer = _from_pip("graphtage", "0.5.0", "graphtage", install=install)
    if peer.program is None:
        return peer
    return Peer(peer.name, str(next(Path(peer.program).parents[1].glob("lib/*/site-packages"))))


def mako(*, install: bool) -> Peer:
    """Mako; its `program` is the folder to import it from."""
    peer = _from_pip("Mako", "1.4.3", "mako-render", install=install)
    if peer.program is None:
        return peer
    return Peer(peer.name, str(next(Path(peer.program).parents[1].glob("lib/*/site-packages"))))


def jsondiffpatch(*, install: bool) -> Peer:
    """jsondiffpatch; its `program` is the folder that holds it, for `node` to be started in."""
    if shutil.which("node") is None:
        return Peer("jsondiffpatch 0.7.7", None, "there is no node")
    peer = _from_npm(("jsondiffpatch@0.7.7",), "jsondiffpatch", install=install)
    if peer.program is None:
        return peer
    return Peer(peer.name, str(Path(peer.program).parents[2]))


def ruamel(*, install: bool) -> Peer:
    """ruamel.yaml; its `program` is the Python to run it with."""
    return _from_pip("ruamel.yaml", "0.18.16", "python", install=install)


def yamlpath(*, install: bool) -> Peer:
    """yamlpath's `yaml-set`, which keeps comments by ruamel.yaml."""
    return _from_pip("yamlpath", "3.8.2", "yaml-set", install=install)


def yq() -> Peer:
    """The yq of Debian's package and of PyPI, which gives YAML to jq."""
    found = shutil.which("yq")
    version = _said([found, "--help"]) if found else ""
    if "jq" not in version:  # another program of this name has other options
        return Peer("yq", None, "it is not installed")
    return Peer("yq -yi (jq)", found)


def _from_pip(package: str, version: str, program: str, *, install: bool) -> Peer:
    """A tool in a virtual environment of its own."""
    name = f"{package.removesuffix('-jsonschema')} {version}"
    home = FOLDER / f"{package}-{version}"
    found = home / "bin" / program
    if not found.exists() and install:
        _done([sys.executable, "-m", "venv", str(home)], None)
        pip = [str(home / "bin/python"), "-m", "pip", "install", "-q", f"{package}=={version}"]
        _done(pip, None)
    if found.exists():
        return Peer(name, str(found))
    return Peer(name, None, "pip could not install it" if install else "not installed yet")


def _from_npm(packages: Sequence[str], program: str, *, install: bool) -> Peer:
    name = packages[0].lstrip("@").replace("@", " ")
    home = FOLDER / packages[0].lstrip("@").replace("@", "-").replace("/", "-")
    found = home / "node_modules/.bin" / program
    if not found.exists() and install:
        if shutil.which("npm") is None:
            return Peer(name, None, "there is no npm")
        home.mkdir(parents=True, exist_ok=True)
        _done(["npm", "install", "--silent", "--prefix", str(home), *packages], None)
    if found.exists():
        return Peer(name, str(found))
    return Peer(name, None, "npm could not install it" if install else "not installed yet")


def _done(command: Sequence[str], folder: Path | None) -> None:
    """Run it; what came of it shows by what is there then."""
    null = subprocess.DEVNULL
    subprocess.run(command, cwd=folder, stdin=null, stdout=null, stderr=null, check=False)


def _said(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout
