"""A user's own template (Jinja), filled in a sandbox.

The sandbox lets a template read values and call what is given to it, nothing else; what it may
cost is for the process around it to bound. A template reaches only what its `Source` gives out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, cast

from eventbook.events.labels import label
from eventbook.render.citing import web_address
from eventbook.render.reading import as_text
from eventbook.render.template_data import Data
from eventbook.schema.words import close_to
from eventbook.values.date_words import value_in_words

if TYPE_CHECKING:
    from jinja2 import Template, Undefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

Source: TypeAlias = Callable[[str], str | None]
"""The text of a template by its name; None where there is none. It may raise `Refused`."""

ENDINGS: Final = (".j2", ".jinja", ".jinja2")
"""Of templates; what stands before says what is made: `page.html.j2`."""
NO_MARKUP: Final = (
    *(".adoc", ".csv", ".ics", ".json", ".md", ".org", ".rst", ".tex", ".toml", ".tsv", ".txt"),
    *(".typ", ".yaml", ".yml"),
)
"""What is made without escaping for HTML."""
FUNCTIONS: Final = ("date", "label", "safe_url")
"""Each is there as a function and as a filter."""

_LONGEST = 300
_NO_SUCH = re.compile(r"No (filter|test) named '(\w*)'")


class Refused(Exception):
    """A template that may not be read; the message says why."""


class TooMuch(Exception):
    """More text than may be made."""


class OutOfTime(BaseException):
    """The time is up. No `except Exception` on the way holds it up."""


class Fault(NamedTuple):
    """What is wrong with a template, and where.

    Attributes:
        name: of the template; it may be one that another includes.
        line: from 1; 0 where it is not known.
        message: one line.
        help: what to do; may be empty.
    """

    name: str
    line: int
    message: str
    help: str = ""


def fill(source: Source, name: str, data: Data, most: int) -> str | Fault:
    """The text that a template makes, or what is wrong with it.

    Args:
        name: of the template.
        data: what it sees beside the functions; see `template_data`.
        most: characters of the text.
    """
    environment = _environment(source, data)
    try:
        return "".join(_pieces(environment.get_template(name), data, most))
    except (Exception, OutOfTime) as error:
        return _fault(error, name, environment)


def _pieces(template: Template, data: Data, most: int) -> Iterable[str]:
    # Not by `generate`: that would put other frames in the place of those that tell the line.
    made = 0
    context = template.new_context(dict(data))
    pieces = cast("Generator[str, None, None]", template.root_render_func(context))
    for piece in pieces:
        made += len(piece)
        if made > most:
            pieces.throw(TooMuch())  # from where the template stands
        yield piece


def _environment(source: Source, data: Data) -> ImmutableSandboxedEnvironment:
    from jinja2 import FunctionLoader
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Of a map, `map.name` is what stands there, whatever methods maps have."""

        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, dict):
                return (
                    obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
                )
            return super().getattr(obj, attribute)

    environment = Sandbox(
        loader=FunctionLoader(source),
        autoescape=escapes,
        undefined=_missing((*data, *FUNCTIONS)),
        finalize=_finalize(),
        keep_trailing_newline=True,
        optimized=False,  # what is reckoned while it is compiled has no line
    )
    functions = dict(zip(FUNCTIONS, _functions(str(data["lang"])), strict=True))
    del environment.globals["lipsum"], environment.filters["random"]  # never twice the same
    environment.globals.update(functions)
    environment.filters.update(functions)
    return environment


def _functions(lang: str) -> tuple[Callable[[object], str], ...]:
    """The `FUNCTIONS`, for texts in a language."""

    def date(value: object) -> str:
        """A date of the record in words; what is none, as it stands."""
        return value_in_words(value, lang) or as_text(value)

    def words(key: object) -> str:
        return label(str(key), lang)

    def safe_url(value: object) -> str:
        """The address if it may become a link, else nothing."""
        return web_address(str(value)) or ""

    functions = date, words, safe_url
    for name, function in zip(FUNCTIONS, functions, strict=True):
        function.__qualname__ = name  # as an error about its arguments calls it
    return functions


def _finalize() -> Callable[[object, object], object]:
    from jinja2 import Undefined, pass_context

    @pass_context  # with the context, it cannot be used while the template is compiled
    def finalize(context: object, value: object) -> object:
        """What is printed: of nothing, nothing; a function only for want of its arguments."""
        del context
        if callable(value) and not isinstance(value, Undefined):
            raise Refused("this is a function, or a macro; put its arguments in ( ) behind it")
        return "" if value is None else value

    return finalize


