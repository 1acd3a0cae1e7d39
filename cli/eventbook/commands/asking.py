"""Questions at a terminal: asked on standard error, answered on standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from eventbook.editing.questions import Answer, AnswerError, Question, tidy
from eventbook.escape import terminal
from eventbook.jsonvalue import Json


def ask_all(questions: Sequence[Question]) -> dict[str, Json]:
    """The answer to each question, by its field; one that cannot stand is asked for again.

    Raises:
        KeyboardInterrupt: the input ended, or ^C.
    """
    answers: dict[str, Json] = {}
    for question in questions:
        answer = _ask(f"{question.prompt}: ", _reader(question))
        if answer.echo:
            _say(f"  {terminal(answer.echo)}\n")
        answers[question.field] = answer.value
    return answers


def confirm(prompt: str, proposed: str, check: Callable[[str], str | None]) -> str:
    """A proposed text, or the one typed instead of it.

    Args:
        check: what is wrong with a text; None where it is good.

    Raises:
        KeyboardInterrupt: as `ask_all`.
    """

    def read(line: str) -> Answer:
        text = tidy(line) if line.strip() else proposed
        if wrong := check(text):
            raise AnswerError(wrong)
        return Answer(text)

    return str(_ask(f"{prompt} [{terminal(proposed)}]: ", read).value)


def agreed(prompt: str) -> bool:
    """Whether somebody says yes; what is no clear yes is a no, and so is the input's end."""
    _say(f"{prompt} [y/N] ")
    line = sys.stdin.buffer.readline()
    if not line:
        _say("\n")
    return line.strip().lower() in (b"y", b"yes")


def _reader(question: Question) -> Callable[[str], Answer]:
    return lambda line: question.read(tidy(line))


def _ask(prompt: str, read: Callable[[str], Answer]) -> Answer:
    while True:
        _say(prompt)
        line = sys.stdin.buffer.readline()
        if not line:
            _say("\n")
            raise KeyboardInterrupt
        try:
            return read(line.decode())
        except UnicodeDecodeError:
            _say("  it is not UTF-8; set the terminal to UTF-8\n")
        except AnswerError as error:
            _say(f"  {terminal(str(error))}\n")


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
