"""What pre-commit asks of its hooks: which of its ways of running is meant by `--staged`.

Under pre-commit, nothing but the environment says what a hook is run for. What git would commit
is only one case: in `pre-commit run --from-ref A --to-ref B` and before a push, two commits are
compared, and in `pre-commit run --all-files` everything is meant. A hook that looked at the index
in those would find nothing staged, and pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eventbook.commands.scope import Scope


def meant(scope: Scope, targets: Sequence[str], environment: Mapping[str, str]) -> Scope:
    """The scope that is meant where `--staged` is, by the variables that pre-commit exports.

    Args:
        scope: as the command line says it.
        targets: the files that are named: those that pre-commit has chosen.
        environment: `PRE_COMMIT=1`, and of two commits `PRE_COMMIT_FROM_REF` and `…_TO_REF`.
    """
    if not scope.staged or environment.get("PRE_COMMIT") != "1":
        return scope
    start, end = (environment.get(f"PRE_COMMIT_{name}_REF", "") for name in ("FROM", "TO"))
    if start and end:
        scope = scope._replace(staged=False, changed_since=start, rev=end)
    if targets and not scope.new_only:
        return scope._replace(whole=True)
    return scope._replace(whole_if_none=True)
