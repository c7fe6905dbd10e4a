"""The findings that stood open when the print was made, and those that were accepted, with why and until when."""

from collections.abc import Iterator, Sequence

from ...findings import Finding
from ...output.report import laws
from ...register import dotted
from ...rules.base import SEVERITIES
from ..blocks import Block, Fact, Facts, Heading, Para, Span, Text
from .fields import capital, lines, said
from .scope import Scope


def findings(scope: Scope) -> Iterator[Block]:
    """The whole part."""
    yield Heading(scope.say("findings"), 1, "findings")
    open_now = [each for each in scope.findings if not each.accepted]
    accepted = [each for each in scope.findings if each.accepted]
    if not open_now:
        yield Para(scope.words.ui("count.none"))
    for severity in SEVERITIES:
        if found := [each for each in open_now if each.severity == severity]:
            yield Heading(f"{scope.words.ui(f'table.{severity}')} ({len(found)})", 2, f"findings-{severity}")
            yield Facts(list(_facts(scope, found)))
    if accepted:
        yield Heading(f"{scope.words.ui('table.accepted')} ({len(accepted)})", 2, "findings-accepted")
        yield Facts(list(_facts(scope, accepted)))


def _facts(scope: Scope, found: Sequence[Finding]) -> Iterator[Fact]:
    words = scope.words
    for each in found:
        key = dotted(each.path, first=1)
        place = f"{each.file}: {key}" if key else each.file
        advice = words.message(each, "hint")
        yield Fact(
            f"{each.rule.code} {words.rule(each.rule.family, each.rule.name)['title']}",
            lines(
                words.message(each),
                f"→ {advice}" if advice and not each.accepted else "",
                _acceptance(scope, each),
                (Span(f"{place} · {laws(words, each)}" if each.rule.law else place, "muted"),),
            ),
        )


def _acceptance(scope: Scope, each: Finding) -> Text:
    return capital(said(scope, each.accepted, ("reason", "by", "on", "until"))) if each.accepted else ""
