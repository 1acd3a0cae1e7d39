"""The registry of targets, what it imports, and the page a target gets."""

import ast
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import eventbook.render as package
from eventbook.events.labels import words
from eventbook.render import TARGETS, Item, Options

FOLDER = Path(package.__file__).parent


def _renders(path):
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(node, ast.FunctionDef) and node.name == "render" for node in tree.body)


def test_every_target_file_is_registered():
    files = {path.stem for path in FOLDER.glob("*.py") if _renders(path)}
    packages = {path.parent.name for path in FOLDER.glob("*/__init__.py") if _renders(path)}
    assert files | packages == {target.module for target in TARGETS.values()}
    assert {name: target.name for name, target in TARGETS.items()} == {n: n for n in TARGETS}


def test_libraries_are_imported_when_they_are_needed():
    code = (
        "import sys; from eventbook.render import TARGETS, Item, Options;"
        "assert not {'jinja2', 'babel'} & set(sys.modules);"
        "from eventbook.render import Item; event = Item({'title': 'x'});"
        "TARGETS['markdown'].render([event], Options());"
        "TARGETS['text'].render([event], Options());"
        "assert 'jinja2' not in sys.modules; TARGETS['html'].render([event], Options());"
        "assert 'jinja2' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_no_record_at_all(name):
    options = Options(site="https://archive.example/", since="2024")
    assert isinstance(TARGETS[name].render([], options).text, str)


def _keys_in_code():
    """Every label key that the code asks for by a constant."""
    calls = {"phrase": "phrase.", "row": "field.", "section": "heading.", "labelled": "field."}
    calls |= {"fact_section": "heading.", "word": "", "label": ""}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                first = node.args[0]
                branches = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
                for branch in branches:
                    if name in calls and isinstance(branch, ast.Constant):
                        yield calls[name] + str(branch.value)
    template = (FOLDER / "templates" / "page.html.jinja").read_text("utf-8")
    yield from re.findall(r'label\("([^"]+)"\)', template)


def test_every_label_the_pages_ask_for_exists():
    asked = set(_keys_in_code())
    assert len(asked) > 60
    assert sorted(asked - set(words("en"))) == []


class Outline(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.headings, self.ids, self.targets, self.langs = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [values["id"]] if "id" in values else []
        self.langs += [values["lang"]] if "lang" in values else []
        for name in ("href", "aria-labelledby"):
            value = values.get(name, "")
            if name != "href" or value.startswith("#"):
                self.targets += [value.removeprefix("#")] if value else []


@pytest.mark.parametrize("count", [1, 3])
def test_html_outline(count, full, lookup):
    views = [Item(full, "it", lookup)] * count
    outline = Outline(TARGETS["html"].render(views, Options(lang="it", book="A")).text)
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after <= before + 1 for before, after in steps)
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.targets) <= set(outline.ids)
    assert outline.langs[0] == "it"
    assert {"en", "ar"} <= set(outline.langs)


def test_the_policy_names_the_style_sheet_by_its_hash(minimal):
    import base64
    import hashlib

    html = TARGETS["html"].render([Item(minimal)], Options()).text
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        "default-src &#39;none&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;; "
        f"style-src &#39;sha256-{digest}&#39;"
    )
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in html
    assert "url(" not in style
    assert "@import" not in style
