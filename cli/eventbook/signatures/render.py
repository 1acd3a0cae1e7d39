"""render: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.signatures.arguments import Ids, OutputFile, Rev, Where

EXAMPLES = """Examples:

\b
  eventbook render rome -f html -o rome.html
  eventbook render rome berlin -f markdown
  eventbook render -w type=concert -f text
  eventbook render rome --rev v1.0         as it was then
"""


def signature(
    context: typer.Context,
    targets: Ids = None,
    where: Where = None,
    form: Annotated[str, typer.Option("--format", "-f", help="html, markdown or text.")] = "text",
    output: OutputFile = None,
    lang: Annotated[str | None, typer.Option("--lang", help="Language of texts.")] = None,
    rev: Rev = None,
) -> int:
    """Turn records into pages and texts that people read."""
    from eventbook.commands.render import run as command

    return command(
        context.obj,
        targets=tuple(targets or ()),
        where=tuple(where or ()),
        form=form,
        output=output,
        lang=lang,
        rev=rev,
    )
