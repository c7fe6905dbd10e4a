"""What became of a file that was taken over: for people in groups, for programs cell by cell."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..i18n import Texts
from ..register import Register
from .drafts import Entry, Outcome
from .landing import CHANGED, NEW, SAME, Landed

SCHEMA = "ropa.import/1"

MINOR = ("reference", "notes", "unfilled", "ignored", "skipped")
"""What happened to cells that were understood: they were meant to be kept, to be left out, or say nothing."""
OPEN = (
    "unknown-heading",
    "undecided",
    "not-understood",
    "partly",
    "which-one",
    "contradicts",
    "organisation",
    "no-field",
    "no-place",
    "no-record",
    "no-name",
    "bad-id",
)
OTHER = ("own-term", "outside", "blank-form")


class Report(NamedTuple):
    """What was read, what was made of it, and what was left."""

    file: str
    outcome: Outcome
    landed: Landed
    missing: dict[str, list[str]]
    """Per kind of which the file is a table: the records of the register that it does not have."""

    @property
    def entries(self) -> list[Entry]:
        """A word about every cell that did not become a value."""
        return [*self.outcome.entries, *self.landed.entries]


def report_of(file: str, outcome: Outcome, landed: Landed, register: Register) -> Report:
    """The report of a file; `register` is what it was before."""
    from ..model.kinds import BY_NAME

    missing: dict[str, list[str]] = {}
    for kind in sorted(outcome.whole & {"activity", "processor", "recipient", "location", "measure", "agreement", "certificate"}):
        place = BY_NAME[kind].place.removesuffix(".toml")
        gone = [f"{place}/{identity}" for identity in register.by_kind(kind) if f"{place}/{identity}" not in landed.what]
        if gone:
            missing[kind] = gone
    return Report(file, outcome, landed, missing)


def counts(references: Sequence[str], landed: Landed) -> tuple[int, int, int]:
    """How many of some records are new, changed and as they were."""
    found = Counter(landed.what.get(reference, "") for reference in references)
    return found[NEW], found[CHANGED], found[SAME]


def data_of(report: Report) -> dict[str, Any]:
    """The report as plain data, for programs."""
    sheets = []
    for sheet in report.outcome.sheets:
        new, changed, same = counts(sheet.records, report.landed)
        sheets.append(
            {
                "sheet": sheet.sheet,
                "kind": sheet.kind or None,
                "layout": sheet.layout or None,
                "skipped": sheet.skipped or None,
                "rows": sheet.rows,
                "records": {"new": new, "changed": changed, "same": same},
            }
        )
    return {
        "schema": SCHEMA,
        "file": report.file,
        "sheets": sheets,
        "records": dict(sorted((reference, what) for reference, what in report.landed.what.items())),
        "cells": [_cell(entry) for entry in report.entries],
        "not_in_file": report.missing,
    }


def _cell(entry: Entry) -> dict[str, Any]:
    return {
        "sheet": entry.sheet,
        "address": entry.said.address,
        "heading": entry.said.heading,
        "text": entry.said.text,
        "why": entry.why,
        "kept_in": entry.record or None,
        "detail": entry.detail or None,
    }


def as_json(report: Report) -> bytes:
    """The report as JSON."""
    from ..output.json import to_json

    return to_json(data_of(report)).encode()


def as_csv(report: Report, words: Texts) -> bytes:
    """The cells of the report as CSV, in the words of the register."""
    import csv
    import io

    from ..output.safe import plain
    from ..tables.delimited import no_formula

    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow([words.imported(f"report.column-{name}") for name in ("sheet", "address", "heading", "text", "why", "kept", "detail")])
    for entry in report.entries:
        why = words.imported(f"why.{entry.why}")
        row = (entry.sheet, entry.said.address, entry.said.heading, entry.said.text, why, entry.record, entry.detail)
        writer.writerow([no_formula(plain(text.replace("\r\n", "\n"), lines=True)) for text in row])
    return ("\ufeff" + page.getvalue()).encode()
