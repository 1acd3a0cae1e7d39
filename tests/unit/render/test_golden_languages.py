"""One record in Italian and in Azerbaijani, against outputs that were read line by line."""

import pytest

from eventbook.render import TARGETS, Item, Options
from eventbook.render.jsonld import block


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
@pytest.mark.parametrize("lang", ["it", "az"])
def test_one_record_in_another_language(lang, suffix, golden, full, lookup, unstyled):
    target = next(target for target in TARGETS.values() if target.suffix == suffix)
    options = Options(site="https://archive.example/", book="Example archive", lang=lang)
    item = Item(full, lang, lookup)
    made = target.render([item], options).text
    if suffix == ".html":  # its linked data is judged elsewhere
        made = made.replace(f"{block(item, options)}\n", "", 1)
    assert unstyled(made) == (golden / f"full-{lang}{suffix}").read_text(encoding="utf-8")
