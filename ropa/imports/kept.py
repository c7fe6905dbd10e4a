"""The part of a record's notes that holds, word for word, the cells that did not become values. Taking a file over again replaces that part and no more.

It begins with a line that names the file; each cell is an item “- Heading: text (address)”, further lines of it begin with two spaces. What people wrote
between the items stays.
"""

import re
from collections.abc import Iterable

from ..i18n import LANGUAGES, Texts, texts
from .drafts import Said

_ITEM = re.compile(r"- .*")
_MINE = re.compile(r"\((?:[^()]*!)?(?:[A-Z]{1,3}[0-9]{1,7}|[^\s()]*\[[0-9]+\][^\s()]*)\)$")


def with_block(notes: str, kept: Iterable[Said], file: str, words: Texts) -> str:
    """The notes with the cells of a file in the place of those that were kept of it before; "" where nothing is left."""
    before, own, after = _parts(notes, {texts(language).imported("kept.heading", file=file) for language in LANGUAGES})
    items = [*dict.fromkeys(_item(said) for said in sorted(kept, key=_place)), *own]
    block = [words.imported("kept.heading", file=file), *items] if items else []
    parts = [part for part in (before.rstrip("\n"), "\n".join(block), after.lstrip("\n")) if part.strip()]
    return "\n".join(parts) if len(parts) < 2 else "\n\n".join(parts)


def _place(said: Said) -> tuple[str, int, int, str]:
    """Where a cell comes in the order of reading: sheet, row, column."""
    sheet, _, place = said.address.rpartition("!")
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", place)
    return (sheet, int(found[2]), len(found[1]), found[1]) if found else (sheet, 0, 0, place)


def _item(said: Said) -> str:
    text = "\n".join(line.rstrip() for line in said.text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()).replace("\n", "\n  ")
    heading = " ".join(said.heading.split())
    return f"- {heading}: {text.strip()} ({said.address})" if heading else f"- {text.strip()} ({said.address})"


def _parts(notes: str, headings: set[str]) -> tuple[str, list[str], str]:
    """The notes before the part of a file, the lines in it that are somebody's own, and the notes after it."""
    lines = notes.split("\n")
    start = next((number for number, line in enumerate(lines) if line in headings), None)
    if start is None:
        return notes, [], ""
    end = start + 1
    while end < len(lines) and lines[end].startswith(("- ", "  ")):
        end += 1
    items: list[str] = []
    for line in lines[start + 1 : end]:
        if _ITEM.fullmatch(line) or not items:
            items.append(line)
        else:
            items[-1] += f"\n{line}"
    return "\n".join(lines[:start]), [item for item in items if not _MINE.search(item)], "\n".join(lines[end:])
