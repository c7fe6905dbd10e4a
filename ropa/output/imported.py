"""What became of a file that was taken over, for people: sheet by sheet what was read, and in groups the cells that did not become values."""

import shlex
import sys
from collections.abc import Iterator

from ..i18n import Texts
from ..imports.drafts import Entry
from ..imports.report import MINOR, OPEN, OTHER, Report, counts
from .history import BOLD, CYAN, DIM, YELLOW, Line, Writer
from .safe import plain

_EXAMPLES = 4
_COLUMNS = 12
_NAMED = 8
_LETTERS = 60


def write_report(report: Report, words: Texts, path: str, *, color: bool) -> None:
    """Write the report to standard output; `path` is the file as it was named, to go on with."""
    sys.stdout.flush()
    Writer(color).write((indent, plain(text), style) for indent, text, style in report_lines(report, words, path))


def report_lines(report: Report, words: Texts, path: str) -> Iterator[Line]:
    """The lines of the report."""
    yield 0, words.imported("report.title", file=report.file), BOLD
    skipped: dict[str, list[str]] = {}
    for sheet in report.outcome.sheets:
        if sheet.skipped:
            skipped.setdefault(sheet.skipped, []).append(sheet.sheet)
            continue
        new, changed, same = counts(sheet.records, report.landed)
        total = len(sheet.records)
        rows = words.imported(f"report.rows-{'one' if sheet.rows == 1 else 'many'}", n=sheet.rows)
        title = words.imported("report.sheet-title", sheet=sheet.sheet) + " " if sheet.sheet else ""  # a csv has sheets without a name
        if not sheet.kind:  # lists that stand in records of another sheet
            yield 2, f"{title}{rows}", ""
            continue
        what = words.kind(sheet.kind, many=total != 1)
        parts = [words.imported(f"report.{name}", n=n) for name, n in (("new", new), ("changed", changed), ("same", same)) if n]
        line = title + words.imported("report.sheet", rows=rows, total=total, what=what)
        yield 2, f"{line} ({', '.join(parts)})" if parts else line, ""
    for why, sheets in skipped.items():
        yield 2, words.imported("report.skipped", sheets=sheets, why=words.imported(f"skipped.{why}")), DIM
    yield from _made(report, words)
    yield from _cells(report, words)
    for kind, missing in report.missing.items():
        yield 0, "", ""
        yield 0, words.imported("report.missing", what=words.kind(kind, many=True)), BOLD
        yield 2, _some(missing, words), ""
    if any(entry.why in ("unknown-heading", "undecided") for entry in report.entries):
        yield 0, "", ""
        yield 0, words.imported("report.next", file=shlex.quote(path)), CYAN


def _made(report: Report, words: Texts) -> Iterator[Line]:
    """The records that rows name and that were not there."""
    from ..model.kinds import KINDS

    rows = {reference for sheet in report.outcome.sheets for reference in sheet.records}
    beside = [reference for reference, what in report.landed.what.items() if what == "new" and reference not in rows]
    parts = []
    for kind in KINDS:
        place = kind.place.removesuffix(".toml")
        many = sum(reference == place or reference.startswith(f"{place}/") for reference in beside)
        if many and kind.name not in ("vocabulary", "register"):
            parts.append(f"{many} {words.kind(kind.name, many=many != 1)}")
    own = sum(entry.why == "own-term" for entry in report.entries)
    if own:
        parts.append(words.imported(f"report.terms-{'one' if own == 1 else 'many'}", n=own))
    if parts:
        yield 2, words.imported("report.made", what=words.show(parts)), ""


def _cells(report: Report, words: Texts) -> Iterator[Line]:
    """Cells by what became of them, and by heading."""
    by_why: dict[str, list[Entry]] = {}
    for entry in report.entries:
        by_why.setdefault(entry.why, []).append(entry)
    for why in (*OPEN, *OTHER):
        if entries := by_why.get(why):
            yield 0, "", ""
            yield 0, f"{words.imported(f'why.{why}')} ({len(entries)})", YELLOW if why in OPEN else BOLD
            yield from _by_heading(entries, words)
    small = [f"{words.imported(f'why.{why}')} ({len(by_why[why])})" for why in MINOR if why in by_why]
    if small:
        yield 0, "", ""
        yield 0, words.imported("report.also", what="; ".join(small)), DIM


def _by_heading(entries: list[Entry], words: Texts) -> Iterator[Line]:
    by_heading: dict[str, list[Entry]] = {}
    for entry in entries:
        by_heading.setdefault(entry.said.heading, []).append(entry)
    for number, (heading, own) in enumerate(sorted(by_heading.items(), key=lambda item: -len(item[1]))):
        if number == _COLUMNS:
            yield 2, words.imported("report.more-columns", n=len(by_heading) - _COLUMNS), DIM
            return
        examples = "; ".join(_example(entry, words) for entry in own[:_EXAMPLES])
        more = f" {words.imported('report.more', n=len(own) - _EXAMPLES)}" if len(own) > _EXAMPLES else ""
        label = f"{_short(heading)}: " if heading else ""
        yield 2, f"{label}{examples}{more}", ""


def _example(entry: Entry, words: Texts) -> str:
    detail = f", {words.imported('report.perhaps', what=entry.detail)}" if entry.detail else ""
    return f"{words.imported('report.quoted', text=_short(entry.said.text))} ({entry.said.address}{detail})"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LETTERS else text[: _LETTERS - 1].rstrip() + "…"


def _some(references: list[str], words: Texts) -> str:
    shown = ", ".join(references[:_NAMED])
    return f"{shown} {words.imported('report.more', n=len(references) - _NAMED)}" if len(references) > _NAMED else shown
