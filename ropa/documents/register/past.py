"""The history: who changed what, when and why, newest first, in the words of `ropa log`."""

from collections.abc import Iterator

from ...git.revisions import as_day
from ...output.history import log_lines
from ..blocks import Block, Heading, Para, Span
from .front import SHORT
from .scope import Scope


def history(scope: Scope) -> Iterator[Block]:
    """The whole part."""
    yield Heading(scope.say("history"), 1, "history")
    since = scope.edition.choice.since
    yield Para(scope.say("history-since", since=scope.day(as_day(since)) or since[:SHORT]), "muted")
    if not scope.edition.steps:
        yield Para(scope.words.ui("history.nothing"))
    for step in scope.edition.steps:
        (_, title, _), *rest = log_lines([step], scope.words)
        yield Para((Span(title, "strong"),))
        if rest:
            yield Para("\n".join(["\u2003" * (indent // 2) + text for indent, text, _ in rest]))
