"""A published book, its site, and a server that gives it out from a folder of its own."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = "archive"
"""The site does not stand at the root of its server: every address has to be relative."""

ROME = "2023-rome-embassy-commemoration"
DRAFT = "2010-washington-poets-laureate-reading"
WITHDRAWN = "2023-waterloo-perimeter-public-lecture"


def published_book(folder: Path) -> Path:
    """The example book with all but two records published, in work tree form, without git."""
    for part in ("records", "schemas"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "eventbook.toml", folder)
    for path in (folder / "records" / "events").rglob("*.yaml"):
        state = {DRAFT: "draft", WITHDRAWN: "withdrawn"}.get(path.stem, "published")
        text = path.read_text("utf-8")
        assert text.count("\n  status: draft\n") == 1, path
        path.write_text(text.replace("\n  status: draft\n", f"\n  status: {state}\n"), "utf-8")
    return folder


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder, given out as it is, with a slash at its end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
