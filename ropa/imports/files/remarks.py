"""What is to be said of a file before its cells are looked at: what was left alone, and what was not to be had."""

from collections.abc import Iterator

from ...i18n import Texts
from .sheets import Workbook

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac-roman": "Mac Roman",
}
_SEPARATORS = {"\t": "tab"}
_MOST = 5
"""Places that are named; of the others only how many."""


def remarks(book: Workbook, words: Texts) -> Iterator[str]:
    """A sentence each: macros, links to other files and formulas (left alone), the encoding that was taken, values that are missing, rows that are hidden."""
    if book.macros:
        yield words.imported("read.macros", path=book.path)
    if book.external:
        yield words.imported("read.external", path=book.path)
    if formulas := sum(sheet.formulas for sheet in book.sheets):
        yield words.imported("read.formulas", n=formulas)
    if book.encoding and not book.encoding.startswith("utf-8"):
        yield words.imported("read.encoding", encoding=ENCODINGS.get(book.encoding, "UTF-8"), separator=_SEPARATORS.get(book.separator, book.separator))
    if book.undecoded:
        yield words.imported("read.undecoded", lines=_some([str(line) for line in book.undecoded], words), encoding=ENCODINGS.get(book.encoding, "UTF-8"))
    for why in ("formula", "error"):
        if places := [sheet.address(each.row, each.column) for sheet in book.sheets for each in sheet.unread if each.why == why]:
            yield words.imported(f"read.{why}", places=_some(places, words))
    for sheet in book.sheets:
        if hidden := sum(any(cell.text for cell in sheet.rows[row]) for row in sheet.hidden_rows):
            yield words.imported("read.hidden-rows", sheet=sheet.name, n=hidden)


def _some(places: list[str], words: Texts) -> str:
    """The first of some places, and how many more there are."""
    if len(places) <= _MOST + 1:
        return words.show(places)
    return words.imported("read.and-more", places=", ".join(places[:_MOST]), n=len(places) - _MOST)
