"""A published privacy statement beside the register: for people, and as JSON."""

import sys
from typing import TYPE_CHECKING, Any

from ..i18n import Texts
from ..model.fields import Record
from ..published.blocks import Place, Quote
from ..published.compare import Comparison
from ..published.differences import Difference
from ..published.items import COVERED, NOT_APPLICABLE, NOT_FOUND, UNJUDGED, Item
from ..published.purposes import Likeness
from ..register import dotted, file_of, reference_of
from ..rules.statement import place_words
from .json import to_json
from .report import source_data
from .safe import plain

if TYPE_CHECKING:
    from rich.console import Console

_MARK = {COVERED: ("✓", "green"), NOT_FOUND: ("✗", "yellow"), UNJUDGED: ("?", "cyan"), NOT_APPLICABLE: ("–", "dim")}
_LONGEST = 160


def where(place: Place, words: Texts) -> str:
    """A place in the statement: “regel 41”."""
    return words.show(place_words(place))


def severity_of(comparison: Comparison) -> str:
    """The gravest that was found: "warning" where an item was not found or something differs for certain, "info" where people are to look; or ""."""
    if comparison.not_found or any(difference.sure for difference in comparison.differences):
        return "warning"
    open_items = any(item.verdict == UNJUDGED for item in comparison.items)
    return "info" if open_items or comparison.differences else ""


# -- for people ------------------------------------------------------------------------------------------------------------------------------------


def write(comparison: Comparison, words: Texts, *, color: bool) -> None:
    """Write the items, the contradictions and what to look at to standard output."""
    from rich.text import Text

    from .console import make_console

    console = make_console(color)
    published, audit = comparison.published, comparison.expected.audit
    console.print(Text(plain(words.published("page.title", path=published.name)), style="bold"))
    language = words.term("language", comparison.language)
    about = words.published("page.about", name=audit.register.name, date=audit.on, language=f"{words.published(f'format.{published.format}')}, {language}")
    console.print(Text(plain(about), style="dim"))
    _head(console, words.published("page.items"))
    _items(console, comparison.items, words)
    sure = [difference for difference in comparison.differences if difference.sure]
    _head(console, words.published("page.differences"))
    if not sure:
        console.print(Text(words.published("page.no-differences")))
    for difference in sure:
        _difference(console, comparison, difference, words)
    _look_at(console, comparison, words)
    _end(console, comparison, words)
    sys.stdout.flush()


def _head(console: "Console", title: str) -> None:
    from rich.text import Text

    console.print()
    console.print(Text(title, style="underline"))


