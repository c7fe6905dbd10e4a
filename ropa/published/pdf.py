"""Statements in PDF: the text of each page in lines.

PDFium reads what a browser reads, and has been tested with broken files more than anything else (pypdf, in Python, takes minutes over what is made to be slow).
It is C++ all the same, over a file of a stranger: so it runs in a process of its own, which may take so long and no longer, and if it falls, falls alone.
"""

import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from .blocks import HEADING, ITEM, LOWEST, MAX_CHARACTERS, TEXT, Block, Place, join

MAX_PAGES = 100
SECONDS = 20
_MEMORY = 1_500_000_000
_BULLET = re.compile(r"\s*(?:[-*•·▪◦‣●○–—\uf0b7]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")


_FEWEST_HEADINGS = 3
_LONGEST_HEADING = 160
_BOLD = 600


class Line(NamedTuple):
    """A line of a page, and how its first letter is set."""

    text: str
    size: float
    bold: bool

    @property
    def style(self) -> tuple[float, bool]:
        """What headings are told by."""
        return self.size, self.bold


class BadPdf(Exception):
    """A PDF that gives no text: `why` is "broken", "encrypted", "slow" or "no-text"."""

    def __init__(self, why: str) -> None:
        """Take the reason."""
        super().__init__(why)
        self.why = why


def read_pdf(data: bytes) -> Iterator[Block]:
    """The blocks of a document. Raises BadPdf."""
    pages = pages_of(data)
    if sum(letter.isalpha() for page in pages for line in page[:200] for letter in line.text) < 40:
        raise BadPdf("no-text")
    levels = _levels(pages)
    for number, page in enumerate(pages, 1):
        yield from _page_blocks(page, number, levels)


def pages_of(data: bytes, most: int = MAX_PAGES, characters: int = MAX_CHARACTERS, seconds: int = SECONDS) -> list[list[Line]]:
    """The lines of each page, of so many pages and with so many characters at most. Raises BadPdf, also where that takes too long."""
    call = f"child({most}, {characters}, {seconds})"
    command = [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {[path for path in sys.path if path]!r}; from ropa.published.pdf import child; {call}"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603 - ourselves
    except subprocess.TimeoutExpired:
        raise BadPdf("slow") from None
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise BadPdf("broken") from None
    if "why" in answer:
        raise BadPdf(str(answer["why"]))
    return [[Line(*line) for line in page] for page in answer["pages"]]


def _levels(pages: list[list[Line]]) -> dict[tuple[float, bool], int]:
    """The level of a heading by how it is set: larger than most of the text, or bold. None where hardly anything is set apart."""
    letters: dict[tuple[float, bool], int] = {}
    lines: dict[tuple[float, bool], int] = {}
    for page in pages:
        for line in page:
            letters[line.style] = letters.get(line.style, 0) + len(line.text)
            lines[line.style] = lines.get(line.style, 0) + 1
    if not letters:
        return {}
    size, bold = max(letters, key=lambda style: letters[style])
    apart = [style for style in letters if style[0] >= size + 1 or (style[1] and not bold)]
    if sum(lines[style] for style in apart) < _FEWEST_HEADINGS:
        return {}
    sizes = sorted({style[0] for style in apart}, reverse=True)
    return {style: min(sizes.index(style[0]) + 1, LOWEST) for style in apart}


def _page_blocks(page: list[Line], number: int, levels: dict[tuple[float, bool], int]) -> Iterator[Block]:
    """The lines of a page in paragraphs: a line ends one where it stops well short of the others, or the next is set otherwise."""
    lines = [Line(part.rstrip(), line.size, line.bold) for line in page for part in line.text.replace("\ufffe", "-\n").split("\n")]
    lengths = [len(line.text) for line in lines if line.text.strip()]
    full = statistics.quantiles(lengths, n=10)[-1] if len(lengths) > 3 else max(lengths, default=0)
    waiting: list[tuple[str, Place]] = []
    kind, level = TEXT, 0
    for count, whole in enumerate(lines, 1):
        line = whole.text
        bullet = _BULLET.match(line)
        own = levels.get(whole.style, 0)
        short = waiting and len(waiting[-1][0]) < 0.7 * full and not _runs_on(waiting[-1][0], line)
        if waiting and (bullet or not line.strip() or own != level or (short and not level)):
            yield _finished(waiting, kind, level, styled=bool(levels))
            waiting, kind = [], TEXT
        level = own
        if bullet:
            kind, line = ITEM, line[bullet.end() :]
        if line.strip():
            waiting.append((line, Place(page=number, line=count)))
    if waiting:
        yield _finished(waiting, kind, level, styled=bool(levels))


def _runs_on(before: str, line: str) -> bool:
    return line.lstrip()[:1].islower() and before.rstrip()[-1:] not in ".:;!?"


def _finished(lines: list[tuple[str, Place]], kind: str, level: int, *, styled: bool) -> Block:
    """A block; a heading is set apart, or, where nothing is, short and no sentence."""
    text = lines[0][0].strip()
    if styled:
        whole = sum(len(line) for line, _ in lines)
        return join(
            lines, HEADING if level and kind == TEXT and whole < _LONGEST_HEADING and lines[-1][0].rstrip()[-1:] not in ".;," else kind, level or LOWEST
        )
    heading = (
        kind == TEXT and len(lines) == 1 and len(text) < 80 and len(text.split()) <= 10 and text[:1].isupper() and text[-1] not in ".;,!" and "@" not in text
    )
    return join(lines, HEADING if heading else kind)


# -- in the process of its own ---------------------------------------------------------------------------------------------------------------------


def child(most: int, characters: int, seconds: int) -> None:
    """Read a PDF from standard input, write its pages to standard output as JSON."""
    _limit(seconds)
    data = sys.stdin.buffer.read()
    import pypdfium2  # not for those whose statement is no PDF

    try:
        document = pypdfium2.PdfDocument(data)
        pages: list[list[tuple[str, float, bool]]] = []
        left = characters
        for number in range(min(len(document), most)):
            page = document[number]
            text = page.get_textpage()
            shown = text.get_text_range(count=min(text.count_chars(), left)) if left and text.count_chars() else ""
            pages.append(list(_lines(shown, text.raw)))
            left = max(0, left - len(shown))
        answer: dict[str, Any] = {"pages": pages}
    except pypdfium2.PdfiumError as error:
        answer = {"why": "encrypted" if "assword" in str(error) or "ecurity" in str(error) else "broken"}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()
    os._exit(0)  # nothing is left to clear away that could fail


def _lines(text: str, page: Any) -> Iterator[tuple[str, float, bool]]:
    """The lines of a page with the size of their letters, in halves of a point, and whether they are bold."""
    from pypdfium2 import raw

    place = 0
    for line in text.split("\n"):
        first = place + len(line) - len(line.lstrip())
        yield line.rstrip("\r"), round(2 * float(raw.FPDFText_GetFontSize(page, first))) / 2, raw.FPDFText_GetFontWeight(page, first) >= _BOLD
        place += len(line) + 1


def _limit(seconds: int) -> None:
    """No more memory and time than a document needs, where the system can set that."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    except (ImportError, ValueError, OSError):
        return
