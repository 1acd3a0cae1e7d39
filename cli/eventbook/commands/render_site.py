"""render -f site: a book as a folder of pages, feeds and data, that any web server can give out."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from eventbook import __version__, render
from eventbook.book.git import Git
from eventbook.book.publishing.folder import Folder
from eventbook.book.publishing.memory import Memory
from eventbook.book.publishing.publication import Differences, Published, is_current
from eventbook.commands.common import Common
from eventbook.commands.leaking import Leaking, open_list
from eventbook.commands.opened import Opened, open_book, ready
from eventbook.commands.progress import watch
from eventbook.commands.terminal import Terminal
from eventbook.errors import EnvironmentFault, UsageError
from eventbook.escape import terminal as escaped
from eventbook.mapping.collector import paused
from eventbook.mapping.recipe import versions
from eventbook.mapping.share import asked as processes_asked
from eventbook.values import language

if TYPE_CHECKING:
    from eventbook.book.facts import Facts
    from eventbook.book.publishing.publication import Publication
    from eventbook.commands.site_making import Leaked

_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class SiteAsked:
    """What the options ask for.

    Attributes:
        form: what `--format` names; nothing but a site is made here.
        output: the site's folder.
        words: ids and paths, of which a site has no use.
        where: conditions that records on it meet; none: all.
        lang: of the pages, instead of those in the settings.
        drafts: what is not published stands on it, too.
        check: write nothing; say what would be written.
        jobs: how many processes make pages, as validate has it.
        rev: the commit whose records are meant.
        trust: the commit whose settings and schemas hold.
        approximate: of which a site has no use.
    """

    form: str
    output: Path | None
    words: Sequence[str] = ()
    where: Sequence[str] = ()
    lang: str | None = None
    drafts: bool = False
    check: bool = False
    jobs: str = "auto"
    rev: str | None = None
    trust: str | None = None
    approximate: bool = False

    def place(self) -> Path:
        """The site's folder, if the options fit together.

        Raises:
            UsageError: they do not.
        """
        if self.form != "site":
            raise UsageError(f"--{'check' if self.check else 'jobs'} goes with -f site")
        if self.approximate:
            raise UsageError("--approximate does not go with -f site", help="leave it out")
        if self.words:
            raise UsageError(
                "a site is of the whole book", help="leave the ids out; -w chooses records"
            )
        if self.output is None:
            raise UsageError(
                "a site is a folder of files", help="name it by -o, as in -o build/site"
            )
        if self.lang is not None and (why := language.problem(self.lang)):
            raise UsageError(f"--lang: {why.message}", help=why.help)
        return self.output


def run(common: Common, asked: SiteAsked) -> int:
    """Bring a folder up to date, or with `check` tell whether it is.

    0: it is; 1: it is not and was not brought there: the check found something, a record cannot
    be read, or a withheld name would be on the site.
    """
    terminal = Terminal.detect(common.colour, quiet=common.quiet)
    folder = Folder.of(asked.place(), common.directory)
    opened = _opened(common, asked, terminal)
    folder.check(opened.book)
    if asked.check and not folder.there:
        sys.stderr.write(f"{escaped(folder.called)} is not there\n")
        return 1
    leaking = open_list(common, opened.book, None, terminal._replace(quiet=True))
    building = _Building(opened, asked, folder, leaking, terminal, caching=common.caching)
    with _told(folder):
        return building.run()


def _opened(common: Common, asked: SiteAsked, terminal: Terminal) -> Opened:
    """The book that is meant, in the state and under the settings that are meant."""
    jobs, caching, watching = processes_asked(asked.jobs), common.caching, watch(terminal)
    if asked.trust is None:
        return open_book(
            common.directory, jobs=jobs, caching=caching, watch=watching, rev=asked.rev
        )
    from eventbook.commands.trusted import trusted_book

    book, schemas, notes = trusted_book(
        common.directory, asked.trust, staged=False, judged=asked.rev
    )
    for note in notes:
        terminal.say(escaped(note))
    return ready(book, schemas, jobs=jobs, caching=caching, watch=watching)


@dataclass
class _Building:
    """One run on one folder."""

    opened: Opened
    asked: SiteAsked
    folder: Folder
    leaking: Leaking
    terminal: Terminal
    caching: bool

    def run(self) -> int:
        memory = Memory(self.opened.book.root, self.folder) if self.caching else None
        key = self._key() if memory else ""
        with paused():
            remembered = memory.read() if memory else None
            if remembered and is_current(self.folder, remembered, key):
                self.terminal.say(f"{escaped(self.folder.called)} is up to date")
                return 0
        if not self._can_be_read():
            return 1
        return self._publish(memory, key)

    def _publish(self, memory: Memory | None, key: str) -> int:
        from eventbook.commands.site_making import Leaked

        try:
            with paused():
                publication = self._publication(memory, key)
                if self.asked.check:
                    return _tell_differences(publication.differences(), self.folder, self.terminal)
                return self._tell(publication.publish())
        except Leaked as error:
            return _tell_leaks(error)

    def _publication(self, memory: Memory | None, key: str) -> Publication:
        from eventbook.book.publishing.publication import Publication
        from eventbook.commands.site_given import given
        from eventbook.commands.site_making import Maker
        from eventbook.render.site import files

        material = given(self.opened, self._meant(), self._languages, drafts=self.asked.drafts)
        self._say(material.chosen, material.note)
        wanted = files(material.site)
        names = self.leaking.search.names if self.leaking.search else None
        maker = Maker(wanted, names, self.opened.jobs, watch(self.terminal))
        options = {
            "eventbook": __version__,
            "languages": self._languages,
            "drafts": self.asked.drafts,
            "where": [names.blanked(one) if names else one for one in self.asked.where],
        }
        program = self._program()
        return Publication(self.folder, wanted, options, maker, memory, key, program)

    @property
    def _languages(self) -> list[str]:
        return [self.asked.lang] if self.asked.lang else [*self.opened.book.settings.site.languages]

    def _meant(self) -> Sequence[Facts]:
        if not self.asked.where:
            return self.opened.facts
        from eventbook.commands.filtering import matching

        return matching(self.opened, self.opened.facts, self.asked.where)

    def _program(self) -> str:
        """What makes the pages of the same records other ones: this program, a list of names."""
        return _digest([*versions(), *_templates(), *self._names()])

    def _names(self) -> list[str]:
        """The lists of names that must occur nowhere."""
        lists = self.leaking.search.lists if self.leaking.search else ()
        return [sha256(file.read_bytes()).hexdigest() for file in lists]

    def _key(self) -> str:
        """Stands for all that the site is made from; empty where that cannot be told."""
        opened = self.opened
        digests = [(path, opened.digest(path)) for path in sorted(opened.paths)]
        if not all(digest for _, digest in digests):
            return ""
        git = Git.open(opened.book.root)
        snapshot = opened.book.snapshot
        settings = opened.book.settings
        parts: list[object] = [
            self._program(),
            opened.recipe.digest,
            settings.site,
            (settings.title, opened.book.root.name),
            (git.head(), git.is_shallow()) if git else None,
            snapshot.name if snapshot else None,
            self._languages,
            self.asked.drafts,
            (self.asked.where, opened.context.today) if self.asked.where else None,
            digests,
        ]
        return _digest(map(repr, parts))

    def _can_be_read(self) -> bool:
        """Whether no page would silently be missing; a preview may lack some."""
        lost = [one for one in self.opened.facts if not one.readable]
        for one in lost[:_MOST_TOLD]:
            sys.stderr.write(f"{escaped(one.path)} cannot be read\n")
        if len(lost) > _MOST_TOLD:
            sys.stderr.write(f"and {len(lost) - _MOST_TOLD} more\n")
        if lost and not self.asked.drafts:
            sys.stderr.write(
                "error: the site would lack what stands there, so nothing was written;"
                " `eventbook validate` says what is wrong\n"
            )
        return not lost or self.asked.drafts

    def _say(self, chosen: Sequence[Facts], note: str) -> None:
        wrong = sum(any(each.severity == "error" for each in one.findings) for one in chosen)
        if wrong:
            what = "1 record on the site has" if wrong == 1 else f"{wrong} records on the site have"
            self.terminal.say(f"warning: {what} errors; `eventbook validate` names them")
        if note:
            self.terminal.say(f"note: {escaped(note)}")

    def _tell(self, done: Published) -> int:
        say, called = self.terminal.say, escaped(self.folder.called)
        if done.told:
            say(f"{called}: {done.told}")
        for path in done.by_hand[:_MOST_TOLD]:
            say(f"changed by hand, written again: {escaped(path)}")
        if len(done.by_hand) > _MOST_TOLD:
            say(f"changed by hand, written again: {len(done.by_hand) - _MOST_TOLD} more")
        counts = f"{_files(done.written)} written, {done.removed:,} removed"
        say(f"{called}: {counts}, {done.unchanged:,} unchanged")
        if done.written or done.removed:
            say(f"next: {escaped(f'python3 -m http.server -d {shlex.quote(self.folder.called)}')}")
        return 0


def _tell_differences(found: Differences, folder: Folder, terminal: Terminal) -> int:
    words = {
        "stale": found.stale,
        "missing": found.missing,
        "changed by hand": found.by_hand,
        "left over": found.left_over,
    }
    for word, paths in words.items():
        for path in paths:
            sys.stdout.write(f"{word}: {escaped(path)}\n")
    called = escaped(folder.called)
    if found.broken_off:
        terminal.say(f"{called}: another run is writing it, or was broken off")
    counts = [f"{len(paths):,} {word}" for word, paths in words.items() if paths]
    terminal.say(f"{called} is up to date" if not found else f"{called}: {', '.join(counts)}")
    return 1 if found else 0


def _tell_leaks(error: Leaked) -> int:
    for path, number in error.files[:_MOST_TOLD]:
        what = "a withheld name" if number == 1 else f"{number} withheld names"
        sys.stderr.write(f"{escaped(path)} would hold {what}\n")
    if len(error.files) > _MOST_TOLD:
        sys.stderr.write(f"and {len(error.files) - _MOST_TOLD} more\n")
    sys.stderr.write("error: nothing was written; `eventbook validate` says where they come from\n")
    return 1


@contextmanager
def _told(folder: Folder) -> Iterator[None]:
    """What the system refuses is told of the folder."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        _refuse(folder, error)


def _refuse(folder: Folder, error: OSError) -> NoReturn:
    reason = os.strerror(error.errno).lower() if error.errno else str(error)
    raise EnvironmentFault(
        f"cannot write {folder.called}: {reason}", help="it is whole, as it was or as it should be"
    ) from error


def _templates() -> Iterator[str]:
    """The program's files beside its code, and their times."""
    for file in sorted(Path(render.__file__).parent.rglob("*")):
        if file.suffix not in (".py", ".pyc") and file.is_file():
            found = file.stat()
            yield f"{file} {found.st_mtime_ns} {found.st_size}"


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number:,} files"


def _digest(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
