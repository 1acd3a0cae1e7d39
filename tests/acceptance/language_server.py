"""yaml-language-server, asked over standard input and output as an editor asks it (LSP 3.17)."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

SECONDS = 60.0
"""How long an answer may take on a busy machine."""


class LanguageServer:
    """One server on one folder.

    Args:
        command: what starts it.
        root: the folder that the editor has open.
        settings: the editor's, as maps in maps.
    """

    def __init__(self, command: Sequence[str], root: Path, settings: dict[str, Any]) -> None:
        self._settings = settings
        self._count = 0
        self._incoming: queue.Queue[dict[str, Any]] = queue.Queue()
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        threading.Thread(target=self._read, daemon=True).start()
        folder = {"uri": root.as_uri(), "name": root.name}
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
        self._ask(
            "initialize",
            processId=None,
            rootUri=root.as_uri(),
            workspaceFolders=[folder],
            capabilities=capabilities,
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=settings)

    def __enter__(self) -> LanguageServer:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def opened(self, path: Path) -> list[tuple[int, str]]:
        """Open a file; what is wrong in it, by line counted from 1."""
        document = {
            "uri": path.as_uri(),
            "languageId": "yaml",
            "version": 1,
            "text": path.read_text("utf-8"),
        }
        self._tell("textDocument/didOpen", textDocument=document)
        told = self._until(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"]["uri"] == path.as_uri()
            )
        )
        found = told["params"]["diagnostics"]
        return sorted((each["range"]["start"]["line"] + 1, each["message"]) for each in found)

    def completions(self, path: Path, line: int, column: int) -> list[str]:
        """What may be written at a place, counted from 1."""
        answer = self._ask(
            "textDocument/completion",
            textDocument={"uri": path.as_uri()},
            position={"line": line - 1, "character": column - 1},
        )
        items = answer["items"] if isinstance(answer, dict) else answer
        return [each["label"] for each in items]

    def hover(self, path: Path, line: int, column: int) -> str:
        """What is told of a place, counted from 1."""
        answer = self._ask(
            "textDocument/hover",
            textDocument={"uri": path.as_uri()},
            position={"line": line - 1, "character": column - 1},
        )
        text: str = answer["contents"]["value"]
        return text

    def _read(self) -> None:
        output = self._process.stdout
        assert output is not None
        while header := output.readline():
            length = 0
            while header != b"\r\n":
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = output.readline()
            self._incoming.put(json.loads(output.read(length)))

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _tell(self, method: str, **params: Any) -> None:
        self._send(method=method, params=params)

    def _ask(self, method: str, **params: Any) -> Any:
        self._count += 1
        number = self._count
        self._send(id=number, method=method, params=params)
        return self._until(lambda message: message.get("id") == number and "method" not in message)[
            "result"
        ]

    def _until(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        end = time.monotonic() + SECONDS
        while True:
            message = self._incoming.get(timeout=max(end - time.monotonic(), 0.01))
            if "method" in message and "id" in message:
                self._send(id=message["id"], result=self._answer(message))
            elif wanted(message):
                return message

    def _answer(self, message: dict[str, Any]) -> Any:
        if message["method"] != "workspace/configuration":
            return None
        answers: list[Any] = []
        for item in message["params"]["items"]:
            found: Any = self._settings
            for part in item.get("section", "").split("."):
                found = found.get(part) if isinstance(found, dict) and part else found
            answers.append(found)
        return answers
