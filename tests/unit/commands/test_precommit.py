"""Which way of running pre-commit a hook is started for."""

from __future__ import annotations

import pytest

from eventbook.commands.precommit import meant
from eventbook.commands.scope import Scope

STAGED = Scope(staged=True)
RUN = {"PRE_COMMIT": "1"}
REFS = {**RUN, "PRE_COMMIT_FROM_REF": "a", "PRE_COMMIT_TO_REF": "b"}
FILES = ("records/x.yaml",)


@pytest.mark.parametrize(
    ("targets", "environment", "expected"),
    [
        ((), {}, STAGED),
        (FILES, {"PRE_COMMIT": "0"}, STAGED),
        ((), {"PRE_COMMIT_FROM_REF": "a", "PRE_COMMIT_TO_REF": "b"}, STAGED),
        ((), RUN, Scope(staged=True, whole_if_none=True)),
        (FILES, RUN, Scope(staged=True, whole=True)),
        ((), REFS, Scope(changed_since="a", rev="b", whole_if_none=True)),
        (FILES, REFS, Scope(changed_since="a", rev="b", whole=True)),
        ((), {**REFS, "PRE_COMMIT_TO_REF": ""}, Scope(staged=True, whole_if_none=True)),
    ],
)
def test_staged_is_what_pre_commit_looks_at(
    targets: tuple[str, ...], environment: dict[str, str], expected: Scope
) -> None:
    assert meant(STAGED, targets, environment) == expected


def test_new_only_compares_whatever_is_named() -> None:
    found = meant(STAGED._replace(new_only=True, trust="main"), FILES, REFS)
    assert found == Scope("a", rev="b", new_only=True, trust="main", whole_if_none=True)


@pytest.mark.parametrize("scope", [Scope(), Scope(changed_since="main"), Scope(rev="v1")])
def test_other_options_say_what_they_mean(scope: Scope) -> None:
    assert meant(scope, (), REFS) == scope
