"""A cell about the processing agreement with one processor: that there is one, where it is, when it was signed."""

import re
from typing import TYPE_CHECKING, Any

from ..said.read import key_of, words
from .cells import Content, day_of_cell, document_of
from .headings import plain_words, words_of_all
from .quick import parse_yes_no

if TYPE_CHECKING:
    from .plain import PlainRow

_MONTH = re.compile(r"(?:[^\W\d]{3,}\.? |\d{1,2}[-/.])?(?:19|20)\d\d").fullmatch
"""A year, or a month of one: “2023”, “mei 2023”, “05-2023”."""


def take_agreement(row: "PlainRow", content: Content, processor: str) -> None:
    """Make or complete the agreement with a processor; a “no”, or what is unclear, is kept as it stands."""
    answer = parse_yes_no(content.text)
    day = day_of_cell(content)
    data: dict[str, Any] = {}
    if answer.value is False or (answer.value is None and answer.none):
        row.group.leave(content.said, "no-field")
        return
    if key_of(content.text) in words("yes-no.unknown"):  # whether there is one is not known: then none is made
        row.group.leave(content.said, "not-understood")
        return
    if answer.value and not answer.rest:
        pass
    elif day.value is not None and not day.rest:
        data = {"signed": day.value} if words_of_all("signed") & set(plain_words(content.said.heading)) else {"document": {"dated": day.value}}
    elif _MONTH(content.text.strip()):  # when, though not on which day: no place where the agreement is
        row.group.leave(content.said, "not-understood")
    elif answer.value is None and len(content.text) <= 300:
        data = {"document": document_of(content.text)}
    else:
        row.group.leave(content.said, "partly" if answer.value else "not-understood")
    known = [identity for identity, agreement in row.desk.register.agreements.items() if agreement.processor == processor]
    if len(known) > 1:
        if data:
            row.group.leave(content.said, "which-one")
        return
    if known:
        draft = row.desk.parties.draft("agreement", known[0], row.group.sheet)
    else:
        name = row.desk.words.imported("made.agreement", name=_name_of(row, processor))
        draft = row.desk.parties.draft("agreement", row.desk.parties.find_or_make("agreement", name, row.group.sheet), row.group.sheet)
        draft.data.update({"name": name, "kind": "processing", "processor": processor})
    for key, value in data.items():
        if draft.data.setdefault(key, value) != value:
            row.group.leave(content.said, "contradicts")


def _name_of(row: "PlainRow", processor: str) -> str:
    record = row.desk.parties.record("processor", processor)
    return str(record.name) if record is not None else str(row.desk.parties.draft("processor", processor, row.group.sheet).data.get("name", processor))
