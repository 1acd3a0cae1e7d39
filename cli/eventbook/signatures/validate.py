"""validate: options, help and examples."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from eventbook.signatures.arguments import Ids, OutputFile, Rev

EXAMPLES = """Examples:

\b
  eventbook validate                          every record of the book
  eventbook validate rome records/events/2019
  eventbook validate --strict --report sarif=findings.sarif    in a workflow
  eventbook validate --baseline known.json --write-baseline    take what is found as known
  eventbook validate --baseline known.json    only what is new
  eventbook validate --select 'date-*'        only what is wrong with dates
  eventbook validate - < draft.yaml
  eventbook validate --changed-since origin/main --new-only    what a branch brought
  eventbook validate --staged                 what the next commit would hold, in a hook
  eventbook validate --rev v1.0               the book as it was then
  eventbook validate --changed-since origin/main --trust origin/main    somebody else's change
  eventbook validate --withheld ../names.txt --history
  eventbook validate --sources ../sources     quotations, word for word
  eventbook validate --schema new/event.schema.json --compare    what it would newly break
  eventbook validate --fix                    mend what is safe to mend, and check
  eventbook validate --unsafe-fixes --select property-unknown

What changed is checked with the records that refer to it, among the whole book. Nothing is checked
out, and nothing is stashed. --changed-since REV --rev OTHER compares two commits. With --trust,
settings and schemas that the change brings decide nothing: it is said where they differ.

Under pre-commit (PRE_COMMIT=1), --staged is what pre-commit was asked to look at: the commits of
--from-ref and --to-ref, the files that it names, or the whole book where nothing is staged.

What can be mended is marked `fixable` in the report: `safe` where the record says the same
afterwards, `unsafe` where it is a guess. What would bring a new error is left as it is. All files
are written, or none.

Under GITHUB_ACTIONS=true, and where no format is asked for, annotations stand before the log, and
a summary of the step is written. The forms for servers give files as the repository has them.

A baseline keeps what was found when checks were taken up: that passes, and what is new fails. What
is gone is told, and fails with --strict. With --trust, the baseline of that commit counts.

The names that must occur nowhere are listed one a line, outside git: in .withheld, which git has
to ignore, in the file that EVENTBOOK_WITHHELD names, or in that of --withheld. What is found shows
the place and never the name.

A local copy of a source is the file that its `stored` names, else one named after its sha256, else
RECORD/KEY.* and KEY.*, after the record's id and the source's key. The book's own folder of copies
is [book] source_store in its settings.

Exit status: 0 no errors, 1 findings, 2 cannot check.
"""


def signature(
    context: typer.Context,
    targets: Ids = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="full, concise, json, json-lines, github, sarif, gitlab or junit.",
        ),
    ] = None,
    output: OutputFile = None,
    reports: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT=FILE", help="A report beside the log."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="FILE", help="Findings that may stay; new ones fail."),
    ] = None,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Write what is found now into that file.")
    ] = False,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="RULE", help="Only these rules; `date-*` for several."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="RULE", help="Not these rules.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail, too.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show infos, too.")] = False,
    withheld: Annotated[
        Path | None,
        typer.Option("--withheld", metavar="FILE", help="Names that must occur nowhere."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Look for those in all commits, too.")
    ] = False,
    sources: Annotated[
        Path | None,
        typer.Option("--sources", metavar="DIR", help="Hold quotations against these copies."),
    ] = None,
    jobs: Annotated[
        str, typer.Option("--jobs", "-j", metavar="N|auto", help="Processes that share the work.")
    ] = "auto",
    executor: Annotated[
        str | None,
        typer.Option("--executor", metavar="dask://HOST:PORT", help="A Dask cluster to check on."),
    ] = None,
    changed_since: Annotated[
        str | None,
        typer.Option(
            "--changed-since", metavar="REV", help="Only what changed since the branch left REV."
        ),
    ] = None,
    staged: Annotated[
        bool, typer.Option("--staged", help="What the next commit would hold and change.")
    ] = False,
    new_only: Annotated[
        bool, typer.Option("--new-only", help="Only findings that the change brought.")
    ] = False,
    schema: Annotated[
        str | None,
        typer.Option(
            "--schema", metavar="[KIND=]FILE", help="Judge by this schema, as if it were adopted."
        ),
    ] = None,
    compare: Annotated[
        bool, typer.Option("--compare", help="With --schema: only what it newly breaks.")
    ] = False,
    rev: Rev = None,
    trust: Annotated[
        str | None,
        typer.Option(
            "--trust", metavar="REV", help="Judge by the settings and schemas of this commit."
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended without a guess.")
    ] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Mend what was probably meant, too.")
    ] = False,
) -> int:
    """Check records: every error of every file, with its line and what to do."""
    if schema is not None or compare:
        from eventbook.commands.schema_change import alone
        from eventbook.commands.schema_change import run as judge

        held = (baseline, write_baseline)
        others = (*held, select, ignore, withheld, history, sources, executor, fix, unsafe_fixes)
        judging = alone(schema, (*others, changed_since, staged, new_only, rev, trust))
        return judge(
            context.obj,
            judging,
            compare=compare,
            targets=tuple(targets or ()),
            form=form,
            output=output,
            reports=tuple(reports or ()),
            strict=strict,
            verbose=verbose,
        )
    from eventbook.commands.precommit import meant
    from eventbook.commands.scope import Scope
    from eventbook.commands.validate import run as command

    return command(
        context.obj,
        targets=tuple(targets or ()),
        form=form,
        output=output,
        reports=tuple(reports or ()),
        baseline=baseline,
        write_baseline=write_baseline,
        select=tuple(select or ()),
        ignore=tuple(ignore or ()),
        strict=strict,
        verbose=verbose,
        withheld=withheld,
        history=history,
        sources=sources,
        jobs=jobs,
        executor=executor,
        fixes="unsafe" if unsafe_fixes else "safe" if fix else None,
        scope=meant(Scope(changed_since, staged, rev, new_only, trust), targets or (), os.environ),
    )
