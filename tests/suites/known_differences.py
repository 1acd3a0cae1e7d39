"""Where our stacks differ from the official suite or from each other, why, and how often.

A difference that no class explains fails the tests, and so does a class that is met more or less
often than it says: then something has changed, for better or worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["refused", "verdict", "violations"]
"""The schema is refused; a value is judged otherwise; both stacks refuse it for other reasons."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One test that does not come out as expected."""

    kind: Kind
    draft: str
    stack: str
    file: str
    group: str
    test: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A class of differences.

    Attributes:
        occurs: how often, by draft and stack.
    """

    name: str
    reason: str
    explains: Callable[[Difference], bool]
    occurs: dict[tuple[str, str], int]


def _each(drafts: Iterable[str], stacks: Iterable[str], count: int) -> dict[tuple[str, str], int]:
    return {(draft, stack): count for draft in drafts for stack in stacks}


_ALL = ("draft7", "draft2019-09", "draft2020-12")
_RECENT = ("draft2019-09", "draft2020-12")
_BOTH = ("fast", "reference")

KNOWN = (
    Known(
        "formats asserted",
        "A format that nobody checks protects nothing: both stacks assert formats, which 2020-12 "
        "leaves to annotations unless a metaschema says otherwise.",
        lambda d: d.file == "format.json" and "only an annotation" in d.test,
        _each(["draft2020-12"], _BOTH, 19),
    ),
    Known(
        "custom metaschemas",
        "A schema of records is written in one of the drafts; other values of `$schema` are "
        "refused with the list of drafts.",
        lambda d: d.kind == "refused" and "custom metaschema" in d.group,
        {
            **_each(["draft2019-09"], _BOTH, 1),
            **_each(["draft2020-12"], _BOTH, 3),
        },
    ),
    Known(
        "unknown vocabularies",
        "The same: the metaschema that declares the vocabulary is none of the drafts'.",
        lambda d: d.kind == "refused" and d.group == "ignore unrecognized optional vocabulary",
        _each(_RECENT, _BOTH, 1),
    ),
    Known(
        "properties of Unicode in patterns",
        "Python's `re` has no `\\p{…}`; the reference stack refuses the schema and says where.",
        lambda d: d.kind == "refused" and d.file.endswith("ecmascript-regex.json"),
        _each(_ALL, ["reference"], 4),
    ),
    Known(
        "embedded schemas of another draft",
        "The reference stack reads a whole schema by the draft of its root.",
        lambda d: d.file == "optional/cross-draft.json",
        {
            ("draft7", "reference"): 1,
            ("draft2019-09", "reference"): 2,
            ("draft2020-12", "reference"): 1,
        },
    ),
    Known(
        "dependencies after draft-07",
        "`dependencies` was split in two in 2019-09; jsonschema ignores the old keyword there, "
        "which the drafts allow.",
        lambda d: d.file == "optional/dependencies-compatibility.json",
        _each(_RECENT, ["reference"], 14),
    ),
    Known(
        "content",
        "jsonschema takes contentEncoding and contentMediaType for annotations, as the drafts "
        "after draft-07 do.",
        lambda d: d.file == "optional/content.json",
        {("draft7", "reference"): 4},
    ),
    Known(
        "leap seconds",
        "Python's datetime knows no second 60.",
        lambda d: "leap second" in d.test,
        _each(_ALL, ["reference"], 8),
    ),
    Known(
        "e-mail addresses",
        "jsonschema asks for an `@` and no more.",
        lambda d: d.file == "optional/format/email.json",
        {
            ("draft7", "reference"): 3,
            ("draft2019-09", "reference"): 3,
            ("draft2020-12", "reference"): 5,
        },
    ),
    Known(
        "what a failing schema evaluates",
        "A schema that fails evaluates nothing, so that unevaluatedProperties complains as well; "
        "how much of that is reported the drafts leave open. What is said to people is made equal "
        "in `schema/names.py`.",
        lambda d: d.kind == "violations" and d.file == "unevaluatedProperties.json",
        {("draft2019-09", "both"): 5, ("draft2020-12", "both"): 6},
    ),
    Known(
        "identifiers in unknown keywords",
        "An `$id` inside a keyword that no draft knows is none, but the catalog, which knows no "
        "vocabularies, takes it for one. The verdict is right; of the schema that a violation of "
        "the fast stack names, the catalog gives the wrong one.",
        lambda d: d.kind == "violations" and d.group.startswith("$id inside an unknown keyword"),
        _each(_ALL, ["both"], 2),
    ),
)


def tally(
    differences: Iterable[Difference],
) -> tuple[Counter[tuple[str, str, str]], list[Difference]]:
    """Differences counted by class, draft and stack, and those that no class explains."""
    counted: Counter[tuple[str, str, str]] = Counter()
    unexplained = []
    for difference in differences:
        known = next((known for known in KNOWN if known.explains(difference)), None)
        if known is None:
            unexplained.append(difference)
        else:
            counted[known.name, difference.draft, difference.stack] += 1
    return counted, unexplained


def expected(draft: str, stack: str) -> Counter[tuple[str, str, str]]:
    """How often each class is met in a draft by a stack."""
    return Counter(
        {
            (known.name, draft, stack): known.occurs[draft, stack]
            for known in KNOWN
            if (draft, stack) in known.occurs
        }
    )