def escapes(name: str | None) -> bool:
    """Whether what stands for values in a template is escaped for HTML and XML."""
    plain = (name or "").lower()
    for ending in ENDINGS:
        plain = plain.removesuffix(ending)
    return not plain.endswith(NO_MARKUP)


def _missing(names: Iterable[str]) -> type[Undefined]:
    """What stands for a name that is not there.

    Args:
        names: those that are.
    """
    from jinja2 import StrictUndefined
    from jinja2.utils import missing

    class Missing(StrictUndefined):
        """A name that is not there, of which every use is an error."""

        __slots__ = ()

        @property
        def _undefined_message(self) -> str:
            if self._undefined_hint:
                return self._undefined_hint
            name: object = self._undefined_name
            holder: Any = self._undefined_obj
            if holder is missing and name == "event":
                return "there are several records, and so no `event`; go through `events`"
            if holder is missing:
                return _unknown(f"`{name}` is not defined", name, names)
            if holder is None:
                return f"`{name}` is asked of nothing; ask first, such as by `{{% if … %}}`"
            if isinstance(holder, Mapping):
                return _unknown(f"there is no `{name}` here", name, map(str, holder))
            if isinstance(name, int):
                return f"there is no item {name} here; the list holds {len(holder)}"
            return f"a {type(holder).__name__} has no `{name}`"

    return Missing


def _unknown(what: str, name: object, known: Iterable[str]) -> str:
    names = sorted(known)
    meant = close_to(str(name), names)
    if meant:
        return f"{what}; did you mean `{meant}`?"
    return f"{what}; there are {', '.join(names)}" if names else f"{what}; it is empty"


def _fault(error: BaseException, name: str, environment: ImmutableSandboxedEnvironment) -> Fault:
    from jinja2 import TemplateRuntimeError, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        message = _no_such(error.message or "it is no template", environment)
        return Fault(error.name or name, error.lineno, message)
    place = _place(error.__traceback__) or (name, 0)
    if type(error) is TemplateRuntimeError:
        return Fault(*place, _no_such(str(error), environment))
    return Fault(*place, *_told(error))


def _no_such(message: str, environment: ImmutableSandboxedEnvironment) -> str:
    """Jinja's message; what it says of a filter or test that there is not, in other words."""
    if found := _NO_SUCH.match(message):
        table = environment.filters if found[1] == "filter" else environment.tests
        message = _unknown(f"there is no {found[1]} `{found[2]}`", found[2], table)
        message = message.partition("; there are")[0]
    return _line(message)


def _told(error: BaseException) -> tuple[str, str]:
    """What an error says, and what to do."""
    from jinja2 import TemplateNotFound, TemplatesNotFound, UndefinedError
    from jinja2.exceptions import SecurityError

    if isinstance(error, TemplateNotFound):
        advice = "templates are named by their path from the folder of the first one"
        names = error.templates if isinstance(error, TemplatesNotFound) else [error.name]
        texts = [f"`{_line(str(name))}`" for name in names if isinstance(name, str)]
        return f"there is no template {' or '.join(texts) or 'without a name'}", advice
    if isinstance(error, SecurityError):
        unsafe = _line(str(error)).removesuffix(".")
        return unsafe, "templates read values and call the functions that there are"
    if isinstance(error, UndefinedError | Refused):
        return _line(str(error)), ""
    if isinstance(error, OverflowError) and "Range too big" in str(error):
        return "a range in a template holds at most 100000 numbers", ""
    if isinstance(error, RecursionError | SyntaxError):  # Python's own, about what was compiled
        return "it is nested too deeply", "macros or templates call each other without end?"
    if isinstance(error, UnicodeError):
        return "the text holds half a character (a lone surrogate)", ""
    for kind, told in _SPENT.items():
        if isinstance(error, kind):
            return told
    return f"{type(error).__name__}: {_line(str(error))}", ""


LESS: Final = "let it do less, or render fewer records at a time"
_SPENT: Final[Mapping[type[BaseException], tuple[str, str]]] = {
    MemoryError: ("it takes more memory than a template may", LESS),
    OutOfTime: ("it takes more time than a template may", LESS),
    TooMuch: ("it makes more text than a template may", LESS),
}


def _place(trace: TracebackType | None) -> tuple[str, int] | None:
    """The innermost line of a template on the way to an error."""
    place = None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if template is not None:
            place = template.name or "", template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return place


def _line(text: str) -> str:
    cleaned = as_text(text[: _LONGEST + 1])
    return cleaned if len(cleaned) <= _LONGEST else f"{cleaned[:_LONGEST]}…"