def _items(console: "Console", items: list[Item], words: Texts) -> None:
    """A row an item: the verdict, what it is and where; below it what is to be known or done."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    for column in range(4):
        table.add_column(no_wrap=column in (0, 2))
    for item in items:
        mark, style = _MARK[item.verdict]
        text = Text(words.published(f"item.{item.id}"))
        for remark in _remarks(item, words):
            text.append(f"\n{plain(remark)}", style="dim")
        if item.verdict == UNJUDGED and item.quotes:
            text.append("\n")
            text.append_text(_quoted(item.quotes[0], words))
        if item.verdict == NOT_FOUND:
            text.append("\n")
            text.append_text(Text.assemble(("→ ", "green"), words.published(f"advice.{item.id}")))
        place = where(item.quotes[0].place, words) if item.quotes and item.verdict != NOT_FOUND else ""
        table.add_row(
            Text(f"{mark} {words.published(f'verdict.{item.verdict}')}", style=style), text, Text(_articles(item), style="dim"), Text(place, style="dim")
        )
    console.print(table)


def _articles(item: Item) -> str:
    """The points of art. 13 and 14 in short: “13(1)(a)”."""
    return "\n".join(f"{number}({point[0]}){point[1:]}" for number, point in ((13, item.art13), (14, item.art14)) if point)


def _remarks(item: Item, words: Texts) -> list[str]:
    remarks = [words.published(f"note.{item.note}")] if item.note else []
    return [*remarks, words.published("page.missing", what=item.missing)] if item.missing else remarks


def _quoted(quote: Quote, words: Texts) -> Any:
    from rich.text import Text

    text = quote.text if len(quote.text) <= _LONGEST else f"{quote.text[:_LONGEST]}…"
    return Text.assemble((f"{where(quote.place, words)}: ", "dim"), (plain(text), "italic"))


def _difference(console: "Console", comparison: Comparison, difference: Difference, words: Texts) -> None:
    from rich.padding import Padding
    from rich.text import Text

    told = plain(message(comparison, difference, words))
    code = _code(difference)
    console.print(
        Padding(Text.assemble((f"{code} " if code and difference.sure else "• ", "yellow" if difference.sure else "cyan"), told), (0, 0, 0, 2), expand=False)
    )
    if difference.quote is not None:
        line = Text.assemble((f"{words.published('page.statement-says')}, ", "dim"), _quoted(difference.quote, words))
        console.print(Padding(line, (0, 0, 0, 6), expand=False))
    if difference.record is not None:
        file, key = _key(difference)
        console.print(Padding(Text(f"{words.published('page.register-says')}, {plain(file)}: {plain(key)}", style="dim"), (0, 0, 0, 6), expand=False))
    if difference.sure and (hint := plain(_rule_text(comparison, difference, words, "hint"))):
        console.print(Padding(Text.assemble(("→ ", "green"), hint), (0, 0, 0, 6), expand=False))


def _key(difference: Difference) -> tuple[str, str]:
    if difference.record is None:
        return "", ""
    file, prefix = file_of(difference.record)
    return file, dotted((*prefix, *difference.path)) if difference.path else ""


def _code(difference: Difference) -> str:
    from ..rules import BY_NAME

    rule = BY_NAME.get(difference.kind)
    return rule.code if rule else ""


def message(comparison: Comparison, difference: Difference, words: Texts) -> str:
    """What a difference comes to, in a sentence: that of its rule where it is certain, else a question."""
    if difference.sure:
        return _rule_text(comparison, difference, words, "message")
    key = f"perhaps.{difference.kind}"
    table = words.published_keys("perhaps")
    if f"{difference.kind}-{difference.variant}" in table:
        key = f"{key}-{difference.variant}"
    return words.published(key, **difference.params)


def _rule_text(comparison: Comparison, difference: Difference, words: Texts, part: str) -> str:
    text = words.rule("N", difference.kind).get(part, "")
    if isinstance(text, dict):
        text = text.get(difference.variant) or text.get("default", "")
    place = words.show(place_words(difference.quote.place)) if difference.quote else ""
    params = {**difference.params, "file": comparison.published.name, "place": place}
    return str(text).format_map({name: words.show(value) for name, value in params.items()})


def _look_at(console: "Console", comparison: Comparison, words: Texts) -> None:
    """What only people can judge: doubtful differences, and purposes that were not recognised."""
    from rich.padding import Padding
    from rich.text import Text

    doubtful = [difference for difference in comparison.differences if not difference.sure]
    if doubtful:
        _head(console, words.published("page.perhaps"))
        for difference in doubtful:
            _difference(console, comparison, difference, words)
    if not comparison.same_language:
        console.print()
        console.print(Text(words.published("page.other-language"), style="dim"))
        return
    likeness = comparison.purposes
    if likeness.unrecognised:
        _head(console, words.published("page.purposes"))
        for each in likeness.unrecognised:
            line = Text.assemble(plain(each.purpose.purpose or ""), (f"  {reference_of(each.activity)}", "dim"))
            console.print(Padding(line, (0, 0, 0, 2), expand=False))
    if likeness.unknown:
        _head(console, words.published("page.unknown-purposes"))
        for quote in likeness.unknown:
            console.print(Padding(_quoted(quote, words), (0, 0, 0, 2), expand=False))


def _end(console: "Console", comparison: Comparison, words: Texts) -> None:
    from rich.text import Text

    console.print()
    staff = comparison.expected.staff
    if staff and comparison.expected.told is not comparison.expected.compared:
        names = ", ".join(activity.name for activity in staff[:5]) + (", …" if len(staff) > 5 else "")
        console.print(Text(plain(words.published("page.staff", names=names)), style="dim"))
    console.print(Text(words.published("page.limits"), style="dim"))
    counts = summary(comparison)
    line = words.published(
        "page.summary", covered=counts[COVERED], missing=counts[NOT_FOUND], open=counts[UNJUDGED], sure=counts["differences"], perhaps=counts["perhaps"]
    )
    console.print(Text(line, style="bold"))


def summary(comparison: Comparison) -> dict[str, int]:
    """How many items of each verdict, and differences: certain, and to be looked at."""
    counts = dict.fromkeys((COVERED, NOT_FOUND, UNJUDGED, NOT_APPLICABLE), 0)
    for item in comparison.items:
        counts[item.verdict] += 1
    sure = sum(difference.sure for difference in comparison.differences)
    return {**counts, "differences": sure, "perhaps": len(comparison.differences) - sure}


# -- JSON ------------------------------------------------------------------------------------------------------------------------------------------


def write_json(comparison: Comparison, digest: str) -> None:
    """Write the comparison to standard output, schema ropa.statement-check/1; nothing in it is translated."""
    published, audit = comparison.published, comparison.expected.audit
    likeness = comparison.purposes if comparison.same_language else Likeness(0, [], [])
    sys.stdout.write(
        to_json(
            {
                "schema": "ropa.statement-check/1",
                **source_data(audit.register),
                "as_of": audit.on.isoformat(),
                "statement": {"path": published.name, "format": published.format, "language": comparison.language, "sha256": digest, "words": published.words},
                "summary": summary(comparison),
                "items": [_item_data(item) for item in comparison.items],
                "differences": [_difference_data(difference) for difference in comparison.differences],
                "purposes": None
                if not comparison.same_language
                else {
                    "recognised": likeness.recognised,
                    "unrecognised": [
                        {"record": reference_of(each.activity), "key": f"purposes.{each.place}.purpose", "text": each.purpose.purpose}
                        for each in likeness.unrecognised
                    ],
                    "unknown": [_quote_data(quote) for quote in likeness.unknown],
                },
            }
        )
    )


def _item_data(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "art13": item.art13 or None,
        "art14": item.art14 or None,
        "verdict": item.verdict,
        "note": item.note or None,
        "missing": [_plain_value(value) for value in item.missing],
        "places": [_quote_data(quote) for quote in item.quotes],
    }


def _difference_data(difference: Difference) -> dict[str, Any]:
    file, key = _key(difference)
    return {
        "rule": _code(difference) or None,
        "name": difference.kind,
        "variant": difference.variant or None,
        "certain": difference.sure,
        "values": {name: _plain_value(value) for name, value in difference.params.items() if name != "record"},
        "statement": _quote_data(difference.quote) if difference.quote else None,
        "register": {"record": reference_of(difference.record), "file": file, "key": key} if difference.record else None,
    }


def _quote_data(quote: Quote) -> dict[str, Any]:
    place = quote.place
    return {"page": place.page or None, "line": place.line or None, "paragraph": place.paragraph or None, "text": quote.text}


def _plain_value(value: Any) -> Any:
    """A value of a message as plain data, never translated: a record by its reference, a period and a term by their parts."""
    match value:
        case Record():
            return reference_of(value)
        case tuple() if hasattr(value, "_asdict"):
            parts = value._asdict()
            if "code" in parts:
                return parts["code"]
            if "vocabulary" in parts:
                return parts["id"]
            if "text" in parts:
                return parts["text"]
            return {unit: number for unit, number in parts.items() if number}
        case list() | tuple():
            return [_plain_value(item) for item in value]
    return value
