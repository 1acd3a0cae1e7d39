"""`eventbook list --missing-lang`: what is left to translate."""

from __future__ import annotations

import json

RECORD = """\
id: {0}
title: {1}
date: {2}
keywords: [art]
sources: [{{title: Poster}}]
"""


def test_the_texts_of_each_record(book):
    book.record("fair", RECORD.format("fair", "{en: Fair, az: Sərgi}", "2020"))
    book.record("talk", RECORD.format("talk", "{az: Mühazirə}", "2019"))
    done = book("list", "--missing-lang", "en", "--columns", "id")
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "id\tmissing\ntalk\ttitle\n")
    (talk,) = json.loads(book("list", "--missing-lang", "en", "-f", "json").stdout)
    assert (talk["id"], talk["_missing"]) == ("talk", ["title"])
    done = book("list", "--missing-lang", "az", "-f", "ids", "-w", "title=Fair")
    assert (done.returncode, done.stdout) == (0, "fair\n")
    done = book("list", "--missing-lang", "english")
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "error: --missing-lang: `english` is not a language tag; write `en`\n",
    )
