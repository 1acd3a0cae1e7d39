"""Which rules a check is about: those that `--select` names, without those of `--ignore`."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import NamedTuple

from eventbook.errors import UsageError
from eventbook.findings import Finding


class Rules(NamedTuple):
    """Rules by patterns such as `date-*`.

    Attributes:
        select: only these; all where there is none.
        ignore: not these.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def check(self) -> None:
        """Refuse patterns that mean no rule.

        Raises:
            UsageError: there is one.
        """
        if not (self.select or self.ignore):
            return
        from eventbook.check import SLUGS
        from eventbook.schema.words import close_to

        for pattern in (*self.select, *self.ignore):
            if not any(fnmatchcase(slug, pattern) for slug in SLUGS):
                meant = close_to(pattern, SLUGS)
                raise UsageError(
                    f"no rule is called `{pattern}`",
                    help=f"did you mean `{meant}`?" if meant else "",
                )

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings of these rules; and why files were not read, which none can check then."""
        return [each for each in findings if _unread(each) or self._mean(each.slug)]

    def _mean(self, slug: str) -> bool:
        return (not self.select or _matches(slug, self.select)) and not _matches(slug, self.ignore)


def _matches(slug: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(slug, pattern) for pattern in patterns)


def _unread(finding: Finding) -> bool:
    """Whether nothing more was looked at in the file."""
    if finding.severity != "error" or finding.slug == "yaml-duplicate-key":
        return False
    return finding.slug.startswith("yaml-") or finding.slug in ("file-unreadable", "record-empty")
