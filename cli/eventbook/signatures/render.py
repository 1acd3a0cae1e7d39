"""render: options, help and examples."""

from __future__ import annotations

from typing import Annotated

import typer

from eventbook.render import TARGETS
from eventbook.signatures.arguments import OutputFile, Rev, Where, complete_ids

EXAMPLES = """Examples:

\b
  eventbook render rome -f html -o rome.html
  eventbook render rome berlin -f markdown
  eventbook render -w type=concert -f text
  eventbook list -w type=concert -f ids | eventbook render - -f html
  eventbook render rome --lang it
  eventbook render rome --rev v1.0         as it was then
  eventbook render rome -f templates/page.html.j2      a template of your own (Jinja)
  eventbook render -f site -o build/site   the whole book, for a web server

Pages are in the language of --lang, if there are words for it, and texts of the record as far as
they are there in it.
What a record withholds is in no form, nor is a name of the list .withheld; of a name that was left
out you are warned, and a site is not written at all.
Calendars and feeds hold what is published, and with --drafts what is not yet; records named by
their ids are always in them.
A template works in a sandbox, within limits of time and memory. With --trust, it and what it
includes come from that commit, so that nothing of somebody else's change is run.
Exit status: 0 rendered, with what was left out told; 1 nothing can be in this form, 2 cannot do it.
"""

_FORMS = ", ".join((*TARGETS, "site"))


def signature(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID|PATH|-]...",
            help="Record ids (any unique part), files or folders; `-` reads them from standard "
            "input; all records if none is given.",
            autocompletion=complete_ids,
            show_default=False,
        ),
    ] = None,
    where: Where = None,
    form: Annotated[str, typer.Option("--format", "-f", help=f"{_FORMS}, or a template.")] = "text",
    output: OutputFile = None,
    lang: Annotated[
        str | None, typer.Option("--lang", metavar="TAG", help="Language of the pages.")
    ] = None,
    approximate: Annotated[
        bool, typer.Option("--approximate", help="Calendars: events without a day, too, as spans.")
    ] = False,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Calendars, feeds, sites: what is not published, too.")
    ] = False,
    rev: Rev = None,
    trust: Annotated[
        str | None,
        typer.Option("--trust", metavar="REV", help="Settings and template of this commit."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Sites: write nothing; exit 1 if something would be.")
    ] = False,
    jobs: Annotated[
        str,
        typer.Option(
            "--jobs", "-j", metavar="N|auto", help="Sites: processes that share the work."
        ),
    ] = "auto",
) -> int:
    """Turn records into pages and texts for people, calendars and feeds for programs."""
    if form == "site" or check or jobs != "auto":
        from eventbook.commands.render_site import SiteAsked
        from eventbook.commands.render_site import run as make_site

        site = SiteAsked(
            form=form,
            output=output,
            words=tuple(words or ()),
            where=tuple(where or ()),
            lang=lang,
            drafts=drafts,
            check=check,
            jobs=jobs,
            rev=rev,
            trust=trust,
            approximate=approximate,
        )
        return make_site(context.obj, site)
    from eventbook.commands.render import Asked
    from eventbook.commands.render import run as command

    asked = Asked(
        words=tuple(words or ()),
        where=tuple(where or ()),
        form=form,
        output=output,
        lang=lang,
        rev=rev,
        trust=trust,
        drafts=drafts,
        approximate=approximate,
    )
    return command(context.obj, asked)
