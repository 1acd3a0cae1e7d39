"""Renaming while others write: what came in the last moment is seen under the lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import eventbook.book.writing.transaction as transaction
from eventbook.commands.common import Common
from eventbook.commands.rename import run
from eventbook.errors import UsageError

EVENT = 'id: {id}\ntitle: {id}\ndate: "2021"\nsources: [{{title: Poster}}]\n'
FAIR = "records/events/2021/fair.yaml"


def plant(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        (
            "records/events/2022/market.yaml",
            EVENT.format(id="market"),
            "the id `market` is taken: records/events/2022/market.yaml",
        ),
        (
            "records/events/2022/stalls.yaml",
            EVENT.format(id="stalls") + "part_of: {ref: event/fair}\n",
            "records/events/2022/stalls.yaml refers to `fair`, too, since a moment",
        ),
    ],
)
def test_what_comes_in_the_last_moment_stops_it(
    path: str, text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(tmp_path, FAIR, EVENT.format(id="fair"))
    (tmp_path / "schemas").mkdir()
    really = transaction.commit

    def after_somebody_else(
        root: Path,
        writes: Sequence[transaction.Write],
        *,
        check: Callable[[], None] | None = None,
    ) -> None:
        plant(root, path, text)
        really(root, writes, check=check)

    monkeypatch.setattr(transaction, "commit", after_somebody_else)
    with pytest.raises(UsageError) as caught:
        run(Common(tmp_path, "never", quiet=True), "fair", "market", dry_run=False)
    assert str(caught.value).startswith(message)
    assert (tmp_path / FAIR).read_text() == EVENT.format(id="fair")
    (tmp_path / path).unlink()

    monkeypatch.setattr(transaction, "commit", really)
    assert run(Common(tmp_path, "never", quiet=True), "fair", "market", dry_run=False) == 0
    assert not (tmp_path / FAIR).exists()
