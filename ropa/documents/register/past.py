"""The history: who changed what, when and why, newest first, in the words of `ropa log`."""

from collections.abc import Iterator

from ...output.history import Line, log_lines
from ..blocks import Block, Heading, Para, Span
from .scope import Scope


def history(scope: Scope) -> Iterator[Block]:
    """The whole part."""
    yield Heading(scope.say("history"), 1, "history")
    yield Para(scope.say("history-since", since=scope.edition.choice.since), "muted")
    if not scope.edition.steps:
        yield Para(scope.words.ui("history.nothing"))
    for step in scope.edition.steps:
        first, *rest = log_lines([step], scope.words)
        yield Para((Span(first.text, "strong"),))
        if rest:
            yield Para("\n".join([_indented(line) for line in rest]))


def _indented(line: Line) -> str:
    return "\u2003" * (line.indent // 2) + line.text
